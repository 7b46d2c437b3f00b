"""The rulebook, a rule, and the policy's versions and changes."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, policies
from peerinspect.services.policies import DecideChange
from peerinspect.services.refusal import Refusal
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.forms import Confirm, HouseForm
from peerinspect.web.rulebook import presenters
from peerinspect.web.rulebook.forms import DecisionForm, form_for
from peerinspect.web.session import reader

blueprint = Blueprint("rulebook", __name__, url_prefix="/rulebook")
for word in presenters.FILTERS:
    blueprint.add_app_template_filter(word)
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("read the rulebook")
def page() -> Answer:
    """What are the rules, and where do they come from?"""
    found = disclosure.rulebook(reader(), today())
    return render_template("rulebook/page.html", book=found, may_see_versions=may("see the policy's versions"))


@blueprint.get("/rules/<rule>")
@requires("read the rulebook")
def rule(rule: str) -> Answer:
    """What is this rule, how strong is it, and how often did it decide?"""
    detail = disclosure.rule(reader(), rule, today())
    return render_template("rulebook/rule.html", detail=detail, may_change=may("change the policy"))


@blueprint.route("/rules/<rule>/change", methods=["GET", "POST"])
@requires("change the policy")
def change(rule: str) -> Answer:
    """Propose that the rule shall say something else."""
    detail = disclosure.rule(reader(), rule, today())
    form = form_for(detail)
    form.rests_on(*_in_force(rule))
    if form.carries_out(lambda: policies.propose_change(form.command(detail), reader(), today())):
        flash("The change is proposed. Another coordinator decides it.")
        return redirect(url_for("rulebook.changes"), 303)
    return render_template("rulebook/change.html", detail=detail, form=form), form.answer_code


def _in_force(rule: str) -> tuple[object, Callable[[], object]]:
    """What the rule says now, and how it is read again: a proposal rests on that."""

    def again() -> object:
        found = disclosure.rule(reader(), rule, today())
        return found.strength, found.rule.weight, [(each.name, each.number) for each in found.settings]

    return again(), again


@blueprint.get("/changes")
@requires("see the policy's versions")
def changes() -> Answer:
    """Which changes wait, and which were decided?"""
    return render_template("rulebook/changes.html", changes=disclosure.policy_changes(reader(), today()))


@blueprint.get("/changes/<proposal_id>")
@requires("see the policy's versions")
def proposal(proposal_id: str) -> Answer:
    """What would change, why, and who decides?"""
    return _proposal(proposal_id, _decision(proposal_id))


@blueprint.post("/changes/<proposal_id>/decide")
@requires("change the policy")
def decide(proposal_id: str) -> Answer:
    """Approve or refuse."""
    form = _decision(proposal_id)
    if form.carries_out(lambda: _decide(form, proposal_id)):
        is_approved = form.decision.data == "approve"
        flash("The change is approved and in force." if is_approved else "The change is refused.")
        return redirect(url_for("rulebook.proposal", proposal_id=proposal_id), 303)
    return _proposal(proposal_id, form)


def _decision(proposal_id: str) -> DecisionForm:
    """The form that decides. It rests on what the rule says now, which another proposal may have changed.

    Once the proposal is decided, nothing rests on it: that it is decided is what whoever comes late is told.
    """
    form, found = DecisionForm(), disclosure.policy_change(reader(), proposal_id, today())
    if not found.outcome:
        form.rests_on(*_in_force(found.rule), page=url_for("rulebook.proposal", proposal_id=proposal_id))
    return form


def _decide(form: DecisionForm, proposal_id: str) -> None:
    command = form.command(proposal_id)
    if form.decision.data == "approve":
        policies.approve_change(command, reader(), today())
    elif form.decision.data == "refuse":
        policies.refuse_change(command, reader(), today())
    else:
        raise Refusal({"decision": "Choose whether you approve or refuse"})


@blueprint.post("/changes/<proposal_id>/withdraw")
@requires("change the policy")
def withdraw(proposal_id: str) -> Answer:
    """Take one's own proposal back."""
    form = Confirm()
    if form.carries_out(lambda: policies.withdraw_change(DecideChange(proposal_id), reader(), today())):
        flash("The change is withdrawn.")
        return redirect(url_for("rulebook.proposal", proposal_id=proposal_id), 303)
    return _proposal(proposal_id, form)


def _proposal(proposal_id: str, form: HouseForm) -> Answer:
    """The proposed change with, where a decision was refused, the reasons."""
    found = disclosure.policy_change(reader(), proposal_id, today())
    decision = form if isinstance(form, DecisionForm) else _decision(proposal_id)
    return render_template("rulebook/proposal.html", change=found, form=form, decision=decision), form.answer_code


@blueprint.get("/versions")
@requires("see the policy's versions")
def versions() -> Answer:
    """How did the policy come to be what it is?"""
    return render_template("rulebook/versions.html", versions=disclosure.policy_versions(reader(), today()))


@blueprint.get("/versions/<int:number>")
@requires("see the policy's versions")
def version(number: int) -> Answer:
    """What did this version say?"""
    return render_template("rulebook/version.html", version=disclosure.policy_version(reader(), number, today()))
