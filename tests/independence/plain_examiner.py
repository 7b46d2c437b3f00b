"""The examiner told plainly: every rule asked of every placement, pair, three and bucket, by no key or short cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from peerinspect.domain import Facts, Objection, Strength
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examiner import Examination
from peerinspect.independence.examining.arrays import CeilingArrays
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Limit
from peerinspect.independence.waiving import Waivers


@dataclass
class Plain:
    """What an examination says, with placements told by person and duty instead of by number."""

    candidates: list[Any]
    alone: dict[Any, Fraction]
    hard_pairs: set[frozenset[Any]]
    soft_pairs: dict[frozenset[Any], Fraction]
    ceilings: list[Any]
    settled_cost: Fraction


def told_by_pair(found: Examination) -> Plain:
    """The fast examiner's findings in the same words."""
    pairs = [one.pair for one in found.candidates]
    assert all(one < other for one, other in {*found.hard_pairs, *found.soft_pairs})
    return Plain(
        pairs,
        dict(zip(pairs, found.alone, strict=True)),
        {frozenset((pairs[one], pairs[other])) for one, other in found.hard_pairs},
        {frozenset((pairs[one], pairs[other])): cost for (one, other), cost in found.soft_pairs.items()},
        in_order(
            (
                one.rule.code,
                one.bucket,
                one.settled,
                {pairs[index]: amount for index, amount in one.members.items()},
                {pairs[index] for index in one.openers},
                one.in_force,
                one.counts_alone,
            )
            for one in found.ceilings
        ),
        found.settled_cost,
    )


def told_by_arrays(found: Examination) -> Plain:
    """What the arrays say, in the same words."""
    seats, both = found.candidate_arrays(), found.pair_arrays()
    who = zip(seats.person.tolist(), seats.duty.tolist(), strict=True)
    pairs = [(seats.people[person], seats.duties[duty]) for person, duty in who]
    keys = [frozenset((pairs[one], pairs[other])) for one, other in zip(both.lower, both.higher, strict=True)]
    assert len(set(keys)) == len(keys) and all(both.lower < both.higher)
    costs = [both.costs[number] for number in both.cost]
    return Plain(
        pairs,
        dict(zip(pairs, (seats.costs[number] for number in seats.cost), strict=True)),
        {key for key, hard in zip(keys, both.hard, strict=True) if hard},
        {key: cost for key, cost in zip(keys, costs, strict=True) if cost},
        [one for some in found.ceiling_arrays() for one in _ceilings_of(some, pairs)],
        found.settled_cost,
    )


def _ceilings_of(some: CeilingArrays, pairs: list[Any]) -> Iterator[Any]:
    """Each ceiling of the block, by what the arrays say of it."""
    for place in range(len(some.most)):
        members = slice(some.first_member[place], some.first_member[place + 1])
        openers = slice(some.first_opener[place], some.first_opener[place + 1])
        yield (
            some.rule.code,
            some.holders[some.holder[place]],
            int(some.most[place]),
            int(some.settled[place]),
            [(pairs[one], int(much)) for one, much in zip(some.members[members], some.amounts[members], strict=True)],
            [pairs[one] for one in some.openers[openers]],
            bool(some.in_force[place]),
            bool(some.counts_alone[place]),
            bool(some.always_binds[place]),
        )


def ceilings_as_arrays_tell_them(found: Examination) -> list[Any]:
    """The ceilings as objects, in the words of `told_by_arrays`."""
    pairs = [one.pair for one in found.candidates]
    return [
        (
            one.rule.code,
            one.bucket.holder,
            one.bucket.ceiling,
            one.settled,
            [(pairs[index], amount) for index, amount in sorted(one.members.items())],
            [pairs[index] for index in sorted(one.openers)],
            one.in_force,
            one.counts_alone,
            one.in_force or one.rule.binds_unopened(one.bucket),
        )
        for one in found.ceilings
    ]


def in_order(ceilings: Iterable[Any]) -> list[Any]:
    return sorted(ceilings, key=lambda one: (one[0], str(sorted(map(str, one[1])))))


def examined_plainly(facts: Facts, rulebook: Rulebook) -> Plain:
    return _Examiner(facts, rulebook).examine()


def is_hard(objections: Iterable[Objection]) -> bool:
    return any(one.strength is Strength.HARD for one in objections)


def is_soft(objections: Iterable[Objection]) -> bool:
    return any(one.strength is Strength.SOFT for one in objections)


class _Examiner:
    def __init__(self, facts: Facts, rulebook: Rulebook) -> None:
        self.facts = facts
        self.rulebook = rulebook
        self.waivers = Waivers(facts)
        self.settled = [
            engage(facts, facts.people[one.person], facts.duties[one.duty], one)
            for one in facts.placements
            if facts.is_history(one) or facts.is_fixed(one)
        ]
        self.fixed = [one for one in self.settled if one.fixed]
        self.past = [one for one in self.settled if one.past]

    def examine(self) -> Plain:
        able = sorted(self._able(), key=lambda one: (one.duty.id, one.person.id))
        costs = {one.pair: self._cost(one) for one in able}
        able = [one for one in able if costs[one.pair] is not None and not self._is_too_much(one)]
        hard, soft = self._pairs(able)
        return Plain(
            [one.pair for one in able],
            {one.pair: costs[one.pair] for one in able},
            hard,
            soft,
            in_order(self._ceilings(able)),
            self._settled_cost(),
        )

    def _able(self) -> Iterator[Engagement]:
        settled = {one.pair for one in self.settled}
        for duty in self.facts.duties.values():
            taken = sum(one.duty.id == duty.id for one in self.fixed)
            if self.facts.is_open(duty) and duty.seats > taken:
                for person in self.facts.people.values():
                    if (person.id, duty.id) not in settled:
                        yield engage(self.facts, person, duty)

    # --- one placement, alone and beside what is settled ---

    def _cost(self, one: Engagement) -> Fraction | None:
        """None where anything forbids it."""
        if is_hard(self.rulebook.objections_alone(one)):
            return None
        cost = self._cost_alone(one)
        for other in self.settled:
            for clash in self.rulebook.clashes:
                objections = clash.objections(one, other)
                if is_hard(objections):
                    return None
                if is_soft(objections) and not self.waivers.covers_pair(clash.code, one, other):
                    cost += clash.weight
        for two, three in combinations(self.settled, 2):
            for rule in self.rulebook.triples:
                objections = rule.objections(one, two, three)
                if is_hard(objections):
                    return None
                if is_soft(objections) and not self.waivers.covers_three(rule.code, (one, two, three)):
                    cost += rule.weight
        return cost

    def _cost_alone(self, one: Engagement) -> Fraction:
        objections = self.rulebook.objections_alone(one)
        codes = {each.rule for each in objections if each.strength is Strength.SOFT}
        return sum(
            (self.rulebook.rule(code).weight for code in codes if not self.waivers.covers(code, one)), Fraction(0)
        )

    def _settled_cost(self) -> Fraction:
        cost = sum(map(self._cost_alone, self.fixed), Fraction(0))
        for one, other in combinations(self.settled, 2):
            for clash in self.rulebook.clashes if one.fixed or other.fixed else ():
                if is_soft(clash.objections(one, other)) and not self.waivers.covers_pair(clash.code, one, other):
                    cost += clash.weight
        for three in combinations(self.settled, 3):
            for rule in self.rulebook.triples if any(one.fixed for one in three) else ():
                if is_soft(rule.objections(*three)) and not self.waivers.covers_three(rule.code, three):
                    cost += rule.weight
        return cost

    # --- two candidates ---

    def _pairs(self, able: list[Engagement]) -> tuple[set[frozenset[Any]], dict[frozenset[Any], Fraction]]:
        hard: set[frozenset[Any]] = set()
        soft: dict[frozenset[Any], Fraction] = {}
        for one, other in combinations(able, 2):
            both = frozenset((one.pair, other.pair))
            for clash in self.rulebook.clashes if one.duty is not other.duty or one.duty.seats > 1 else ():
                objections = clash.objections(one, other)
                if is_hard(objections):
                    hard.add(both)
                if is_soft(objections) and not self.waivers.covers_pair(clash.code, one, other):
                    soft[both] = soft.get(both, Fraction(0)) + clash.weight
        return hard, soft

    # --- what fills up ---

    def _counted(self, limit: Limit, engagements: Iterable[Engagement]) -> list[Engagement]:
        soft = limit.as_set(limit.own_strength) is Strength.SOFT
        return [one for one in engagements if not (soft and self.waivers.covers(limit.code, one))]

    def _is_too_much(self, one: Engagement) -> bool:
        for limit in self.rulebook.limits:
            if limit.as_set(limit.own_strength) is Strength.HARD:
                for bucket in {bucket for each in (*self.settled, one) for bucket in limit.opens(each)}:
                    together = limit.total(bucket, [*self.settled, one])
                    if together > bucket.ceiling and limit.amount(bucket, one) > 0:
                        return True
        return False

    def _ceilings(self, able: list[Engagement]) -> Iterator[Any]:
        for limit in self.rulebook.limits:
            settled, candidates = self._counted(limit, self.settled), self._counted(limit, able)
            for bucket in {bucket for one in (*settled, *candidates) for bucket in limit.opens(one)}:
                total = limit.total(bucket, settled)
                members = {one.pair: self._more(limit, bucket, settled, one) for one in candidates}
                members = {pair: amount for pair, amount in members.items() if amount}
                if total + sum(members.values()) > bucket.ceiling:
                    yield (
                        limit.code,
                        bucket,
                        total,
                        members,
                        {one.pair for one in candidates if bucket in limit.opens(one)},
                        any(bucket in limit.opens(one) for one in settled),
                        any(one.fixed and limit.amount(bucket, one) > 0 for one in settled),
                    )

    def _more(self, limit: Limit, bucket: Any, settled: list[Engagement], one: Engagement) -> int:
        """What a candidate adds; into what is overfull already nobody goes."""
        before = limit.total(bucket, settled)
        return limit.amount(bucket, one) if before > bucket.ceiling else limit.total(bucket, [*settled, one]) - before
