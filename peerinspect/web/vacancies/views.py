"""Vacancies: which there are, who looks after each post on each day, and how it is handed back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, vacancies
from peerinspect.services.refusal import Refusal
from peerinspect.services.views import Choice
from peerinspect.services.views.directors import HolderLine
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.directors.presenters import BASES, vacancy_bars
from peerinspect.web.duties.lists import work_context
from peerinspect.web.pictures import draw_bars
from peerinspect.web.session import reader
from peerinspect.web.vacancies.forms import EndHoldingForm, HandBackForm, NameHolderForm, RegisterVacancyForm

blueprint = Blueprint("vacancies", __name__, url_prefix="/vacancies")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see work")
def listing() -> Answer:
    """Which director's posts are vacant, and who looks after them?"""
    # What is to come stands among the cover below, a page at a time.
    posts = [one for one in disclosure.vacant_posts(reader(), today()) if one.vacant_from <= today()]
    return render_template("vacancies/listing.html", choices=work_context("interim"), posts=posts)


@blueprint.route("/new", methods=["GET", "POST"])
@requires("register work")
def register() -> Answer:
    """Register a vacancy."""
    form = RegisterVacancyForm(disclosure.authority_choices())
    if form.carries_out(lambda: vacancies.register_vacancy(form.command(), reader(), today())):
        flash("The vacancy is registered. The next search looks for somebody to cover it.")
        return redirect(url_for("vacancies.listing"), 303)
    return render_template("vacancies/register.html", form=form), form.answer_code


@blueprint.get("/<duty_id>")
@requires("see a vacancy")
def page(duty_id: str) -> Answer:
    """Who looks after this post, on each day?"""
    found = disclosure.vacancy(reader(), duty_id, today())
    bars = vacancy_bars(found, today())
    title = f"Who looks after the post: {found.short.authority_name}"
    return render_template(
        "vacancies/page.html",
        found=found,
        bases=BASES,
        picture_of=draw_bars("posts", bars, today(), title) if bars else None,
        sees_people=may("see people"),
        sees_work=may("see work"),
        plans=may("register work"),
    )


@blueprint.route("/<duty_id>/holder", methods=["GET", "POST"])
@requires("name a holder")
def holder(duty_id: str) -> Answer:
    """Name who looks after the post."""
    found = disclosure.vacancy(reader(), duty_id, today())
    form = NameHolderForm(_people(duty_id))
    if form.carries_out(lambda: vacancies.name_holder(form.command(duty_id), reader(), today())):
        flash("They are named. The vacancy’s page says whether each day has somebody now.")
        return redirect(url_for("vacancies.page", duty_id=duty_id), 303)
    return render_template("vacancies/holder.html", form=form, found=found), form.answer_code


def _people(duty_id: str) -> tuple[Choice, ...]:
    """Who can be named; nobody for a vacancy that is over, which the use case refuses with a sentence."""
    try:
        return disclosure.holder_choices(reader(), duty_id, today())
    except Refusal:
        return ()


@blueprint.route("/<duty_id>/holders/<holding_id>", methods=["GET", "POST"])
@requires("name a holder")
def end_holder(duty_id: str, holding_id: str) -> Answer:
    """Enter the last day of who was named."""
    found = disclosure.vacancy(reader(), duty_id, today())
    named = _named(duty_id, holding_id)
    form = EndHoldingForm()
    form.rests_on(named, lambda: _named(duty_id, holding_id), duty_id)
    if form.carries_out(lambda: vacancies.end_holding(form.command(duty_id, holding_id), reader(), today())):
        flash("The last day is entered.")
        return redirect(url_for("vacancies.page", duty_id=duty_id), 303)
    if named is None:
        abort(404)
    return render_template("vacancies/end_holder.html", form=form, found=found, named=named), form.answer_code


def _named(duty_id: str, holding_id: str) -> HolderLine | None:
    """Who was named, as it stands; None where they are not there any more."""
    holders = disclosure.vacancy(reader(), duty_id, today()).holders
    return next((each for each in holders if each.holding_id == holding_id), None)


@blueprint.route("/<duty_id>/hand-back", methods=["GET", "POST"])
@requires("register work")
def hand_back(duty_id: str) -> Answer:
    """Hand the post to its new director."""
    found = disclosure.vacancy(reader(), duty_id, today())
    form = HandBackForm(_directors(duty_id))
    form.rests_on(found.holders, lambda: disclosure.vacancy(reader(), duty_id, today()).holders, duty_id)
    if form.carries_out(lambda: vacancies.hand_back(form.command(duty_id), reader(), today())):
        flash("The post is handed back.")
        return redirect(url_for("vacancies.page", duty_id=duty_id), 303)
    return render_template("vacancies/hand_back.html", form=form, found=found), form.answer_code


def _directors(duty_id: str) -> tuple[Choice, ...]:
    """To whom it can be handed; nobody for a vacancy that is over, which the use case refuses with a sentence."""
    try:
        return disclosure.new_director_choices(reader(), duty_id, today())
    except Refusal:
        return ()
