"""How strong each rule is for each kind of duty, and who may waive what it says. One table for pages and services.

Source: design, section 4. Nobody waives a hard objection, and nobody at all a shortfall: it needs no waiver.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from peerinspect.domain import Policy
from peerinspect.domain.kinds import CHAIR, INSPECT, INTERIM, KINDS, REVIEW, SECOND, SUPPORT

HARD, SOFT, EITHER, SHORTFALL = "hard", "soft", "either", "shortfall"
"""A rule's own strength for a kind; `either` means that the facts of the case decide between hard and soft."""

_ALL_HARD = dict.fromkeys(KINDS, HARD)
_ALL_EITHER = dict.fromkeys(KINDS, EITHER)

STRENGTHS: Mapping[str, Mapping[str, str]] = {
    "own-authority": _ALL_HARD,
    "shared-arrangement": _ALL_HARD,
    "shared-partner": {INSPECT: HARD, REVIEW: HARD, CHAIR: SOFT},
    "worked-there": {INSPECT: HARD, REVIEW: HARD, CHAIR: HARD, SUPPORT: SOFT},
    "applied-there": {INSPECT: HARD, CHAIR: SOFT},
    "personal-tie": _ALL_EITHER,
    "paid-by": {INSPECT: HARD, REVIEW: HARD},
    "open-complaint": _ALL_EITHER,
    "authorities-in-dispute": {INSPECT: HARD, REVIEW: HARD, CHAIR: HARD},
    "involved-in-case": {REVIEW: HARD},
    "undeclared": _ALL_HARD,
    "other-connection": _ALL_HARD,
    "shares-border": {INSPECT: HARD},
    "same-region": {INSPECT: SOFT},
    "out-of-reach": {CHAIR: SOFT, SUPPORT: SOFT},
    "post-basis": {INSPECT: SOFT, CHAIR: SOFT},
    "short-tenure": {INSPECT: HARD, CHAIR: HARD, SUPPORT: HARD},
    "home-judgement": {INSPECT: EITHER, SUPPORT: EITHER},
    "home-inspection-window": {INSPECT: EITHER},
    "not-authorised": {INSPECT: HARD, SECOND: HARD},
    "vetting-lapsed": _ALL_HARD,
    "no-consent": _ALL_HARD,
    "not-offered": _ALL_HARD,
    "unavailable": _ALL_HARD,
    "set-aside": _ALL_HARD,
    "self-review": dict.fromkeys((INSPECT, CHAIR, SUPPORT, INTERIM, REVIEW), HARD),
    "colleagues-supported": {INSPECT: EITHER, SUPPORT: EITHER},
    "reciprocal-inspection": {INSPECT: HARD},
    "crossed-duties": dict.fromkeys((INSPECT, CHAIR, SUPPORT, REVIEW), EITHER),
    "chair-swap": {CHAIR: SOFT},
    "ring": {INSPECT: SOFT},
    "own-inspector": {INSPECT: HARD},
    "same-team": _ALL_HARD,
    "repeat-inspector": {INSPECT: SOFT},
    "one-live-role": dict.fromkeys((CHAIR, REVIEW, SUPPORT, INTERIM), HARD),
    "double-booked": {**_ALL_HARD, INSPECT: EITHER},
    "inspections-a-year": {INSPECT: HARD},
    "days-a-year": _ALL_HARD,
    "boards-held": {CHAIR: SOFT},
    "chair-term": {CHAIR: SOFT},
    "away-at-once": _ALL_HARD,
    "team-skills": dict.fromkeys(KINDS, SHORTFALL),
    "experienced-lead": {INSPECT: SHORTFALL},
    "one-observer": {INSPECT: HARD},
}
"""Each rule's own strength by the kind of duty; a kind that the rule has nothing to say about is absent."""


class Approver(StrEnum):
    """Who may waive. A second coordinator is one who did not propose the waiver; nobody ever waives their own."""

    NOBODY = "nobody"
    LIAISON = "liaison"
    CHIEF_EXECUTIVE = "chief-executive"
    BOTH_CHIEF_EXECUTIVES = "both-chief-executives"
    SECOND_COORDINATOR = "second-coordinator"
    SECOND_COORDINATOR_WITH_LETTER = "second-coordinator-with-letter"


WAIVED_BY: Mapping[str, Approver] = {
    INSPECT: Approver.LIAISON,
    SECOND: Approver.LIAISON,
    CHAIR: Approver.CHIEF_EXECUTIVE,
    INTERIM: Approver.CHIEF_EXECUTIVE,
    SUPPORT: Approver.SECOND_COORDINATOR,
    REVIEW: Approver.SECOND_COORDINATOR_WITH_LETTER,
}
"""By the kind of duty."""

WAIVED_BY_FOR: Mapping[str, Approver] = {"chair-swap": Approver.BOTH_CHIEF_EXECUTIVES}
"""By the rule, before the kind is asked."""

APPROVER_WORDS: Mapping[Approver, str] = {
    Approver.NOBODY: "nobody",
    Approver.LIAISON: "the Ofsted liaison",
    Approver.CHIEF_EXECUTIVE: "the council's chief executive",
    Approver.BOTH_CHIEF_EXECUTIVES: "the chief executives of both councils",
    Approver.SECOND_COORDINATOR: "a second coordinator",
    Approver.SECOND_COORDINATOR_WITH_LETTER: "a second coordinator, with the reference of the partners' letter",
}
"""Who may waive, in words."""


def strength_for(code: str, kind: str, policy: Policy | None = None) -> str | None:
    """The strength of a rule for a kind, the policy's where it names one; None where the rule is silent on the kind."""
    own = STRENGTHS[code].get(kind)
    said = policy.setting(code).strength if policy is not None else None
    return own if own is None or said is None else said


def who_may_waive(code: str, kind: str, policy: Policy | None = None) -> Approver:
    """Who may waive an objection of the rule to a duty of the kind; where the facts decide, an objection that is soft.

    Nobody where the rule is hard, a shortfall, off, or silent on the kind.
    """
    if strength_for(code, kind, policy) not in (SOFT, EITHER):
        return Approver.NOBODY
    return WAIVED_BY_FOR.get(code, WAIVED_BY[kind])


def is_ever_hard(code: str) -> bool:
    """Whether the rule refuses anything for good: such a rule is never switched off or softened in the service."""
    return any(own in (HARD, EITHER) for own in STRENGTHS[code].values())


def strengths_allowed(code: str) -> tuple[str | None, ...]:
    """What a coordinator may propose for the rule: None is the rule's own strength.

    A rule that is ever hard can only be made harder. A rule that is soft throughout can be made hard, or switched off,
    and a shortfall only be switched off (exact reading 7).
    """
    own = set(STRENGTHS[code].values())
    if own == {HARD}:
        return (None,)
    if is_ever_hard(code):
        return (None, HARD)
    return (None, "off") if own == {SHORTFALL} else (None, HARD, "off")


def has_weight(code: str) -> bool:
    """Whether the rule's objections can be soft, so that their weight counts for something."""
    return any(own in (SOFT, EITHER) for own in STRENGTHS[code].values())
