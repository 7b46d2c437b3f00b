"""Words and tables of the aspirant programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peerinspect.services.views.programme import CohortLine, CohortOutcome, MemberLine
from peerinspect.web.pictures import Count, Row
from peerinspect.web.reports.sheets import Line, Sheet

COHORT_STATES: Mapping[str, tuple[str, str]] = {
    "coming": ("To come", "blue"),
    "running": ("Running", "green"),
    "over": ("Over", "grey"),
}
MEMBER_STATES: Mapping[str, tuple[str, str]] = {
    "on-it": ("On the programme", "green"),
    "completed": ("Completed", "blue"),
    "left": ("Left", "grey"),
}
FACTS: Mapping[str, str] = {
    "fields": "Training in all four fields",
    "seniority": "Two years as a senior manager",
    "cover": "Cover or a secondment handed back",
    "mentor": "A mentor",
    "goal": "A goal to learn towards",
    "declared": "Declaration of interests",
    "vetted": "Vetting",
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "": ("Waits for a coordinator", "yellow"),
    "confirmed": ("Confirmed", "green"),
    "declined": ("Declined", "red"),
}
READY = (("yes", "Said to be ready"), ("no", "Not said to be ready"))


def cohorts_asked(found: Sequence[CohortLine], state: str, text: str) -> list[CohortLine]:
    """The cohorts in a state, "" for any, with a text in their name or in who leads them."""
    wanted = text.casefold()
    return [
        each
        for each in found
        if state in ("", each.state) and (wanted in each.name.casefold() or wanted in each.lead.casefold())
    ]


def members_asked(found: Sequence[MemberLine], state: str, ready: str) -> list[MemberLine]:
    """The members in a state, and said to be ready or not; "" asks nothing."""
    return [each for each in found if state in ("", each.state) and (not ready or each.is_ready is (ready == "yes"))]


def outcome_sheet(found: Sequence[CohortOutcome]) -> Sheet:
    """What became of each cohort."""
    heads = (
        "Cohort",
        "#Members",
        "#Completed",
        "#Left",
        "#Said to be ready",
        "#Cover given",
        "#Secondments given",
        "#People placed",
        "#Days",
        "#Directors afterwards",
    )
    return Sheet("What became of each cohort", heads, [_line(each) for each in found])


def _line(each: CohortOutcome) -> Line:
    line = each.line
    cells = (
        line.name,
        line.members,
        line.completed,
        line.left,
        line.ready,
        each.cover,
        each.secondments,
        each.people_placed,
        each.days,
        each.directors,
    )
    counts = (
        Count(line.members, f"{line.members} on it"),
        Count(each.people_placed, f"{each.people_placed} placed"),
        Count(each.directors, f"{each.directors} became directors"),
    )
    return Line(cells, Row(line.name, counts))
