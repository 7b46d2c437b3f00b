"""Pattern variables: every load a person can carry, as one choice among few.

A load is how many duties of each class (kind and days) a person takes. `peak` and `spread` depend on it alone, so one
variable a load makes both exact and their relaxation tight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from peerinspect.matching.cliques import Neighbours
from peerinspect.matching.program import Row

MOST_PATTERNS = 400
"""Beyond this many loads a person is described by total days alone."""


@dataclass(frozen=True, slots=True)
class LoadClass:
    """A person's candidates that weigh the same: their indices, days each, and how many of them can be placed."""

    days: int
    members: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """How many of each class, in the order of the classes, and the days that makes."""

    counts: tuple[int, ...]
    days: int


@dataclass(frozen=True, slots=True)
class _Held:
    """Those of a crowd whom a row holds, as bits: all of them in one number, and each with its amount, least first."""

    everyone: int
    rising: tuple[tuple[int, int], ...]
    row: Row

    @classmethod
    def of(cls, row: Row, bit: Mapping[int, int]) -> _Held:
        """The row over those of whom `bit` knows."""
        rising = tuple(sorted([(amount, bit[index]) for index, amount in row.terms if index in bit]))
        return cls(sum([one for _, one in rising]), rising, row)

    def room(self, inside: int) -> int:
        """How many of those inside the row can be placed at most."""
        room, left = 0, self.row.most or 0
        for amount, one in self.rising:
            if one & inside:
                left -= amount
                if left < 0:
                    break
                room += 1
        return room


class Crowd:
    """One person's candidates as bits of a number, lowest index first, with the rows over them and who excludes whom.

    `rows` speak of these candidates alone.
    """

    def __init__(self, mine: Iterable[int], rows: Sequence[Row], exclusive: Neighbours) -> None:
        self.bit = {index: 1 << place for place, index in enumerate(sorted(mine))}
        everyone = set(self.bit)
        self.apart = {
            bit: self.mask(everyone & exclusive[index]) if index in exclusive else 0 for index, bit in self.bit.items()
        }
        self.ceilings = [_Held.of(row, self.bit) for row in rows if row.most is not None]

    def mask(self, members: Iterable[int]) -> int:
        """Some of the crowd, each named once."""
        return sum(map(self.bit.__getitem__, members))

    def clique_from(self, left: int) -> int:
        """The first of those left, with others of them of whom any two exclude each other; lowest first."""
        first = left & -left
        clique, open_to = first, self.apart[first] & left
        while open_to:
            chosen = open_to & -open_to
            clique |= chosen
            open_to &= self.apart[chosen]
        return clique


def load_classes(mine: Sequence[int], weigh: Mapping[int, tuple[str, int]], crowd: Crowd) -> list[LoadClass]:
    """The person's candidates, who are the crowd, by kind and days."""
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index in mine:
        groups[weigh[index]].append(index)
    return [
        LoadClass(days, tuple(members), _most_of(crowd.mask(members), crowd))
        for (_, days), members in sorted(groups.items())
    ]


def _most_of(left: int, crowd: Crowd) -> int:
    """A bound on how many of those left can be placed together, by covering them with rows and cliques."""
    most = 0
    rooms: dict[int, dict[int, int]] = {}
    while left:
        best, taken, gain = 1, left & -left, 0
        for place, held in enumerate(crowd.ceilings):
            inside = held.everyone & left
            number = inside.bit_count()
            if number <= gain:
                continue
            known = rooms.setdefault(place, {})
            if inside not in known:
                known[inside] = held.room(inside)
            if number - known[inside] > gain:
                best, taken, gain = known[inside], inside, number - known[inside]
        clique = crowd.clique_from(left)
        if clique.bit_count() - 1 > gain:
            best, taken = 1, clique
        most += best
        left &= ~taken
    return most


def patterns(classes: Sequence[LoadClass], crowd: Crowd) -> list[Pattern] | None:
    """Every load that the crowd's rows do not rule out at sight, the empty one first; None when they are too many."""
    checks = sorted(set(_whole_rows(classes, crowd)))
    apart = _classes_apart(classes, crowd)
    counts: list[tuple[int, ...]] = [()]
    for load in classes:
        counts = [
            longer
            for one in counts
            for number in range(load.most + 1)
            if _is_allowed(longer := (*one, number), checks, apart)
        ]
        if len(counts) > MOST_PATTERNS:
            return None
    found = [Pattern(one, sum(load.days * count for load, count in zip(classes, one, strict=True))) for one in counts]
    return sorted(found, key=lambda pattern: (pattern.days, pattern.counts))


def _is_allowed(
    counts: tuple[int, ...], checks: Sequence[tuple[tuple[int, ...], int]], apart: set[tuple[int, int]]
) -> bool:
    """Whether the counts so far keep every check; the last class is the one just added."""
    last = len(counts) - 1
    if not counts[last]:
        return True
    if any(count and (place, last) in apart for place, count in enumerate(counts)):
        return False
    return all(not amounts[last] or sum(map(mul, amounts, counts)) <= most for amounts, most in checks)


def _whole_rows(classes: Sequence[LoadClass], crowd: Crowd) -> Iterator[tuple[tuple[int, ...], int]]:
    """Rows as ceilings on counts: a class counts with its least amount when the whole class is in the row."""
    masks = [crowd.mask(one.members) for one in classes]
    for held in crowd.ceilings:
        inside = [mask & held.everyone == mask for mask in masks]
        if any(inside):
            amounts, row = dict(held.row.terms), held.row
            places = zip(inside, classes, strict=True)
            least = tuple(min(map(amounts.__getitem__, one.members)) if whole else 0 for whole, one in places)
            yield least, row.most or 0


def _classes_apart(classes: Sequence[LoadClass], crowd: Crowd) -> set[tuple[int, int]]:
    """Pairs of classes of which no two members go together."""
    masks = [crowd.mask(one.members) for one in classes]
    return {
        (one, other)
        for one, load in enumerate(classes)
        for other in range(one + 1, len(classes))
        if all(masks[other] & ~crowd.apart[crowd.bit[index]] == 0 for index in load.members)
    }


def reachable_days(classes: Sequence[LoadClass]) -> list[int]:
    """Every total of days that some counts reach, 0 first: the coarse description of a person with many loads."""
    totals = {0}
    for load in classes:
        totals = {total + load.days * count for total in totals for count in range(load.most + 1)}
    return sorted(totals)
