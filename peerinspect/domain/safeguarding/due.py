"""What is due of a board: its meetings, and a report a year. Source: docs/design.md, section 7."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from peerinspect.domain.periods import ONE_DAY, add_months

MONTHS_A_YEAR = 12
YEAR_ENDS = (3, 31)
"""Reports are on years from 1 April to 31 March, as councils' own years are."""


def meeting_due(held: Collection[date], a_year: int, founded_on: date | None) -> date | None:
    """The last day on which the next meeting keeps so many in every twelve months; None where that cannot be told.

    That is the day before the first anniversary of the last meeting but `a_year` - 1. A board with fewer has a year
    from its beginning; one whose beginning is not known has no day, and is overdue once anything of it is.
    """
    latest = sorted(held, reverse=True)[:a_year]
    if len(latest) == a_year:
        return add_months(latest[-1], MONTHS_A_YEAR) - ONE_DAY
    return add_months(founded_on, MONTHS_A_YEAR) - ONE_DAY if founded_on else None


def is_meeting_overdue(held: Collection[date], a_year: int, founded_on: date | None, today: date) -> bool:
    """Whether fewer meetings than promised were held in the twelve months up to today.

    Nothing is asked of a board in its first year, and nothing is said of one that has never recorded a meeting and
    whose beginning nobody knows.
    """
    happened = [day for day in held if day <= today]
    due = meeting_due(happened, a_year, founded_on)
    if due is not None:
        return today > due
    return bool(happened) and min(happened) <= add_months(today, -MONTHS_A_YEAR)


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A yearly report: on the year to 31 March of `year`, due on `on`. `is_overdue`: that day is past."""

    year: int
    on: date
    is_overdue: bool


def report_due_on(year: int, month: int) -> date:
    """The day on which the report on the year to 31 March `year` is due: the last of a month.

    A month up to March is one of the year after: there is no report on a year that is not over.
    """
    calendar_year = year if month > YEAR_ENDS[0] else year + 1
    return date(calendar_year, month, calendar.monthrange(calendar_year, month)[1])


def report_due(
    published: Collection[int], month: int, founded_on: date | None, ended_on: date | None, today: date
) -> ReportDue | None:
    """The report that is to come next: the earliest missing one since the last that was published.

    Where none ever was, it is the one of the last year that is over. None for a board whose last report is out, or
    that was founded after the year in question.
    """
    latest = _latest_year(today)
    first = max(published) + 1 if published else latest
    if founded_on is not None:
        first = max(first, _year_of(founded_on))
    last = _year_of(ended_on) if ended_on is not None else None
    if last is not None and first > last:
        return None
    on = report_due_on(first, month)
    return ReportDue(first, on, on < today)


def _latest_year(day: date) -> int:
    """The last year that was over on a day: 31 March itself still belongs to the year."""
    return day.year if (day.month, day.day) > YEAR_ENDS else day.year - 1


def _year_of(day: date) -> int:
    """The year, by its last 31 March, in which a day lies."""
    return _latest_year(day) + 1
