"""The calendar's weeks under their months."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from peerinspect.services.views import CalendarWeek


def months(weeks: Sequence[CalendarWeek]) -> list[tuple[str, list[CalendarWeek]]]:
    """The weeks by the month that their Monday lies in, like "October 2026"."""
    return [(name, list(found)) for name, found in groupby(weeks, key=lambda week: f"{week.monday:%B %Y}")]
