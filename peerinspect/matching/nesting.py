"""Nested sets: rows that count some of one person's candidates, or of one duty's, put inside one another.

Rows over such sets on either side of an assignment leave it a flow; rows that cross do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_SETS = 100
"""Sets of one person or duty; whoever has more, and none that implies another, is left to the other engines."""

Members = frozenset[int]


@dataclass(frozen=True)
class Nest:
    """The sets of one person or duty, the larger before the smaller; none implies another.

    `parents` has the place of the smallest set around each, or -1; `most` how many of each may be placed.
    """

    sets: tuple[Members, ...]
    most: tuple[int, ...]
    parents: tuple[int, ...]

    def home(self, members: Iterable[int]) -> dict[int, int]:
        """The place of the smallest set around each member, -1 for none."""
        found = dict.fromkeys(members, -1)
        for place, inside in enumerate(self.sets):
            found.update(dict.fromkeys(inside, place))
        return found


def nested(counted: Sequence[tuple[Members, int]], total: int) -> Nest | None:
    """The sets that bind, where `total` of all may be placed anyway; None where two of them cross.

    `counted` are the rows: at most so many of these.
    """
    least: dict[Members, int] = {}
    for members, most in counted:
        least[members] = min(most, least.get(members, most))
    sets: list[Members] = []
    for members in sorted(least, key=lambda some: (-len(some), sorted(some))):
        most = least[members]
        if most < min(len(members), total) and not _is_implied(members, most, sets, least):
            sets.append(members)
        if len(sets) > MOST_SETS:
            return None
    parents = [_smallest_around(place, sets) for place in range(len(sets))]
    if None in parents:
        return None
    return Nest(tuple(sets), tuple(least[some] for some in sets), tuple(one for one in parents if one is not None))


def total_of(everybody: Members, counted: Sequence[tuple[Members, int]]) -> int:
    """How many of all may be placed by the rows that hold them all."""
    return min([len(everybody), *(most for members, most in counted if members >= everybody)])


def _is_implied(members: Members, most: int, larger: Sequence[Members], least: Mapping[Members, int]) -> bool:
    return any(least[other] <= most and members <= other for other in larger)


def _smallest_around(place: int, sets: Sequence[Members]) -> int | None:
    """The last of the larger sets that holds this one whole, -1 for none; None where one holds a part of it."""
    around = -1
    for other in range(place):
        shared = len(sets[place] & sets[other])
        if shared == len(sets[place]):
            around = other
        elif shared:
            return None
    return around
