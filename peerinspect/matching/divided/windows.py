"""Which duties are decided together: the work of twelve months, cut again by regions where that is too much.

Limits of people roll over twelve months, so that a window holds most of what one duty means for another. Windows side
by side would take the same people, so that after the first wave every other window is searched at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from peerinspect.domain import Duty, Facts
from peerinspect.domain.placement import Pair
from peerinspect.matching.regions.partition import Part, mixed, regions_of

MONTHS = 12
"""The length of a window."""

SHIFT = 6
"""By how many months some waves' windows are moved: what lay on two sides of a border lies within one then."""

MOST = 1400
"""People and open duties of one part; England's of a year has about 770."""

EVERY, EVEN, ODD = None, 0, 1
PLAN = (
    (False, EVERY),
    *((False, ODD), (True, ODD), (True, EVEN), (False, EVEN)),
    *((False, ODD), (True, ODD), (True, EVEN)),
)
"""Of each wave, whether its windows are moved, and which of them are searched."""


@dataclass(frozen=True)
class Piece:
    """A part, and the number of the window that it belongs to."""

    window: int
    part: Part


def window_of(facts: Facts, duty: Duty, is_moved: bool) -> int:
    """The number of the window that the duty begins in; 0 for all that has begun."""
    start, day = duty.first_day, facts.as_of
    if start < day:
        return 0
    months = 12 * (start.year - day.year) + start.month - day.month - (start.day < day.day)
    return (months + (SHIFT if is_moved else 0)) // MONTHS


def windows(facts: Facts, is_moved: bool = False) -> dict[int, frozenset[str]]:
    """The open duties of each window, by id, the earliest window first."""
    found: dict[int, set[str]] = defaultdict(set)
    for duty in facts.duties.values():
        if facts.is_open(duty):
            found[window_of(facts, duty, is_moved)].add(duty.id)
    return {number: frozenset(found[number]) for number in sorted(found)}


def pieces_of(facts: Facts, wave: int, placed: Iterable[Pair], most: int = MOST) -> list[Piece]:
    """The wave's parts, in a settled order: everybody with a window's duties, or regions of them, or lots.

    No two parts share a duty; those of different windows share people.
    """
    known = list(placed)
    is_moved, which = PLAN[wave]
    found: list[Piece] = []
    for number, window in windows(facts, is_moved).items():
        if which is EVERY or number % 2 == which:
            parts = _parts(facts, window, wave, known, most)
            found += [Piece(number, part) for part in parts if part.people and part.duties]
    return found


def _parts(facts: Facts, window: frozenset[str], wave: int, placed: list[Pair], most: int) -> list[Part]:
    """All of a window or, where that is too much, its regions; moved windows by lots, which bring together who lies
    far apart."""
    if len(facts.people) + len(window) <= most:
        return [Part(frozenset(facts.people), window)]
    small = replace(facts, duties={id_: one for id_, one in facts.duties.items() if id_ in window})
    near = [pair for pair in placed if pair[1] in window]
    regions = regions_of(small, most, wave // 2, near)
    return mixed(small, len(regions), wave, near) if PLAN[wave][0] and len(regions) > 1 else regions


def is_whole(facts: Facts, part: Part) -> bool:
    """Whether everybody can take the part's duties."""
    return len(part.people) == len(facts.people)
