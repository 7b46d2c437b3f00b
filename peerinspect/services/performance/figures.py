"""The figures of a council: one number for each of the last five times twelve months.

A year of performance information ends today, so that the last one is never a part of a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Any

from peerinspect.domain import Period, add_months, kinds
from peerinspect.services.performance.spells import bounds, days_of_post
from peerinspect.services.reports.days import Exchange, exchange
from peerinspect.services.reports.turnover import DirectorPost, changes_in
from peerinspect.services.reports.work import Work, of_year
from peerinspect.services.views.reports import YearChoice

YEARS = 5
FEWEST = 5
"""A median of fewer councils would say something of each of them."""
PUBLISHED = ("months-since-judgement", "director-changes", "passing-days", "vacant-days", "chairs", "reviews")
"""The figures that rest on what is published: every reader reads them of every council."""
SUPPORT = ("programmes-received", "support-received", "programmes-given", "support-given")
WORK = ("days-received", "days-given", "secondees")
KEYS = (*PUBLISHED, *SUPPORT, *WORK)
"""Every figure, in the order of pages."""
Amounts = dict[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class ChairTerm:
    """Somebody's time as chair of a council's board."""

    person: str
    period: Period


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """What the published figures of one council rest on: days on which graded judgements and reviews were published."""

    judged: tuple[date, ...] = ()
    posts: tuple[DirectorPost, ...] = ()
    chairs: tuple[ChairTerm, ...] = ()
    reviews: tuple[date, ...] = ()


def years_to(today: date) -> tuple[YearChoice, ...]:
    """Five times twelve months, the earliest first; the last one ends today."""
    ends = [add_months(today, -12 * back) for back in range(YEARS, -1, -1)]
    days = [Period(before + timedelta(days=1), end) for before, end in pairwise(ends)]
    return tuple(YearChoice(str(bounds(each)[1].year), f"{bounds(each)[1]:%b %Y}", each) for each in days)


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one."""
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - (add_months(first, months) > last)


def published_figures(facts: CouncilFacts, year: Period) -> Amounts:
    """The figures of PUBLISHED for one council in one year."""
    last = bounds(year)[1]
    judged = max((each for each in facts.judged if each <= last), default=None)
    days = days_of_post(facts.posts, year)
    is_known = any((each.period.start or date.min) <= last for each in facts.posts)
    return {
        "months-since-judgement": None if judged is None else Fraction(months_between(judged, last)),
        "director-changes": Fraction(sum(changes_in(facts.posts, year).values())) if is_known else None,
        "passing-days": None if days is None else Fraction(days.passing),
        "vacant-days": None if days is None else Fraction(days.vacant),
        "chairs": Fraction(len({each.person for each in facts.chairs if each.period.overlaps(year)})),
        "reviews": Fraction(sum(year.holds(each) for each in facts.reviews)),
    }


@dataclass
class WorkFigures:
    """Days, programmes and secondees of every council in one year."""

    days: Exchange
    received: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seconded: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of(self, code: str) -> Amounts:
        """The figures of SUPPORT and WORK for one council."""
        given, received = self.days.given.get(code, {}), self.days.received.get(code, {})
        none = Fraction(0)
        return {
            "programmes-received": Fraction(len(self.received.get(code, ()))),
            "support-received": received.get(kinds.SUPPORT, none),
            "programmes-given": Fraction(len(self.given.get(code, ()))),
            "support-given": given.get(kinds.SUPPORT, none),
            "days-received": sum(received.values(), none),
            "days-given": sum(given.values(), none),
            "secondees": Fraction(len(self.seconded.get(code, ()))),
        }


def work_figures(work: Sequence[Work], year: Period) -> WorkFigures:
    """What was given and received in a year. Days as in the report on days; a programme counts once a council."""
    found = WorkFigures(exchange(work, year))
    for each in of_year(work, year):
        if each.is_given and each.duty.kind == kinds.SUPPORT:
            _add_programme(found, each)
        if each.is_given and each.duty.kind == kinds.SECOND:
            for home in each.homes:
                found.seconded[home].add(each.person.id)
    return found


def _add_programme(found: WorkFigures, each: Work) -> None:
    for target in each.duty.authorities - each.homes:
        found.received[target].add(each.duty.id)
    if each.duty.authorities - each.homes:
        for home in each.homes:
            found.given[home].add(each.duty.id)


def medians(figures: Iterable[Mapping[str, Fraction | None]], keys: Iterable[str]) -> Amounts:
    """The median of each figure among councils that have it; None where fewer than five have."""
    listed = list(figures)
    return {key: _median([one[key] for one in listed if one.get(key) is not None]) for key in keys}


def _median(amounts: Sequence[Fraction | None]) -> Fraction | None:
    # Whole numbers are compared as such: there are thousands of them. The library knows of no median of both kinds.
    known: list[Any] = [each.numerator if each.denominator == 1 else each for each in amounts if each is not None]
    return Fraction(median(known)) if len(known) >= FEWEST else None
