"""Searching for the best roster: start, watch, stop."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, planning
from peerinspect.services.planning import CancelPlan
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.jobs.forms import WHAT_IFS, StartForm
from peerinspect.web.jobs.presenters import goal_charts, progress
from peerinspect.web.paging import asked_text
from peerinspect.web.rosters.parts import roster_choices
from peerinspect.web.session import reader

blueprint = Blueprint("jobs", __name__, url_prefix="/searches")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("search for rosters")
def listing() -> Answer:
    """Which searches were made?"""
    return render_template("jobs/listing.html", jobs=disclosure.jobs(reader(), today()))


@blueprint.route("/new", methods=["GET", "POST"])
@requires("search for rosters")
def start() -> Answer:
    """Search for the best roster."""
    regions = sorted({one.region for one in disclosure.authorities(reader(), today()) if one.region})
    form = StartForm(_to_start_from(), words.KIND_PLURALS, regions)
    if request.method == "GET":
        form.from_roster.data = asked_text("from")
    started: list[str] = []
    if form.carries_out(lambda: started.append(planning.start_plan(form.command(), reader(), today()))):
        return redirect(url_for("jobs.page", job_id=started[0]), 303)
    return render_template("jobs/start.html", form=form), form.answer_code


@blueprint.get("/what-if")
@requires("search for rosters")
def what_if() -> Answer:
    """What would be, if something changed?"""
    return render_template("jobs/what_if.html", from_roster=asked_text("from"))


@blueprint.route("/what-if/<sort>", methods=["GET", "POST"])
@requires("search for rosters")
def suppose(sort: str) -> Answer:
    """Suppose one thing, and search."""
    if sort not in WHAT_IFS:
        abort(404)
    form = WHAT_IFS[sort](_to_start_from())
    form.offer(_SUPPOSABLE[sort](reader(), today()))
    if request.method == "GET":
        form.from_roster.data = asked_text("from")
    started: list[str] = []
    if form.carries_out(lambda: started.append(planning.start_plan(form.command(), reader(), today()))):
        return redirect(url_for("jobs.page", job_id=started[0]), 303)
    return render_template("jobs/suppose.html", form=form, sort=sort), form.answer_code


_SUPPOSABLE = {
    "leaves": disclosure.who_could_leave,
    "moves": disclosure.what_could_move,
    "rule": disclosure.which_figures,
}


def _to_start_from() -> list[Choice]:
    """The rosters that a search may keep: those that are real."""
    return roster_choices(disclosure.rosters(reader(), today()), with_what_ifs=False)


@blueprint.get("/<job_id>")
@requires("search for rosters")
def page(job_id: str) -> Answer:
    """How far has the search come?"""
    return render_template("jobs/page.html", **_watched(job_id))


@blueprint.get("/<job_id>/progress")
@requires("search for rosters")
def progress_part(job_id: str) -> Answer:
    """The part of the page that changes, for browsers that can fetch it by itself."""
    return render_template("jobs/progress.html", **_watched(job_id))


def _watched(job_id: str) -> dict[str, object]:
    """The search, how far it has come, and each part's goals as a picture."""
    job = disclosure.job(reader(), job_id, today())
    return {"job": job, "progress": progress(job), "charts": goal_charts(job)}


@blueprint.post("/<job_id>/cancel")
@requires("search for rosters")
def cancel(job_id: str) -> Answer:
    """Stop looking; the best roster found so far is kept."""
    planning.cancel_plan(CancelPlan(job_id), reader(), today())
    flash("The search is stopping. The best roster found so far is kept.")
    return redirect(url_for("jobs.page", job_id=job_id), 303)
