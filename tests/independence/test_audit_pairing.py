"""The auditor's own buckets for large rosters find what all pairs find: shown on random small worlds, by every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import comb
from random import Random

import pytest
from audit_cases import AS_OF

from peerinspect.domain import (
    Arrangement,
    Duty,
    Facts,
    Interest,
    Objection,
    Offer,
    Period,
    Person,
    Placement,
    Post,
    Strength,
    kinds,
)
from peerinspect.independence import goals
from peerinspect.independence.auditing import examination, pairing, threes
from peerinspect.independence.auditing.examination import examine, past_engagements
from peerinspect.independence.auditing.findings import Findings
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Clash

COUNCILS = "ABCDEFGH"


def some_day(random: Random) -> date:
    return AS_OF + timedelta(days=random.randint(-400, 500))


def some_duty(random: Random, number: int) -> Duty:
    kind = random.choice(kinds.KINDS)
    first = some_day(random)
    length = random.randint(0, {kinds.CHAIR: 1300}.get(kind, 400 if kind in kinds.FULL_TIME else 20))
    targets = frozenset(random.sample(COUNCILS, random.choice((0, 1, 1, 1, 2))))
    return Duty(f"d{number}", kind, Period(first, first + timedelta(days=length)), random.randint(1, 3), targets)


def some_person(random: Random, number: int) -> Person:
    posts = [
        Post(random.choice(COUNCILS), random.choice(("director", "senior")), period=Period(some_day(random)))
        for _ in range(random.choice((1, 1, 2)))
    ]
    offers = tuple(Offer(kind, random.choice((5, 10, 30))) for kind in kinds.KINDS)
    return Person(f"p{number}", posts=tuple(posts), offers=offers, level=random.choice((*kinds.LEVELS, None)))


def some_world(seed: int) -> tuple[Facts, list[tuple[str, str]]]:
    """A crowded world that keeps no rule, and a roster on it that cares for none."""
    random = Random(seed)
    people = {f"p{number}": some_person(random, number) for number in range(9)}
    duties = {f"d{number}": some_duty(random, number) for number in range(14)}
    arrangements = tuple(
        Arrangement(
            random.choice(("director", "trust", "directorate", "police")), frozenset(random.sample(COUNCILS, 2))
        )
        for _ in range(random.randint(0, 3))
    )
    pairs = random.sample([(person, duty) for person in people for duty in duties], 36)
    placements = tuple(
        Placement(*pair, random.choice(("done", "done", "live", "accepted")), pinned=random.random() < 0.2)
        for pair in pairs[:18]
    )
    interests = tuple(Interest(f"p{number}", "commissioner", random.choice(COUNCILS)) for number in range(3))
    facts = Facts(AS_OF, people, duties, arrangements=arrangements, interests=interests, placements=placements)
    done = {one.pair for one in placements if facts.is_history(one)}
    return facts, [pair for pair in pairs if pair not in done and facts.is_open(duties[pair[1]])]


class JoinedCouncils(Clash):
    """Two people whose homes share a trust: no rule of the rulebook needs two joined homes and nothing else shared."""

    code = "joined-councils"
    statement = "no two people come from councils joined by a trust"

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        trusts = [each.authorities for each in one.facts.arrangements if each.kind == "trust"]
        joined = any(one.homes & trust and other.homes & trust for trust in trusts)
        return [self.refuse(Strength.HARD, "joined", one, other)] if joined else []

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        raise AssertionError("the auditor asked for the examiner's keys")


def told(findings: Findings) -> tuple[object, ...]:
    """Everything found, whatever the order in which it was."""
    objections = [findings.hard, findings.standing, findings.soft]
    return (*(Counter(part) for part in objections), dict(findings.codes), findings.cost, findings.placements)


def examined(seed: int) -> Findings:
    facts, pairs = some_world(seed)
    return examine(facts, goals.engaged(facts, pairs), every_rule(facts))


def every_rule(facts: Facts) -> Rulebook:
    book = Rulebook.under(facts.policy)
    return replace(book, rules=(*book.rules, JoinedCouncils(None, {}, Fraction(1))))


def codes_in(findings: Iterable[Findings]) -> set[str]:
    return {one.rule for each in findings for part in (each.hard, each.standing, each.soft) for one in part}


@pytest.fixture(scope="module")
def plainly_examined() -> list[Findings]:
    return [examined(seed) for seed in range(150)]


def test_buckets_find_what_all_pairs_find(plainly_examined: list[Findings], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "MOST_FOR_ALL_PAIRS", 0)
    monkeypatch.setattr(examination, "MOST_FOR_ALL_PAIRS", 0)
    monkeypatch.setattr(threes, "MOST_FOR_ALL_THREES", 0)
    bucketed = [examined(seed) for seed in range(len(plainly_examined))]
    assert [told(one) for one in bucketed] == [told(one) for one in plainly_examined]
    assert sum(one.pairs for one in bucketed) < sum(one.pairs for one in plainly_examined)
    assert sum(one.threes for one in bucketed) < sum(one.threes for one in plainly_examined)


def test_those_worlds_break_every_rule_about_several_placements(plainly_examined: list[Findings]) -> None:
    facts, _ = some_world(0)
    rules = every_rule(facts)
    assert {rule.code for rule in (*rules.clashes, *rules.triples, *rules.limits)} <= codes_in(plainly_examined)
    assert all(any(getattr(one, part) for one in plainly_examined) for part in ("hard", "standing", "soft"))


@pytest.mark.parametrize(("most", "is_bucketed"), [(10_000, False), (1, True)])
def test_small_rosters_are_examined_pair_by_pair(most: int, is_bucketed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    facts, pairs = some_world(1)
    placed, past = goals.engaged(facts, pairs), past_engagements(facts)
    monkeypatch.setattr(pairing, "MOST_FOR_ALL_PAIRS", most)
    found = {frozenset((one.pair, other.pair)) for one, other in pairing.pairs_to_examine(facts, placed, past)}
    everything = len(placed) * (len(placed) - 1) // 2 + len(placed) * len(past)
    assert (len(found) < everything) == is_bucketed


def test_no_pair_is_examined_twice_and_none_of_two_past_placements() -> None:
    facts, pairs = some_world(2)
    placed, past = goals.engaged(facts, pairs), past_engagements(facts)
    for found in (list(pairing.all_pairs(placed, past)), list(pairing.bucketed_pairs(facts, placed, past))):
        assert len({frozenset((one.pair, other.pair)) for one, other in found}) == len(found)
        assert not any(one.past and other.past for one, other in found)


def test_no_three_are_examined_twice_and_none_of_three_past_placements() -> None:
    facts, pairs = some_world(2)
    placed, past = goals.engaged(facts, pairs), past_engagements(facts)
    everyone = len(placed) + len(past)
    for found in (list(threes.all_threes(placed, past)), list(threes.bucketed_threes(facts, placed, past))):
        assert len({frozenset(one.pair for one in three) for three in found}) == len(found)
        assert not any(all(one.past for one in three) for three in found)
    assert len(list(threes.all_threes(placed, past))) == comb(everyone, 3) - comb(len(past), 3)


def test_councils_joined_through_others_are_one_group_whatever_the_dates() -> None:
    arrangements = (
        Arrangement("trust", frozenset("AB")),
        Arrangement("director", frozenset("CD"), Period(None, date(2001, 1, 1))),
        Arrangement("directorate", frozenset("BC")),
        Arrangement("police", frozenset("DE")),
    )
    groups = pairing.joined_authorities(Facts(AS_OF, {}, {}, arrangements=arrangements))
    assert groups == {"A": "A", "B": "A", "C": "A", "D": "A"}
