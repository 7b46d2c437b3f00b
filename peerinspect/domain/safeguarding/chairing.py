"""Who chairs whom: from the chair's council to the board's, with its swaps and its rings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

Way = tuple[str, str]
"""From a chair's home council to a council of the board."""
Ring = tuple[str, ...]
"""Councils each of which chairs the next, and the last the first; it begins with the least of them."""

SMALLEST_RING = 3
MOST_RINGS = 200
"""So many are drawn. England has a handful; where everybody chairs everybody the list would never end."""
LONGEST_RING = 12
"""Whoever is further round than this has nothing to do with one another."""


def swaps(ways: Collection[Way]) -> tuple[Way, ...]:
    """The pairs of councils that chair each other, each once and the lesser first."""
    every = set(ways)
    return tuple(sorted((home, target) for home, target in every if home < target and (target, home) in every))


def rings(ways: Iterable[Way], most: int = MOST_RINGS, longest: int = LONGEST_RING) -> tuple[Ring, ...]:
    """The rings of three councils and more, each once, shortest first; of more than `most` that many of the shortest.

    A ring passes no council twice. They are sought one length after the other, each from its least council, over
    councils that can be on a ring at all.
    """
    beyond = _on_cycles(ways)
    back = {first: _steps_back(beyond, first) for first in beyond}
    found: list[Ring] = []
    for size in range(SMALLEST_RING, min(longest, len(beyond)) + 1):
        for first in beyond:
            found.extend(_paths(beyond, (first,), size, back[first]))
            if len(found) >= most:
                return tuple(found[:most])
    return tuple(found)


def _on_cycles(ways: Iterable[Way]) -> dict[str, tuple[str, ...]]:
    """The ways between councils, without those that lead to or come from a council at which everything ends."""
    left = {(home, target) for home, target in ways if home != target}
    while True:
        inner = {home for home, _ in left} & {target for _, target in left}
        kept = {(home, target) for home, target in left if home in inner and target in inner}
        if kept == left:
            break
        left = kept
    beyond: dict[str, list[str]] = {home: [] for home in sorted(inner)}
    for home, target in sorted(left):
        beyond[home].append(target)
    return {home: tuple(targets) for home, targets in beyond.items()}


def _steps_back(beyond: Mapping[str, tuple[str, ...]], first: str) -> dict[str, int]:
    """How many steps each council is from `first`, over councils not less than it; those that never get there are
    left out."""
    before: dict[str, list[str]] = {}
    for home, targets in beyond.items():
        for target in targets:
            before.setdefault(target, []).append(home)
    steps, edge = {first: 0}, [first]
    while edge:
        near = {home for one in edge for home in before.get(one, ()) if home > first} - steps.keys()
        steps |= dict.fromkeys(near, steps[edge[0]] + 1)
        edge = sorted(near)
    return steps


def _paths(beyond: Mapping[str, tuple[str, ...]], path: Ring, size: int, back: Mapping[str, int]) -> Iterator[Ring]:
    """The rings of the size that begin with the path."""
    if len(path) == size:
        if path[0] in beyond[path[-1]]:
            yield path
        return
    for each in beyond[path[-1]]:
        if each > path[0] and each not in path and back.get(each, size) <= size - len(path):
            yield from _paths(beyond, (*path, each), size, back)
