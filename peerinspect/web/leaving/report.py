"""Why directors left, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, make_response, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.domain.leaving import REASONS
from peerinspect.services import disclosure
from peerinspect.services.views.directors import LeavingYear
from peerinspect.web.access import may_open, requires
from peerinspect.web.clock import today
from peerinspect.web.reports.sheets import Line, Sheet
from peerinspect.web.session import reader

blueprint = Blueprint("leaving", __name__, url_prefix="/reports")
FEW, NOT_TOLD = "Fewer than 5", "Not told"


def leaving_sheet(years: Sequence[LeavingYear]) -> Sheet:
    """A line a reason and a column a year, all reasons last. A number under five is a word."""
    heads = ("Reason", *(f"#{year.label}" for year in years))
    lines = [
        Line((words, *(_told(year.numbers.get(reason), FEW) for year in years))) for reason, words in REASONS.items()
    ]
    total = Line(("All reasons", *(_told(year.total, NOT_TOLD) for year in years)))
    return Sheet("Why directors left", heads, [*lines, total] if years else [])


def _told(number: int | None, otherwise: str) -> str:
    return otherwise if number is None else str(number)


def _years() -> tuple[LeavingYear, ...]:
    """The years that can be told, the latest first."""
    return tuple(year for year in disclosure.leaving_report(reader(), today()) if year.is_out)


@blueprint.get("/leaving")
@requires("read why directors leave")
def page() -> str:
    """Why do directors leave?"""
    years = _years()
    waiting = [year for year in disclosure.leaving_report(reader(), today()) if not year.is_out]
    return render_template(
        "leaving/report.html",
        sheet=leaving_sheet(years),
        years=years,
        waiting=waiting,
        file=url_for("leaving.as_file"),
        sees_reports=may_open("reports.index"),
        sees_turnover=may_open("reports.turnover"),
    )


@blueprint.get("/leaving.csv")
@requires("read why directors leave")
def as_file() -> Response:
    """The same rows as a file."""
    answer = make_response(leaving_sheet(_years()).csv())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = "attachment; filename=leaving.csv"
    return answer
