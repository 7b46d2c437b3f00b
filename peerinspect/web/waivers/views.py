"""Waivers: those that wait for the reader, the register, one waiver."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, waiver_decisions, waivers_export
from peerinspect.services.refusal import Refusal
from peerinspect.services.waiver_decisions import DecideWaiver
from peerinspect.services.waiver_rights import STATES
from peerinspect.web import words
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.forms import Confirm, HouseForm
from peerinspect.web.paging import asked_text, page_of
from peerinspect.web.session import reader
from peerinspect.web.waivers.forms import DecisionForm

blueprint = Blueprint("waivers", __name__, url_prefix="/waivers")
Answer = Response | str | tuple[str, int]


@blueprint.get("/to-decide")
@requires("decide waivers")
def to_decide() -> Answer:
    """Which waivers wait for my word?"""
    return render_template("waivers/to_decide.html", waivers=disclosure.waivers_to_decide(reader(), today()))


@blueprint.get("/")
@requires("decide waivers")
def register() -> Answer:
    """Which waivers were proposed, and what became of them?"""
    found = disclosure.waivers(reader(), today())
    asked = {name: asked_text(name) for name in ("state", "kind", "rule")}
    shown = [one for one in found if all(getattr(one, name) == value for name, value in asked.items() if value)]
    context = {
        "total": len(found),
        "paging": page_of(shown),
        "asked": asked,
        "states": [(name, words.STATES[name][0]) for name in STATES],
        "rules": sorted({one.rule for one in found}),
    }
    return render_template("waivers/register.html", **context)


@blueprint.get("/register.csv")
@requires("decide waivers")
def export() -> Response:
    """The register as a file for a spreadsheet."""
    answer = make_response(waivers_export.waivers_csv(reader(), today()))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = "attachment; filename=waivers.csv"
    return answer


@blueprint.get("/<waiver_id>")
@requires("decide waivers")
def page(waiver_id: str) -> Answer:
    """What is to be waived, why, and who has said what?"""
    return _page(waiver_id, DecisionForm())


@blueprint.post("/<waiver_id>/decide")
@requires("decide waivers")
def decide(waiver_id: str) -> Answer:
    """Approve or refuse."""
    form = DecisionForm()
    if form.carries_out(lambda: _decide(form, waiver_id)):
        flash("The waiver is approved." if form.decision.data == "approve" else "The waiver is refused.")
        return redirect(url_for("waivers.page", waiver_id=waiver_id), 303)
    return _page(waiver_id, form)


def _decide(form: DecisionForm, waiver_id: str) -> None:
    command = form.command(waiver_id)
    if form.decision.data == "approve":
        waiver_decisions.approve_waiver(command, reader(), today())
    elif form.decision.data == "refuse":
        waiver_decisions.refuse_waiver(command, reader(), today())
    else:
        raise Refusal({"decision": "Choose whether you approve or refuse"})


@blueprint.post("/<waiver_id>/withdraw")
@requires("decide waivers")
def withdraw(waiver_id: str) -> Answer:
    """Take one's own proposal back."""
    form = Confirm()
    if form.carries_out(lambda: waiver_decisions.withdraw_waiver(DecideWaiver(waiver_id), reader(), today())):
        flash("The waiver is withdrawn.")
        return redirect(url_for("waivers.page", waiver_id=waiver_id), 303)
    return _page(waiver_id, form)


def _page(waiver_id: str, form: HouseForm) -> Answer:
    """The waiver with, where a decision was refused, the reasons."""
    waiver = disclosure.waiver(reader(), waiver_id, today())
    decision = form if isinstance(form, DecisionForm) else DecisionForm(formdata=None)
    return render_template("waivers/page.html", waiver=waiver, form=form, decision=decision), form.answer_code
