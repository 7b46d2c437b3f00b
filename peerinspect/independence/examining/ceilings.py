"""Ceilings of one limit over the candidates, held as arrays; written out in blocks, or one by one as objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from peerinspect.independence.examining.arrays import CeilingArrays, Numbers, Truths
from peerinspect.independence.examining.filled import Filled, Opens
from peerinspect.independence.examining.joining import Shelves, blocks, numbers, spread
from peerinspect.independence.examining.register import FAR_OFF, LONG_AGO
from peerinspect.independence.shapes import Bucket, Limit

DAYS = FAR_OFF + 2
"""More than any ordinal, to tell a shelf and a day by one number."""

BLOCK = 1_000_000
"""Members of ceilings that are written out at once."""


class Settled(NamedTuple):
    """For every bucket what settled placements put in, whether one of them opens it, whether a fixed one is in it."""

    amount: Numbers
    in_force: Truths
    holds_fixed: Truths


class Members(NamedTuple):
    """Row k: the `candidate` puts `amount` into the buckets of a shelf that share a day with `first` to `last`."""

    candidate: Numbers
    shelf: Numbers
    first: Numbers
    last: Numbers
    amount: Numbers


class Shelf:
    """Buckets in order of their shelves, and on each by their days; none lies well within another on its shelf."""

    def __init__(self, number: Numbers, first: Numbers, last: Numbers) -> None:
        self.number = number
        self._firsts = number * DAYS + first
        self._lasts = number * DAYS + last

    def only(self, stands: Numbers) -> Shelf:
        """Some of the buckets, numbered anew in the same order."""
        number = self.number[stands]
        return Shelf(number, self._firsts[stands] - number * DAYS, self._lasts[stands] - number * DAYS)

    def reached(self, shelf: Numbers, first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
        """Every bucket on the shelf that shares a day with `first` to `last`: the place of the asking, the bucket."""
        begin = np.searchsorted(self._lasts, shelf * DAYS + first)
        end = np.searchsorted(self._firsts, shelf * DAYS + last, "right")
        return spread(begin, np.maximum(0, end - begin))

    def members(self, members: Members) -> _Sorted:
        """The members in such an order that those of each bucket are found at once."""
        return _Sorted(members, self._firsts, self._lasts)


class _Sorted:
    """Members by shelf and first day; those of bucket k are among `begin[k]` to `end[k]`, and come to `total[k]`."""

    def __init__(self, members: Members, firsts: Numbers, lasts: Numbers) -> None:
        starts, ends = members.shelf * DAYS + members.first, members.shelf * DAYS + members.last
        by_start, by_end = np.argsort(starts, kind="stable"), np.argsort(ends, kind="stable")
        self.end = np.searchsorted(starts[by_start], lasts, "right")
        self._latest = ends[by_start]
        self.begin = np.minimum(np.searchsorted(np.maximum.accumulate(self._latest), firsts), self.end)
        over = np.searchsorted(ends[by_end], firsts)
        self.total = _sums(members.amount[by_start])[self.end] - _sums(members.amount[by_end])[over]
        self._candidate, self._amount = members.candidate[by_start].astype(np.int32), members.amount[by_start]
        self._firsts = firsts

    def of(self, buckets: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The place of the bucket among those asked for, the candidate and the amount; each bucket's by index."""
        rows, found = spread(self.begin[buckets], self.end[buckets] - self.begin[buckets])
        lasts = self._latest[found] >= self._firsts[buckets][rows]
        rows, found = rows[lasts], found[lasts]
        return _by_candidate(rows, self._candidate[found], self._amount[found])


def _by_candidate(rows: Numbers, candidate: Numbers, amount: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The three in order of row, then candidate. As one number each they are sorted many times faster, if they fit."""
    many = int(candidate.max(initial=0)) + 1
    most = int(amount.max(initial=0)) + 1
    if (int(rows.max(initial=0)) + 1) * many * most >= 1 << 63:
        order = np.lexsort((candidate, rows))
        return rows[order], candidate[order], amount[order]
    both, amount = np.divmod(np.sort((rows * many + candidate) * most + amount), most)
    rows, candidate = np.divmod(both, many)
    return rows, candidate.astype(np.int32), amount


def _sums(amounts: Numbers) -> Numbers:
    return np.concatenate([[0], np.cumsum(amounts)])


class Ceilings:
    """The buckets of a limit that somebody opens and that all members together would overfill, or that are overfull.

    They stand in order of their holders, then by days and name. `shelf` says how buckets take their members.
    """

    def __init__(
        self, limit: Limit, filled: Filled, settled: Settled, shelf: Shelf, members: Members, opens: Opens
    ) -> None:
        self.limit = limit
        self._filled = filled
        self._settled = settled
        self._members = shelf.members(members)
        order = np.lexsort((opens.owner, opens.bucket))
        self._openers = opens.owner[order].astype(np.int32)
        self._opened = Shelves(np.bincount(opens.bucket, minlength=len(filled.buckets.most)))
        self._kept = self._in_order(np.flatnonzero(self._can_bind()))

    def __len__(self) -> int:
        return len(self._kept)

    def _can_bind(self) -> Truths:
        is_open = self._settled.in_force | (self._opened.count > 0)
        return np.asarray(is_open & (self._settled.amount + self._members.total > self._filled.buckets.most), np.bool_)

    def _in_order(self, kept: Numbers) -> Numbers:
        holder, section, most, first, _ = (some[kept] for some in self._filled.buckets)
        undated_last = np.where(first == LONG_AGO, FAR_OFF, first)
        return kept[np.lexsort((most, section, undated_last, holder))]

    def arrays(self) -> Iterator[CeilingArrays]:
        """Written out, some holders at a time."""
        begin, end, kept = self._members.begin, self._members.end, self._kept
        holder = self._filled.buckets.holder[kept]
        starts = np.flatnonzero(np.diff(holder, prepend=-1))
        many = np.add.reduceat(end[kept] - begin[kept] + 1, starts) if len(starts) else numbers([])
        for some in blocks(many, BLOCK):
            last = starts[some.stop] if some.stop < len(starts) else len(kept)
            yield self._written(kept[starts[some.start] : last])

    def _written(self, kept: Numbers) -> CeilingArrays:
        buckets, settled = self._filled.buckets, self._settled
        names, holder = np.unique(buckets.holder[kept], return_inverse=True)
        rows, members, amounts = self._members.of(kept)
        asked, found = self._opened.spread(kept)
        in_force = settled.in_force[kept]
        return CeilingArrays(
            rule=self.limit,
            holders=tuple(self._filled.holders[place] for place in names.tolist()),
            holder=holder.astype(np.int32),
            most=buckets.most[kept],
            settled=settled.amount[kept],
            in_force=in_force,
            counts_alone=settled.holds_fixed[kept],
            always_binds=in_force | self._binds_unopened(kept),
            first_member=_starts(rows, len(kept)),
            members=members,
            amounts=amounts,
            first_opener=_starts(asked, len(kept)),
            openers=self._openers[found],
        )

    def _binds_unopened(self, kept: Numbers) -> Truths:
        """As the rule says of one bucket of each section."""
        section = self._filled.buckets.section[kept]
        different, first, which = np.unique(section, return_index=True, return_inverse=True)
        says = [self.limit.binds_unopened(self._filled.bucket(int(kept[place]))) for place in first.tolist()]
        return np.array(says, np.bool_)[which] if len(different) else np.zeros(0, np.bool_)

    def buckets(self) -> Iterator[Bucket]:
        """The buckets of all of them, in the same order as the arrays."""
        return (self._filled.bucket(place) for place in self._kept.tolist())


def _starts(rows: Numbers, many: int) -> Numbers:
    """Where each of so many rows' things start, and where the last one's end."""
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=many))])
