"""Secondments: which there are, whose terms run out, and what is recorded of those who go."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.liaison.inspecting import record_inspection, strike_inspection
from peerinspect.services.liaison.seconding import record_return, record_training, request_secondment
from peerinspect.services.views.seconding import PoolAsked
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_number, asked_text, page_cut, page_of
from peerinspect.web.seconding.forms import InspectionForm, RequestForm, ReturnForm, TrainingForm
from peerinspect.web.seconding.presenters import CONSENTS, DUE, PATTERNS, TRAINED, due_asked
from peerinspect.web.session import reader

blueprint = Blueprint("seconding", __name__, url_prefix="/secondments")
Answer = Response | str | tuple[str, int]
LATELY = 10
"""So many of those that are over stand below the others; all of them have a list of their own."""


@blueprint.get("/")
@requires("see the week")
def listing() -> Answer:
    """Who is seconded to an inspection team, and until when?"""
    found, asked = disclosure.secondments(reader(), today()), asked_text("due")
    is_over = asked_text("state") == "over"
    paging = page_of(found.over if is_over else due_asked(found.current, asked))
    context = {"requests": may("act for Ofsted"), "due_words": DUE, "pattern_words": PATTERNS, "asked": asked}
    context |= {"is_over": is_over, "lately": () if is_over else found.over[:LATELY]}
    return render_template("seconding/listing.html", found=found, paging=paging, **context)


@blueprint.get("/pool")
@requires("see the week")
def pool() -> Answer:
    """Who could be seconded?"""
    asked = PoolAsked(*(asked_text(name) for name in ("q", "region", "level", "consent", "trained")))
    found = disclosure.secondment_pool(reader(), today(), asked, asked_number("page"))
    context = {"is_narrowed": asked != PoolAsked(), "trained": TRAINED, "consents": CONSENTS}
    return render_template("seconding/pool.html", found=found, paging=page_cut(found.cut), asked=asked, **context)


@blueprint.get("/<duty_id>/people/<address>")
@requires("see the week")
def page(duty_id: str, address: str) -> Answer:
    """How far has this secondee come?"""
    found = disclosure.secondee_page(reader(), duty_id, address, today())
    context = {"requests": may("act for Ofsted"), "due_words": DUE, "pattern_words": PATTERNS}
    return render_template("seconding/page.html", found=found, **context)


@blueprint.route("/<duty_id>/people/<address>/inspections/new", methods=["GET", "POST"])
@requires("keep secondments")
def inspection(duty_id: str, address: str) -> Answer:
    """Which inspection did they do that is not registered here?"""
    found, person = disclosure.secondee(reader(), duty_id, address, today())
    form = InspectionForm(disclosure.authority_choices())
    if form.carries_out(lambda: record_inspection(form.command(duty_id, address), reader(), today())):
        flash("The inspection is recorded.")
        return redirect(url_for("seconding.page", duty_id=duty_id, address=address), 303)
    return _form(form, "Record an inspection", found, person), form.answer_code


@blueprint.post("/<duty_id>/people/<address>/inspections/<inspection_id>/strike")
@requires("keep secondments")
def strike(duty_id: str, address: str, inspection_id: str) -> Answer:
    """Strike an inspection that was typed in by mistake."""
    found = disclosure.secondee_page(reader(), duty_id, address, today())
    if inspection_id not in {each.id for each in found.inspections if each.id}:
        abort(404)
    strike_inspection(inspection_id, reader(), today())
    flash("Struck.")
    return redirect(url_for("seconding.page", duty_id=duty_id, address=address), 303)


@blueprint.route("/new", methods=["GET", "POST"])
@requires("act for Ofsted")
def new() -> Answer:
    """Who is wanted, and for when?"""
    form = RequestForm(disclosure.region_names())
    if form.carries_out(lambda: request_secondment(form.command(), reader(), today())):
        flash("The secondment is asked for. The next search looks for people.")
        return redirect(url_for("seconding.listing"), 303)
    return render_template("seconding/new.html", form=form), form.answer_code


@blueprint.route("/<duty_id>/people/<address>/training", methods=["GET", "POST"])
@requires("keep secondments")
def training(duty_id: str, address: str) -> Answer:
    """When was this person trained?"""
    found, person = disclosure.secondee(reader(), duty_id, address, today())
    form = TrainingForm(data={"day": person.trained_on, "training": person.training})
    form.rests_on(person, lambda: disclosure.secondee(reader(), duty_id, address, today())[1], duty_id)
    if form.carries_out(lambda: record_training(form.command(duty_id, address), reader(), today())):
        flash(f"The training of {person.person_name} is recorded.")
        return redirect(url_for("seconding.page", duty_id=duty_id, address=address), 303)
    return _form(form, "Record the training", found, person), form.answer_code


@blueprint.route("/<duty_id>/people/<address>/return", methods=["GET", "POST"])
@requires("keep secondments")
def going_back(duty_id: str, address: str) -> Answer:
    """When did this person go back to their council?"""
    found, person = disclosure.secondee(reader(), duty_id, address, today())
    form = ReturnForm()
    form.rests_on(person, lambda: disclosure.secondee(reader(), duty_id, address, today())[1], duty_id)
    if form.carries_out(lambda: record_return(form.command(duty_id, address), reader(), today())):
        flash(f"The return of {person.person_name} is recorded. The secondment is past work of theirs now.")
        return redirect(url_for("seconding.listing"), 303)
    return _form(form, "Record the return", found, person), form.answer_code


def _form(form: TrainingForm | ReturnForm | InspectionForm, title: str, found: object, person: object) -> str:
    return render_template("seconding/form.html", form=form, title=title, found=found, person=person)
