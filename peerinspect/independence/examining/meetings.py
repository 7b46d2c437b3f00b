"""Placements in pairs: which exclude each other, which cost something together.

One person's placements are judged by their duties; those of different councils' people are joined by their ways. Every
pair comes once, as two places on the roll, the lower first, with a bit for each clash that objects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from copy import copy
from itertools import combinations
from typing import NamedTuple

import numpy as np

from peerinspect.domain import Strength
from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.duty_clashes import (
    ANYWHERE,
    AT_ONE_COUNCIL,
    Bits,
    DutyClashes,
    Verdict,
    bit_of,
    bits_of,
)
from peerinspect.independence.examining.joining import Keys, different, numbers
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.examining.stopping import IsOver, go_on_unless
from peerinspect.independence.examining.way_clashes import ALONG, FACING, TEAM, Met, Ways, on_one_team
from peerinspect.independence.shapes import Clash
from peerinspect.independence.waiving import Waivers

MOST_CLASHES = 15
"""How many rules about pairs the bits of a pair can tell apart."""


class Pairs(NamedTuple):
    """Each pair once: two places, the lower first; bit 0 for a hard objection, bit k + 1 for a soft one of clash k."""

    lower: Numbers
    higher: Numbers
    bits: Bits

    def only(self, kept: Truths) -> Pairs:
        """The marked ones."""
        return Pairs(*(some[kept] for some in self))


class Meetings:
    """All pairs of a roll that a rule objects to. Never two past ones, nor two candidates for one and the same seat."""

    def __init__(self, roll: Roll, clashes: Sequence[Clash], waivers: Waivers, is_over: IsOver) -> None:
        if len(clashes) > MOST_CLASHES:
            raise ValueError(f"there are {len(clashes)} rules about pairs; {MOST_CLASHES} can be told apart")
        self.roll = roll
        self.clashes = clashes
        self.waivers = waivers
        self.is_over = is_over
        told = {*ANYWHERE, *AT_ONE_COUNCIL}
        of_duties = {number: clash for number, clash in enumerate(clashes) if clash.code in told}
        self._duties = DutyClashes(roll.register, of_duties, different(roll.duty), is_over)
        self._plain = [
            (number, clash) for number, clash in enumerate(clashes) if clash.code not in {*told, *FACING, *ALONG, TEAM}
        ]

    def among(self, roll: Roll) -> Meetings:
        """The same rules asked of fewer candidates."""
        found = copy(self)
        found.roll = roll
        return found

    def with_settled(self) -> Pairs:
        """The pairs of a settled placement and any other."""
        roll = self.roll
        is_settled = np.arange(len(roll)) < roll.begin
        one, other = self._of_one_person(np.arange(roll.begin))
        bits = self._duties.between(roll.duty[one], roll.duty[other])
        found = self._gathered([(one, other, bits), *self._elsewhere(is_settled)])
        return self._unwaived(found)

    def of_candidates(self) -> Pairs:
        """The pairs of two candidates."""
        is_candidate = np.arange(len(self.roll)) >= self.roll.begin
        elsewhere = self._gathered(list(self._elsewhere(is_candidate)))
        elsewhere = elsewhere.only(elsewhere.lower >= self.roll.begin)
        of_one = self.roll.person[elsewhere.lower] == self.roll.person[elsewhere.higher]
        found = [*self._own_pairs(elsewhere.only(of_one)), elsewhere.only(~of_one)]
        return self._unwaived(Pairs(*(np.concatenate(some) for some in zip(*found, strict=True))))

    # --- one person's placements ---

    def _of_one_person(self, mine: Numbers) -> tuple[Numbers, Numbers]:
        """Each of these places with every other of the same person."""
        asked, other = Keys(self.roll.person).join(self.roll.person[mine])
        return mine[asked], other

    def _own_pairs(self, further: Pairs) -> Iterator[Pairs]:
        """Every person's pairs of candidates that clash; with the bits that their ways add to some."""
        roll = self.roll
        order = np.argsort(roll.person[roll.begin :], kind="stable") + roll.begin
        cuts = np.flatnonzero(np.diff(roll.person[order])) + 1
        adding = {int(who) for who in different(roll.person[further.lower])}
        for turn, mine in enumerate(np.split(order, cuts)):
            if turn % 50 == 0:
                go_on_unless(self.is_over)
            places = mine.astype(np.int32)
            bits = self._duties.between(roll.duty[mine][:, None], roll.duty[mine][None, :])
            if len(mine) and int(roll.person[mine[0]]) in adding:
                more = further.only(roll.person[further.lower] == roll.person[mine[0]])
                bits[np.searchsorted(mine, more.lower), np.searchsorted(mine, more.higher)] |= more.bits
            one, other = np.divmod(np.flatnonzero((bits != 0).ravel()), max(1, len(mine)))
            one, other = one[one < other], other[one < other]
            yield Pairs(places[one], places[other], bits[one, other])

    # --- anybody's placements ---

    def _elsewhere(self, places: Truths) -> Iterator[tuple[Numbers, Numbers, Bits]]:
        """The marked places with any other, by the rules that do not rest on duties alone: some pairs often."""
        roll = self.roll
        for number, clash in enumerate(self.clashes):
            go_on_unless(self.is_over)
            if clash.code in FACING:
                kinds, form = FACING[clash.code]
                met = self._comparable(Ways(roll, *kinds).facing(places))
                yield self._judged(number, clash, met, form(clash, roll)(met))
            elif clash.code in ALONG:
                kinds, form = ALONG[clash.code]
                met = self._comparable(Ways(roll, *kinds).along(places))
                yield self._judged(number, clash, met, form(clash, roll)(met))
            elif clash.code == TEAM:
                one, other = on_one_team(roll, places)
                bits = np.full(len(one), 1 << bit_of(number, clash, Strength.HARD), np.uint16)
                yield one, other, bits
        for number, clash in self._plain:
            yield self._asked_plainly(number, clash, places)

    def _comparable(self, met: Met) -> Met:
        """Without those who met themselves."""
        roll = self.roll
        differ = (roll.person[met.one] != roll.person[met.other]) | (roll.duty[met.one] != roll.duty[met.other])
        return Met(*(some[differ] for some in met))

    @staticmethod
    def _judged(number: int, clash: Clash, met: Met, verdict: Verdict) -> tuple[Numbers, Numbers, Bits]:
        return met.one, met.other, bits_of(number, clash, verdict, met.one.shape)

    def _asked_plainly(self, number: int, clash: Clash, places: Truths) -> tuple[Numbers, Numbers, Bits]:
        """For rules without an array form: every two that share a key."""
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for place in range(len(self.roll)):
            for key in clash.keys(self.roll.engagement(place)):
                groups[key].append(place)
        together = {pair for group in groups.values() for pair in combinations(group, 2)}
        rows = []
        for one, other in sorted(together):
            if places[one] or places[other]:
                strengths = {
                    each.strength for each in clash.objections(self.roll.engagement(one), self.roll.engagement(other))
                }
                rows.append((one, other, (Strength.HARD in strengths) | (Strength.SOFT in strengths) << number + 1))
        found = numbers(rows).reshape(-1, 3)
        return found[:, 0], found[:, 1], found[:, 2].astype(np.uint16)

    # --- what is found ---

    def _gathered(self, found: Sequence[tuple[Numbers, Numbers, Bits]]) -> Pairs:
        """Each pair once with all its bits, without those that mean nothing."""
        one, other, bits = (np.concatenate(some) for some in zip(*found, strict=True)) if found else (numbers([]),) * 3
        lower, higher, bits = np.minimum(one, other), np.maximum(one, other), bits.astype(np.uint16)
        roll, means = self.roll, (bits != 0) & (one != other)
        means &= ~(roll.past[lower] & roll.past[higher])
        one_seat = (roll.duty[lower] == roll.duty[higher]) & (roll.register.seats[roll.duty[lower]] == 1)
        means &= ~(one_seat & (lower >= roll.begin))
        lower, higher, bits = lower[means], higher[means], bits[means]
        order = np.lexsort((higher, lower))
        lower, higher, bits = lower[order], higher[order], bits[order]
        is_new = (np.diff(lower, prepend=-1) != 0) | (np.diff(higher, prepend=-1) != 0)
        starts = np.flatnonzero(is_new)
        merged = np.bitwise_or.reduceat(bits, starts) if len(starts) else bits
        return Pairs(lower[starts].astype(np.int32), higher[starts].astype(np.int32), merged)

    def _unwaived(self, pairs: Pairs) -> Pairs:
        """Without the soft objections that a waiver of either side covers; a pair may be left without any."""
        for number, clash in enumerate(self.clashes):
            has_waiver = self._with_waiver(clash.code)
            go_on_unless(self.is_over)
            if has_waiver.any():
                soft = np.uint16(1 << number + 1)
                might = np.flatnonzero(has_waiver[pairs.lower] | has_waiver[pairs.higher])
                for place in might[pairs.bits[might] & soft != 0].tolist():
                    both = (self.roll.engagement(int(some[place])) for some in (pairs.lower, pairs.higher))
                    if self.waivers.covers_pair(clash.code, *both):
                        pairs.bits[place] &= ~soft
        means = pairs.bits != 0
        return pairs if means.all() else pairs.only(means)

    def _with_waiver(self, code: str) -> Truths:
        """Which places have a waiver of the rule, for all or for one pair."""
        register, roll = self.roll.register, self.roll
        wanted = register.placements_of((one.person, one.duty) for one in register.facts.waivers if one.rule == code)
        return wanted.has(register.placement(roll.person, roll.duty))
