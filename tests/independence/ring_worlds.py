"""Worlds of inspections only, judged by `ring` alone: one drawn by hand, and random crowded ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

from audit_cases import AS_OF, duty, person, span, world

from peerinspect.domain import Duty, Facts, Period, Person, Placement, Policy, Post, RuleSetting, Waiver
from peerinspect.domain.placement import Pair
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.rules.ring import Ring

MARCH = span("2026-03-02", "2026-03-06")
BEFORE = span("2025-06-02", "2025-06-06")
AB, BC, CA, DA = ("a", "at-b"), ("b", "at-c"), ("c", "at-a"), ("d", "at-a")
"""Ann of A at B, Ben of B at C and Cem of C at A make a ring; so would Ann, Ben and nobody of D at A."""


def inspector(name: str, *homes: str) -> Person:
    return person(name, kind="inspect", posts=tuple(Post(home, "director") for home in homes))


def inspection(name: str, *targets: str, period: Period = MARCH) -> Duty:
    return duty(name, "inspect", period=period, authorities=frozenset(targets))


def four_councils(ended: Iterable[str] = (), **rest: Any) -> Facts:
    """One person and one inspection for each of A, B, C and D; the inspections `ended` took place last June."""
    people = [inspector(code.lower(), code) for code in "ABCD"]
    over = set(ended)
    duties = [
        inspection(f"at-{code.lower()}", code, period=BEFORE if f"at-{code.lower()}" in over else MARCH)
        for code in "ABCD"
    ]
    return world(people, duties, **rest)


def ring_policy(strength: str | None = None, **parameters: int) -> Policy:
    return Policy(rules={"ring": RuleSetting(strength, parameters)})


def ring_alone(facts: Facts) -> Rulebook:
    """A rulebook that holds nothing but `ring`, as the facts' policy sets it."""
    rule = Ring.under(facts.policy)
    return Rulebook((rule,), "ring alone")


def placements(**status: str) -> tuple[Placement, ...]:
    """Placements by letter and status: `a="done"` is Ann's at B."""
    where: Mapping[str, Pair] = {"a": AB, "b": BC, "c": CA, "d": DA}
    return tuple(Placement(*where[letter], each) for letter, each in status.items())


def crowded_world(seed: int) -> tuple[Facts, list[Pair]]:
    """A dozen inspections of five councils by people of the same five, and a roster that cares for no rule."""
    random = Random(seed)
    people = [inspector(f"p{number}", *random.sample("ABCDE", random.choice((1, 1, 1, 2)))) for number in range(7)]
    duties = [_some_inspection(random, number) for number in range(12)]
    pairs = [(who.id, what.id) for who in people for what in duties]
    drawn = random.sample(pairs, 20)
    settled = tuple(Placement(*pair, random.choice(("done", "live"))) for pair in drawn[:9])
    policy = Policy(
        rules={"ring": RuleSetting(random.choice((None, None, "hard")), {"months": random.choice((3, 12))})}
    )
    facts = world(people, duties, placements=settled, waivers=tuple(_some_waivers(random, drawn)), policy=policy)
    past = {one.pair for one in settled if facts.is_history(one)}
    return facts, [pair for pair in drawn if pair not in past and facts.is_open(facts.duties[pair[1]])]


def _some_inspection(random: Random, number: int) -> Duty:
    first = AS_OF + timedelta(days=random.randint(-300, 300))
    period = Period(first, first + timedelta(days=random.randint(0, 20)))
    return duty(
        f"d{number:02}",
        "inspect",
        period=period,
        seats=3,
        authorities=frozenset(random.sample("ABCDE", random.choice((1, 1, 1, 2)))),
    )


def _some_waivers(random: Random, pairs: list[Pair]) -> Iterable[Waiver]:
    until = AS_OF + timedelta(days=random.randint(100, 500))
    for pair in random.sample(pairs, 4):
        other = random.choice((None, random.choice(pairs), random.choice(pairs)))
        yield Waiver("ring", *pair, until, other if other != pair else None)
