"""The report on reviews: how fast are they, what is late and why, and how good?"""

from __future__ import annotations

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.views.reviews import LateStage, QualityFact, ReviewYear, StagePace
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.pictures import Count, Row, draw_counts
from peerinspect.web.presenters import day
from peerinspect.web.reports.sheets import Line, Sheet
from peerinspect.web.session import reader

blueprint = Blueprint("review_report", __name__, url_prefix="/reports")
NONE_YET = "None yet"


@blueprint.get("/reviews")
@requires("read the report on reviews")
def page() -> str:
    """How many reviews are there, how long does each stage take, what is late?"""
    found = disclosure.reviews_report(reader(), today())
    stages = stages_sheet(found.stages)
    rows = [line.picture for line in stages.lines if line.picture]
    return render_template(
        "reviews/report.html",
        years=years_sheet(found.years),
        stages=stages,
        late=late_sheet(found.late),
        quality=quality_sheet(found.quality),
        svg=draw_counts(rows, stages.label) if rows else None,
        may_see_reports=may("read reports"),
    )


@blueprint.get("/reviews.csv")
@requires("read the report on reviews")
def csv() -> Response:
    """All four tables as one file, one below the other."""
    found = disclosure.reviews_report(reader(), today())
    sheets = (
        years_sheet(found.years),
        stages_sheet(found.stages),
        late_sheet(found.late),
        quality_sheet(found.quality),
    )
    first, *others = (sheet.csv() for sheet in sheets)
    answer = make_response("\r\n".join((first, *(each.lstrip("\ufeff") for each in others))))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = "attachment; filename=reviews.csv"
    return answer


def years_sheet(lines: tuple[ReviewYear, ...]) -> Sheet:
    """Reviews by year and state."""
    heads = (
        "Year begun",
        "#Reviews",
        "#Open",
        "#Published in full",
        "#Withheld",
        "#No further review",
        "#Cancelled",
        "#In full, per cent of those closed",
    )
    return Sheet("Reviews by year and state", heads, [_year(each) for each in lines])


def _year(line: ReviewYear) -> Line:
    share = NONE_YET if line.share_in_full is None else line.share_in_full
    return Line(
        (
            line.year,
            line.begun,
            line.open,
            line.published,
            line.withheld,
            line.ended_without,
            line.cancelled,
            share,
        )
    )


def stages_sheet(lines: tuple[StagePace, ...]) -> Sheet:
    """How long each stage takes."""
    heads = ("Stage", "Limit", "#Done", "#Median, working days", "#Done in time", "#Late")
    return Sheet("Pace of each stage", heads, [_stage(each) for each in lines])


def _stage(line: StagePace) -> Line:
    median = NONE_YET if line.median is None else line.median
    counts = (Count(line.in_time, f"{line.in_time} in time"), Count(line.late, f"{line.late} late"))
    drawn = Row(line.name, counts) if line.in_time or line.late else None
    return Line((line.name, line.limit, line.done, median, line.in_time, line.late), drawn)


def late_sheet(lines: tuple[LateStage, ...]) -> Sheet:
    """What is or was late, and why."""
    heads = ("Reference", "Councils", "Stage", "Due", "How it stands", "Reason", "Expected by")
    return Sheet("Late, and why", heads, [_late(each) for each in lines])


def _late(line: LateStage) -> Line:
    due = line.deadline
    cells = (
        line.review.reference,
        ", ".join(line.review.council_names),
        due.name,
        day(due.due),
        due.told,
        due.delay or "None recorded",
        day(due.expected) or "Not said",
    )
    return Line(cells)


def quality_sheet(lines: tuple[QualityFact, ...]) -> Sheet:
    """Plain facts on quality."""
    return Sheet("Quality", ("Fact", "#Reviews", "#Of"), [Line((each.name, each.number, each.of)) for each in lines])
