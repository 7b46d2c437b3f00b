"""Support as rows of tables and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask import make_response
from werkzeug.wrappers import Response

from peerinspect.services.support.commands import NEEDS
from peerinspect.services.support.outcomes import BETTER, NO_BEFORE, NOT_YET, SAME, WORSE
from peerinspect.services.views.support import AlternativeLine, Investment, InvestmentLine
from peerinspect.web import words
from peerinspect.web.pictures import Count, Row
from peerinspect.web.presenters import amount, counted, day, tag
from peerinspect.web.reports.sheets import Line, Sheet

OUTCOME_WORDS: Mapping[str, tuple[str, str]] = {
    BETTER: ("Better", "green"),
    SAME: ("The same", "blue"),
    WORSE: ("Worse", "red"),
    NOT_YET: ("Not yet judged", "grey"),
    NO_BEFORE: ("Nothing to compare with", "grey"),
}
"""What came of support, in words and colours."""
REPAID_WORDS: Mapping[str, str] = {
    "repaid": "Repaid",
    "partly": "Repaid in part",
    "owed": "Not repaid yet",
    "helped": "Was helped, and has not helped others yet",
}
"""Whether a council was repaid for what it gave."""
VISIT_WORDS: Mapping[str, tuple[str, str]] = {
    "planned": ("Planned", "blue"),
    "held": ("Held", "green"),
    "cancelled": ("Cancelled", "grey"),
}
PART_WORDS: Mapping[str, str] = {
    "advised": "Your council is advised",
    "giving": "Your council leads the advisers",
    "adviser": "You advise",
    "planner": "",
    "on-watch": "",
}
REQUEST_WORDS: Mapping[str, tuple[str, str]] = {
    "": ("Waits for an answer", "yellow"),
    "registered": ("Registered", "green"),
    "declined": ("Declined", "red"),
    "withdrawn": ("Taken back", "grey"),
}
NOT_COUNTED = "Not counted yet"


def outcome_tag(word: str) -> dict[str, str]:
    """What came of support, as the parameters of a tag."""
    return tag(word, OUTCOME_WORDS)


def visit_tag(state: str) -> dict[str, str]:
    """Where a visit is, as the parameters of a tag."""
    return tag(state, VISIT_WORDS)


def request_tag(outcome: str) -> dict[str, str]:
    """What became of a request, as the parameters of a tag."""
    return tag(outcome, REQUEST_WORDS)


def support_part(name: str) -> str:
    """What the reader is in a programme, in words."""
    return PART_WORDS[name]


def need_words(name: str) -> str:
    """What support rests on, in words."""
    return NEEDS.get(name, name)


def repaid(state: str) -> str:
    """Whether a council was repaid, in words."""
    return REPAID_WORDS[state]


FILTERS = (need_words, outcome_tag, repaid, request_tag, support_part, visit_tag)


def investment_sheet(found: Investment) -> Sheet:
    """Days given and received in all years."""
    heads = ("Council", "#Days given", "#Days received", "#Given less received", "Repaid?", "Helped last")
    return Sheet("Days of support given and received", heads, [_invested(line) for line in found.lines])


def _invested(line: InvestmentLine) -> Line:
    helped = day(line.last_helped) if line.last_helped else "Never"
    cells = (line.name, line.given, line.received, line.balance, REPAID_WORDS[line.state], helped)
    return Line(cells, Row(line.name, (_days(line.given, "given"), _days(line.received, "received"))))


def _days(days: Fraction | int, what: str) -> Count:
    return Count(days, f"{amount(days)} {'day' if days == 1 else 'days'} {what}")


def investment_file(found: Investment) -> Sheet:
    """The same with each year: given, received and the balance at its end; and the place of who is owed days."""
    years = [head for year in found.years for head in (f"#{year}, given", f"#{year}, received", f"#{year}, balance")]
    heads = ("Council", "#Days given", "#Days received", "#Given less received", "Repaid?", "Place", *years)
    return Sheet("Days of support", heads, [_year_line(line) for line in found.lines])


def _year_line(line: InvestmentLine) -> Line:
    by_year = zip(line.given_by_year, line.received_by_year, line.balances, strict=True)
    years = [days for year in by_year for days in year]
    place = str(line.place) if line.place else ""
    return Line((line.name, line.given, line.received, line.balance, REPAID_WORDS[line.state], place, *years))


ALTERNATIVES_ON_THE_PAGE = (
    "Council",
    "Rests on",
    "#Days given",
    "Begun",
    "Ended",
    "Judgement before",
    "Next judgement",
    "Outcome",
)
"""What a page has room for; regions, states, themes and days planned are in the file."""


def alternatives_sheet(lines: Sequence[AlternativeLine]) -> Sheet:
    """Programmes, and what came of them."""
    heads = (
        "Council",
        "Region",
        "State",
        "Rests on",
        "Day of that",
        "Themes",
        "#Days planned",
        "#Days given",
        "Begun",
        "Ended",
        "Judgement before",
        "Next judgement",
        "Outcome",
    )
    return Sheet("Support as an alternative to intervention", heads, [_alternative(each) for each in lines])


def _alternative(each: AlternativeLine) -> Line:
    found = each.outcome
    return Line(
        (
            each.council,
            each.region,
            each.state_name,
            each.need,
            day(each.need_on),
            "; ".join(each.themes),
            each.days_planned,
            NOT_COUNTED if each.days_given is None else each.days_given,
            day(each.begun),
            day(each.ended) or "Goes on",
            _judged(found.grade_before, day(found.before_on)),
            _judged(found.grade_after, day(found.after_on)),
            OUTCOME_WORDS[found.word][0],
        )
    )


def _judged(grade: str, on: str) -> str:
    return f"{words.GRADES.get(grade, grade)}, {on}" if grade else "None"


def totals_sheet(lines: Sequence[AlternativeLine]) -> Sheet:
    """How many programmes had which outcome, with their days; all of them last."""
    heads = ("Outcome", "#Programmes", "#Days planned", "#Days given")
    rows = [
        _total(words_, [each for each in lines if each.outcome.word == word])
        for word, (words_, _) in OUTCOME_WORDS.items()
    ]
    return Sheet("Totals by outcome", heads, [*rows, _total("All", lines)])


def _total(name: str, lines: Sequence[AlternativeLine]) -> Line:
    planned = sum((each.days_planned for each in lines), Fraction(0))
    given = sum((each.days_given or Fraction(0) for each in lines), Fraction(0))
    told = counted(len(lines), "programme")
    return Line((name, len(lines), planned, given), Row(name, (Count(len(lines), told),)))


def as_file(name: str, sheet: Sheet) -> Response:
    """The whole table as a CSV file."""
    answer = make_response(sheet.csv())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return answer
