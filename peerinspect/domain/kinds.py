"""The six kinds of duty and how each one takes a person's time."""

from __future__ import annotations

INSPECT = "inspect"
CHAIR = "chair"
SUPPORT = "support"
SECOND = "second"
INTERIM = "interim"
REVIEW = "review"

KINDS = (INSPECT, CHAIR, SUPPORT, SECOND, INTERIM, REVIEW)

DAY_WORK = frozenset({INSPECT, SUPPORT, REVIEW})
"""On-site days inside the duty's period."""

FULL_TIME = frozenset({SECOND, INTERIM})
"""A term that takes the whole week; the home council backfills it."""

CHAIR_DAYS_A_YEAR = 24
UNSCHEDULED_DAYS = 10
"""Days of a support or review duty that names neither days nor on-site periods."""

LEVELS = ("observer", "assistant", "authorised")
"""Training levels for inspection work, lowest first."""

SUBTYPES = ("judgement", "focused", "monitoring", "joint")
GRADES = ("outstanding", "good", "requires-improvement", "inadequate")
GOOD_OR_BETTER = frozenset({"outstanding", "good"})

OVERALL = "overall"
LEADERSHIP = "leadership"
HELP_AND_PROTECTION = "help-and-protection"


def level_rank(level: str | None) -> int:
    """0 for no training, then 1 for observer up to 3 for authorised. Raises ValueError for an unknown level."""
    return 0 if level is None else LEVELS.index(level) + 1
