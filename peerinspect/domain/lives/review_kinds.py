"""What a case review is called and under which law it is held: that changed in June 2018. Source: design, section 7.

Until then a safeguarding board held a serious case review, and decided on it within a month. Since then the partners
hold a rapid review, which ends without a review or leads to a local or a national one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerinspect.domain.lives.reviews import KNOWN, NO_REVIEW, NOTIFIED, RAPID_REVIEW

RAPID_REVIEWS_FROM = date(2018, 6, 29)
"""The day on which the regulations on child safeguarding practice reviews came into force."""
PANEL_ADVISES_FROM = date(2013, 4, 15)
"""The guidance of 2013 set up the first national panel: it advised on publication, and on decisions not to review."""

SERIOUS, RAPID, LOCAL, NATIONAL = "serious", "rapid", "local", "national"
REVIEW_KINDS: Mapping[str, str] = {
    SERIOUS: "Serious case review",
    RAPID: "Rapid review",
    LOCAL: "Local child safeguarding practice review",
    NATIONAL: "National child safeguarding practice review",
}
"""Every kind of review, and its name."""
_BEFORE_DECISION = frozenset({KNOWN, NOTIFIED, RAPID_REVIEW, NO_REVIEW})


def is_serious_case(day: date) -> bool:
    """Whether what became known on the day is looked into by a serious case review."""
    return day < RAPID_REVIEWS_FROM


def presumed_kind(day: date, state: str) -> str:
    """The kind of a review that nobody has said the kind of, by the day it became known (or began) and its state."""
    if is_serious_case(day):
        return SERIOUS
    return RAPID if state in _BEFORE_DECISION else LOCAL


def kinds_to_decide(kind: str) -> tuple[str, ...]:
    """What a decision to hold a review can make of one of this kind. A serious case review stays one."""
    return (SERIOUS,) if kind == SERIOUS else (LOCAL, NATIONAL)


def states_before_decision(kind: str) -> tuple[str, ...]:
    """The states in which the decision can be taken: the rapid review comes first, where there is one."""
    return (NOTIFIED,) if kind == SERIOUS else (RAPID_REVIEW,)
