"""A director's own pages about what they offer, beside the days a year."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.documents.rule_words import RULE_REASONS
from peerinspect.services import busy_days, consents, disclosure, weeks_away
from peerinspect.services.busy_days import BusyFound
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.offering.forms import AskConsentForm, BusyForm, CalendarForm, WeeksForm
from peerinspect.web.presenters import counted
from peerinspect.web.session import reader

blueprint = Blueprint("offering", __name__, url_prefix="/my")
Answer = Response | str | tuple[str, int]


@blueprint.app_template_filter()
def month_name(day: date) -> str:
    """The month of a day, like "October 2026"."""
    return f"{day:%B %Y}"


@blueprint.app_template_filter()
def week_name(monday: date) -> str:
    """A week by its days, like "5 to 11 October" or "28 September to 4 October"."""
    sunday = monday + timedelta(days=6)
    first = f"{monday.day}" if monday.month == sunday.month else f"{monday.day} {monday:%B}"
    return f"{first} to {sunday.day} {sunday:%B}"


@blueprint.post("/weeks-away")
@requires("answer for oneself")
def change_weeks() -> Answer:
    """Mark weeks as away, and take others back."""
    weeks_away.change_weeks_away(WeeksForm().command(), reader(), today())
    flash("Your weeks away are saved.")
    return redirect(url_for("mine.offers", _anchor="weeks-away"), 303)


@blueprint.route("/busy-days", methods=["GET", "POST"])
@requires("answer for oneself")
def read_calendar() -> Answer:
    """Take busy days from one's own calendar: they are shown first, and nothing is kept yet."""
    form, found = CalendarForm(data={"counted": "all"}), list[BusyFound]()
    if form.carries_out(lambda: found.append(busy_days.look_into(form.command(), reader(), today()))):
        busy = BusyForm(formdata=None)
        busy.offer(found[0])
        return render_template("offering/busy_found.html", form=busy, found=found[0])
    return render_template("offering/calendar.html", form=form), form.answer_code


@blueprint.post("/busy-days/save")
@requires("answer for oneself")
def mark_busy() -> Answer:
    """Mark the days that were shown, and are still ticked, as away."""
    marked = busy_days.mark_busy(BusyForm().command(), reader(), today())
    flash(f"{counted(marked, 'day')} marked as away." if marked else "Nothing had to be changed.")
    return redirect(url_for("mine.offers", _anchor="weeks-away"), 303)


@blueprint.route("/consent/<authority>/ask", methods=["GET", "POST"])
@requires("answer for oneself")
def ask_for_consent(authority: str) -> Answer:
    """Ask one's own chief executive for consent."""
    home = next((one for one in disclosure.my_homes(reader(), today()) if one.authority == authority), None)
    form = AskConsentForm()
    command = form.command(reader().person_id or "", authority)
    if home is None:
        abort(404)
    if form.carries_out(lambda: consents.ask_for_consent(command, reader(), today())):
        flash(f"The chief executive of {home.authority_name} is asked.")
        return redirect(url_for("mine.offers"), 303)
    return render_template("offering/ask_consent.html", form=form, home=home), form.answer_code


@blueprint.get("/prospects")
@requires("answer for oneself")
def prospects() -> Answer:
    """How likely am I to be asked?"""
    found = disclosure.my_prospects(reader(), today())
    return render_template("offering/prospects.html", found=found, reasons=RULE_REASONS)
