"""Calendar arithmetic: ISO texts to dates, months, look-backs, working days."""

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def opening(item: dict) -> date:
    """The first day of a dated item; no `from` means it was always so."""
    return date.fromisoformat(item["from"]) if item.get("from") else date.min


def closing(item: dict) -> date:
    """The last day of a dated item; no `to` is open."""
    return date.fromisoformat(item["to"]) if item.get("to") else date.max


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later, or the month's last day where that is less (29 February: 28)."""
    number = day.year * 12 + (day.month - 1) + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def meets(first: date, last: date, other_first: date, other_last: date) -> bool:
    """Do the two periods, both ends included, share a day?"""
    return first <= other_last and other_first <= last


def within_lookback(start: date, last: date, began: date, ended: date, months: int) -> bool:
    """Reading 2: does an interest of [began, ended] object to a duty of [start, last], looking back `months`?"""
    if began > last:
        return False
    if ended >= start:
        return True
    return start < add_months(ended, months)


def older_than(day: date, months: int, on: date) -> bool:
    """Is something dated `day` older than `months` on the day `on`? It is from the day after the anniversary."""
    return on > add_months(day, months)


def days_of(first: date, last: date) -> list[date]:
    """Every day of the period, both ends included."""
    days = []
    while first <= last:
        days.append(first)
        first += ONE_DAY
    return days


def is_working_day(day: date) -> bool:
    """Reading 4: Monday to Friday."""
    return day.weekday() < 5


def working_days_between(last: date, first: date) -> int:
    """Working days strictly between the day `last` and the later day `first`."""
    return len([day for day in days_of(last + ONE_DAY, first - ONE_DAY) if is_working_day(day)])
