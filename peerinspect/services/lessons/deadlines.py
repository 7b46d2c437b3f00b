"""By when a board says that it has read a finding: working days of England, counted from the day it was sent."""

from __future__ import annotations

from datetime import date

from peerinspect.services.bank_holidays import working_days_after

WORKING_DAYS = 30
"""Working days in which a board acknowledges a finding."""


def acknowledge_by(sent_on: date, working_days: int = WORKING_DAYS) -> date:
    """The last day in time: so many working days after the day on which it was sent, which is not counted itself."""
    return working_days_after(sent_on, working_days)


def is_overdue(acknowledge_by_day: date, acknowledged_on: date | None, today: date) -> bool:
    """Whether nobody has acknowledged it, and the last day in time is over."""
    return acknowledged_on is None and today > acknowledge_by_day
