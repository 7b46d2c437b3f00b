"""How long records are kept. Source: design, section 6: placements and waivers 6 years, by policy."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Duty, add_months

YEARS = 6
"""Placements, waivers and the records of decisions are kept for so many years after the duty's last day."""

REMOVED = (
    "the facts about people and councils that the choice relied on",
    "each rule’s result, with its evidence",
    "who else could have done it, and what that would have cost",
    "the names of those who published and approved",
    "the reasons and mitigations of waivers",
)
"""What a record no longer says once its time is over."""


def kept_until(duty: Duty) -> date:
    """The last day on which the records of a duty can be read."""
    return add_months(duty.last_day, 12 * YEARS)


def is_kept(duty: Duty, today: date) -> bool:
    """Whether the records of a duty can still be read."""
    return today <= kept_until(duty)
