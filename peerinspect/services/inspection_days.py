"""The days of an inspection: its weeks on site, its notice day, and when it can start."""

from __future__ import annotations

from datetime import date, timedelta

from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import INSPECT
from peerinspect.services.bank_holidays import bank_holidays, is_working_day, working_periods
from peerinspect.services.checking import Checks

NOTICE_WORKING_DAYS = 5
JOINT_NOTICE_WORKING_DAYS = 10
AUGUST = 8
JOINT = "joint"
SHORT_VISITS = ("focused", "monitoring")
SHORT_VISIT_DAYS = 2
_ONE_DAY = timedelta(days=1)


def check_first_day(checks: Checks, starts: date | None, today: date) -> bool:
    """Note what no inspection starts on: it is a Monday outside August, today or later. Whether there is a day."""
    if not checks.need(starts, "starts", "Enter the first day on site") or starts is None:
        return False
    checks.need(starts >= today, "starts", "The first day on site must be today or later")
    checks.need(starts.weekday() == 0, "starts", "Inspections start on a Monday")
    checks.need(starts.month != AUGUST, "starts", "Inspections do not start in August")
    return True


def notice_day(starts: date, working_days: int = NOTICE_WORKING_DAYS) -> date:
    """The day that lies the given number of working days before `starts`, English bank holidays left out."""
    day = starts
    while working_days:
        day -= _ONE_DAY
        working_days -= is_working_day(day)
    return day


def on_site_periods(starts: date, weeks: int) -> tuple[Period, ...]:
    """The working days on site: weeks from Monday to Friday, split at bank holidays; 0 weeks are two days."""
    if weeks == 0:
        return working_periods(starts, starts + timedelta(days=6), most=SHORT_VISIT_DAYS)
    spans = [starts + timedelta(weeks=week) for week in range(weeks)]
    return tuple(period for monday in spans for period in working_periods(monday, monday + timedelta(days=4)))


def holidays_between(first: date, last: date) -> dict[date, str]:
    """English bank holidays by day, both ends included."""
    return {day: name for day, name in bank_holidays(first.year, last.year).items() if first <= day <= last}


def weeks_of(duty: Duty) -> int:
    """How long an inspection is on site: whole weeks, or 0 for a short visit of two days."""
    if duty.subtype in SHORT_VISITS and duty.workload <= SHORT_VISIT_DAYS:
        return 0
    return (_monday(duty.last_day) - _monday(duty.first_day)).days // 7 + 1


def in_week(duty: Duty, starts: date) -> tuple[tuple[Period, ...], date]:
    """The days on site and the notice day of an inspection that is moved to the week of a Monday.

    It is as long as before, and its notice day lies as many working days before it; bank holidays are left out anew.
    """
    if duty.kind != INSPECT:
        raise ValueError("only inspections have weeks")
    return on_site_periods(starts, weeks_of(duty)), notice_day(starts, _notice_given(duty))


def _notice_given(duty: Duty) -> int:
    """The working days from the notice day to the Monday of the first week; the usual number where none was set."""
    monday = _monday(duty.first_day)
    if duty.notice is None or duty.notice >= monday:
        return JOINT_NOTICE_WORKING_DAYS if duty.subtype == JOINT else NOTICE_WORKING_DAYS
    days = (monday - duty.notice).days
    return sum(is_working_day(duty.notice + _ONE_DAY * number) for number in range(days))


def _monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
