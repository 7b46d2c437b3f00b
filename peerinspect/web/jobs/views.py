"""Searching for the best roster: start, watch, stop."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, planning
from peerinspect.services.planning import CancelPlan
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.jobs.forms import StartForm
from peerinspect.web.jobs.presenters import progress, roster_choices
from peerinspect.web.paging import asked_text
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
    form = StartForm(roster_choices(disclosure.rosters(reader(), today())))
    if request.method == "GET":
        form.from_roster.data = asked_text("from")
    started: list[str] = []
    if form.carries_out(lambda: started.append(planning.start_plan(form.command(), reader(), today()))):
        return redirect(url_for("jobs.page", job_id=started[0]), 303)
    return render_template("jobs/start.html", form=form), form.answer_code


@blueprint.get("/<job_id>")
@requires("search for rosters")
def page(job_id: str) -> Answer:
    """How far has the search come?"""
    job = disclosure.job(reader(), job_id, today())
    return render_template("jobs/page.html", job=job, progress=progress(job))


@blueprint.get("/<job_id>/progress")
@requires("search for rosters")
def progress_part(job_id: str) -> Answer:
    """The part of the page that changes, for browsers that can fetch it by itself."""
    job = disclosure.job(reader(), job_id, today())
    return render_template("jobs/progress.html", job=job, progress=progress(job))


@blueprint.post("/<job_id>/cancel")
@requires("search for rosters")
def cancel(job_id: str) -> Answer:
    """Stop looking; the best roster found so far is kept."""
    planning.cancel_plan(CancelPlan(job_id), reader(), today())
    flash("The search is stopping. The best roster found so far is kept.")
    return redirect(url_for("jobs.page", job_id=job_id), 303)
