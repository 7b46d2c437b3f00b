"""What the fast examiner finds, as data for whoever searches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

import numpy as np

from peerinspect.domain import Facts
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examining.arrays import CandidateArrays, CeilingArrays, Numbers, PairArrays
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

    @property
    def can_bind(self) -> bool:
        """Whether somebody opens it, and all its members together are too much, or the settled ones are already."""
        is_open = self.in_force or bool(self.openers)
        return is_open and self.settled + sum(self.members.values()) > self.bucket.ceiling


@dataclass
class Examination:
    """Everything the search needs to know. Candidates are in order of duty, then person; pairs are (lower, higher).

    `alone` holds each candidate's weighted cost in `waivers`, its soft pairs with settled placements included;
    `settled_cost` what the fixed placements cost among themselves. Rules about three placements are in `alone` for
    a candidate with two settled ones, in `settled_cost` for three settled ones, and nowhere for two candidates or
    three: whoever searches finds those in an answer (see `Triple`). A ceiling that no roster of the candidates could
    open and overfill is left out.
    """

    facts: Facts
    rulebook: Rulebook
    past: tuple[Engagement, ...]
    fixed: tuple[Engagement, ...]
    candidates: tuple[Engagement, ...] = ()
    alone: list[Fraction] = field(default_factory=list)
    hard_pairs: set[tuple[int, int]] = field(default_factory=set)
    soft_pairs: dict[tuple[int, int], Fraction] = field(default_factory=dict)
    ceilings: list[Ceiling] = field(default_factory=list)
    settled_cost: Fraction = Fraction(0)

    @property
    def settled(self) -> tuple[Engagement, ...]:
        """The past engagements, then the fixed ones."""
        return (*self.past, *self.fixed)

    def candidate_arrays(self) -> CandidateArrays:
        """Who the candidates are, as arrays."""
        people, duties = tuple(sorted(self.facts.people)), tuple(sorted(self.facts.duties))
        place_of_person = {id_: place for place, id_ in enumerate(people)}
        place_of_duty = {id_: place for place, id_ in enumerate(duties)}
        cost, costs = _numbered(self.alone)
        return CandidateArrays(
            people,
            duties,
            np.array([place_of_person[one.person.id] for one in self.candidates], np.int32),
            np.array([place_of_duty[one.duty.id] for one in self.candidates], np.int32),
            cost,
            costs,
        )

    def pair_arrays(self) -> PairArrays:
        """Which two candidates exclude each other or cost something together, as arrays."""
        pairs = sorted({*self.hard_pairs, *self.soft_pairs})
        cost, costs = _numbered([self.soft_pairs.get(pair, Fraction(0)) for pair in pairs])
        both = np.array(pairs, np.int32).reshape(-1, 2)
        hard = np.array([pair in self.hard_pairs for pair in pairs], np.bool_)
        return PairArrays(both[:, 0], both[:, 1], hard, cost, costs)

    def ceiling_arrays(self) -> Iterator[CeilingArrays]:
        """The ceilings as arrays, in blocks of one rule."""
        for _, of_rule in groupby(self.ceilings, key=lambda one: one.rule.code):
            yield _as_arrays(list(of_rule))

    def forget(self, barred: Iterable[Engagement]) -> None:
        """Leave the barred candidates out and number the others anew, before any ceiling is written."""
        out = {id(one) for one in barred}
        if not out:
            return
        kept = [index for index, one in enumerate(self.candidates) if id(one) not in out]
        place = {old: new for new, old in enumerate(kept)}
        self.candidates = tuple(self.candidates[index] for index in kept)
        self.alone = [self.alone[index] for index in kept]
        self.hard_pairs = {
            (place[one], place[other]) for one, other in self.hard_pairs if one in place and other in place
        }
        self.soft_pairs = {
            (place[one], place[other]): cost
            for (one, other), cost in self.soft_pairs.items()
            if one in place and other in place
        }


def _numbered(costs: Iterable[Fraction]) -> tuple[Numbers, tuple[Fraction, ...]]:
    """Each cost by its number, 0 for none, and the costs by their numbers."""
    numbers: dict[Fraction, int] = {Fraction(0): 0}
    found = [numbers.setdefault(cost, len(numbers)) for cost in costs]
    return np.array(found, np.int32), tuple(numbers)


def _as_arrays(ceilings: list[Ceiling]) -> CeilingArrays:
    holders = tuple(dict.fromkeys(one.bucket.holder for one in ceilings))
    place = {holder: number for number, holder in enumerate(holders)}
    members = [sorted(one.members.items()) for one in ceilings]
    openers = [sorted(one.openers) for one in ceilings]
    return CeilingArrays(
        rule=ceilings[0].rule,
        holders=holders,
        holder=np.array([place[one.bucket.holder] for one in ceilings], np.int32),
        most=np.array([one.bucket.ceiling for one in ceilings], np.int64),
        settled=np.array([one.settled for one in ceilings], np.int64),
        in_force=np.array([one.in_force for one in ceilings], np.bool_),
        counts_alone=np.array([one.counts_alone for one in ceilings], np.bool_),
        always_binds=np.array([one.in_force or one.rule.binds_unopened(one.bucket) for one in ceilings], np.bool_),
        first_member=np.cumsum([0, *map(len, members)]),
        members=np.array([index for some in members for index, _ in some], np.int32),
        amounts=np.array([amount for some in members for _, amount in some], np.int64),
        first_opener=np.cumsum([0, *map(len, openers)]),
        openers=np.array([index for some in openers for index in some], np.int32),
    )
