"""Finding ties on the register, and people or councils by how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peerinspect.services.views import RegisterLine, StandView

STATES = {
    "waiting": "Waiting for a coordinator",
    "counts": "Counts and still holds",
    "ended": "Counts, but has ended",
    "dismissed": "Dismissed as false",
}
"""What the register can be narrowed to."""


def matching(lines: Sequence[RegisterLine], text: str, kind: str, state: str) -> list[RegisterLine]:
    """Those whose person or council holds every word of the text, of the kind and state; "" asks nothing."""
    wanted = text.casefold().split()
    return [
        line
        for line in lines
        if all(word in f"{line.person_name} {line.tie.authority_name}".casefold() for word in wanted)
        and kind in ("", line.tie.kind)
        and state in ("", state_of(line))
    ]


def state_of(line: RegisterLine) -> str:
    """Which of STATES the line is in."""
    if line.tie.state in ("proposed", "again"):
        return "waiting"
    if line.tie.state == "dismissed":
        return "dismissed"
    return "counts" if line.tie.is_current else "ended"


def stands_matching(stands: Iterable[StandView], text: str, state: str, by_person: bool) -> list[StandView]:
    """Those whose person, or council, holds every word of the text, in the state; "" asks nothing."""
    wanted = text.casefold().split()
    return [
        one
        for one in stands
        if all(word in (one.person_name if by_person else one.authority_name).casefold() for word in wanted)
        and state in ("", one.state)
    ]
