"""What would clear a hard objection: somebody's act, where one would; else nothing but time or another person."""

from __future__ import annotations

from collections.abc import Mapping

REMEDIES: Mapping[str, str] = {
    "undeclared": "a declaration of interests, signed anew",
    "vetting-lapsed": "a new DBS check",
    "no-consent": "the consent of the chief executive of each home council",
    "not-offered": "an offer of this kind of work by the person",
    "not-authorised": "training to the level of the seat",
    "unavailable": "another time for the leave, or for the duty",
    "days-a-year": "more days offered, where the limits of the policy allow them",
    "double-booked": "another time for one of the two duties",
    "away-at-once": "another time for one of the duties",
    "inspections-a-year": "a place in another twelve months",
    "short-tenure": "time: the look-back ends on a day of its own",
    "worked-there": "time: the look-back ends on a day of its own",
    "applied-there": "time: the look-back ends on a day of its own",
    "paid-by": "time: the look-back ends on a day of its own",
    "self-review": "time: the look-back ends on a day of its own",
    "seat-taken": "the release of somebody who is settled on the duty",
}
"""By rule code. The acts that a person or a council can do come first in the table."""

BY_AN_ACT = frozenset({"undeclared", "vetting-lapsed", "no-consent", "not-offered", "not-authorised", "unavailable"})
"""The rules whose objections somebody can clear without a change of the roster, of the rules or of the past."""


def remedy(rule: str) -> str | None:
    """What would clear the rule's objection, in plain words; None where nothing that anybody does would."""
    return REMEDIES.get(rule)
