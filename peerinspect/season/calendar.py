"""The year of inspections: Mondays, bank holidays, August, the Christmas fortnight, and the real calendar moved on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import holidays

from peerinspect.domain import Period
from peerinspect.reference import InspectionStart
from peerinspect.season.rates import MOST_STARTS_A_WEEK

WEEK = timedelta(weeks=1)
ONE_DAY = timedelta(days=1)
LEAD = timedelta(weeks=3)
"""Nothing starts sooner: teams are held and told before."""
AUGUST = 8


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_before(day: date, count: int) -> date:
    """The working day that lies `count` working days before the day."""
    while count:
        day -= ONE_DAY
        count -= is_working_day(day)
    return day


def monday_from(day: date) -> date:
    """The first Monday on or after the day."""
    return day + timedelta(days=-day.weekday() % 7)


def on_site_weeks(monday: date, weeks: int) -> tuple[Period, ...]:
    """The working days of the weeks from a Monday, as runs that bank holidays break."""
    runs: list[Period] = []
    for offset in range(7 * weeks):
        day = monday + timedelta(days=offset)
        if not is_working_day(day):
            continue
        if runs and runs[-1].end == day - ONE_DAY:
            runs[-1] = Period(runs[-1].start, day)
        else:
            runs.append(Period(day, day))
    return tuple(runs)


def is_closed(monday: date, weeks: int) -> bool:
    """Whether no inspection starts then: on a bank holiday, in August, or so that it would meet Christmas fortnight."""
    last = monday + timedelta(days=7 * weeks - 3)
    christmas = (Period(date(year, 12, 20), date(year + 1, 1, 3)) for year in (monday.year - 1, monday.year))
    if monday.month == AUGUST or not is_working_day(monday):
        return True
    return any(Period(monday, last).overlaps(fortnight) for fortnight in christmas)


def open_monday(day: date, weeks: int) -> date:
    """The first Monday on or after the day on which an inspection of so many weeks may start."""
    monday = monday_from(day)
    while is_closed(monday, weeks):
        monday += WEEK
    return monday


def plan_starts(starts: Iterable[InspectionStart], as_of: date) -> list[InspectionStart]:
    """The calendar moved by whole weeks into the twelve months after `as_of`, each start near its time of year.

    What would start within three weeks, in August or at Christmas, or as the fifth of a week, waits for the next free
    Monday. Sorted by day and authority.
    """
    planned: list[InspectionStart] = []
    taken: Counter[date] = Counter()
    for one in sorted(starts, key=lambda one: (_next_time(one.starts, as_of), one.authority)):
        monday = open_monday(max(_next_time(one.starts, as_of), as_of + LEAD), one.weeks)
        while taken[monday] >= MOST_STARTS_A_WEEK:
            monday = open_monday(monday + WEEK, one.weeks)
        taken[monday] += 1
        planned.append(replace(one, starts=monday))
    return sorted(planned, key=lambda one: (one.starts, one.authority))


def _next_time(monday: date, as_of: date) -> date:
    """The Monday nearest to the same day of the year, the first one on or after `as_of`."""
    nearest = (_nearest_monday(_in_year(monday, year)) for year in range(as_of.year - 1, as_of.year + 3))
    return next(day for day in nearest if day >= as_of)


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _nearest_monday(day: date) -> date:
    back = day.weekday()
    return day + timedelta(days=-back if back <= 3 else 7 - back)
