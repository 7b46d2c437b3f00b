"""What fills up: the buckets of one limit over the candidates and the settled placements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from peerinspect.domain import Strength
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examining.examination import Ceiling, Examination
from peerinspect.independence.shapes import Bucket, Limit, Part
from peerinspect.independence.waiving import Waivers


class Filling:
    """One limit: who can fill which holder's buckets, and who opens them. Waived placements are left out of a soft one.

    Made for all candidates, it says who is out of the question; it then writes the ceilings of those who are left.
    """

    def __init__(self, limit: Limit, found: Examination, waivers: Waivers) -> None:
        self.limit = limit
        self.is_soft = limit.as_set(limit.own_strength) is Strength.SOFT
        self._waivers = waivers
        self._holders: dict[Hashable, _Holder] = defaultdict(lambda: _Holder(limit))
        for one in found.settled:
            self._add(one, is_settled=True)
        for one in found.candidates:
            self._add(one, is_settled=False)
        for holder in self._holders.values():
            holder.settle()

    def _add(self, one: Engagement, is_settled: bool) -> None:
        holders = list(self.limit.holders(one))
        if not holders or (self.is_soft and self._waivers.covers(self.limit.code, one)):
            return
        parts = list(self.limit.parts(one))
        for name in holders:
            holder = self._holders[name]
            (holder.settled if is_settled else holder.candidates).append((one, parts))
        for bucket in self.limit.opens(one):
            self._holders[bucket.holder].store(bucket).open(None if is_settled else one)

    def overfilling_alone(self) -> Iterator[Engagement]:
        """Candidates that by themselves would overfill a hard bucket which they open or which is in force anyway."""
        for holder in () if self.is_soft else self._holders.values():
            for one, parts in holder.candidates:
                if holder.is_too_much(one, parts):
                    yield one

    def ceilings(self, candidates: Sequence[Engagement]) -> Iterator[Ceiling]:
        """Those that these candidates could open and overfill, by holder and then by days and name."""
        place = {id(one): index for index, one in enumerate(candidates)}
        for name in sorted(self._holders, key=_holder_key):
            holder = self._holders[name]
            holder.fill(place)
            full = (store for store in holder.stores.values() if store.can_overfill)
            found = (store.ceiling(self.limit, candidates, place) for store in full)
            yield from sorted((one for one in found if one.can_bind), key=_ceiling_key)


def _holder_key(holder: Hashable) -> tuple[str, ...]:
    return tuple(sorted(holder)) if isinstance(holder, frozenset) else (str(holder),)


def _ceiling_key(ceiling: Ceiling) -> tuple[str, str, int]:
    bucket = ceiling.bucket
    return (str(bucket.first), str(bucket.name), bucket.ceiling)


class _Store:
    """One bucket: what the settled placements of each person put in, what each candidate would, and who opens it."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self.first = bucket.first or date.min
        self.last = bucket.last or date.max
        self.openers: list[Engagement] = []
        self.in_force = False
        self.people: dict[str, int] = {}
        self.settled = 0
        self.holds_fixed = False
        self.members: dict[int, int] = {}

    def open(self, one: Engagement | None) -> None:
        """Opened by this candidate, or by a settled placement."""
        if one is None:
            self.in_force = True
        else:
            self.openers.append(one)

    @property
    def room(self) -> int:
        """What still goes in; below 0 where it is overfull already."""
        return self.bucket.ceiling - self.settled

    @property
    def can_overfill(self) -> bool:
        """Whether all its members would be too much, or the settled ones are already."""
        return sum(self.members.values()) > self.room

    def more(self, one: Engagement, amount: int, counts_people: bool) -> int:
        """What the amount adds. Where people count once, it is only what is more than they have in it already; but
        into a bucket that is overfull already nobody goes at all.
        """
        if not counts_people or self.settled > self.bucket.ceiling:
            return amount
        return max(0, amount - self.people.get(one.person.id, 0))

    def ceiling(self, limit: Limit, candidates: Sequence[Engagement], place: Mapping[int, int]) -> Ceiling:
        """The bucket as data, each candidate by its place."""
        members = self.members
        if limit.counts_people:
            more = {index: self.more(candidates[index], amount, True) for index, amount in members.items()}
            members = {index: amount for index, amount in more.items() if amount}
        openers = frozenset(place[id(one)] for one in self.openers if id(one) in place)
        return Ceiling(limit, self.bucket, self.settled, members, openers, self.in_force, self.holds_fixed)


class _Shelf:
    """The buckets of one section in order of their days, so that those of a part stand next to each other."""

    def __init__(self, stores: Iterable[_Store]) -> None:
        self.stores = sorted(stores, key=lambda store: (store.first, store.last))
        self.firsts = [store.first for store in self.stores]
        self.lasts = [store.last for store in self.stores]
        self.least_room = 0

    def measure(self) -> None:
        """Note the least room, once everything settled is in: what fits there fits everywhere."""
        self.least_room = min(store.room for store in self.stores)

    def reached(self, part: Part) -> list[_Store]:
        """The buckets that share a day with the part."""
        begin = bisect_left(self.lasts, part.first or date.min)
        return self.stores[begin : bisect_right(self.firsts, part.last or date.max)]


class _Holder:
    """The buckets of one holder, and all the placements that may go into them."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.stores: dict[Bucket, _Store] = {}
        self.settled: list[tuple[Engagement, Sequence[Part]]] = []
        self.candidates: list[tuple[Engagement, Sequence[Part]]] = []
        self._shelves: dict[Hashable, _Shelf] = {}

    def store(self, bucket: Bucket) -> _Store:
        """What there is of the bucket."""
        store = self.stores.get(bucket)
        if store is None:
            store = self.stores[bucket] = _Store(bucket)
        return store

    def settle(self) -> None:
        """With all buckets there: set them on their shelves, and put in what is settled."""
        sections: dict[Hashable, list[_Store]] = defaultdict(list)
        for store in self.stores.values():
            sections[self.limit.section(store.bucket)].append(store)
        self._shelves = {section: _Shelf(stores) for section, stores in sections.items()}
        for one, parts in self.settled:
            self._settle(one, parts)
        for shelf in self._shelves.values():
            shelf.measure()

    def _settle(self, one: Engagement, parts: Iterable[Part]) -> None:
        person = one.person.id
        for shelf, part in self._with_shelves(parts):
            for store in shelf.reached(part):
                before = store.people.get(person, 0)
                after = max(before, part.amount) if self.limit.counts_people else before + part.amount
                store.people[person] = after
                store.settled += after - before
                store.holds_fixed |= one.fixed

    def is_too_much(self, one: Engagement, parts: Iterable[Part]) -> bool:
        """Whether a candidate alone overfills a bucket that is open with it."""
        return any(
            part.amount > store.room
            and (store.in_force or one in store.openers)
            and store.more(one, part.amount, self.limit.counts_people) > store.room
            for shelf, part in self._with_shelves(parts)
            if part.amount > shelf.least_room
            for store in shelf.reached(part)
        )

    def fill(self, place: Mapping[int, int]) -> None:
        """Put in what each of the candidates that have a place would."""
        for one, parts in self.candidates:
            index = place.get(id(one))
            if index is not None:
                for shelf, part in self._with_shelves(parts):
                    for store in shelf.reached(part):
                        store.members[index] = part.amount

    def _with_shelves(self, parts: Iterable[Part]) -> list[tuple[_Shelf, Part]]:
        """The parts that count, each with the buckets of its section."""
        return [(self._shelves[part.section], part) for part in parts if part.amount and part.section in self._shelves]
