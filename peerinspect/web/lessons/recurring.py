"""The report on which lessons come back: a picture, its table, the same rows as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.views.lessons import RecurrenceLine, RecurrenceReport
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_text, page_of
from peerinspect.web.pictures import Count, Row, draw_counts
from peerinspect.web.presenters import counted
from peerinspect.web.reports.sheets import Line, Sheet
from peerinspect.web.session import reader

blueprint = Blueprint("recurring", __name__, url_prefix="/lessons/recurring")
HEADS = (
    "Theme",
    "#Reviews that found it",
    "#Boards it was sent to",
    "#Boards that had been sent it before a later review of their own found it again",
    "#Such reviews",
    "#Sent and applying",
    "#Done",
    "#Done, per cent",
)
NOTHING = "Nothing sent"


@blueprint.get("/")
@requires("see what recurs")
def page() -> Response | str:
    """Which lessons come back?"""
    found, asked = _found()
    sheet = _sheet(found)
    paging = page_of(sheet.lines)
    rows = [line.picture for line in paging.items if line.picture]
    return render_template(
        "lessons/recurring.html",
        sheet=replace(sheet, lines=paging.items),
        paging=paging,
        svg=draw_counts(rows, sheet.label) if rows else None,
        file=url_for("recurring.file", **asked),
        found=found,
        asked=asked,
    )


@blueprint.get("/recurring.csv")
@requires("see what recurs")
def file() -> Response:
    """The same rows as a file."""
    answer = make_response(_sheet(_found()[0]).csv())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = "attachment; filename=recurring-lessons.csv"
    return answer


def _found() -> tuple[RecurrenceReport, dict[str, Any]]:
    """The report that the address asks for, and what it asks for."""
    year, region = request.args.get("year", ""), asked_text("region")
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    found = disclosure.recurrence_report(reader(), number, region, today())
    return found, {"year": str(number or ""), "region": region}


def _sheet(found: RecurrenceReport) -> Sheet:
    return Sheet("Lessons that come back, by theme", HEADS, [_line(each) for each in found.lines])


def _line(each: RecurrenceLine) -> Line:
    counts = (
        Count(each.reviews, f"{counted(each.reviews, 'review')} found it"),
        Count(each.reviews_again, f"{each.reviews_again} after their board had been sent it"),
    )
    numbers = (each.reviews, each.boards_sent, each.boards_again, each.reviews_again, each.to_act, each.done)
    share = NOTHING if each.done_share is None else each.done_share
    return Line((each.words, *numbers, share), Row(each.words, counts))
