"""Support for the councils rated lowest: some days on site, spread over five months."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import SUPPORT
from peerinspect.season import rates
from peerinspect.season.calendar import monday_from, on_site_weeks
from peerinspect.season.chance import Chance, Mint
from peerinspect.season.england import England
from peerinspect.season.promises import SKILLS

VISITS = (4, 5, 5, 5, 6)
WEEKS_BETWEEN = 4
LAST_START_WEEK = 28
LEAST_DAYS = 10
"""Ten days are usual; where four visits do not fill them, the rest is preparation."""


def draw_support(england: England, chance: Chance, mint: Mint, as_of: date) -> list[Duty]:
    """A support duty at every inadequate council, and at some that require improvement."""
    stream = chance.stream("support")
    lowest = [code for code in england.codes if england.grade(code, as_of) == "inadequate"]
    next_lowest = [code for code in england.codes if england.grade(code, as_of) == "requires-improvement"]
    more = max(0, min(len(next_lowest), rates.SUPPORT_DUTIES - len(lowest)))
    chosen = [*lowest, *stream.sample(next_lowest, more)]
    return [
        _support(stream, mint, code, as_of, 2 if place < rates.SUPPORT_TWO_SEATS else 1)
        for place, code in enumerate(chosen)
    ]


def _support(stream: Random, mint: Mint, code: str, as_of: date, seats: int) -> Duty:
    first = monday_from(as_of + timedelta(weeks=stream.randint(3, LAST_START_WEEK)))
    visits = support_visits(first, stream.choice(VISITS), stream.randint(0, 3))
    last = first + timedelta(weeks=WEEKS_BETWEEN * len(visits), days=-3)
    days = max(LEAST_DAYS, 2 * len(visits))
    skills = frozenset(stream.sample(SKILLS, stream.choice((0, 1, 1))))
    return Duty(
        mint.duty("s"), SUPPORT, Period(first, last), seats, frozenset({code}), on_site=visits, days=days, skills=skills
    )


def support_visits(monday: date, count: int, offset: int) -> tuple[Period, ...]:
    """Visits of two days, every four weeks from a Monday, `offset` days into the week or after its bank holidays."""
    visits = []
    for number in range(count):
        run = on_site_weeks(monday + timedelta(weeks=WEEKS_BETWEEN * number), 1)[-1]
        last = run.end or monday
        begins = max(run.start or monday, min(last - timedelta(days=1), (run.start or monday) + timedelta(days=offset)))
        visits.append(Period(begins, min(last, begins + timedelta(days=1))))
    return tuple(visits)
