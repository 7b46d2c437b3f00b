"""The inspection calendar."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, inspections
from peerinspect.services.veil import knows_sealed_work
from peerinspect.web.access import may, requires
from peerinspect.web.clock import asked_day, today
from peerinspect.web.inspections.forms import RegisterInspectionForm
from peerinspect.web.inspections.presenters import months
from peerinspect.web.session import reader

blueprint = Blueprint("inspections", __name__, url_prefix="/inspections")
HALF_A_YEAR = timedelta(weeks=26)
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see work")
def calendar() -> Answer:
    """When are inspections, and are they staffed?"""
    first: date = asked_day("from")
    weeks = disclosure.inspection_calendar(reader(), first, today())
    return render_template(
        "inspections/calendar.html",
        months=months(weeks),
        weeks=weeks,
        may_register=may("register work"),
        total=sum(len(week.inspections) for week in weeks),
        previous=weeks[0].monday - HALF_A_YEAR,
        next=weeks[0].monday + HALF_A_YEAR,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires("register work")
def register() -> Answer:
    """Register an inspection."""
    may_seal = knows_sealed_work(reader())
    form = RegisterInspectionForm(disclosure.authority_choices(), disclosure.skill_choices(reader(), today()), may_seal)
    if form.carries_out(lambda: inspections.register_inspection(form.command(), reader(), today())):
        flash("The inspection is registered. The next search looks for its team.")
        return redirect(url_for("inspections.calendar"), 303)
    return render_template("inspections/register.html", form=form), form.answer_code
