"""Which authorities share something, and when: lookups that several rules ask of the arrangements."""

from __future__ import annotations

from peerinspect.domain import Arrangement, Facts, Period
from peerinspect.independence.engagement import Engagement

TEAM_KINDS = frozenset({"director", "trust"})
"""What makes two authorities one for same-team and away-at-once (exact reading 12)."""

HOME_KINDS = TEAM_KINDS | {"directorate"}
"""What makes two authorities one for shared-arrangement (exact reading 12)."""


def in_force(facts: Facts, kinds: frozenset[str], authority: str, span: Period) -> list[Arrangement]:
    """The arrangements of these kinds that the authority is in on any day of the span."""
    return [
        arrangement
        for arrangement in facts.arrangements_by_authority.get(authority, ())
        if arrangement.kind in kinds and arrangement.period.overlaps(span)
    ]


def between(facts: Facts, kinds: frozenset[str], one: str, other: str, span: Period) -> list[Arrangement]:
    """The arrangements of these kinds that join two different authorities on any day of the span."""
    if one == other:
        return []
    return [arrangement for arrangement in in_force(facts, kinds, one, span) if other in arrangement.authorities]


def bonds_in_force(engagement: Engagement, kinds: frozenset[str]) -> list[tuple[str, str, Arrangement]]:
    """Every (home, target, arrangement of these kinds that joins them on any day of the duty's span)."""
    return [bond for bond in engagement.bonds if bond[2].kind in kinds and bond[2].period.overlaps(engagement.span)]
