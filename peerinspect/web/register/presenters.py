"""Finding ties on the register, and people or councils by how they stand."""

from __future__ import annotations

from collections.abc import Iterable

from peerinspect.services.views import StandView

STATES = {
    "waiting": "Waiting for a coordinator",
    "counts": "Counts and still holds",
    "ended": "Counts, but has ended",
    "dismissed": "Dismissed as false",
}
"""What the register can be narrowed to."""


def stands_matching(stands: Iterable[StandView], text: str, state: str, by_person: bool) -> list[StandView]:
    """Those whose person, or council, holds every word of the text, in the state; "" asks nothing."""
    wanted = text.casefold().split()
    return [
        one
        for one in stands
        if all(word in (one.person_name if by_person else one.authority_name).casefold() for word in wanted)
        and state in ("", one.state)
    ]
