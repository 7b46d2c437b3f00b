"""Listing everything that one person can take together: all sets of candidates that the person's own ceilings allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.program import Row
from peerinspect.matching.relaxation import Whole

Table = NDArray[np.int16]
"""One set a row: places within the person's members, ascending, filled up with the number of members."""

AT_ONCE = 20_000
"""Sets that grow in one go, so that memory stays small."""

LARGEST = 2**31 - 1
"""What a row may add up to."""


def listed(
    members: Sequence[int], rows: Sequence[Row], most: int, is_over: Callable[[], bool] = lambda: False
) -> Table | None:
    """Every set of members that keeps the rows, the empty one first; None where there are more than `most`, or it is
    over before all are found.

    The rows speak of these members alone, with positive amounts and no least. None as well where amounts are too
    large to be added up in 32 bits.
    """
    if not members:
        return np.zeros((1, 1), np.int16)
    if any(sum(amount for _, amount in row.terms) > LARGEST for row in rows):
        return None
    listing = _Listing(members, rows)
    levels: list[Table] = []
    total = 1 + len(listing.alone)
    for level in listing.levels():
        total += len(level)
        if total > most or is_over():
            return None
        levels.append(level)
    return _filled_up([np.zeros((1, 0), np.int16), listing.alone[:, None], *levels], len(members))


def _filled_up(levels: Sequence[Table], blank: int) -> Table:
    width = max(level.shape[1] for level in levels)
    table = np.full((sum(map(len, levels)), max(width, 1)), blank, np.int16)
    first = 0
    for level in levels:
        table[first : first + len(level), : level.shape[1]] = level
        first += len(level)
    return table


class _Listing:
    """Sets grow by one member at a time, each larger than those before, as long as any two go together."""

    def __init__(self, members: Sequence[int], rows: Sequence[Row]) -> None:
        self.size = len(members)
        amounts, most = _binding(members, rows)
        fits: NDArray[np.bool_] = np.asarray((amounts <= most[:, None]).all(axis=0), np.bool_)
        self.alone: Table = np.flatnonzero(fits).astype(np.int16)
        self.after = np.zeros((self.size, self.size), np.bool_)
        for one in np.flatnonzero(fits).tolist():
            together = (amounts[:, one][:, None] + amounts <= most[:, None]).all(axis=0) & fits
            self.after[one, one + 1 :] = together[one + 1 :]
        larger = _breakable_by_three(amounts, most)
        self._split(amounts[larger], most[larger])

    def _split(self, amounts: Whole, most: Whole) -> None:
        """Rows that only bind beside one certain member are asked only of the sets that hold it."""
        rests = amounts.sum(axis=1)[:, None] - amounts <= most[:, None]
        guarded = rests.any(axis=1)
        guards = np.where(rests, amounts, -1).argmax(axis=1)
        self.amounts, self.most = _largest(amounts[~guarded], most[~guarded])
        counts = np.bincount(guards[guarded], minlength=self.size) if guarded.any() else np.zeros(self.size, np.int64)
        deepest = int(counts.max(initial=0))
        self.guarded = np.zeros((self.size, self.size, deepest), np.int32)
        self.guarded_most = np.full((self.size, deepest), np.iinfo(np.int32).max, np.int32)
        depth = np.zeros(self.size, np.int64)
        for row in np.flatnonzero(guarded).tolist():
            guard = guards[row]
            self.guarded[guard, :, depth[guard]] = amounts[row]
            self.guarded_most[guard, depth[guard]] = most[row]
            depth[guard] += 1

    def levels(self) -> Iterator[Table]:
        """The pairs, the threes and so on, in pieces; those that grow from the first ones before the others."""
        alone = self.alone[:, None]
        beside = self.guarded[self.alone, self.alone][:, None]
        left = [_Sets(alone, self.after[self.alone], self.amounts[self.alone], beside)]
        while left:
            grown = self._grown(left.pop())
            if len(grown.sets):
                yield grown.sets
                left += [grown.piece(piece) for piece in reversed(list(_pieces(len(grown.sets))))]

    def _grown(self, old: _Sets) -> _Sets:
        """Each set with one more member, where the rows allow it."""
        which, more = np.nonzero(old.open_to)
        total = old.total[which] + self.amounts[more]
        keeps = (total <= self.most).all(axis=1)
        which, more, total = which[keeps], more[keeps], total[keeps]
        sets = np.column_stack((old.sets[which], more.astype(np.int16)))
        beside = old.beside[which] + self.guarded[old.sets[which], more[:, None]]
        own = np.asarray(self.guarded[more[:, None], sets].sum(axis=1, dtype=np.int32))
        beside = np.concatenate((beside, own[:, None]), axis=1)
        keeps = (beside <= self.guarded_most[sets]).all(axis=(1, 2))
        which, more = which[keeps], more[keeps]
        return _Sets(sets[keeps], old.open_to[which] & self.after[more], total[keeps], beside[keeps])


@dataclass
class _Sets:
    """Sets of one size: which members may join each, what it comes to in each row, and beside each of its guards."""

    sets: Table
    open_to: NDArray[np.bool_]
    total: NDArray[np.int32]
    beside: NDArray[np.int32]

    def piece(self, part: slice) -> _Sets:
        return _Sets(self.sets[part], self.open_to[part], self.total[part], self.beside[part])


def _pieces(total: int) -> Iterator[slice]:
    return (slice(first, first + AT_ONCE) for first in range(0, total, AT_ONCE))


def _binding(members: Sequence[int], rows: Sequence[Row]) -> tuple[Whole, Whole]:
    """The different rows that all members together would break, as arrays: amounts by row and member, and ceilings."""
    place = {member: index for index, member in enumerate(members)}
    table = np.zeros((len(rows), len(members) + 1), np.int64)
    for number, row in enumerate(rows):
        for variable, amount in row.terms:
            table[number, place[variable]] = amount
        table[number, -1] = row.most or 0
    table = np.unique(table, axis=0) if len(rows) else table
    amounts, most = table[:, :-1], table[:, -1]
    binds = amounts.sum(axis=1) > most
    return amounts[binds], most[binds]


def _largest(amounts: Whole, most: Whole) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The rows without those that another one implies: as much of everybody, under a ceiling as low."""
    kept: list[int] = []
    for row in np.lexsort((most, -amounts.sum(axis=1))).tolist():
        if not ((amounts[row] <= amounts[kept]).all(axis=1) & (most[row] >= most[kept])).any():
            kept.append(row)
    return amounts[kept].astype(np.int32).T.copy(), most[kept].astype(np.int32)


def _breakable_by_three(amounts: Whole, most: Whole) -> NDArray[np.bool_]:
    """Rows that more than the pairs can break: not those in which any two members are too much already."""
    if amounts.shape[1] < 2:
        return np.zeros(len(amounts), np.bool_)
    present = np.where(amounts > 0, amounts, np.iinfo(np.int64).max // 4)
    smallest = np.partition(present, 1, axis=1)[:, :2].sum(axis=1)
    return np.asarray(smallest <= most, np.bool_)
