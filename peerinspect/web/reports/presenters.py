"""Each report as the rows of a table, with what its picture draws of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peerinspect.services.views import LoadView
from peerinspect.services.views.reports import (
    CouncilCost,
    CouncilDays,
    CouncilLoad,
    EvaluatedYear,
    FairYear,
    RegionTurnover,
    WaiverUse,
    YearTurnover,
)
from peerinspect.web import words
from peerinspect.web.duties.presenters import rule_name
from peerinspect.web.pictures import Count, Row
from peerinspect.web.presenters import amount, day
from peerinspect.web.reports.sheets import Line, Sheet

NO_SHARE = "None offered"


def people_sheet(lines: Sequence[LoadView]) -> Sheet:
    """Load by person."""
    heads = ("Person", "#Days offered", "#Days used", "#Used, per cent")
    return Sheet("Load by person", heads, [_person(line) for line in lines])


def _person(line: LoadView) -> Line:
    cells = (line.name, line.offered, line.used, line.share if line.offered else NO_SHARE)
    return Line(cells, Row(line.name, (_days(line.used, "used"), _days(line.offered, "offered"))))


def councils_sheet(lines: Sequence[CouncilLoad]) -> Sheet:
    """Load by council."""
    heads = ("Council", "#People", "#Days offered", "#Days used", "#Used, per cent")
    return Sheet("Load by council", heads, [_council(line) for line in lines])


def _council(line: CouncilLoad) -> Line:
    share = NO_SHARE if line.share is None else line.share
    cells = (line.name, line.people, line.offered, line.used, share)
    return Line(cells, Row(line.name, (_days(line.used, "used"), _days(line.offered, "offered"))))


def fairness_sheet(lines: Sequence[FairYear]) -> Sheet:
    """Fairness over years."""
    heads = (
        "Year",
        "#People",
        "#Days given",
        "#Median days",
        "#Most days",
        "#Share of the tenth that gives most, per cent",
        "#Never asked",
        "In words",
    )
    return Sheet("Fairness over years", heads, [_fair(line) for line in lines])


def _fair(line: FairYear) -> Line:
    name = line.year.label
    numbers = (line.people, line.days, line.median, line.most, line.top_share, line.unasked)
    drawn = Row(name, (_days(line.median, "in the middle"), _days(line.most, "at most")))
    return Line((name, *numbers, line.sentence), drawn)


def turnover_sheet(lines: Sequence[RegionTurnover]) -> Sheet:
    """Turnover by region; the picture leaves all England out, whose bars would dwarf the others."""
    heads = (
        "Region",
        "#Councils",
        "#Directors' posts that changed holder",
        "#Interims",
        "#Vacancies open",
        "#Councils affected",
        "#Newcomers interim or acting",
        "#Councils with a change",
        "#Councils with more than one change",
        "#Months in post, in the middle",
    )
    drawn = [_region(line, is_drawn=line is not lines[-1]) for line in lines]
    return Sheet("Turnover and vacancies by region", heads, drawn)


def _region(line: RegionTurnover, is_drawn: bool) -> Line:
    cells = (
        line.region, line.councils, line.changes, line.interims, line.vacancies, line.affected,
        line.newcomers_temporary, line.councils_changed, line.councils_twice, _months(line.tenure),
    )  # fmt: skip
    counts = (
        Count(line.changes, f"{line.changes} changed holder"),
        Count(line.interims, f"{line.interims} interim"),
        Count(line.vacancies, f"{line.vacancies} vacant"),
    )
    return Line(cells, Row(line.region, counts) if is_drawn else None)


def _months(tenure: int | None) -> int | str:
    """Months in post; a word where nobody is known."""
    return "Not known" if tenure is None else tenure


def years_sheet(lines: Sequence[YearTurnover]) -> Sheet:
    """Changes of director over the years."""
    heads = (
        "Year",
        "#Councils",
        "#Changes of director",
        "#Newcomers interim or acting",
        "#Councils with a change",
        "#Councils with more than one change",
        "#Months in post, in the middle",
    )
    return Sheet("Changes of director over the years", heads, [_year_of_changes(line) for line in lines])


def _year_of_changes(line: YearTurnover) -> Line:
    cells = (
        line.year.label, line.councils, line.changes, line.newcomers_temporary, line.councils_changed,
        line.councils_twice, _months(line.tenure),
    )  # fmt: skip
    counts = (
        Count(line.changes, f"{line.changes} changes"),
        Count(line.newcomers_temporary, f"{line.newcomers_temporary} interim or acting"),
        Count(line.councils_changed, f"{line.councils_changed} councils"),
    )
    return Line(cells, Row(line.year.label, counts))


def waivers_sheet(lines: Sequence[WaiverUse]) -> Sheet:
    """Waivers used."""
    heads = ("Rule", "Year", "Decided by", "#Used", "#Refused")
    return Sheet("Waivers used", heads, [_waiver(line) for line in lines])


def _waiver(line: WaiverUse) -> Line:
    rule = rule_name(line.rule)
    role = words.USER_ROLES[line.role] if line.role else "Recorded elsewhere"
    counts = (Count(line.used, f"{line.used} used"), Count(line.refused, f"{line.refused} refused"))
    cells = (rule, line.year.label, role, line.used, line.refused)
    return Line(cells, Row(f"{line.year.value}: {rule}", counts))


def evaluated_sheet(lines: Sequence[EvaluatedYear]) -> Sheet:
    """How many were evaluated."""
    heads = ("Year", "#People whose part ended", "#Evaluated", "#Told how they did", "#Would be had again")
    return Sheet("Evaluations by year", heads, [_evaluated(line) for line in lines])


def _evaluated(line: EvaluatedYear) -> Line:
    counts = (Count(line.ended, f"{line.ended} ended"), Count(line.evaluated, f"{line.evaluated} evaluated"))
    cells = (line.year.label, line.ended, line.evaluated, line.shared, line.again)
    return Line(cells, Row(line.year.label, counts))


def days_sheet(lines: Sequence[CouncilDays]) -> Sheet:
    """Days given and received."""
    heads = ("Council", "#Days given", "#Days received", "#Given less received", "Last thanked")
    return Sheet("Days given and received by council", heads, [_days_of(line) for line in lines])


def _days_of(line: CouncilDays) -> Line:
    thanked = day(line.thanks.on) if line.thanks else "Never"
    cells = (line.name, line.given, line.received, line.balance, thanked)
    return Line(cells, Row(line.name, (_days(line.given, "given"), _days(line.received, "received"))))


def cost_sheet(lines: Sequence[CouncilCost]) -> Sheet:
    """What days are worth."""
    heads = ("Council", "#Given, pounds", "#Received, pounds")
    return Sheet("Cost by council", heads, [_cost(line) for line in lines])


def _cost(line: CouncilCost) -> Line:
    counts = (_pounds(line.given, "given"), _pounds(line.received, "received"))
    return Line((line.name, line.given, line.received), Row(line.name, counts))


def _days(days: Fraction | int, what: str) -> Count:
    return Count(days, f"{amount(days)} {'day' if days == 1 else 'days'} {what}")


def _pounds(pounds: Fraction, what: str) -> Count:
    return Count(pounds, f"£{amount(pounds)} {what}")
