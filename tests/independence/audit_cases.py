"""Small worlds for the tests of the auditor and the goals: invented people, duties, and rules that object at will."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from peerinspect.domain import (
    Duty,
    Facts,
    GoalValue,
    Objection,
    Offer,
    Period,
    Person,
    Placement,
    Roster,
    RosterPlacement,
    Strength,
    Waiver,
)
from peerinspect.independence import goals
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bar, Bucket, Clash, Cover, Limit, Rule

HARD, SOFT = Strength.HARD, Strength.SOFT
AS_OF = date(2026, 1, 1)
DIGEST = "sha256:0a"


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(first: str, last: str) -> Period:
    return Period(day(first), day(last))


def person(name: str, *, offered: int = 20, kind: str = "support", **rest: Any) -> Person:
    return Person(name, f"Person {name}", offers=(Offer(kind, offered),), **rest)


def duty(name: str, kind: str = "support", *, seats: int = 1, period: Period | None = None, **rest: Any) -> Duty:
    return Duty(name, kind, period or span("2026-03-02", "2026-03-13"), seats, **rest)


def closed_duty(name: str, kind: str = "support", **rest: Any) -> Duty:
    return duty(name, kind, period=span("2025-03-03", "2025-03-14"), **rest)


def world(people: Iterable[Person], duties: Iterable[Duty], **rest: Any) -> Facts:
    return Facts(AS_OF, {one.id: one for one in people}, {one.id: one for one in duties}, **rest)


def pair_world(**rest: Any) -> Facts:
    """Three people, three one-seat support duties of ten days each, and one closed duty."""
    people = [person("p1"), person("p2"), person("p3")]
    return world(people, [duty("d1"), duty("d2"), duty("d3"), closed_duty("old")], **rest)


def live(who: str, what: str) -> Placement:
    return Placement(who, what, "live")


def done(who: str, what: str) -> Placement:
    return Placement(who, what, "done")


def waiver(rule: str, who: str, what: str, until: str = "2026-03-13", other: tuple[str, str] | None = None) -> Waiver:
    return Waiver(rule, who, what, day(until), other)


def rulebook(*rules: Rule) -> Rulebook:
    return Rulebook(tuple(rules), "test-rules")


def bar(code: str, verdicts: Mapping[tuple[str, str], Collection[Strength]], weight: int = 1) -> Bar:
    """A Bar that objects to the pairs named, once for each strength listed."""

    class TestBar(Bar):
        statement = "objects to the placements that the test names"

        def objections(self, engagement: Any) -> list[Objection]:
            return [
                self.refuse(each, f"no to {engagement.pair}", engagement) for each in verdicts.get(engagement.pair, ())
            ]

    TestBar.code = code
    return TestBar(None, {}, Fraction(weight))


def clash(
    code: str,
    verdicts: Mapping[frozenset[tuple[str, str]], Collection[Strength]],
    weight: int = 1,
    alone: Mapping[tuple[str, str], Collection[Strength]] | None = None,
) -> Clash:
    """A Clash that objects to the two placements named; the auditor may not ask it for keys."""

    class TestClash(Clash):
        statement = "objects to the two placements that the test names"

        def objections(self, one: Any, other: Any) -> list[Objection]:
            found = verdicts.get(frozenset({one.pair, other.pair}), ())
            return [self.refuse(each, f"no to both, {number}", one, other) for number, each in enumerate(found)]

        def keys(self, engagement: Any) -> Iterable[Any]:
            raise AssertionError("the auditor asked for the examiner's keys")

        def bars(self, engagement: Any) -> list[Objection]:
            return [self.refuse(each, "no", engagement) for each in (alone or {}).get(engagement.pair, ())]

    TestClash.code = code
    return TestClash(None, {}, Fraction(weight))


def limit(
    code: str,
    amounts: Mapping[str, Mapping[tuple[str, str], int]],
    ceilings: Mapping[str, int],
    *,
    strength: Strength = HARD,
    weight: int = 1,
    by_person: bool = False,
    openers: Mapping[str, Collection[tuple[str, str]]] | None = None,
) -> Limit:
    """A Limit of buckets named "holder/name", with what each placement puts in and who opens them (by default, all)."""

    class TestLimit(Limit):
        statement = "fills the buckets that the test names"
        counts_people = by_person
        own_strength = strength

        def opens(self, engagement: Any) -> Iterable[Bucket]:
            return [
                Bucket(code, name.split("/")[0], name, ceilings[name])
                for name, inside in amounts.items()
                if engagement.pair in (openers or {}).get(name, inside)
            ]

        def amount(self, bucket: Bucket, engagement: Any) -> int:
            return amounts[str(bucket.name)].get(engagement.pair, 0)

        def holders(self, engagement: Any) -> Iterable[Any]:
            raise AssertionError("the auditor asked for the examiner's holders")

        def parts(self, engagement: Any) -> Iterable[Any]:
            raise AssertionError("the auditor asked for the examiner's parts")

        def sentence(self, bucket: Bucket, total: int, facts: Facts) -> str:
            return f"{bucket.name} holds {total} of {bucket.ceiling}"

    TestLimit.code = code
    return TestLimit(None, {}, Fraction(weight))


def cover(code: str, wanted: Mapping[str, list[str]], met: Mapping[tuple[str, str], Collection[str]]) -> Cover:
    """A Cover with each duty's needs, and the needs that each placement meets."""

    class TestCover(Cover):
        statement = "wants what the test names"

        def needs(self, facts: Facts, duty_id: str) -> list[str]:
            return wanted.get(duty_id, [])

        def meets(self, need: str, engagement: Any) -> bool:
            return need in met.get(engagement.pair, ())

    TestCover.code = code
    return TestCover(None, {}, Fraction(1))


def quiet() -> Rulebook:
    """A rulebook with one rule that never objects: an auditor with none at all clears nothing."""
    return rulebook(bar("quiet", {}))


def honest_roster(
    facts: Facts,
    pairs: Collection[tuple[str, str]],
    rules: Rulebook,
    codes: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    start: Roster | None = None,
) -> Roster:
    """A roster of these placements that states its figures as they are; the codes needing a waiver are the test's."""
    statuses = {one.pair: one.status for one in facts.placements}
    values = [(name, goals.value_of(name, facts, set(pairs), start, rules)) for name in facts.policy.ordered_goals()]
    return Roster(
        problem=DIGEST,
        rulebook=rules.version,
        policy="test",
        engine_name="test",
        engine_version="0",
        seed=0,
        status="optimal",
        goals=tuple(GoalValue(name, value, value) for name, value in values),
        placements=tuple(
            RosterPlacement(who, what, statuses.get((who, what), "proposed"), (codes or {}).get((who, what), ()))
            for who, what in sorted(pairs, key=lambda pair: (pair[1], pair[0]))
        ),
        shortfalls=goals.shortfalls_of(facts, pairs, rules.covers),
    )
