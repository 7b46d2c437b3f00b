"""English bank holidays, and the working days between them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

from peerinspect.domain import Period
from peerinspect.domain.periods import working_days

_ONE_DAY = timedelta(days=1)


@cache
def _year(year: int) -> dict[date, str]:
    """One year's bank holidays in England."""
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year).items())


def bank_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """Bank holidays of some years, both included, by day."""
    return {day: name for year in range(first_year, last_year + 1) for day, name in sorted(_year(year).items())}


def is_working_day(day: date) -> bool:
    """Whether the day is a Monday to Friday and no bank holiday in England."""
    return day.weekday() < 5 and day not in _year(day.year)


def working_days_after(day: date, number: int) -> date:
    """The day that is so many working days later: one working day after a Friday is the Monday, or the Tuesday."""
    while number:
        day += _ONE_DAY
        number -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """The working days after `first` up to `last`; 0 where `last` is not after it. Counted by weeks, not by days."""
    if last <= first:
        return 0
    years = range(first.year, last.year + 1)
    away = sum(first < day <= last and day.weekday() < 5 for year in years for day in _year(year))
    return working_days([Period(first + _ONE_DAY, last)]) - away


def working_periods(first: date, last: date, most: int | None = None) -> tuple[Period, ...]:
    """The runs of working days from `first` to `last`, up to `most` days in all."""
    days = [first + _ONE_DAY * offset for offset in range((last - first).days + 1)]
    working = [day for day in days if is_working_day(day)][:most]
    runs: list[list[date]] = []
    for day in working:
        if runs and runs[-1][-1] + _ONE_DAY == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(Period(run[0], run[-1]) for run in runs)
