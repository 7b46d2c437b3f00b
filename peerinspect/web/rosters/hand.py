"""Changing a draft by hand: pin, set aside, put somebody else in a seat, take a word back."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, planning, seats
from peerinspect.services.planning import StartPlan
from peerinspect.services.refusal import Refusal
from peerinspect.services.seats import PinSeat, SetPersonAside, TakeBack
from peerinspect.services.views.drafts import SeatView, StepIn
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_text, page_of
from peerinspect.web.rosters.forms import SeatForm
from peerinspect.web.rosters.views import Answer, blueprint
from peerinspect.web.session import reader

__all__ = ["blueprint"]
SEARCH_FOR = 120
"""Seconds for each part of the search that follows a swap; a repair takes a few."""


@blueprint.get("/<roster_id>/by-hand")
@requires("see rosters")
def by_hand(roster_id: str) -> Answer:
    """What have coordinators said of seats?"""
    roster = disclosure.roster(reader(), roster_id, today(), shown=())
    found = page_of(disclosure.seat_words(reader(), today()))
    rights = {"may_change": may("change drafts by hand"), "may_search": may("search for rosters")}
    return render_template("rosters/by_hand.html", roster=roster, paging=found, **rights)


@blueprint.get("/<roster_id>/seats/<address>")
@requires("change drafts by hand")
def seat(roster_id: str, address: str) -> Answer:
    """What can I do about this placement?"""
    return render_template("rosters/seat.html", seat=disclosure.seat(reader(), roster_id, address, today()))


@blueprint.route("/<roster_id>/seats/<address>/pin", methods=["GET", "POST"])
@requires("change drafts by hand")
def pin(roster_id: str, address: str) -> Answer:
    """Keep this person on this duty."""
    form = SeatForm()
    command = form.pin(roster_id, address)
    told = "{} is pinned to this duty. Every search keeps to it."
    return _said(form, command, lambda: seats.pin_seat(command, reader(), today()), told)


@blueprint.route("/<roster_id>/seats/<address>/set-aside", methods=["GET", "POST"])
@requires("change drafts by hand")
def set_aside(roster_id: str, address: str) -> Answer:
    """Keep this person off this duty."""
    form = SeatForm()
    command = form.set_aside(roster_id, address)
    told = "{} is set aside for this duty. Search again to fill the seat."
    return _said(form, command, lambda: seats.set_person_aside(command, reader(), today()), told)


def _said(form: SeatForm, command: PinSeat | SetPersonAside, use_case: Callable[[], object], told: str) -> Answer:
    """A coordinator's word on somebody in a seat: kept and told with their name, or asked for with its reason."""
    found = _seat(form, command.roster_id, command.address)
    if form.carries_out(use_case):
        flash(told.format(found.person_name))
        return _to_words(command.roster_id)
    name = "rosters/pin.html" if isinstance(command, PinSeat) else "rosters/set_aside.html"
    return render_template(name, form=form, seat=found), form.answer_code


@blueprint.route("/<roster_id>/seats/<address>/swap", methods=["GET", "POST"])
@requires("change drafts by hand")
def swap(roster_id: str, address: str) -> Answer:
    """Put somebody else in this seat: first who, then what stands against them, then why."""
    form = SeatForm()
    found = _seat(form, roster_id, address)
    person_id = request.values.get("person", "")[:100]
    if not person_id:
        return _who_else(roster_id, address, found)
    command = form.swap(roster_id, address, person_id)
    if form.carries_out(lambda: seats.swap_seat(command, reader(), today())):
        return _search_on(roster_id)
    coming = _coming(form, roster_id, address, person_id)
    return render_template("rosters/swap.html", form=form, seat=found, coming=coming), form.answer_code


def _seat(form: SeatForm, roster_id: str, address: str) -> SeatView:
    """The seat that the form is about, as the reader saw it."""

    def again() -> SeatView:
        return disclosure.seat(reader(), roster_id, address, today())

    return form.rests_on(again(), again)


def _who_else(roster_id: str, address: str, found: SeatView) -> Answer:
    """Everybody else: those who could do it first, the best of them at the top."""
    name = asked_text("q").casefold()
    others = disclosure.substitutes(reader(), roster_id, address, today())
    shown = [one for one in others if name in f"{one.name} {' '.join(one.home_names)}".casefold()]
    if not name:
        shown = [one for one in shown if one.rank]
    is_sent = request.method == "POST"
    return render_template("rosters/who_else.html", seat=found, paging=page_of(shown)), 400 if is_sent else 200


def _coming(form: SeatForm, roster_id: str, address: str, person_id: str) -> StepIn | None:
    """Who is to have the seat, with what stands against them; nobody where no search may ask them at all."""
    try:
        return disclosure.stepping_in(reader(), roster_id, address, person_id, today())
    except Refusal as refusal:
        if not form.is_refused:
            form.refuse(refusal)
        return None


def _search_on(roster_id: str) -> Response:
    """Search at once, keeping the rest; where another search is under way, say so."""
    try:
        job = planning.start_plan(StartPlan(SEARCH_FOR, roster_id), reader(), today())
    except Refusal as refusal:
        flash(f"The swap is kept for the next search. {'. '.join(refusal.messages.values())}.")
        return _to_words(roster_id)
    flash("The swap is kept. A search fits the rest around it, and changes as little as it can.")
    return redirect(url_for("jobs.page", job_id=job), 303)


@blueprint.post("/<roster_id>/words/<word_id>/take-back")
@requires("change drafts by hand")
def take_back(roster_id: str, word_id: str) -> Answer:
    """Let searches decide again."""
    seats.take_back(TakeBack(word_id), reader(), today())
    flash("That is taken back. The next search is free to decide.")
    return _to_words(roster_id)


def _to_words(roster_id: str) -> Response:
    return redirect(url_for("rosters.by_hand", roster_id=roster_id), 303)
