"""Secondments: which there are, whose terms run out, and what is recorded of those who go."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.liaison.seconding import record_return, record_training, request_secondment
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.seconding.forms import RequestForm, ReturnForm, TrainingForm
from peerinspect.web.session import reader

blueprint = Blueprint("seconding", __name__, url_prefix="/secondments")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see the week")
def listing() -> Answer:
    """Who is seconded to an inspection team, and until when?"""
    found = disclosure.secondments(reader(), today())
    return render_template("seconding/listing.html", found=found, requests=may("act for Ofsted"))


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
    if form.carries_out(lambda: record_training(form.command(duty_id, address), reader(), today())):
        flash(f"The training of {person.person_name} is recorded.")
        return redirect(url_for("seconding.listing"), 303)
    return _form(form, "Record the training", found, person), form.answer_code


@blueprint.route("/<duty_id>/people/<address>/return", methods=["GET", "POST"])
@requires("keep secondments")
def going_back(duty_id: str, address: str) -> Answer:
    """When did this person go back to their council?"""
    found, person = disclosure.secondee(reader(), duty_id, address, today())
    form = ReturnForm()
    if form.carries_out(lambda: record_return(form.command(duty_id, address), reader(), today())):
        flash(f"The return of {person.person_name} is recorded. The secondment is past work of theirs now.")
        return redirect(url_for("seconding.listing"), 303)
    return _form(form, "Record the return", found, person), form.answer_code


def _form(form: TrainingForm | ReturnForm, title: str, found: object, person: object) -> str:
    return render_template("seconding/form.html", form=form, title=title, found=found, person=person)
