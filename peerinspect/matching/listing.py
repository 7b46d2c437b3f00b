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

Words = NDArray[np.uint64]
"""Sums in lanes; see `_Lanes`."""

AT_ONCE = 2_000
"""Sets that grow in one go, so that memory stays small."""

LARGEST = 2**31 - 1
"""What a row may add up to."""


@dataclass(frozen=True)
class Portion:
    """One of several parts of all the sets, so that each can be listed by another process.

    The sets of two and more go by their first member; the first portion has all that are smaller, ahead of them.
    """

    number: int = 0
    of: int = 1


WHOLE = Portion()


def listed(
    members: Sequence[int],
    rows: Sequence[Row],
    most: int,
    is_over: Callable[[], bool] = lambda: False,
    portion: Portion = WHOLE,
) -> Table | None:
    """Every set of members that keeps the rows, the empty one first; None where there are more than `most`, or it is
    over before all are found.

    The rows speak of these members alone, with positive amounts and no least. None as well where amounts are too
    large to be added up in 32 bits.
    """
    if not members:
        return np.zeros((0 if portion.number else 1, 1), np.int16)
    if any(sum(amount for _, amount in row.terms) > LARGEST for row in rows):
        return None
    listing = _Listing(members, rows)
    levels: list[Table] = [] if portion.number else [np.zeros((1, 0), np.int16), listing.alone[:, None]]
    total = sum(map(len, levels))
    for level in listing.levels(portion):
        total += len(level)
        if total > most or is_over():
            return None
        levels.append(level)
    return filled_up(levels, len(members))


def filled_up(levels: Sequence[Table], blank: int) -> Table:
    """The sets of all tables in one that is wide enough."""
    width = max((level.shape[1] for level in levels), default=1)
    table = np.full((sum(map(len, levels)), max(width, 1)), blank, np.int16)
    first = 0
    for level in levels:
        table[first : first + len(level), : level.shape[1]] = level
        first += len(level)
    return table


class _Listing:
    """Sets grow by one member at a time, each later than those before, as long as the rows allow it.

    Whoever may join a set next is somebody who could have joined it in place of the last one.
    """

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
        lanes = _Lanes.wide_enough(amounts, most)
        self.full = lanes.full
        rests = amounts.sum(axis=1)[:, None] - amounts <= most[:, None]
        guarded = rests.any(axis=1)
        guards = np.where(rests, amounts, -1).argmax(axis=1)
        self.amounts, self.begin = lanes.packed(*_largest(amounts[~guarded], most[~guarded]))
        deepest = int(np.bincount(guards[guarded], minlength=1).max())
        words = -(-deepest // lanes.each)
        self.guarded = np.zeros((self.size, self.size, words), np.uint64)
        self.guards_begin = np.zeros((self.size, words), np.uint64)
        for guard in np.unique(guards[guarded]).tolist():
            mine = guarded & (guards == guard)
            packed, begin = lanes.packed(amounts[mine], most[mine])
            self.guarded[guard, :, : len(begin)], self.guards_begin[guard, : len(begin)] = packed, begin

    def levels(self, portion: Portion) -> Iterator[Table]:
        """The pairs, the threes and so on, in pieces; those that grow from the first ones before the others."""
        alone = self.alone[portion.number :: portion.of]
        beside = self.guards_begin[alone] + self.guarded[alone, alone]
        left = [_Sets(alone[:, None], self.after[alone], self.begin + self.amounts[alone], beside[:, None])]
        while left:
            sets, grown = self._grown(left.pop())
            if len(sets):
                yield sets
                left += [grown.piece(piece) for piece in reversed(list(_pieces(len(grown.sets))))]

    def _grown(self, old: _Sets) -> tuple[Table, _Sets]:
        """Each set with one more member, where the rows allow it, and those of them that may grow on."""
        which, more = np.nonzero(old.open_to)
        total = old.total[which] + self.amounts[more]
        keeps = self._keep(total)
        which, more, total = which[keeps], more[keeps], total[keeps]
        before = old.sets[which]
        beside = old.beside[which] + self.guarded[before, more[:, None]]
        own = self.guards_begin[more] + self.guarded[more, more]
        keeps = self._keep(beside.reshape(len(which), beside.shape[1] * beside.shape[2])) & self._keep(own)
        for place in range(before.shape[1] if self.guarded.shape[2] else 0):
            # One after another: a lane that is full must be seen before it spills over.
            own = own + self.guarded[more, before[:, place]]
            keeps &= self._keep(own)
        kept = np.flatnonzero(keeps)
        which, more = which[kept], more[kept]
        sets = np.column_stack((before[kept], more.astype(np.int16)))
        open_to = np.zeros_like(old.open_to)
        open_to[which, more] = True
        open_to = open_to[which] & self.after[more]
        on = np.flatnonzero(open_to.any(axis=1))
        kept = kept[on]
        beside = np.concatenate((beside[kept], own[kept][:, None]), axis=1)
        return sets, _Sets(sets[on], open_to[on], total[kept], beside)

    def _keep(self, words: Words) -> NDArray[np.bool_]:
        """Which of the sums keep all the rows: those without a lane that is full."""
        keeps = np.ones(len(words), np.bool_)
        for word in range(words.shape[1]):
            keeps &= words[:, word] & self.full == 0
        return keeps


@dataclass(frozen=True)
class _Lanes:
    """Many small sums in one word of 64 bits, `bits` each; a sum that passes its ceiling sets its lane's first bit.

    A lane begins at what its ceiling leaves free below that bit, so that one addition at a time never spills over.
    """

    bits: int

    @classmethod
    def wide_enough(cls, amounts: Whole, most: Whole) -> _Lanes:
        largest = max(int(amounts.max(initial=0)), int(most.max(initial=0)))
        return cls(next(bits for bits in (8, 16, 32) if largest < 2 ** (bits - 1)))

    @property
    def each(self) -> int:
        """Lanes in a word."""
        return 64 // self.bits

    @property
    def full(self) -> np.uint64:
        """The first bit of every lane."""
        return np.uint64(sum(1 << (self.bits * lane + self.bits - 1) for lane in range(self.each)))

    def packed(self, amounts: Whole, most: Whole) -> tuple[Words, Words]:
        """Words by member from amounts by row and member, and the words that sums begin with."""
        words = -(-len(most) // self.each)
        by_member, begin = np.zeros((amounts.shape[1], words), np.uint64), np.zeros(words, np.uint64)
        for row in range(len(most)):
            word, shift = row // self.each, np.uint64(self.bits * (row % self.each))
            by_member[:, word] |= amounts[row].astype(np.uint64) << shift
            begin[word] |= np.uint64(2 ** (self.bits - 1) - 1 - int(most[row])) << shift
        return by_member, begin


@dataclass
class _Sets:
    """Sets of one size: which members may join each, what it comes to in all rows, and beside each of its guards."""

    sets: Table
    open_to: NDArray[np.bool_]
    total: Words
    beside: Words

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


def _largest(amounts: Whole, most: Whole) -> tuple[Whole, Whole]:
    """The rows without those that another one implies: as much of everybody, under a ceiling as low."""
    kept: list[int] = []
    for row in np.lexsort((most, -amounts.sum(axis=1))).tolist():
        if not ((amounts[row] <= amounts[kept]).all(axis=1) & (most[row] >= most[kept])).any():
            kept.append(row)
    return amounts[kept], most[kept]


def _breakable_by_three(amounts: Whole, most: Whole) -> NDArray[np.bool_]:
    """Rows that more than the pairs can break: not those in which any two members are too much already."""
    if amounts.shape[1] < 2:
        return np.zeros(len(amounts), np.bool_)
    present = np.where(amounts > 0, amounts, np.iinfo(np.int64).max // 4)
    smallest = np.partition(present, 1, axis=1)[:, :2].sum(axis=1)
    return np.asarray(smallest <= most, np.bool_)
