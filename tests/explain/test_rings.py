"""A ring of three inspections, explained: whom it blocks and on what evidence, and what it costs in a swap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from peerinspect.domain import (
    Duty,
    Facts,
    Offer,
    Period,
    Person,
    Placement,
    Policy,
    Post,
    Roster,
    RosterPlacement,
    RuleSetting,
    Waiver,
)
from peerinspect.domain.placement import Pair
from peerinspect.explain import DutyExplanation, explain_duty
from peerinspect.explain.explanation import Choice
from peerinspect.independence import goals
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.rules.ring import Ring

AB, BC, CA, DA = ("a", "at-b"), ("b", "at-c"), ("c", "at-a"), ("d", "at-a")
HARD = Policy(rules={"ring": RuleSetting("hard")})


def inspector(name: str, *homes: str) -> Person:
    return Person(name, f"Person {name}", tuple(Post(home) for home in homes), (Offer("inspect", 20),))


def inspection(name: str, *targets: str, first: date = date(2026, 3, 2), sealed: bool = False) -> Duty:
    period = Period(first, first + timedelta(days=4))
    return Duty(name, "inspect", period, 1, frozenset(targets), sealed=sealed)


def four_councils(**rest: Any) -> Facts:
    """One person and one inspection for each of A, B, C and D; the one at C is not announced."""
    people = {code.lower(): inspector(code.lower(), code) for code in "ABCD"}
    duties = {f"at-{code.lower()}": inspection(f"at-{code.lower()}", code, sealed=code == "C") for code in "ABCD"}
    return Facts(date(2026, 1, 1), people, duties, **rest)


def asked(facts: Facts, pairs: Iterable[Pair], duty: str) -> DutyExplanation:
    """The duty explained by a rulebook that holds `ring` alone."""
    return explain_duty(facts, roster_of(pairs), duty, rulebook=ring_alone(facts))


def ring_alone(facts: Facts) -> Rulebook:
    return Rulebook((Ring.under(facts.policy),), "ring alone")


def roster_of(pairs: Iterable[Pair]) -> Roster:
    placed = tuple(RosterPlacement(*pair) for pair in sorted(pairs, key=lambda pair: (pair[1], pair[0])))
    return Roster("sha256:0", "ring alone", "sha256:1", "by hand", "1", 0, "feasible", (), placed, ())


def one_of(choices: Iterable[Choice], person: str) -> Choice:
    return next(one for one in choices if one.person == person)


def waivers_cost(choice: Choice) -> Fraction:
    assert choice.cost is not None
    return choice.cost["waivers"]


def test_a_soft_ring_costs_who_would_close_it_and_nobody_else() -> None:
    answer = asked(four_councils(), [AB, BC], "at-a")
    cem, dora = one_of(answer.eligible, "c"), one_of(answer.eligible, "d")
    assert (waivers_cost(cem), waivers_cost(dora)) == (1, 0)
    assert [(each.rule, each.strength) for each in cem.objections] == [("ring", "soft")]
    assert dora.objections == ()
    assert dora.rank is not None
    assert cem.rank is not None
    assert dora.rank < cem.rank


def test_swapping_who_closes_it_in_or_out_adds_or_saves_its_weight() -> None:
    policy = Policy(rules={"ring": RuleSetting(weight=Fraction(5, 2))})
    facts = four_councils(policy=policy)
    assert waivers_cost(one_of(asked(facts, [AB, BC, DA], "at-a").eligible, "c")) == Fraction(5, 2)
    assert waivers_cost(one_of(asked(facts, [AB, BC, CA], "at-a").eligible, "d")) == Fraction(-5, 2)


def test_who_is_chosen_in_a_ring_is_told_so() -> None:
    told = asked(four_councils(), [AB, BC, CA], "at-a").chosen[0].objections
    assert [each.rule for each in told] == ["ring"]
    assert set(told[0].people) == {"a", "b", "c"}


def test_a_ring_whose_holder_leaves_the_seat_is_none() -> None:
    """Ann at B is swapped for Dora: without Ann there, nothing goes round."""
    answer = asked(four_councils(), [AB, BC, CA], "at-b")
    dora = one_of(answer.eligible, "d")
    assert dora.instead_of == "a"
    assert dora.objections == ()
    assert waivers_cost(dora) == -1


def test_a_hard_ring_blocks_with_the_dates_of_all_three() -> None:
    answer = asked(four_councils(policy=HARD), [AB, BC], "at-a")
    told = one_of(answer.blocked, "c").objections
    assert [(each.rule, each.strength) for each in told] == [("ring", "hard")]
    assert set(told[0].duties) == {"at-a", "at-b", "at-c"}
    assert [one.start for one in told[0].evidence] == [date(2026, 3, 2)] * 3
    assert told[0].sentence == "A would inspect B, B C and C A within 12 months."
    assert {one.person for one in answer.eligible} == {"a", "b", "d"}


@pytest.mark.parametrize("status", ["live", "done"])
def test_what_is_fixed_or_past_closes_a_ring_too(status: str) -> None:
    """Ben's inspection at C is over: it is not on the roster, or live before the roster was made."""
    facts = four_councils(policy=HARD, placements=(Placement(*BC, status),))
    pairs = [AB, BC] if status == "live" else [AB]
    assert [each.rule for each in one_of(asked(facts, pairs, "at-a").blocked, "c").objections] == ["ring"]


@pytest.mark.parametrize(("other", "cost"), [(None, 0), (BC, 0), (DA, 1)])
def test_a_waiver_of_one_of_the_three_makes_the_swap_free(other: Pair | None, cost: int) -> None:
    waiver = Waiver("ring", *AB, date(2026, 12, 31), other)
    assert waivers_cost(one_of(asked(four_councils(waivers=(waiver,)), [AB, BC], "at-a").eligible, "c")) == cost


def test_the_sentence_gives_away_the_hidden_inspection_among_the_three_and_says_so() -> None:
    told = one_of(asked(four_councils(), [AB, BC], "at-a").eligible, "c").objections
    assert told[0].reveals == {"at-c"}


@pytest.mark.parametrize("seed", range(12))
def test_estimates_agree_with_the_goal_recomputed_on_crowded_worlds(seed: int) -> None:
    random = Random(seed)
    people = {f"p{n}": inspector(f"p{n}", *random.sample("ABCD", random.choice((1, 1, 2)))) for n in range(8)}
    firsts = [date(2026, 1, 1) + timedelta(days=random.randint(-200, 300)) for _ in range(14)]
    duties = {
        f"d{n:02}": inspection(f"d{n:02}", *random.sample("ABCD", random.choice((1, 1, 2))), first=first)
        for n, first in enumerate(firsts)
    }
    open_ones = [name for name, duty in duties.items() if duty.last_day >= date(2026, 1, 1)]
    done = tuple(Placement(random.choice(sorted(people)), name, "done") for name in duties if name not in open_ones)
    pairs = [(random.choice(sorted(people)), name) for name in open_ones[1:]]
    waived = tuple(Waiver("ring", *pair, date(2027, 12, 31), random.choice((None, pairs[0]))) for pair in pairs[1:3])
    facts = replace(four_councils(), people=people, duties=duties, placements=done, waivers=waived)
    rings = 0
    for name in open_ones:
        for choice in asked(facts, pairs, name).eligible:
            after = [pair for pair in pairs if pair != (choice.instead_of, name)] + [(choice.person, name)]
            change = value(facts, after) - value(facts, pairs)
            assert waivers_cost(choice) == change
            rings += change != 0
    assert rings


def value(facts: Facts, pairs: list[Pair]) -> Fraction:
    return goals.value_of("waivers", facts, pairs, None, ring_alone(facts))
