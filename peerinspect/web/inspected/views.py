"""Inspections of one's own council. Before the notice day there is nothing here, and no address answers differently."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.liaison.objecting import raise_objection
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.inspected.forms import ObjectionForm
from peerinspect.web.session import reader

blueprint = Blueprint("inspected", __name__, url_prefix="/my-council/inspections")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see inspections of one's council")
def listing() -> Answer:
    """Which inspections of my council are announced or over?"""
    return render_template("inspected/listing.html", found=disclosure.my_inspections(reader(), today()))


@blueprint.get("/<duty_id>")
@requires("see inspections of one's council")
def team(duty_id: str) -> Answer:
    """Who comes, and why may they?"""
    found = disclosure.my_team(reader(), duty_id, today())
    return render_template("inspected/team.html", found=found)


@blueprint.route("/<duty_id>/people/<address>/objection", methods=["GET", "POST"])
@requires("see inspections of one's council")
def objection(duty_id: str, address: str) -> Answer:
    """What do I object to?"""
    found, member = disclosure.my_team_member(reader(), duty_id, address, today())
    form = ObjectionForm()
    if form.carries_out(lambda: raise_objection(form.command(duty_id, address), reader(), today())):
        flash("Your objection has been sent to the Ofsted liaison.")
        return redirect(url_for("inspected.team", duty_id=duty_id), 303)
    return render_template("inspected/objection.html", form=form, found=found, member=member), form.answer_code
