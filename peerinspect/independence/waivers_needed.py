"""Which rules need a waiver for which placement of a roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from peerinspect.domain import Facts, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bucket, Clash, Limit
from peerinspect.independence.threes import priced_threes
from peerinspect.independence.waiving import Waivers


def waivers_needed(
    facts: Facts, rulebook: Rulebook, placed: Sequence[Engagement], past: Sequence[Engagement]
) -> dict[Pair, tuple[str, ...]]:
    """The codes of the rules with an unwaived soft objection to each placement, sorted; none is absent.

    A clash or a ring needs it on every side that is not past, a limit on every placement that fills an overfull bucket.
    """
    waivers = Waivers(facts)
    needed: dict[Pair, set[str]] = defaultdict(set)
    for one, code in (
        *_objected_to_alone(rulebook, placed, waivers),
        *_objected_to_together(rulebook, placed, past, waivers),
        *_in_overfull_limits(rulebook, placed, past, waivers),
    ):
        if not one.past:
            needed[one.pair].add(code)
    return {pair: tuple(sorted(codes)) for pair, codes in needed.items()}


def _objected_to_alone(
    rulebook: Rulebook, placed: Sequence[Engagement], waivers: Waivers
) -> Iterator[tuple[Engagement, str]]:
    for one in placed:
        for objection in rulebook.objections_alone(one):
            if objection.strength is Strength.SOFT and not waivers.covers(objection.rule, one):
                yield one, objection.rule


def _objected_to_together(
    rulebook: Rulebook, placed: Sequence[Engagement], past: Sequence[Engagement], waivers: Waivers
) -> Iterator[tuple[Engagement, str]]:
    """Both sides of each soft clash, and all three of each soft ring."""
    for clash in rulebook.clashes:
        for one in _in_soft_clashes(clash, placed, past, waivers):
            yield one, clash.code
    for rule in rulebook.triples:
        for three in priced_threes(rule, [*past, *placed], waivers):
            yield from ((one, rule.code) for one in three)


def _in_overfull_limits(
    rulebook: Rulebook, placed: Sequence[Engagement], past: Sequence[Engagement], waivers: Waivers
) -> Iterator[tuple[Engagement, str]]:
    for limit in rulebook.limits:
        if limit.as_set(limit.own_strength) is Strength.SOFT:
            for one in _in_overfull_buckets(limit, placed, past, waivers):
                yield one, limit.code


def _in_soft_clashes(
    clash: Clash, placed: Sequence[Engagement], past: Sequence[Engagement], waivers: Waivers
) -> Iterator[Engagement]:
    sharing: dict[Hashable, list[Engagement]] = defaultdict(list)
    for one in (*past, *placed):
        for key in clash.keys(one):
            sharing[key].append(one)
    for group in sharing.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if not (one.past and other.past) and _is_soft(clash, one, other, waivers):
                    yield from (side for side in (one, other) if not side.past)


def _is_soft(clash: Clash, one: Engagement, other: Engagement, waivers: Waivers) -> bool:
    objections = clash.objections(one, other)
    return any(each.strength is Strength.SOFT for each in objections) and not waivers.covers_pair(
        clash.code, one, other
    )


def _in_overfull_buckets(
    limit: Limit, placed: Sequence[Engagement], past: Sequence[Engagement], waivers: Waivers
) -> Iterator[Engagement]:
    counted = [one for one in (*past, *placed) if not waivers.covers(limit.code, one)]
    buckets: dict[Bucket, None] = {}
    for one in counted:
        buckets.update(dict.fromkeys(limit.opens(one)))
    holders: dict[Hashable, list[Engagement]] = defaultdict(list)
    for one in counted:
        for holder in limit.holders(one):
            holders[holder].append(one)
    for bucket in buckets:
        inside = [one for one in holders[bucket.holder] if limit.amount(bucket, one)]
        if limit.total(bucket, inside) > bucket.ceiling:
            yield from (one for one in inside if not one.past)
