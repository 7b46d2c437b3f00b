"""The years that reports speak of: April to March, or twelve months that end or begin today."""

from __future__ import annotations

from datetime import date, timedelta

from peerinspect.domain import Period, add_months
from peerinspect.services.views.reports import YearChoice

APRIL = 4
YEARS_BACK = 5
PAST, COMING = "past", "coming"
"""The twelve months that end today, and those that begin today."""
_DAY = timedelta(days=1)


def first_year(day: date) -> int:
    """The calendar year in which the April-to-March year of a day begins."""
    return day.year if day.month >= APRIL else day.year - 1


def april_year(begins: int) -> YearChoice:
    """The year from 1 April to 31 March that begins in a calendar year."""
    days = Period(date(begins, APRIL, 1), date(begins + 1, APRIL, 1) - _DAY)
    return YearChoice(str(begins), f"April {begins} to March {begins + 1}", days)


def april_years(today: date) -> tuple[YearChoice, ...]:
    """The year that is running and those before it, the latest first. They do not hang on what there is to count."""
    running = first_year(today)
    return tuple(april_year(running - back) for back in range(YEARS_BACK))


def years_of_work(today: date) -> tuple[YearChoice, ...]:
    """The rolling years, the next year, and those of `april_years`."""
    past = Period(add_months(today, -12) + _DAY, today)
    coming = Period(today, add_months(today, 12) - _DAY)
    rolling = (
        YearChoice(PAST, "The twelve months to today", past),
        YearChoice(COMING, "The twelve months from today", coming),
    )
    return (*rolling, april_year(first_year(today) + 1), *april_years(today))


def chosen(asked: str, years: tuple[YearChoice, ...]) -> YearChoice:
    """The year that is asked for; the first one where it is none of them."""
    return next((year for year in years if year.value == asked), years[0])


def year_of(day: date, years: tuple[YearChoice, ...]) -> YearChoice | None:
    """The year that a day lies in; None outside them all."""
    return next((year for year in years if year.period.holds(day)), None)
