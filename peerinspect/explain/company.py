"""A roster as company for a further placement: what it objects to, found by the rules' keys and holders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from fractions import Fraction

from peerinspect.domain import Evidence, Facts, Objection, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bucket, Clash, Limit
from peerinspect.independence.waiving import Waivers


class Company:
    """The placements of a roster and of the past, indexed once, asked for many people."""

    def __init__(
        self, facts: Facts, rulebook: Rulebook, placed: Iterable[Engagement], past: Iterable[Engagement]
    ) -> None:
        self.facts = facts
        self.rulebook = rulebook
        self.waivers = Waivers(facts)
        self._sharing: dict[tuple[str, Hashable], list[Engagement]] = defaultdict(list)
        self._holding: dict[tuple[str, Hashable], list[Engagement]] = defaultdict(list)
        self._opened: dict[tuple[str, Hashable], dict[Bucket, list[Pair]]] = defaultdict(dict)
        for one in (*placed, *past):
            self._index(one)

    def _index(self, one: Engagement) -> None:
        for clash in self.rulebook.clashes:
            for key in clash.keys(one):
                self._sharing[(clash.code, key)].append(one)
        for limit in self.rulebook.limits:
            for holder in limit.holders(one):
                self._holding[(limit.code, holder)].append(one)
            for bucket in limit.opens(one):
                self._opened[(limit.code, bucket.holder)].setdefault(bucket, []).append(one.pair)

    def objections_to(self, one: Engagement, without: frozenset[Pair] = frozenset()) -> list[Objection]:
        """Every objection to the placement, alone and beside the roster, the placements `without` left aside."""
        return [*self.rulebook.objections_alone(one), *self.objections_beside(one, without)]

    def objections_beside(self, one: Engagement, without: frozenset[Pair] = frozenset()) -> list[Objection]:
        """Every objection that needs the roster or the past, the placements `without` left aside."""
        found: list[Objection] = []
        for clash in self.rulebook.clashes:
            for other in self._partners(clash, one, without):
                found += clash.objections(one, other)
        for limit in self.rulebook.limits:
            found += self._overfull(limit, one, without)
        return found

    def soft_cost(self, one: Engagement, without: frozenset[Pair] = frozenset()) -> Fraction:
        """What the placement costs in `waivers`: each soft rule once alone, once a partner, and by its excess."""
        alone = {each.rule for each in self.rulebook.objections_alone(one) if each.strength is Strength.SOFT}
        cost = sum((self._weight(code) for code in alone if not self.waivers.covers(code, one)), start=Fraction(0))
        for clash in self.rulebook.clashes:
            for other in self._partners(clash, one, without):
                soft = any(each.strength is Strength.SOFT for each in clash.objections(one, other))
                if soft and not self.waivers.covers_pair(clash.code, one, other):
                    cost += clash.weight
        for limit in self.rulebook.limits:
            if limit.as_set(limit.own_strength) is Strength.SOFT and not self.waivers.covers(limit.code, one):
                cost += limit.weight * self._excess(limit, one, without)
        return cost

    def _weight(self, code: str) -> Fraction:
        return self.rulebook.rule(code).weight

    def _partners(self, clash: Clash, one: Engagement, without: frozenset[Pair]) -> Iterator[Engagement]:
        seen: set[Pair] = {one.pair}
        for key in clash.keys(one):
            for other in self._sharing.get((clash.code, key), ()):
                if other.pair not in seen and other.pair not in without:
                    seen.add(other.pair)
                    yield other

    def _overfull(self, limit: Limit, one: Engagement, without: frozenset[Pair]) -> list[Objection]:
        """One objection a holder: to its fullest overfull bucket."""
        worst: dict[Hashable, tuple[int, Bucket, list[Engagement]]] = {}
        for bucket, inside in self._buckets(limit, one, without):
            total = limit.total(bucket, [*inside, one])
            excess = total - bucket.ceiling
            if excess > 0 and excess > worst.get(bucket.holder, (0,))[0]:
                worst[bucket.holder] = (excess, bucket, inside)
        return [
            limit.refuse(
                limit.own_strength,
                limit.sentence(bucket, excess + bucket.ceiling, self.facts),
                one,
                *inside,
                evidence=[Evidence("counted here", each.duty.first_day, each.duty.last_day) for each in inside],
            )
            for excess, bucket, inside in worst.values()
        ]

    def _excess(self, limit: Limit, one: Engagement, without: frozenset[Pair]) -> int:
        """By how much the placement raises each holder's largest excess, added up."""
        before: dict[Hashable, int] = defaultdict(int)
        after: dict[Hashable, int] = defaultdict(int)
        for bucket, inside in self._buckets(limit, one, without):
            counted = [each for each in inside if not self.waivers.covers(limit.code, each)]
            if any(not each.past for each in counted):
                before[bucket.holder] = max(before[bucket.holder], limit.total(bucket, counted) - bucket.ceiling)
            after[bucket.holder] = max(after[bucket.holder], limit.total(bucket, [*counted, one]) - bucket.ceiling)
        return sum(after[holder] - before[holder] for holder in after)

    def _buckets(
        self, limit: Limit, one: Engagement, without: frozenset[Pair]
    ) -> Iterator[tuple[Bucket, list[Engagement]]]:
        """The buckets in force that the placement puts something into, with what else is in each."""
        own = list(limit.opens(one))
        for holder in limit.holders(one):
            opened = self._opened.get((limit.code, holder), {})
            in_force = [bucket for bucket, pairs in opened.items() if not without.issuperset(pairs)]
            holding = [
                each
                for each in self._holding.get((limit.code, holder), ())
                if each.pair not in without and each.pair != one.pair
            ]
            for bucket in dict.fromkeys([*in_force, *(bucket for bucket in own if bucket.holder == holder)]):
                if limit.amount(bucket, one):
                    yield bucket, [each for each in holding if limit.amount(bucket, each)]
