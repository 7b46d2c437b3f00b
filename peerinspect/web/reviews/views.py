"""Case reviews: what is due next, and who has to do it?"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives import LIVES
from peerinspect.domain.lives.review_kinds import REVIEW_KINDS
from peerinspect.services import disclosure
from peerinspect.services.queries.reviews import LATENESS
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.advising import record_advice
from peerinspect.services.reviews.delaying import record_delay
from peerinspect.services.reviews.parts import name_part
from peerinspect.services.reviews.recusal import recuse_myself
from peerinspect.services.reviews.stepping import TakeReviewStep, take_review_step
from peerinspect.services.views.reviews import ReviewsAsked, StepForReview
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.forms import HouseForm
from peerinspect.web.paging import asked_number, asked_text, page_cut
from peerinspect.web.reviews.forms import AdviceForm, DelayForm, PartForm, RecuseForm, ReviewStepForm
from peerinspect.web.session import reader

blueprint = Blueprint("reviews", __name__, url_prefix="/reviews")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see reviews")
def listing() -> Answer:
    """Which reviews are there, and what is due next?"""
    asked = ReviewsAsked(*(asked_text(name) for name in ("q", "kind", "state", "lateness")))
    return render_template(
        "reviews/listing.html",
        asked=asked,
        is_narrowed=asked != ReviewsAsked(),
        paging=page_cut(disclosure.reviews(reader(), asked, asked_number("page"), today())),
        kinds=list(REVIEW_KINDS.items()),
        states=list(LIVES[REVIEW].states.items()),
        lateness=list(LATENESS.items()),
        may_register=may("register work"),
        may_see_panel=may("see the national panel"),
        may_read_report=may("read the report on reviews"),
        may_see_work=may("see work"),
        may_see_picture=may("see the national picture"),
    )


@blueprint.get("/<duty_id>")
@requires("see reviews")
def page(duty_id: str) -> Answer:
    """What is due next on this review, who reviews, what was advised and published?"""
    found = disclosure.review(reader(), duty_id, today())
    return render_template(
        "reviews/page.html",
        review=found,
        may_see_work=may("see work"),
        may_read_lessons=found.are_lessons_out or bool(found.steps) or may("see work"),
    )


@blueprint.route("/<duty_id>/steps/<action>", methods=["GET", "POST"])
@requires("register work")
def step(duty_id: str, action: str) -> Answer:
    """Take a step in the review's life."""
    asked = _still_there(duty_id, action)
    form = ReviewStepForm(asked)
    form.rests_on(asked, lambda: disclosure.review_step(reader(), duty_id, action, today()), duty_id)
    if form.carries_out(lambda: take_review_step(form.command(duty_id, action), reader(), today())):
        flash(f"Done: {asked.step.name.lower()}.")
        return redirect(url_for("reviews.page", duty_id=duty_id), 303)
    return _form(duty_id, form, asked.step.name, [asked.step.about], is_grave=asked.step.is_grave)


def _still_there(duty_id: str, action: str) -> StepForReview:
    """The step, where it can be taken. A form that comes too late is told why not, in the words of the use case."""
    try:
        return disclosure.review_step(reader(), duty_id, action, today())
    except NotFound:
        if request.method == "POST":
            take_review_step(TakeReviewStep(duty_id, action), reader(), today())
        raise


@blueprint.route("/<duty_id>/delay", methods=["GET", "POST"])
@requires("register work")
def delay(duty_id: str) -> Answer:
    """Say why something takes longer, and by when it is expected now."""
    found = disclosure.review(reader(), duty_id, today())
    form = DelayForm(found.delayable)
    form.rests_on(found, lambda: disclosure.review(reader(), duty_id, today()), duty_id)
    about = "The limit of the law stays as it is. The report on reviews names the reason."
    return _carried_out(
        duty_id, form, "Record a delay", [about], lambda: record_delay(form.command(duty_id), reader(), today())
    )


@blueprint.route("/<duty_id>/people/<address>", methods=["GET", "POST"])
@requires("register work")
def part(duty_id: str, address: str) -> Answer:
    """Say what somebody who accepted does on the review."""
    found = disclosure.review_part(reader(), duty_id, address, today())
    form = PartForm(data={"part": found.part})
    form.rests_on(found, lambda: disclosure.review_part(reader(), duty_id, address, today()), duty_id)
    about = f"{found.name} has accepted. A review has one lead reviewer."
    return _carried_out(
        duty_id, form, "Name the part", [about], lambda: name_part(form.command(duty_id, address), reader(), today())
    )


@blueprint.route("/<duty_id>/advice/<topic>", methods=["GET", "POST"])
@requires("advise on reviews")
def advise(duty_id: str, topic: str) -> Answer:
    """Record what the national panel advises."""
    asked = disclosure.advice_to_record(reader(), duty_id, topic, today())
    form = AdviceForm(asked)
    form.rests_on(asked, lambda: disclosure.advice_to_record(reader(), duty_id, topic, today()))
    about = [asked.topic_name, "Members who take no part in this review are not listed."]
    return _carried_out(
        duty_id,
        form,
        "Record the panel's advice",
        about,
        lambda: record_advice(form.command(duty_id, topic), reader(), today()),
    )


@blueprint.route("/<duty_id>/take-no-part", methods=["GET", "POST"])
@requires("take no part in a review")
def recuse(duty_id: str) -> Answer:
    """Take no part in the panel's advice on this review."""
    found = disclosure.review(reader(), duty_id, today())
    if not found.may_recuse:
        raise NotFound("not a member, or recused already")
    form = RecuseForm()
    about = "From then on you read only its reference and council. You cannot take this back yourself."
    return _carried_out(
        duty_id,
        form,
        "Take no part in this review",
        [about],
        lambda: recuse_myself(form.command(duty_id), reader(), today()),
        is_grave=True,
    )


def _carried_out(
    duty_id: str,
    form: HouseForm,
    title: str,
    about: list[str],
    use_case: Callable[[], object],
    is_grave: bool = False,
) -> Answer:
    """Carry the form out and go back to the review, or show it with what is wrong."""
    if form.carries_out(use_case):
        flash(f"Done: {title.lower()}.")
        return redirect(url_for("reviews.page", duty_id=duty_id), 303)
    return _form(duty_id, form, title, about, is_grave)


def _form(duty_id: str, form: HouseForm, title: str, about: list[str], is_grave: bool = False) -> Answer:
    line = disclosure.review_title(reader(), duty_id, today())
    context = {"line": line, "form": form, "title": title, "about": about, "is_grave": is_grave}
    return render_template("reviews/form.html", **context), form.answer_code
