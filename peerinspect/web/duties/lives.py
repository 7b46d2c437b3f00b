"""What is done with a duty after it is registered: its steps, its facts, its people, its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.domain.kinds import REVIEW
from peerinspect.services import disclosure
from peerinspect.services.lives.changing import change_fact
from peerinspect.services.lives.facts import COUNCILS, WORDS
from peerinspect.services.lives.placing import TakePlacementStep, offer_placement, take_placement_step
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.refusal import NotFound
from peerinspect.services.views import Choice
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.duties.forms import FORMS, FactForm, OfferForm, StepForm, begun_with
from peerinspect.web.paging import asked_number, page_cut
from peerinspect.web.presenters import counted
from peerinspect.web.session import reader

blueprint = Blueprint("lives", __name__, url_prefix="/duties")
Answer = Response | str | tuple[str, int]
Found = TypeVar("Found")
MOST_OFFERED = 100
"""People to choose from, the best first; anybody else is placed by a roster."""


@blueprint.route("/<duty_id>/steps/<action>", methods=["GET", "POST"])
@requires("register work")
def step(duty_id: str, action: str) -> Answer:
    """Take a step in the duty's life."""
    duty = disclosure.duty_facts(reader(), duty_id, today()).duty
    if duty.kind == REVIEW:
        return redirect(url_for("reviews.step", duty_id=duty_id, action=action), 307)
    found = _still_there(
        lambda: disclosure.step_of(reader(), duty_id, action, today()),
        lambda: take_step(TakeStep(duty_id, action), reader(), today()),
    )
    form = StepForm(found)
    form.rests_on(*_facts(duty_id), duty_id)
    led_to: list[str] = []
    if form.carries_out(lambda: led_to.append(take_step(form.command(duty_id, action), reader(), today()))):
        flash(f"Done: {found.name.lower()}.")
        return redirect(url_for("duties.page", duty_id=led_to[0]), 303)
    context = {"title": found.name, "subject": duty.title, "about": [found.about], "is_grave": found.is_grave}
    return render_template("lives/form.html", duty=duty, form=form, **context), form.answer_code


def _facts(duty_id: str) -> tuple[object, Callable[[], object]]:
    """The facts of the duty as the reader sees them, and how they are read again."""

    def again() -> object:
        return disclosure.duty_facts(reader(), duty_id, today())

    return again(), again


def _still_there(find: Callable[[], Found], refused: Callable[[], object]) -> Found:
    """The step, where it can be taken. A form that comes too late is told why not, in the words of the use case."""
    try:
        return find()
    except NotFound:
        if request.method == "POST":
            refused()
        raise


@blueprint.route("/<duty_id>/people/<address>/steps/<action>", methods=["GET", "POST"])
@requires("register work")
def placement_step(duty_id: str, address: str, action: str) -> Answer:
    """Take a step in the life of a placement."""
    duty = disclosure.duty_facts(reader(), duty_id, today()).duty
    placement, found = _still_there(
        lambda: disclosure.placement_step_of(reader(), duty_id, address, action, today()),
        lambda: take_placement_step(TakePlacementStep(duty_id, address, action), reader(), today()),
    )
    form = StepForm(found)
    form.rests_on(
        placement, lambda: disclosure.placement_step_of(reader(), duty_id, address, action, today())[0], duty_id
    )
    command = form.placement_command
    if form.carries_out(lambda: take_placement_step(command(duty_id, address, action), reader(), today())):
        flash(f"Done for {placement.person_name}: {found.name.lower()}.")
        return redirect(url_for("duties.page", duty_id=duty_id), 303)
    context = {
        "title": f"{found.name}: {placement.person_name}",
        "button": found.name,
        "subject": duty.title,
        "about": [found.about],
        "is_grave": found.is_grave,
    }
    return render_template("lives/form.html", duty=duty, form=form, **context), form.answer_code


@blueprint.route("/<duty_id>/people/<address>/replace", methods=["GET", "POST"])
@requires("register work")
def replace(duty_id: str, address: str) -> Answer:
    """Ask somebody else instead of a person."""
    placement = disclosure.placement_of(reader(), duty_id, address, today())
    about = f"{placement.person_name} leaves the duty, and the seat is offered to whom you choose."
    return _offer(duty_id, f"Replace {placement.person_name}", about, address)


@blueprint.route("/<duty_id>/offer", methods=["GET", "POST"])
@requires("register work")
def offer(duty_id: str) -> Answer:
    """Ask somebody for an empty seat."""
    return _offer(duty_id, "Offer a seat", "The days are held, and the person is asked.")


def _offer(duty_id: str, title: str, about: str, address: str = "") -> Answer:
    duty = disclosure.duty_facts(reader(), duty_id, today()).duty
    form = OfferForm(_people(duty_id), replaces=bool(address))
    if form.carries_out(lambda: offer_placement(form.command(duty_id, address), reader(), today())):
        flash("The seat is offered. The person has been asked.")
        return redirect(url_for("duties.page", duty_id=duty_id), 303)
    told = [about, "Listed is everybody to whom no rule objects, the best first."]
    context = {"title": title, "subject": duty.title, "about": told, "button": "Ask this person", "is_grave": False}
    return render_template("lives/form.html", duty=duty, form=form, **context), form.answer_code


def _people(duty_id: str) -> list[Choice]:
    """Everybody to whom no rule objects and who is not on it, with their councils."""
    here = {one.person_id for one in disclosure.duty_life(reader(), duty_id, today()).placements}
    found = disclosure.candidates(reader(), duty_id, today()).eligible
    clear = [one for one in found if not one.objections and one.person_id not in here][:MOST_OFFERED]
    return [Choice(one.person_id, f"{one.name}, {', '.join(one.home_names) or 'no post'}") for one in clear]


@blueprint.route("/<duty_id>/change/<fact>", methods=["GET", "POST"])
@requires("register work")
def change(duty_id: str, fact: str) -> Answer:
    """Change one fact of the duty."""
    facts = disclosure.duty_facts(reader(), duty_id, today())
    if fact not in facts.changeable:
        abort(404)
    form = _fact_form(fact, begun_with(facts))
    form.rests_on(*_facts(duty_id), duty_id)
    brought: list[int] = []
    if form.carries_out(lambda: brought.append(len(change_fact(form.command(duty_id, fact), reader(), today())))):
        objected = f" The rules object to {counted(brought[0], 'placement')}." if brought[0] else ""
        flash(f"Changed {WORDS[fact]}.{objected}")
        return redirect(url_for("duties.page", duty_id=duty_id), 303)
    context = {
        "title": f"Change {WORDS[fact]}",
        "button": "Save",
        "subject": facts.duty.title,
        "about": ["Where a rule objects to somebody because of it, you are told before anything is changed."],
        "is_grave": False,
    }
    return render_template("lives/form.html", duty=facts.duty, form=form, **context), form.answer_code


def _fact_form(fact: str, data: dict[str, object]) -> FactForm:
    more = {"councils": disclosure.authority_choices()} if fact == COUNCILS else {}
    return FORMS[fact](data=data, **more)


@blueprint.get("/<duty_id>/history")
@requires("see work")
def history(duty_id: str) -> Answer:
    """What happened with this duty?"""
    events = disclosure.history_of(reader(), "duty", duty_id, asked_number("page"), today())
    duty = disclosure.duty_life(reader(), duty_id, today()).duty
    return render_template("lives/history.html", duty=duty, paging=page_cut(events))
