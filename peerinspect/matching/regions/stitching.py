"""What parts chose apart, put together: which placements cannot stand beside each other, and which have to go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from peerinspect.domain import Facts, Objection, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examiner import settled_engagements
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bucket, Clash, Limit
from peerinspect.independence.threes import priced_threes
from peerinspect.independence.waiving import Waivers

Conflict = frozenset[Pair]
"""Chosen placements that cannot all stand."""

Parties = Sequence[Engagement]
"""What an objection is about."""


class Seam:
    """Looks for hard objections among chosen placements and beside the settled ones."""

    def __init__(self, facts: Facts, rulebook: Rulebook) -> None:
        self.facts = facts
        self.rulebook = rulebook
        self.past, self.fixed = settled_engagements(facts)
        self.waivers = Waivers(facts)
        self._known: dict[Pair, Engagement] = {}

    def engaged(self, pairs: Collection[Pair]) -> list[Engagement]:
        """The engagements of chosen placements, in order of duty, then person."""
        facts = self.facts
        for pair in pairs:
            if pair not in self._known:
                self._known[pair] = engage(facts, facts.people[pair[0]], facts.duties[pair[1]])
        return [self._known[pair] for pair in sorted(pairs, key=lambda pair: (pair[1], pair[0]))]

    def conflicts(self, chosen: Collection[Pair]) -> list[Conflict]:
        """Every hard objection to chosen placements together, by those that it is about."""
        everyone = [*self.past, *self.fixed, *self.engaged(chosen)]
        groups = (
            _chosen(*parties)
            for find in (self._in_clashes, self._in_threes, self._in_limits)
            for parties in find(everyone)
        )
        return sorted({group for group in groups if group}, key=sorted)

    def _in_clashes(self, everyone: Sequence[Engagement]) -> Iterator[Parties]:
        for clash in self.rulebook.clashes:
            for one, other in _sharing_a_key(clash, everyone):
                if _chosen(one, other) and _is_hard(clash.objections(one, other)):
                    yield one, other

    def _in_threes(self, everyone: Sequence[Engagement]) -> Iterator[Parties]:
        for rule in self.rulebook.triples:
            yield from (three for three in rule.found(everyone) if _is_hard(rule.objections(*three)))

    def _in_limits(self, everyone: Sequence[Engagement]) -> Iterator[Parties]:
        for limit in self.rulebook.limits:
            if limit.as_set(limit.own_strength) is Strength.HARD:
                yield from (inside for _, inside, _ in _overfull(limit, everyone))

    def standing(self, wanted: Iterable[Pair]) -> frozenset[Pair]:
        """Those of the wanted placements that can stand together, on seats that nobody fixed holds."""
        free = Counter({id_: duty.seats for id_, duty in self.facts.duties.items()})
        free.subtract(one.duty.id for one in self.fixed)
        kept: set[Pair] = set()
        for one in self.engaged(set(wanted)):
            if free[one.duty.id] > 0 and not _is_hard(self.rulebook.objections_alone(one)):
                free[one.duty.id] -= 1
                kept.add(one.pair)
        return frozenset(self.without_conflicts(kept))

    def cost(self, chosen: Collection[Pair]) -> Fraction:
        """The goal `waivers` with the chosen and the fixed placements, over the whole problem."""
        placed = [*self.fixed, *self.engaged(chosen)]
        everyone, total = [*self.past, *placed], Fraction(0)
        for one in placed:
            total += self._cost_alone(one)
        for clash in self.rulebook.clashes:
            total += clash.weight * sum(1 for _ in self._soft_pairs(clash, everyone))
        for rule in self.rulebook.triples:
            total += rule.weight * sum(1 for _ in priced_threes(rule, everyone, self.waivers))
        for limit in self.rulebook.limits:
            if limit.as_set(limit.own_strength) is Strength.SOFT:
                total += limit.weight * sum(self._excesses(limit, everyone).values())
        return total

    def _cost_alone(self, one: Engagement) -> Fraction:
        soft = {each.rule for each in self.rulebook.objections_alone(one) if each.strength is Strength.SOFT}
        rules = (self.rulebook.rule(code) for code in sorted(soft) if not self.waivers.covers(code, one))
        return sum((rule.weight for rule in rules), Fraction(0))

    def _soft_pairs(self, clash: Clash, everyone: Sequence[Engagement]) -> set[Conflict]:
        return {
            frozenset((one.pair, other.pair))
            for one, other in _sharing_a_key(clash, everyone)
            if not (one.past and other.past)
            and any(each.strength is Strength.SOFT for each in clash.objections(one, other))
            and not self.waivers.covers_pair(clash.code, one, other)
        }

    def _excesses(self, limit: Limit, everyone: Sequence[Engagement]) -> dict[Hashable, int]:
        counted = [one for one in everyone if not self.waivers.covers(limit.code, one)]
        excesses: dict[Hashable, int] = {}
        for bucket, inside, total in _overfull(limit, counted):
            if not all(one.past for one in inside):
                excesses[bucket.holder] = max(excesses.get(bucket.holder, 0), total - bucket.ceiling)
        return excesses

    def without_conflicts(self, chosen: Collection[Pair], spared: Collection[Pair] = ()) -> set[Pair]:
        """The placements without those that are in most conflicts, the last of equals, until none is left.

        The `spared` ones, which stand together, go last.
        """
        left = set(chosen)
        while conflicts := self.conflicts(left):
            while conflicts:
                times = Counter(pair for conflict in conflicts for pair in conflict)
                worst = max(times, key=lambda pair: (pair not in spared, times[pair], pair[1], pair[0]))
                left.discard(worst)
                conflicts = [conflict for conflict in conflicts if worst not in conflict]
        return left


def _chosen(*engagements: Engagement) -> Conflict:
    return frozenset(one.pair for one in engagements if not one.past and not one.fixed)


def _sharing_a_key(clash: Clash, everyone: Sequence[Engagement]) -> Iterator[tuple[Engagement, Engagement]]:
    """Every two placements that can clash at all, those of two keys twice."""
    groups: dict[Hashable, list[Engagement]] = defaultdict(list)
    for one in everyone:
        for key in clash.keys(one):
            groups[key].append(one)
    return (two for group in groups.values() for two in combinations(group, 2))


def _is_hard(objections: Iterable[Objection]) -> bool:
    return any(each.strength is Strength.HARD for each in objections)


def _overfull(limit: Limit, everyone: Sequence[Engagement]) -> Iterator[tuple[Bucket, list[Engagement], int]]:
    """Every bucket that holds too much, with what is in it and how much that is."""
    buckets: dict[Bucket, None] = {}
    holders: dict[Hashable, list[Engagement]] = defaultdict(list)
    for one in everyone:
        buckets.update(dict.fromkeys(limit.opens(one)))
        for holder in limit.holders(one):
            holders[holder].append(one)
    for bucket in buckets:
        inside = [one for one in holders[bucket.holder] if limit.amount(bucket, one)]
        total = limit.total(bucket, inside)
        if total > bucket.ceiling:
            yield bucket, inside, total
