"""What fills up: the buckets of one limit over the roll, who could overfill one, and the ceilings that can bind.

A shelf is a holder's section. Its buckets stand in order of their days, of which neither lies well within another's, so
those that a part reaches stand next to each other, and what reaches a bucket is counted by two sums over sorted days.
"""

from __future__ import annotations

import numpy as np

from peerinspect.domain import Strength
from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.away_form import away_at_once
from peerinspect.independence.examining.ceilings import Ceilings, Members, Settled, Shelf
from peerinspect.independence.examining.filled import Filled, Opens, Parts, asked_plainly
from peerinspect.independence.examining.joining import Keys, any_of
from peerinspect.independence.examining.limit_forms import LIMIT_FORMS
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.examining.stopping import IsOver, go_on_unless, never
from peerinspect.independence.shapes import Limit
from peerinspect.independence.waiving import Waivers

FORMS = {**LIMIT_FORMS, "away-at-once": away_at_once}
"""The array forms of limits, by the rule's code."""


DENSE = 1_000_000
"""Below this many possible shelves they are looked up by number, which is faster than to search for them."""


class Filling:
    """One limit: who can fill which holder's buckets, and who opens them. Waived placements are left out of a soft one.

    Made for all candidates, it says who is out of the question; made again for those who are left, it writes the
    ceilings.
    """

    def __init__(self, limit: Limit, roll: Roll, waivers: Waivers, is_over: IsOver = never) -> None:
        self.limit = limit
        self.roll = roll
        self._is_over = is_over
        self.is_soft = limit.as_set(limit.own_strength) is Strength.SOFT
        form = FORMS.get(limit.code, asked_plainly)
        filled = form(limit, roll, self._counted(waivers))
        self.filled = _in_order(filled)
        go_on_unless(is_over)
        self.shelf, self._parts_shelf = self._shelves()
        go_on_unless(is_over)
        self._settle()

    def _counted(self, waivers: Waivers) -> Numbers:
        """All places on the roll, but for those that a waiver leaves out of a soft limit."""
        places = np.arange(len(self.roll))
        if not self.is_soft:
            return places
        return places[~waived(self.roll, self.limit.code, waivers)]

    def _shelves(self) -> tuple[Shelf, Numbers]:
        """The buckets' shelves, and for every part its own; parts without a shelf are left out."""
        buckets, parts = self.filled.buckets, self.filled.parts
        sections = int(max(buckets.section.max(initial=0), parts.section.max(initial=0))) + 1
        names, of_bucket = np.unique(buckets.holder * sections + buckets.section, return_inverse=True)
        shelf = _numbered(names, parts.holder * sections + parts.section)
        reaches = (shelf >= 0) & (parts.amount != 0)
        self.filled = self.filled._replace(parts=Parts(*(some[reaches] for some in parts)))
        return Shelf(of_bucket, buckets.first, buckets.last), shelf[reaches]

    def _settle(self) -> None:
        """Put in what is settled."""
        parts, many = self.filled.parts, len(self.filled.buckets.most)
        mine = np.flatnonzero(parts.owner < self.roll.begin)
        rows, found = self.shelf.reached(self._parts_shelf[mine], parts.first[mine], parts.last[mine])
        owner, amount = parts.owner[mine][rows], parts.amount[mine][rows]
        self.holds_fixed = any_of(found[self.roll.fixed[owner]], many)
        people = len(self.roll.register.people)
        if self.limit.counts_people:
            keys, which = np.unique(found * people + self.roll.person[owner], return_inverse=True)
            most = np.zeros(len(keys), np.int64)
            np.maximum.at(most, which, amount)
            found, amount, self._own, self._own_most = keys // people, most, Keys(keys), most
        self.settled = np.zeros(many, np.int64)
        np.add.at(self.settled, found, amount)
        self.room = self.filled.buckets.most - self.settled
        opens = self.filled.opens
        self.in_force = any_of(opens.bucket[opens.owner < self.roll.begin], many)

    def _more(self, owner: Numbers, bucket: Numbers, amount: Numbers) -> Numbers:
        """What the amounts add. Where people count once, it is only what is more than they have in it already; but
        into a bucket that is overfull already nobody goes at all.
        """
        if not self.limit.counts_people:
            return amount
        people = len(self.roll.register.people)
        had = np.zeros(len(owner), np.int64)
        rows, found = self._own.join(bucket * people + self.roll.person[owner])
        had[rows] = self._own_most[found]
        return np.where(self.room[bucket] < 0, amount, np.maximum(0, amount - had))

    def overfilling_alone(self) -> Truths:
        """Which candidates by themselves would overfill a hard bucket which they open or which is in force anyway."""
        found = np.zeros(self.roll.candidates, np.bool_)
        if not self.is_soft:
            for into in (self._into_what_is_in_force, self._into_what_they_open):
                go_on_unless(self._is_over)
                owner, bucket, amount = into()
                much = amount > self.room[bucket]
                owner, bucket, amount = owner[much], bucket[much], amount[much]
                too_much = self._more(owner, bucket, amount) > self.room[bucket]
                found[owner[too_much] - self.roll.begin] = True
        return found

    def _into_what_is_in_force(self) -> tuple[Numbers, Numbers, Numbers]:
        """Every (candidate, bucket in force that it goes into, amount)."""
        parts, stands = self.filled.parts, np.flatnonzero(self.in_force)
        mine = np.flatnonzero(parts.owner >= self.roll.begin)
        rows, found = self.shelf.only(stands).reached(self._parts_shelf[mine], parts.first[mine], parts.last[mine])
        return parts.owner[mine][rows], stands[found], parts.amount[mine][rows]

    def _into_what_they_open(self) -> tuple[Numbers, Numbers, Numbers]:
        """Every (candidate, bucket that it opens and goes into, amount), as far as it might be too much."""
        parts, opens, buckets = self.filled.parts, self.filled.opens, self.filled.buckets
        largest = np.zeros(len(self.roll), np.int64)
        np.maximum.at(largest, parts.owner, parts.amount)
        might = (opens.owner >= self.roll.begin) & (largest[opens.owner] > self.room[opens.bucket])
        owner, bucket = opens.owner[might], opens.bucket[might]
        shelves = int(self.shelf.number.max(initial=0)) + 1
        theirs = np.flatnonzero(any_of(owner, len(self.roll))[parts.owner])
        of_part = Keys(parts.owner[theirs] * shelves + self._parts_shelf[theirs])
        rows, found = of_part.join(owner * shelves + self.shelf.number[bucket])
        found = theirs[found]
        meets = (parts.first[found] <= buckets.last[bucket[rows]]) & (parts.last[found] >= buckets.first[bucket[rows]])
        rows, found = rows[meets], found[meets]
        return owner[rows], bucket[rows], parts.amount[found]

    def ceilings(self) -> Ceilings:
        """Those that the candidates could open and overfill."""
        go_on_unless(self._is_over)
        parts, shelf, shelves = self.filled.parts, self._parts_shelf, self.shelf
        mine = parts.owner >= self.roll.begin
        parts, shelf = Parts(*(some[mine] for some in parts)), shelf[mine]
        if self.limit.counts_people:
            parts, shelves = self._as_adding(parts, shelf)
            shelf = parts.section
        opens, begin = self.filled.opens, self.roll.begin
        theirs = opens.owner >= begin
        return Ceilings(
            self.limit,
            self.filled,
            Settled(self.settled, self.in_force, self.holds_fixed),
            shelves,
            Members(parts.owner - begin, shelf, parts.first, parts.last, parts.amount),
            Opens(opens.owner[theirs] - begin, opens.bucket[theirs]),
        )

    def _as_adding(self, parts: Parts, shelf: Numbers) -> tuple[Parts, Shelf]:
        """Parts of people who count once as what they add to each single bucket, every bucket on a shelf of its own."""
        rows, found = self.shelf.reached(shelf, parts.first, parts.last)
        many = len(self.filled.buckets.most)
        both, place = np.unique(parts.owner[rows] * max(1, many) + found, return_index=True)
        bucket, rows = both % max(1, many), rows[place]
        more = self._more(parts.owner[rows], bucket, parts.amount[rows])
        bucket, rows, more = bucket[more > 0], rows[more > 0], more[more > 0]
        each = np.arange(many)
        return (
            Parts(parts.owner[rows], parts.holder[rows], bucket, more, bucket, bucket),
            Shelf(each, each, each),
        )


def _numbered(names: Numbers, asked: Numbers) -> Numbers:
    """The place of each one asked for among the names, which rise; -1 for none."""
    if len(names) and max(names[-1], asked.max(initial=0)) < DENSE:
        place = np.full(DENSE, -1, np.int64)
        place[names] = np.arange(len(names))
        return place[asked]
    return np.where(Keys(names).has(asked), np.searchsorted(names, asked), -1)


def _in_order(filled: Filled) -> Filled:
    """With the buckets numbered by holder, section and days, as the shelves have them."""
    buckets = filled.buckets
    order = np.lexsort((buckets.last, buckets.first, buckets.section, buckets.holder))
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    return filled._replace(
        buckets=type(buckets)(*(some[order] for some in buckets)),
        opens=Opens(filled.opens.owner, number[filled.opens.bucket]),
        bucket=lambda place: filled.bucket(int(order[place])),
    )


def waived(roll: Roll, code: str, waivers: Waivers) -> Truths:
    """Which places on the roll have a waiver of the rule as a whole."""
    register = roll.register
    found = np.zeros(len(roll), np.bool_)
    wanted = [(one.person, one.duty) for one in register.facts.waivers if one.rule == code and one.other is None]
    if wanted:
        keys = register.placements_of(wanted)
        for place in np.flatnonzero(keys.has(register.placement(roll.person, roll.duty))).tolist():
            found[place] = waivers.covers(code, roll.engagement(place))
    return found
