"""Posts as days: on how many days of a year a post was held, held for a while only, or vacant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from peerinspect.domain import Period
from peerinspect.domain.directors import TEMPORARY
from peerinspect.services.reports.turnover import DirectorPost


class Days(NamedTuple):
    """The days of a year on which a director's post was held for a while only, and those on which it was vacant."""

    passing: int
    vacant: int


def days_covered(periods: Iterable[Period], year: Period) -> int:
    """On how many days of the year any of the periods runs. Both ends count; an open end reaches beyond the year."""
    first, last = bounds(year)
    found, reached = 0, first - timedelta(days=1)
    for start, end in sorted((each.start or date.min, each.end or date.max) for each in periods):
        begins, ends = max(start, reached + timedelta(days=1)), min(end, last)
        if begins <= ends:
            found += (ends - begins).days + 1
            reached = ends
    return found


def days_of_post(posts: Sequence[DirectorPost], year: Period) -> Days | None:
    """How a council's director's post was held in the year.

    None where the first director that is known began after the year did: what was before is not on the register.
    """
    first, last = bounds(year)
    if not posts or min(each.period.start or date.min for each in posts) > first:
        return None
    held = days_covered((each.period for each in posts), year)
    lasting = days_covered((each.period for each in posts if each.basis not in TEMPORARY), year)
    return Days(held - lasting, (last - first).days + 1 - held)


def bounds(year: Period) -> tuple[date, date]:
    """The first and the last day of a year."""
    if year.start is None or year.end is None:
        raise ValueError("a year has a first and a last day")
    return year.start, year.end
