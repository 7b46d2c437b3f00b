"""The Ofsted liaison's week, printable on one page, and what the liaison decides from there."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.liaison.approving import DecidePeer, approve_peer, refuse_peer
from peerinspect.services.liaison.evaluating import evaluate, share_evaluation
from peerinspect.services.liaison.objecting import answer_objection
from peerinspect.services.lives.stepping import BY_THE_LIAISON, TakeStep, take_step
from peerinspect.services.refusal import Refusal
from peerinspect.web.access import may, requires
from peerinspect.web.clicks import carried, click
from peerinspect.web.clock import asked_day, today
from peerinspect.web.duties.forms import StepForm
from peerinspect.web.forms import Confirm
from peerinspect.web.session import reader
from peerinspect.web.week.forms import APPROVE, REFUSE, AnswerForm, EvaluationForm, PeerForm, begun_with
from peerinspect.web.week.presenters import due_link

blueprint = Blueprint("week", __name__, url_prefix="/week")
blueprint.add_app_template_filter(due_link)
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see the week")
def teams() -> Answer:
    """Who is on which team this week, and what is due?"""
    return render_template("week/teams.html", sheet=disclosure.week_sheet(reader(), asked_day("from"), today()))


@blueprint.get("/sheet")
@requires("see the week")
def monday() -> Answer:
    """The same page, by its former address."""
    asked = asked_day("from")
    week = {"from": (asked - timedelta(days=asked.weekday())).isoformat()}
    return redirect(f"{url_for('week.teams')}?{urlencode(week)}")


@blueprint.get("/teams/<duty_id>")
@requires("see the week")
def sheet(duty_id: str) -> Answer:
    """Who is on this team?"""
    found = disclosure.team_sheet(reader(), duty_id, today())
    steps = disclosure.liaison_steps(reader(), duty_id, today()) if may("act for Ofsted") else ()
    return render_template("week/sheet.html", sheet=found, steps=steps, decides=may("act for Ofsted"))


@blueprint.route("/teams/<duty_id>/steps/<action>", methods=["GET", "POST"])
@requires("act for Ofsted")
def step(duty_id: str, action: str) -> Answer:
    """Record the notice of an inspection, or put it off."""
    steps = {each.action: each for each in disclosure.liaison_steps(reader(), duty_id, today())}
    if action not in steps and request.method == "POST" and action in BY_THE_LIAISON:
        take_step(TakeStep(duty_id, action), reader(), today())
    if action not in steps:
        abort(404)
    found = steps[action]
    form = StepForm(found)
    if form.carries_out(lambda: take_step(form.command(duty_id, action), reader(), today())):
        flash(f"Done: {found.name.lower()}.")
        return redirect(url_for("week.sheet", duty_id=duty_id), 303)
    duty = disclosure.team_sheet(reader(), duty_id, today()).duty
    context = {"title": found.name, "about": [found.about], "is_grave": found.is_grave}
    return render_template("week/form.html", duty=duty, form=form, **context), form.answer_code


@blueprint.route("/teams/<duty_id>/people/<address>/approval", methods=["GET", "POST"])
@requires("act for Ofsted")
def approval(duty_id: str, address: str) -> Answer:
    """Shall this person be on the team?"""
    form = PeerForm()
    told: list[str] = []
    if form.carries_out(lambda: told.append(_decide(form, duty_id, address))):
        flash(told[0])
        return redirect(url_for("week.sheet", duty_id=duty_id), 303)
    peer = disclosure.peer_to_decide(reader(), duty_id, address, today())
    return render_template("week/approval.html", form=form, peer=peer), form.answer_code


def _decide(form: PeerForm, duty_id: str, address: str) -> str:
    """Carry the decision out; what to say of it."""
    command: DecidePeer = form.command(duty_id, address)
    if form.decision.data == APPROVE:
        approve_peer(command, reader(), today())
        return "They are approved."
    if form.decision.data == REFUSE:
        return f"They are refused and stood down. {refuse_peer(command, reader(), today())}".strip()
    raise Refusal({"decision": "Choose whether you approve or refuse them"})


@blueprint.get("/objections/<objection_id>")
@requires("see the week")
def objection(objection_id: str) -> Answer:
    """What does the council object to, and what was it told?"""
    return _objection(objection_id, AnswerForm(formdata=None))


@blueprint.post("/objections/<objection_id>")
@requires("act for Ofsted")
def answer(objection_id: str) -> Answer:
    """Answer the council."""
    form = AnswerForm()
    told: list[str] = []
    if form.carries_out(lambda: told.append(answer_objection(form.command(objection_id), reader(), today()))):
        flash(f"Your answer can be read by the council now. {told[0]}".strip())
        return redirect(url_for("week.objection", objection_id=objection_id), 303)
    return _objection(objection_id, form)


def _objection(objection_id: str, form: AnswerForm) -> Answer:
    found = disclosure.council_objection(reader(), objection_id, today())
    decides = may("act for Ofsted")
    return render_template("week/objection.html", form=form, found=found, decides=decides), form.answer_code


@blueprint.route("/teams/<duty_id>/people/<address>/evaluation", methods=["GET", "POST"])
@requires("act for Ofsted")
def evaluation(duty_id: str, address: str) -> Answer:
    """How did this person do?"""
    peer = disclosure.peer_to_evaluate(reader(), duty_id, address, today())
    form = EvaluationForm(data=begun_with(peer.found))
    form.rests_on(peer, lambda: disclosure.peer_to_evaluate(reader(), duty_id, address, today()), duty_id)
    if form.carries_out(lambda: evaluate(form.command(duty_id, address), reader(), today())):
        flash(f"How {peer.person_name} did is recorded.")
        return redirect(url_for("week.evaluation", duty_id=duty_id, address=address), 303)
    return _evaluation(duty_id, address, form)


@blueprint.post("/teams/<duty_id>/people/<address>/evaluation/share")
@requires("act for Ofsted")
def share(duty_id: str, address: str) -> Answer:
    """Let the person read the answers to the three questions."""
    back = url_for("week.evaluation", duty_id=duty_id, address=address)
    form = Confirm()
    if form.carries_out(
        lambda: click(
            lambda: share_evaluation(duty_id, address, reader(), today()),
            lambda: begun_with(disclosure.peer_to_evaluate(reader(), duty_id, address, today()).found),
            back,
            duty_id,
        )
    ):
        flash("They can read the answers to the three questions now.")
        return redirect(back, 303)
    return _evaluation(duty_id, address, form)


def _evaluation(duty_id: str, address: str, form: EvaluationForm | Confirm) -> Answer:
    peer = disclosure.peer_to_evaluate(reader(), duty_id, address, today())
    shown = form if isinstance(form, EvaluationForm) else EvaluationForm(formdata=None, data=begun_with(peer.found))
    seen = carried(begun_with(peer.found))
    return render_template("week/evaluation.html", form=form, peer=peer, evaluation=shown, seen=seen), form.answer_code
