"""The slow, plain examination: every placement, pair, three and bucket, by the rules' own predicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from peerinspect.domain import Facts, Strength
from peerinspect.independence.auditing.findings import Findings, Waivers
from peerinspect.independence.auditing.pairing import MOST_FOR_ALL_PAIRS, Company, pairs_to_examine
from peerinspect.independence.auditing.threes import threes_to_examine
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.shapes import Bucket, Limit

if TYPE_CHECKING:  # rules may use the goals' formulas, so the rulebook is not loaded from here
    from peerinspect.independence.rulebook import Rulebook


def past_engagements(facts: Facts) -> list[Engagement]:
    """The engagements of the file's history, in order of duty and person."""
    past = {one.pair: one for one in facts.placements if facts.is_history(one)}
    return [
        engage(facts, facts.people[one.person], facts.duties[one.duty], one)
        for one in sorted(past.values(), key=lambda one: (one.duty, one.person))
    ]


def examine(facts: Facts, placed: Sequence[Engagement], rules: Rulebook) -> Findings:
    """Puts every placement, pair, three and bucket before every rule. `placed` is the roster, history apart.

    Objections between past placements only are not looked for.
    """
    findings, waivers, past = Findings(), Waivers(facts), past_engagements(facts)
    shapes = (rules.bars, rules.clashes, rules.triples, rules.limits, rules.covers)
    findings.rules = sum(len(shape) for shape in shapes)
    _examine_placements(placed, rules, waivers, findings)
    _examine_pairs(facts, placed, past, rules, waivers, findings)
    _examine_threes(facts, placed, past, rules, waivers, findings)
    for limit in rules.limits:
        _examine_limit(facts, [*placed, *past], limit, waivers, findings)
    return findings


def _examine_placements(placed: Sequence[Engagement], rules: Rulebook, waivers: Waivers, findings: Findings) -> None:
    for one in placed:
        findings.placements += 1
        for bar in rules.bars:
            findings.add(bar, bar.objections(one), (one,), waivers.cover_placement(bar.code, one))
        for clash in rules.clashes:
            findings.add(clash, clash.bars(one), (one,), waivers.cover_placement(clash.code, one))


def _examine_pairs(
    facts: Facts,
    placed: Sequence[Engagement],
    past: Sequence[Engagement],
    rules: Rulebook,
    waivers: Waivers,
    findings: Findings,
) -> None:
    for one, other in pairs_to_examine(facts, placed, past):
        findings.pairs += 1
        for clash in rules.clashes:
            objections = clash.objections(one, other)
            if objections:
                findings.add(clash, objections, (one, other), waivers.cover_pair(clash.code, one, other))


def _examine_threes(
    facts: Facts,
    placed: Sequence[Engagement],
    past: Sequence[Engagement],
    rules: Rulebook,
    waivers: Waivers,
    findings: Findings,
) -> None:
    if not rules.triples:
        return
    for three in threes_to_examine(facts, placed, past):
        findings.threes += 1
        for rule in rules.triples:
            objections = rule.objections(*three)
            if objections:
                findings.add(rule, objections, three, waivers.cover_three(rule.code, three))


def _examine_limit(
    facts: Facts, engagements: list[Engagement], limit: Limit, waivers: Waivers, findings: Findings
) -> None:
    """A soft limit leaves waived placements out altogether and costs each holder's largest excess, not their sum."""
    is_soft = limit.as_set(limit.own_strength) is Strength.SOFT
    counted = [one for one in engagements if not (is_soft and waivers.cover_placement(limit.code, one))]
    excesses: dict[Hashable, int] = defaultdict(int)
    for bucket, candidates in _buckets(facts, counted, limit):
        amounts = {one: limit.amount(bucket, one) for one in candidates}
        inside = [one for one, amount in amounts.items() if amount > 0]
        total = _total(limit, inside, amounts)
        if total > bucket.ceiling and not all(one.past for one in inside):
            objections = [limit.refuse(limit.own_strength, limit.sentence(bucket, total, facts), *inside)]
            findings.add_hard(objections, inside)
            if findings.add_soft(objections, inside):
                excesses[bucket.holder] = max(excesses[bucket.holder], total - bucket.ceiling)
    findings.cost += limit.weight * Fraction(sum(excesses.values()))


def _buckets(facts: Facts, engagements: list[Engagement], limit: Limit) -> list[tuple[Bucket, list[Engagement]]]:
    """Every bucket that any placement opens, with the placements to ask for what they put into it."""
    openers: dict[Bucket, list[Engagement]] = defaultdict(list)
    for one in engagements:
        for bucket in limit.opens(one):
            openers[bucket].append(one)
    if len(engagements) <= MOST_FOR_ALL_PAIRS:
        return [(bucket, engagements) for bucket in openers]
    company = Company(facts, engagements)
    return [(bucket, company.of(*opening)) for bucket, opening in openers.items()]


def _total(limit: Limit, inside: list[Engagement], amounts: dict[Engagement, int]) -> int:
    """What the bucket holds; where the limit counts people, a person's largest amount stands for all of theirs."""
    if not limit.counts_people:
        return sum(amounts[one] for one in inside)
    largest: dict[str, int] = defaultdict(int)
    for one in inside:
        largest[one.person.id] = max(largest[one.person.id], amounts[one])
    return sum(largest.values())
