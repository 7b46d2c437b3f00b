"""Pattern variables: every load a person can carry, as one choice among few.

A load is how many duties of each class (kind and days) a person takes. `peak` and `spread` depend on it alone, so one
variable a load makes both exact and their relaxation tight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


def load_classes(
    mine: Sequence[int], weigh: Mapping[int, tuple[str, int]], rows: Sequence[Row], exclusive: Neighbours
) -> list[LoadClass]:
    """The person's candidates by kind and days; `rows` are the ceilings over these candidates alone."""
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index in mine:
        groups[weigh[index]].append(index)
    return [
        LoadClass(days, tuple(members), _most_of(members, rows, exclusive))
        for (_, days), members in sorted(groups.items())
    ]


def _most_of(members: list[int], rows: Sequence[Row], exclusive: Neighbours) -> int:
    """A bound on how many members can be placed together, by covering them with rows and cliques."""
    left, most = set(members), 0
    ceilings = [(frozenset(variable for variable, _ in row.terms), row) for row in rows if row.most is not None]
    while left:
        best, taken, gain = 1, {min(left)}, 0
        for held, row in ceilings:
            inside = held & left
            room = _room(row, inside)
            if len(inside) - room > gain:
                best, taken, gain = room, set(inside), len(inside) - room
        clique = _clique_from(min(left), left, exclusive)
        if len(clique) - 1 > gain:
            best, taken = 1, clique
        most += best
        left -= taken
    return most


def _room(row: Row, inside: frozenset[int] | set[int]) -> int:
    amounts = sorted(amount for variable, amount in row.terms if variable in inside)
    room, used = 0, 0
    for amount in amounts:
        used += amount
        if used > (row.most or 0):
            break
        room += 1
    return room


def _clique_from(first: int, left: set[int], exclusive: Neighbours) -> set[int]:
    clique = {first}
    open_to = exclusive.get(first, set()) & left
    while open_to:
        chosen = min(open_to)
        clique.add(chosen)
        open_to = open_to & exclusive[chosen]
    return clique


def patterns(classes: Sequence[LoadClass], rows: Sequence[Row], exclusive: Neighbours) -> list[Pattern] | None:
    """Every load that the ceilings do not rule out at sight, the empty one first; None when they are too many."""
    checks = sorted(set(_whole_rows(classes, rows)))
    apart = _classes_apart(classes, exclusive)
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


def _whole_rows(classes: Sequence[LoadClass], rows: Sequence[Row]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Rows as ceilings on counts: a class counts with its least amount when the whole class is in the row."""
    for row in rows:
        if row.most is None:
            continue
        amounts = dict(row.terms)
        least = tuple(min(amounts.get(index, 0) for index in one.members) for one in classes)
        if any(least):
            yield least, row.most


def _classes_apart(classes: Sequence[LoadClass], exclusive: Neighbours) -> set[tuple[int, int]]:
    """Pairs of classes of which no two members go together."""
    return {
        (one, other)
        for one in range(len(classes))
        for other in range(one + 1, len(classes))
        if all(
            second in exclusive.get(first, set()) for first in classes[one].members for second in classes[other].members
        )
    }


def reachable_days(classes: Sequence[LoadClass]) -> list[int]:
    """Every total of days that some counts reach, 0 first: the coarse description of a person with many loads."""
    totals = {0}
    for load in classes:
        totals = {total + load.days * count for total in totals for count in range(load.most + 1)}
    return sorted(totals)
