"""A roster as company for a further placement: what it objects to, found by the rules' keys and holders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from fractions import Fraction

from peerinspect.domain import Evidence, Facts, Objection, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rounds import Three
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bucket, Clash, Limit, Triple
from peerinspect.independence.waiving import Waivers


class Company:
    """The placements of a roster and of the past, indexed once, asked for many people.

    Where it is asked about one placement alone, only what has to do with that one is indexed.
    """

    def __init__(
        self,
        facts: Facts,
        rulebook: Rulebook,
        placed: Iterable[Engagement],
        past: Iterable[Engagement],
        about: Engagement | None = None,
    ) -> None:
        self.facts = facts
        self.rulebook = rulebook
        self.waivers = Waivers(facts)
        self._sharing: dict[tuple[str, Hashable], list[Engagement]] = defaultdict(list)
        self._holding: dict[tuple[str, Hashable], list[Engagement]] = defaultdict(list)
        self._opened: dict[tuple[str, Hashable], dict[Bucket, list[Engagement]]] = defaultdict(dict)
        everyone = (*placed, *past)
        self._rounds = {rule.code: rule.rounds(everyone) for rule in rulebook.triples}
        wanted = self._keys_of(about) if about else None
        for one in everyone:
            self._index(one, wanted)

    def _keys_of(self, one: Engagement) -> set[tuple[str, Hashable]]:
        """What the placement has in common with others, by rule."""
        shared = {(clash.code, key) for clash in self.rulebook.clashes for key in clash.keys(one)}
        return shared | {(limit.code, holder) for limit in self.rulebook.limits for holder in limit.holders(one)}

    def _index(self, one: Engagement, wanted: Collection[tuple[str, Hashable]] | None) -> None:
        for clash in self.rulebook.clashes:
            for key in clash.keys(one):
                if wanted is None or (clash.code, key) in wanted:
                    self._sharing[(clash.code, key)].append(one)
        for limit in self.rulebook.limits:
            held = [holder for holder in limit.holders(one) if wanted is None or (limit.code, holder) in wanted]
            for holder in held:
                self._holding[(limit.code, holder)].append(one)
            for bucket in limit.opens(one) if held else ():
                self._opened[(limit.code, bucket.holder)].setdefault(bucket, []).append(one)

    def objections_to(self, one: Engagement, without: frozenset[Pair] = frozenset()) -> list[Objection]:
        """Every objection to the placement, alone and beside the roster, the placements `without` left aside."""
        return [*self.rulebook.objections_alone(one), *self.objections_beside(one, without)]

    def objections_beside(self, one: Engagement, without: frozenset[Pair] = frozenset()) -> list[Objection]:
        """Every objection that needs the roster or the past, the placements `without` left aside."""
        found: list[Objection] = []
        for clash in self.rulebook.clashes:
            for other in self._partners(clash, one, without):
                found += clash.objections(one, other)
        for rule in self.rulebook.triples:
            for _, objections in self._closed(rule, one, without):
                found += objections
        for limit in self.rulebook.limits:
            found += self._overfull(limit, one, without)
        return found

    def soft_cost(self, one: Engagement, without: frozenset[Pair] = frozenset()) -> Fraction:
        """What the placement costs in `waivers`: each soft rule once alone, once with each partner or two, and by
        its excess."""
        alone = {each.rule for each in self.rulebook.objections_alone(one) if each.strength is Strength.SOFT}
        cost = sum((self._weight(code) for code in alone if not self.waivers.covers(code, one)), start=Fraction(0))
        cost += self._cost_together(one, without)
        for limit in self.rulebook.limits:
            if limit.as_set(limit.own_strength) is Strength.SOFT and not self.waivers.covers(limit.code, one):
                cost += limit.weight * self._excess(limit, one, without)
        return cost

    def _cost_together(self, one: Engagement, without: frozenset[Pair]) -> Fraction:
        cost = Fraction(0)
        for clash in self.rulebook.clashes:
            for other in self._partners(clash, one, without):
                if _is_soft(clash.objections(one, other)) and not self.waivers.covers_pair(clash.code, one, other):
                    cost += clash.weight
        for rule in self.rulebook.triples:
            for three, objections in self._closed(rule, one, without):
                if _is_soft(objections) and not self.waivers.covers_three(rule.code, three):
                    cost += rule.weight
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

    def _closed(
        self, rule: Triple, one: Engagement, without: frozenset[Pair]
    ) -> Iterator[tuple[Three, list[Objection]]]:
        for two, three, objections in rule.closing(one, self._rounds[rule.code]):
            if two.pair not in without and three.pair not in without:
                yield (one, two, three), objections

    def _overfull(self, limit: Limit, one: Engagement, without: frozenset[Pair]) -> list[Objection]:
        """One objection a holder: to its fullest overfull bucket among those that the placement has to do with."""
        rest = without | {one.pair}
        found = []
        for holder in limit.holders(one) if self._counts(limit, one) else ():
            overfull = [
                (limit.total(bucket, inside) - bucket.ceiling, bucket, inside)
                for bucket, inside in self._buckets(limit, holder, rest, one)
                if one in inside or self._is_opened_by(one, limit, bucket, inside, rest)
            ]
            excess, bucket, inside = max(overfull, key=lambda each: each[0], default=(0, None, []))
            if bucket is not None and excess > 0:
                found.append(self._too_full(limit, one, bucket, inside))
        return found

    def _is_opened_by(
        self, one: Engagement, limit: Limit, bucket: Bucket, inside: list[Engagement], rest: frozenset[Pair]
    ) -> bool:
        """Whether the bucket counts on account of the placement alone, and not for what is past or fixed anyway."""
        others = self._opened.get((limit.code, bucket.holder), {}).get(bucket, ())
        opened_before = any(each.pair not in rest and self._counts(limit, each) for each in others)
        return not opened_before and any(not each.past and not each.fixed for each in inside)

    def _too_full(self, limit: Limit, one: Engagement, bucket: Bucket, inside: list[Engagement]) -> Objection:
        others = [each for each in inside if each is not one]
        return limit.refuse(
            limit.own_strength,
            limit.sentence(bucket, limit.total(bucket, inside), self.facts),
            one,
            *others,
            evidence=[Evidence("counted here", each.duty.first_day, each.duty.last_day) for each in others],
        )

    def _excess(self, limit: Limit, one: Engagement, without: frozenset[Pair]) -> int:
        """By how much the placement raises each holder's largest excess, added up."""
        rest = without | {one.pair}
        return sum(
            self._largest(limit, holder, rest, one) - self._largest(limit, holder, rest)
            for holder in limit.holders(one)
        )

    def _largest(self, limit: Limit, holder: Hashable, without: frozenset[Pair], one: Engagement | None = None) -> int:
        """The holder's largest excess; a bucket with past placements alone counts nothing."""
        excesses = (
            limit.total(bucket, inside) - bucket.ceiling
            for bucket, inside in self._buckets(limit, holder, without, one)
            if not all(each.past for each in inside)
        )
        return max(0, max(excesses, default=0))

    def _buckets(
        self, limit: Limit, holder: Hashable, without: frozenset[Pair], one: Engagement | None = None
    ) -> Iterator[tuple[Bucket, list[Engagement]]]:
        """The holder's buckets in force and what is in each, with `one` where given; what is waived is left out."""
        rest = {
            each.pair for each in self._holding.get((limit.code, holder), ()) if self._counts(limit, each)
        } - without
        opened = [
            bucket
            for bucket, openers in self._opened.get((limit.code, holder), {}).items()
            if any(each.pair in rest for each in openers)
        ]
        opened += [bucket for bucket in (limit.opens(one) if one else ()) if bucket.holder == holder]
        counted = [each for each in self._holding.get((limit.code, holder), ()) if each.pair in rest]
        counted += [one] if one else []
        for bucket in dict.fromkeys(opened):
            yield bucket, [each for each in counted if limit.amount(bucket, each)]

    def _counts(self, limit: Limit, one: Engagement) -> bool:
        """A soft limit leaves waived placements out."""
        return limit.as_set(limit.own_strength) is Strength.HARD or not self.waivers.covers(limit.code, one)


def _is_soft(objections: Iterable[Objection]) -> bool:
    return any(each.strength is Strength.SOFT for each in objections)
