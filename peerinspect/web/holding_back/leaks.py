"""Who knew when; leaks that were raised, and suspicions that were reported."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.holding_back.leaks import close_report, raise_leak, report_leak
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.holding_back.forms import CloseForm, LeakForm, SuspicionForm
from peerinspect.web.reports.sheets import Line, Sheet
from peerinspect.web.session import reader

blueprint = Blueprint("leaks", __name__)
Answer = Response | str | tuple[str, int]


@blueprint.get("/duties/<duty_id>/who-knew")
@requires("see leaks")
def who_knew(duty_id: str) -> Answer:
    """Who could know of it, since when and by what right, and who looked?"""
    return render_template("leaks/who_knew.html", found=disclosure.who_knew(reader(), duty_id, today()))


@blueprint.get("/duties/<duty_id>/who-knew/log")
@requires("see leaks")
def knew_when(duty_id: str) -> Answer:
    """From when on could who know what of it, and how?"""
    found = disclosure.who_knew_when(reader(), duty_id, today())
    return render_template("leaks/log.html", lines=found, duty_id=duty_id)


@blueprint.get("/duties/<duty_id>/who-knew/log.csv")
@requires("see leaks")
def knew_when_as_file(duty_id: str) -> Response:
    """The same as a file."""
    found = disclosure.who_knew_when(reader(), duty_id, today())
    heads = ("Since", "Who", "Role", "Could know", "How")
    lines = [Line((each.since_order, each.name, each.role, each.what, each.how)) for each in found]
    answer = make_response(Sheet("Who knew when", heads, lines).csv())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = "attachment; filename=who-knew-when.csv"
    return answer


@blueprint.route("/duties/<duty_id>/leak", methods=["GET", "POST"])
@requires("see leaks")
def raise_one(duty_id: str) -> Answer:
    """Something of this inspection leaked."""
    found = disclosure.who_knew(reader(), duty_id, today())
    form = LeakForm()
    led_to: list[str] = []
    if form.carries_out(lambda: led_to.append(raise_leak(form.command(duty_id), reader(), today()))):
        flash("The leak is raised. Who could have known is kept with it.")
        return redirect(url_for("leaks.page", leak_id=led_to[0]), 303)
    return render_template("leaks/raise.html", form=form, found=found), form.answer_code


@blueprint.get("/leaks/")
@requires("see leaks")
def listing() -> Answer:
    """What leaked, and what do people suspect?"""
    return render_template("leaks/listing.html", found=disclosure.leaks(reader(), today()))


@blueprint.get("/leaks/<leak_id>")
@requires("see leaks")
def page(leak_id: str) -> Answer:
    """What leaked, and who could have known?"""
    found = disclosure.leak(reader(), leak_id, today())
    return render_template("leaks/page.html", found=found, may_move=may("register work"))


@blueprint.route("/leaks/reports/<report_id>", methods=["GET", "POST"])
@requires("see leaks")
def report(report_id: str) -> Answer:
    """What is suspected, and what became of it?"""
    found = disclosure.leak_report(reader(), report_id, today())
    form = CloseForm()
    if form.carries_out(lambda: close_report(form.command(report_id), reader(), today())):
        flash("What became of it is noted.")
        return redirect(url_for("leaks.listing"), 303)
    return render_template("leaks/report.html", form=form, found=found), form.answer_code


@blueprint.route("/suspected-leak", methods=["GET", "POST"])
@requires("report a leak")
def suspect() -> Answer:
    """Do you think that somebody knows what they must not?"""
    form = SuspicionForm()
    if form.carries_out(lambda: report_leak(form.command(), reader(), today())):
        flash("Thank you. It has been handed on to those who look into it.")
        return redirect(url_for("leaks.suspect"), 303)
    return render_template("leaks/suspect.html", form=form), form.answer_code
