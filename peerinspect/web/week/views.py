"""The week's teams, read-only and printable."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.web.access import requires
from peerinspect.web.clock import asked_day, today
from peerinspect.web.session import reader

blueprint = Blueprint("week", __name__, url_prefix="/week")
Answer = Response | str


@blueprint.get("/")
@requires("see the week")
def teams() -> Answer:
    """Who is on which team this week?"""
    asked = asked_day("from")
    monday = asked - timedelta(days=asked.weekday())
    return render_template("week/teams.html", week=disclosure.week(reader(), monday, today()))


@blueprint.get("/sheet")
@requires("see the week")
def monday() -> Answer:
    """What is on this week, who does it, and what is due, on one page?"""
    return render_template("week/monday.html", sheet=disclosure.week_sheet(reader(), asked_day("from"), today()))


@blueprint.get("/teams/<duty_id>")
@requires("see the week")
def sheet(duty_id: str) -> Answer:
    """Who is on this team?"""
    return render_template("week/sheet.html", sheet=disclosure.team_sheet(reader(), duty_id, today()))
