"""Which duties are decided together: the work of twelve months, cut again by regions where that is too much.

Limits of people roll over twelve months, so that a window holds most of what one duty means for another. Boards are
held for years and count in all of them: they are decided together with the first window, in every wave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from peerinspect.domain import Duty, Facts, kinds
from peerinspect.domain.placement import Pair
from peerinspect.matching.regions.partition import Part, mixed, regions_of

MONTHS = 12
"""The length of a window."""

SHIFT = 6
"""By how many months every other wave's windows are moved: what lay on two sides of a border lies within one then."""

MOST = 1400
"""People and open duties of one part; England's of a year has about 770."""


def is_moved(wave: int) -> bool:
    """Whether the wave's windows lie across the borders of the first one's."""
    return wave % 2 == 1


def window_of(facts: Facts, duty: Duty, wave: int) -> int:
    """The number of the window that the duty begins in; 0 for all that has begun, and for boards."""
    start, day = duty.span.start, facts.as_of
    if duty.kind == kinds.CHAIR or start is None or start < day:
        return 0
    months = 12 * (start.year - day.year) + start.month - day.month - (start.day < day.day)
    return (months + (SHIFT if is_moved(wave) else 0)) // MONTHS


def windows(facts: Facts, wave: int) -> list[frozenset[str]]:
    """The open duties of each window, by id, the earliest window first."""
    found: dict[int, set[str]] = defaultdict(set)
    for duty in facts.duties.values():
        if facts.is_open(duty):
            found[window_of(facts, duty, wave)].add(duty.id)
    return [frozenset(found[number]) for number in sorted(found)]


def parts_of(facts: Facts, wave: int, placed: Iterable[Pair], most: int = MOST) -> list[Part]:
    """The wave's parts, in a settled order: everybody with a window's duties, or regions of them, or lots.

    No two parts share a duty; those of different windows share people.
    """
    known = list(placed)
    found: list[Part] = []
    for window in windows(facts, wave):
        if len(facts.people) + len(window) <= most:
            found.append(Part(frozenset(facts.people), window))
            continue
        small = replace(facts, duties={id_: one for id_, one in facts.duties.items() if id_ in window})
        near = [pair for pair in known if pair[1] in window]
        found += _cut(small, wave, near, most)
    return [part for part in found if part.people and part.duties]


def _cut(small: Facts, wave: int, placed: list[Pair], most: int) -> list[Part]:
    """A window's regions; in every other wave lots, which bring together who lies far apart."""
    regions = regions_of(small, most, wave // 2, placed)
    return mixed(small, len(regions), wave // 2, placed) if is_moved(wave) and len(regions) > 1 else regions


def is_whole(facts: Facts, part: Part) -> bool:
    """Whether everybody can take the part's duties."""
    return len(part.people) == len(facts.people)
