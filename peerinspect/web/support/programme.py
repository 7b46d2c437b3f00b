"""One programme of support: its page, and a form for each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.lives.stepping import take_step
from peerinspect.services.reader import COORDINATOR
from peerinspect.services.support import agreeing, closing, leading, noting, registering, visiting
from peerinspect.services.views.support import SupportPage, SupportVisit
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.duties.forms import StepForm
from peerinspect.web.forms import HouseForm
from peerinspect.web.session import reader
from peerinspect.web.support.forms import (
    AgreementForm,
    CancelForm,
    CloseForm,
    HeldForm,
    LeadForm,
    LetterForm,
    NoteForm,
    OwnWordForm,
    ReviewForm,
    VisitForm,
)
from peerinspect.web.support.request_forms import NeedForm

blueprint = Blueprint("programmes", __name__, url_prefix="/support")
Answer = Response | str | tuple[str, int]
STEPS = ("begin", "cancel")
"""The steps that need nothing but what the life of support asks for."""
RULES_FIRST = "Where a rule objects to somebody because of it, you are told before anything is changed."


@blueprint.get("/<duty_id>")
@requires("see support")
def page(duty_id: str) -> Answer:
    """Who advises this council, on what, and what comes of it?"""
    found = _page(duty_id)
    return render_template("support/page.html", found=found, duty_id=duty_id, plans=may("register work"))


def _page(duty_id: str) -> SupportPage:
    return disclosure.support_page(reader(), duty_id, today())


@blueprint.route("/<duty_id>/need", methods=["GET", "POST"])
@requires("register work")
def need(duty_id: str) -> Answer:
    """What does the support rest on?"""
    found = _page(duty_id)
    form = NeedForm.about(found)
    about = "Both councils know what is asked for. A judgement is one that says requires improvement or inadequate."
    return _form(
        found,
        form,
        "Record what it rests on",
        about,
        lambda: registering.record_need(form.need_command(duty_id), reader(), today()),
        "What the support rests on is recorded.",
    )


@blueprint.route("/<duty_id>/lead", methods=["GET", "POST"])
@requires("register work")
def lead(duty_id: str) -> Answer:
    """Who leads the advisers?"""
    found = _page(duty_id)
    form = LeadForm(found.advisers)
    return _form(
        found,
        form,
        "Name the lead",
        "One of those who have said yes. The agreement is made with their council.",
        lambda: leading.name_lead(form.command(duty_id), reader(), today()),
        "The lead is named, and told.",
    )


@blueprint.route("/<duty_id>/agreement", methods=["GET", "POST"])
@requires("register work")
def agreement(duty_id: str) -> Answer:
    """What are the two councils to agree to?"""
    found = _page(duty_id)
    drawn = found.agreement
    wanted = found.days_wanted or found.days_each * max(1, len(found.advisers))
    form = AgreementForm(data={"aims": drawn.aims if drawn else "", "days": drawn.days if drawn else wanted})
    return _form(
        found,
        form,
        "Draw up the agreement",
        "Both chief executives are asked. Drawn up again, it has to be agreed to again.",
        lambda: agreeing.draw_up_agreement(form.command(duty_id), reader(), today()),
        "The agreement is drawn up, and both councils are asked.",
    )


@blueprint.route("/<duty_id>/agreement/word", methods=["GET", "POST"])
@requires("take part in support")
def word(duty_id: str) -> Answer:
    """Agree for one's own council, or record the letter of one."""
    found = _page(duty_id)
    if found.agreement is None:
        abort(404)
    by_letter = reader().role == COORDINATOR
    form: LetterForm | OwnWordForm = LetterForm(found.agreement.letters) if by_letter else OwnWordForm()
    return _form(
        found,
        form,
        "Record a council's letter" if by_letter else "Agree for your council",
        f"The aims: {found.agreement.aims}",
        lambda: agreeing.agree_to_support(form.command(duty_id), reader(), today()),
        "The council's word is recorded.",
    )


@blueprint.route("/<duty_id>/visits/plan", methods=["GET", "POST"])
@requires("register work")
def plan(duty_id: str) -> Answer:
    """When is another visit?"""
    found, form = _page(duty_id), VisitForm()
    return _form(
        found,
        form,
        "Plan a visit",
        f"Within the dates of the support. {RULES_FIRST}",
        lambda: visiting.plan_visit(form.plan(duty_id), reader(), today()),
        "The visit is planned, and everybody who takes part is told.",
    )


@blueprint.route("/<duty_id>/visits/<visit>/move", methods=["GET", "POST"])
@requires("register work")
def move(duty_id: str, visit: str) -> Answer:
    """On which other days is the visit?"""
    found = _page(duty_id)
    known = _visit(found, visit)
    form = VisitForm(data={"starts": known.period.start, "ends": known.period.end})
    return _form(
        found,
        form,
        "Move the visit",
        f"Within the dates of the support. {RULES_FIRST}",
        lambda: visiting.move_visit(form.move(duty_id, known.day), reader(), today()),
        "The visit is moved, and everybody who takes part is told.",
    )


@blueprint.route("/<duty_id>/visits/<visit>/cancel", methods=["GET", "POST"])
@requires("register work")
def cancel(duty_id: str, visit: str) -> Answer:
    """Why is the visit not held?"""
    found = _page(duty_id)
    known, form = _visit(found, visit), CancelForm()
    return _form(
        found,
        form,
        "Cancel the visit",
        "Everybody who takes part is told.",
        lambda: visiting.cancel_visit(form.command(duty_id, known.day), reader(), today()),
        "The visit is cancelled, and everybody who takes part is told.",
        is_grave=True,
    )


@blueprint.route("/<duty_id>/visits/<visit>/held", methods=["GET", "POST"])
@requires("record visits of support")
def held(duty_id: str, visit: str) -> Answer:
    """Who came to the visit, and for how many days?"""
    found = _page(duty_id)
    known, form = _visit(found, visit), HeldForm.for_(found.advisers)
    if "record" not in found.may:
        abort(404)
    return _form(
        found,
        form,
        "Record the visit",
        "Say who came, and for how many days. Leave empty who did not come.",
        lambda: visiting.record_visit(form.command(duty_id, known.day), reader(), today()),
        "The visit is recorded.",
    )


def _visit(found: SupportPage, visit: str) -> SupportVisit:
    """The visit by its first day in the address."""
    try:
        day = date.fromisoformat(visit)
    except ValueError:
        abort(404)
    return next((each for each in found.visits if each.day == day), None) or abort(404)


@blueprint.route("/<duty_id>/notes/new", methods=["GET", "POST"])
@requires("take part in support")
def note(duty_id: str) -> Answer:
    """What is to be noted?"""
    found, form = _page(duty_id), NoteForm()
    return _form(
        found,
        form,
        "Write a note",
        "The Ofsted liaison does not read it.",
        lambda: noting.write_note(form.command(duty_id), reader(), today()),
        "The note is written.",
    )


@blueprint.route("/<duty_id>/steps/<action>", methods=["GET", "POST"])
@requires("register work")
def step(duty_id: str, action: str) -> Answer:
    """Record that it has begun, or cancel it."""
    if action not in STEPS:
        abort(404)
    found, drawn = _page(duty_id), disclosure.step_of(reader(), duty_id, action, today())
    form = StepForm(drawn)
    return _form(
        found,
        form,
        drawn.name,
        drawn.about,
        lambda: take_step(form.command(duty_id, action), reader(), today()),
        f"Done: {drawn.name.lower()}.",
        is_grave=drawn.is_grave,
    )


@blueprint.route("/<duty_id>/review", methods=["GET", "POST"])
@requires("register work")
def review(duty_id: str) -> Answer:
    """What did both councils find?"""
    found, form = _page(duty_id), ReviewForm()
    return _form(
        found,
        form,
        "Record the review",
        "Both councils looked back on what came of it. What came of it is measured at the next judgement.",
        lambda: closing.review_support(form.command(duty_id), reader(), today()),
        "The review is recorded.",
    )


@blueprint.route("/<duty_id>/close", methods=["GET", "POST"])
@requires("register work")
def close(duty_id: str) -> Answer:
    """When did it end, and what did each adviser give?"""
    found = _page(duty_id)
    form = CloseForm.for_(found.advisers)
    return _form(
        found,
        form,
        "Close the support",
        "Visits that were planned for later fall away. The days are what councils are repaid for.",
        lambda: closing.close_support(form.command(duty_id), reader(), today()),
        "The support is closed.",
    )


def _footing(found: SupportPage) -> object:
    """What the steps of a programme rest on; notes are written beside each other."""
    asked = (found.need, found.need_on, found.hopes, found.days_wanted)
    return found.state, asked, found.advisers, found.agreement, found.visits, found.reviewed_on, found.found


def _form(
    found: SupportPage,
    form: HouseForm,
    title: str,
    about: str,
    use_case: Callable[[], object],
    told: str,
    is_grave: bool = False,
) -> Answer:
    """A form about the programme; once it is carried out, its page again."""
    if not found.is_inside:
        abort(404)
    duty_id = found.line.id
    if not isinstance(form, NoteForm):
        form.rests_on(_footing(found), lambda: _footing(_page(duty_id)), duty_id)
    if form.carries_out(use_case):
        flash(told)
        return redirect(url_for("programmes.page", duty_id=duty_id), 303)
    context = {"found": found, "duty_id": duty_id, "title": title, "about": about, "is_grave": is_grave}
    return render_template("support/form.html", form=form, **context), form.answer_code
