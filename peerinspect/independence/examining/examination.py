"""What the fast examiner finds, as data for whoever searches: arrays, and the same as objects where somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from peerinspect.domain import Facts
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examining.arrays import CandidateArrays, CeilingArrays, PairArrays, Truths
from peerinspect.independence.examining.ceilings import Ceilings
from peerinspect.independence.examining.costs import Costs
from peerinspect.independence.examining.meetings import Pairs
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.rubbish import not_collected
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bucket, Limit


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One bucket over the candidates. `settled` is what past and fixed placements put in already.

    `members` maps a candidate's index to its amount; of people who count once, to what it adds to theirs.
    `in_force` is True where a settled placement opens the bucket; otherwise it binds while one of `openers` is placed.
    `counts_alone` says that the settled part holds a fixed placement, so that its excess is counted without members.
    """

    rule: Limit
    bucket: Bucket
    settled: int
    members: Mapping[int, int]
    openers: frozenset[int]
    in_force: bool
    counts_alone: bool


class Examination:
    """Everything the search needs to know. Candidates are in order of duty, then person; pairs are (lower, higher).

    `alone` holds each candidate's weighted cost in `waivers`, its soft pairs with settled placements included;
    `settled_cost` what the fixed placements cost among themselves. Rules about three placements are in `alone` for
    a candidate with two settled ones, in `settled_cost` for three settled ones, and nowhere for two candidates or
    three: whoever searches finds those in an answer (see `Triple`). A ceiling that no roster of the candidates could
    open and overfill is left out.

    Arrays are at hand at once. What is told as objects is made when it is first asked for, and then kept.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        roll: Roll,
        costs: Costs,
        pairs: Pairs,
        limits: Sequence[Ceilings],
        settled_cost: Fraction,
    ) -> None:
        """`pairs` are by places on the roll, those of candidates alone."""
        self.facts: Facts = roll.register.facts
        self.rulebook = rulebook
        self.settled_cost = settled_cost
        self._roll = roll
        self._costs = costs
        self._pairs = pairs
        self._limits = limits

    @property
    def settled(self) -> tuple[Engagement, ...]:
        """The past engagements, then the fixed ones."""
        return self._roll.settled

    @cached_property
    def past(self) -> tuple[Engagement, ...]:
        """What is history, in order of duty, then person."""
        return tuple(one for one in self.settled if one.past)

    @cached_property
    def fixed(self) -> tuple[Engagement, ...]:
        """What stays whatever the rules say, in order of duty, then person."""
        return tuple(one for one in self.settled if one.fixed)

    # --- as arrays ---

    def candidate_arrays(self) -> CandidateArrays:
        """Who the candidates are, as arrays."""
        register, begin = self._roll.register, self._roll.begin
        number, costs = self._costs.told()
        return CandidateArrays(
            tuple(one.id for one in register.people),
            tuple(one.id for one in register.duties),
            self._roll.person[begin:].astype(np.int32),
            self._roll.duty[begin:].astype(np.int32),
            number,
            costs,
        )

    def pair_arrays(self) -> PairArrays:
        """Which two candidates exclude each other or cost something together, as arrays."""
        weights = [clash.weight for clash in self.rulebook.clashes]
        by_bits = np.bincount(self._pairs.bits >> 1)
        soft = np.flatnonzero(by_bits)
        known = Costs.by_bits(soft, weights)
        number, costs = known.told()
        of_bits = np.zeros(len(by_bits) or 1, np.int32)
        of_bits[soft] = number
        lower, higher = self._pairs.lower - self._roll.begin, self._pairs.higher - self._roll.begin
        return PairArrays(lower, higher, (self._pairs.bits & 1).astype(np.bool_), of_bits[self._pairs.bits >> 1], costs)

    def ceiling_arrays(self) -> Iterator[CeilingArrays]:
        """The ceilings as arrays, in blocks of one rule."""
        for ceilings in self._limits:
            yield from ceilings.arrays()

    def have_ways(self) -> Truths:
        """Which candidates have a home and a duty with a council, so that where these lie can matter."""
        roll = self._roll
        has_home = roll.standings.homes_of.count[roll.standing[roll.begin :]] > 0
        return np.asarray(has_home & (roll.register.targets.count[roll.duty[roll.begin :]] > 0), np.bool_)

    # --- as objects ---

    @cached_property
    def candidates(self) -> tuple[Engagement, ...]:
        """Every candidate, seen whole."""
        with not_collected():
            return tuple(self._roll.engagement(place) for place in range(self._roll.begin, len(self._roll)))

    def candidate(self, index: int) -> Engagement:
        """One candidate by its index, without the others."""
        return self._roll.engagement(self._roll.begin + index)

    def chosen(self, solution: Sequence[int]) -> list[Engagement]:
        """The candidates that a solution takes; it says 0 of the others, and may say more after them."""
        taken = np.flatnonzero(np.array(solution[: self._roll.candidates], np.int64))
        return [self.candidate(index) for index in taken.tolist()]

    @cached_property
    def alone(self) -> list[Fraction]:
        """What each candidate costs by itself."""
        number, costs = self._costs.told()
        return [costs[one] for one in number.tolist()]

    @cached_property
    def hard_pairs(self) -> set[tuple[int, int]]:
        """The pairs that exclude each other."""
        pairs = self.pair_arrays()
        return set(zip(pairs.lower[pairs.hard].tolist(), pairs.higher[pairs.hard].tolist(), strict=True))

    @cached_property
    def soft_pairs(self) -> dict[tuple[int, int], Fraction]:
        """What the pairs cost that cost anything."""
        pairs = self.pair_arrays()
        soft = pairs.cost != 0
        both = zip(pairs.lower[soft].tolist(), pairs.higher[soft].tolist(), strict=True)
        return dict(zip(both, (pairs.costs[one] for one in pairs.cost[soft].tolist()), strict=True))

    @cached_property
    def ceilings(self) -> list[Ceiling]:
        """The ceilings one by one."""
        with not_collected():
            return [one for ceilings in self._limits for one in _one_by_one(ceilings)]


def _one_by_one(ceilings: Ceilings) -> Iterator[Ceiling]:
    buckets = ceilings.buckets()
    for some in ceilings.arrays():
        members, amounts, openers = some.members.tolist(), some.amounts.tolist(), some.openers.tolist()
        ends, last_openers = some.first_member.tolist(), some.first_opener.tolist()
        rows = zip(some.settled.tolist(), some.in_force.tolist(), some.counts_alone.tolist(), strict=True)
        for place, (settled, in_force, counts_alone) in enumerate(rows):
            first, end = ends[place], ends[place + 1]
            yield Ceiling(
                ceilings.limit,
                next(buckets),
                settled,
                dict(zip(members[first:end], amounts[first:end], strict=True)),
                frozenset(openers[last_openers[place] : last_openers[place + 1]]),
                in_force,
                counts_alone,
            )
