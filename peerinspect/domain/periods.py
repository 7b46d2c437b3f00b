"""Days and spans of days. Both ends of a period are included; a missing end is open."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days from `start` to `end`, both included. `None` is open on that side.

    Raises ValueError when the start is after the end.
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"a period cannot start on {self.start} and end before it, on {self.end}")

    def overlaps(self, other: Period) -> bool:
        """Whether the two share at least one day."""
        return not (
            (self.end is not None and other.start is not None and self.end < other.start)
            or (other.end is not None and self.start is not None and other.end < self.start)
        )

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def within(self, other: Period) -> Period | None:
        """The part of this period that lies inside the other, or None when there is none."""
        if not self.overlaps(other):
            return None
        starts = [day for day in (self.start, other.start) if day]
        ends = [day for day in (self.end, other.end) if day]
        return Period(max(starts, default=None), min(ends, default=None))


def add_months(day: date, months: int) -> date:
    """The same day `months` calendar months later; a day the month lacks becomes its last (29 February -> 28)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if day.day <= SHORTEST_MONTH:
        return date(year, month, day.day)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def still_counts(ended: date | None, start: date, months: int) -> bool:
    """Whether something that ended on `ended` still stands in the way of work that starts on `start`.

    A look-back of N months from an end E objects while start < E + N: the anniversary itself is clear. Something
    that has no end, or ends on or after the start, always counts. Source: design, exact reading 2.
    """
    return ended is None or start <= ended or start < add_months(ended, months)


def is_older_than(made: date | None, months: int, on: date) -> bool:
    """Whether something made on `made` is older than `months` months on the day `on`; never made counts as older.

    The anniversary itself is not yet older. Source: design, exact reading 2.
    """
    return made is None or on > add_months(made, months)


def working_days(periods: Iterable[Period]) -> int:
    """How many Mondays to Fridays lie in the periods, a day in two of them counted once. The periods must be closed."""
    counted, reached = 0, 0
    for first, last in sorted(map(_numbered, periods)):
        if last > reached:
            counted += _working_days_up_to(last) - _working_days_up_to(max(first - 1, reached))
            reached = last
    return counted


def _numbered(period: Period) -> tuple[int, int]:
    """Its first and last day, counted from 1 January of the year 1, which was a Monday."""
    if period.start is None or period.end is None:
        raise ValueError("an open period has no number of days")
    return period.start.toordinal(), period.end.toordinal()


def _working_days_up_to(number: int) -> int:
    weeks, rest = divmod(number, 7)
    return weeks * 5 + min(rest, 5)


def working_days_between(earlier: date, later: date) -> int:
    """How many Mondays to Fridays lie strictly between two days; 0 when they touch or are out of order."""
    gap = (later - earlier).days - 1
    if gap <= 0:
        return 0
    weeks, rest = divmod(gap, 7)
    return weeks * 5 + sum((earlier + ONE_DAY * (1 + extra)).weekday() < 5 for extra in range(rest))


def working_day_after(day: date, count: int) -> date:
    """The last of `count` working days, Mondays to Fridays, that follow a day; the day itself for none."""
    if count == 0:
        return day
    last_worked = day - ONE_DAY * max(0, day.weekday() - 4)
    weeks, rest = divmod(count, 5)
    weekend = 2 if last_worked.weekday() + rest > 4 else 0
    return last_worked + ONE_DAY * (weeks * 7 + rest + weekend)


def days_of(period: Period) -> Iterable[date]:
    """Every day of a closed period, in order. Raises ValueError for an open one."""
    if period.start is None or period.end is None:
        raise ValueError("an open period has no list of days")
    for offset in range((period.end - period.start).days + 1):
        yield period.start + offset * ONE_DAY
