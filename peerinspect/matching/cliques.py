"""Tight rows: many 'not both' clauses folded into few 'at most one' rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Neighbours = Mapping[int, set[int]]


def adjacency(pairs: Iterable[tuple[int, int]], teams: Iterable[Sequence[int]]) -> dict[int, set[int]]:
    """Who excludes whom: the hard pairs, and everybody on one and the same one-seat duty.

    Only candidates that appear in a pair are keys, so that the sets stay small.
    """
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    for team in teams:
        involved = [index for index in team if index in found]
        for index in involved:
            found[index].update(other for other in involved if other != index)
    return found


def at_most_one_rows(pairs: Iterable[tuple[int, int]], exclusive: Neighbours) -> list[tuple[int, ...]]:
    """Sets of candidates of which at most one may be placed, that together cover every pair.

    Greedy: each uncovered pair grows into a clique of `exclusive`, lowest index first, so the rows never depend on
    chance. One row over two one-seat duties stands for a clause per pair of people.
    """
    rows: list[tuple[int, ...]] = []
    covered: set[tuple[int, int]] = set()
    for one, other in sorted(pairs):
        if (one, other) in covered:
            continue
        clique = _grown(one, other, exclusive)
        rows.append(clique)
        for place, first in enumerate(clique):
            covered.update((first, second) for second in clique[place + 1 :])
    return rows


def _grown(one: int, other: int, exclusive: Neighbours) -> tuple[int, ...]:
    clique = {one, other}
    open_to = exclusive[one] & exclusive[other]
    while open_to:
        chosen = min(open_to)
        clique.add(chosen)
        open_to = open_to & exclusive[chosen]
    return tuple(sorted(clique))
