"""Calendar feeds: the page about one's own, the feed at its secret address, and the file of one duty."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from peerinspect.services import calendar_addresses, calendars, disclosure
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.outside import outside_address
from peerinspect.web.session import reader

blueprint = Blueprint("calendars", __name__)
FEED = "calendars.feed"
MEDIA_TYPE = "text/calendar; charset=utf-8"


@blueprint.get("/calendar/")
@requires("subscribe to a calendar")
def page() -> str:
    """How do my duties come into my own calendar?"""
    return render_template("calendars/page.html", calendar=disclosure.calendar_page(reader()))


@blueprint.post("/calendar/address")
@requires("subscribe to a calendar")
def make_address() -> str:
    """Make an address, shown only now."""
    is_renewed = disclosure.calendar_page(reader()).made_on is not None
    secret = calendar_addresses.make_address(reader(), today())
    address = outside_address(FEED, secret=secret)
    return render_template("calendars/address.html", address=address, is_renewed=is_renewed)


@blueprint.post("/calendar/revoke")
@requires("subscribe to a calendar")
def revoke() -> Answered:
    """Let the address be good no more."""
    calendar_addresses.revoke_address(reader())
    flash("The address is good no more. Calendars that use it will stop being brought up to date.")
    return redirect(url_for("calendars.page"), 303)


@blueprint.get("/calendars/<secret>.ics")
@requires("read public pages")
def feed(secret: str) -> Answered:
    """The calendar at a secret address: whoever has the address needs nothing else."""
    return _calendar(calendars.read_feed(secret, today()))


@blueprint.get("/my/duties/<address>/calendar.ics")
@requires("answer for oneself")
def duty(address: str) -> Answered:
    """One duty, as a file that calendars take in."""
    answer = _calendar(calendars.read_duty(reader(), address, today()))
    answer.headers["Content-Disposition"] = 'attachment; filename="duty.ics"'
    return answer


def _calendar(content: bytes) -> Response:
    """A calendar, or that it still says the same."""
    answer = make_response(content)
    answer.headers["Content-Type"] = MEDIA_TYPE
    answer.add_etag()
    answer.make_conditional(request)
    return answer
