"""Somebody's calendar feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """`is_own` says that the feed is of one's own duties, not of teams; `made_on` is None while it has no address."""

    is_own: bool
    made_on: date | None
