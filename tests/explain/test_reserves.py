"""Two ranked substitutes a seat, each feasible with the rest of the roster in place."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from peerinspect.domain import Facts, Placement, Roster, RosterPlacement
from peerinspect.explain.reserves import Reserve, Seat, reserves
from peerinspect.files import facts_from_dict
from peerinspect.independence import goals
from peerinspect.independence.audit import audit
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import solve
from tests.matching.small_world import small_world
from tests.matching.test_repair import plain
from tests.oracle.problems import random_problem


def solved(facts: Facts) -> Roster:
    return solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)


def swapped(roster: Roster, seat: Seat, person: str) -> Roster:
    stay = [one for one in roster.placements if one.pair != (seat.person, seat.duty)]
    placed = [*stay, RosterPlacement(person, seat.duty)]
    return replace(roster, placements=tuple(sorted(placed, key=lambda one: (one.duty, one.person))))


def values(facts: Facts, roster: Roster, start: Roster) -> tuple[Fraction, ...]:
    """Every goal from scratch, less is better."""
    pairs = [one.pair for one in roster.placements]
    rules = Rulebook.under(facts.policy)
    wanted = facts.policy.ordered_goals()
    found = [goals.value_of(name, facts, pairs, start, rules) for name in wanted]
    return tuple(-value if name == "fit" else value for name, value in zip(wanted, found, strict=True))


def everybody_ranked(facts: Facts, roster: Roster, seat: Seat) -> list[str]:
    """Everybody who could take the seat, by the auditor, in the order of what the whole roster would be worth."""
    standing = len(audit(facts, roster).standing)
    on_it = {one.person for one in roster.placements if one.duty == seat.duty}
    over = {one.person for one in facts.placements if one.duty == seat.duty and one.status == "done"}
    ranked = []
    for person in sorted(set(facts.people) - on_it - over):
        made = swapped(roster, seat, person)
        report = audit(facts, made)
        if not report.hard and len(report.standing) <= standing:
            ranked.append((values(facts, made, roster), person))
    return [person for _, person in sorted(ranked)]


def test_every_seat_that_is_not_settled_is_listed() -> None:
    facts = small_world((Placement("p3", "c0", "live"),))
    roster = solved(facts)
    listed = [(seat.person, seat.duty) for seat in reserves(facts, roster)]
    assert listed == [one.pair for one in roster.placements if one.pair != ("p3", "c0")]


@pytest.mark.parametrize("seed", range(15))
def test_reserves_are_the_best_two_by_trying_everybody(seed: int) -> None:
    facts = plain(facts_from_dict(random_problem(Random(9800 + seed))))
    roster = solved(facts)
    for seat in reserves(facts, roster):
        assert [one.person for one in seat.reserves] == everybody_ranked(facts, roster, seat)[:2]


def test_the_small_world_has_reserves_to_rank() -> None:
    """Otherwise the tests by trying everybody would compare empty lists."""
    facts = small_world()
    roster = solved(facts)
    found = reserves(facts, roster)
    assert sum(len(seat.reserves) == 2 for seat in found) >= 3
    for seat in found:
        assert [one.person for one in seat.reserves] == everybody_ranked(facts, roster, seat)[:2]


def test_the_cost_is_the_change_of_each_goal() -> None:
    facts = small_world()
    roster = solved(facts)
    before = values(facts, roster, roster)
    for seat in reserves(facts, roster):
        for one in seat.reserves:
            after = values(facts, swapped(roster, seat, one.person), roster)
            assert tuple(one.cost.values()) == tuple(then - now for now, then in zip(before, after, strict=True))[:-1]


def test_soft_objections_are_named() -> None:
    facts = small_world()
    one_region = {code: replace(one, region="One") for code, one in facts.authorities.items()}
    facts = replace(facts, authorities=one_region)
    found = reserves(facts, solved(facts))
    named = [one for seat in found for one in seat.reserves if seat.duty.startswith("i")]
    assert named
    assert all("same-region" in {each.rule for each in one.objections} for one in named)


def test_more_or_fewer_can_be_asked_for() -> None:
    facts = small_world()
    roster = solved(facts)
    by_number = {number: reserves(facts, roster, a_seat=number) for number in (0, 1, 2)}
    assert max(len(seat.reserves) for seat in by_number[2]) == 2
    for number, seats in by_number.items():
        assert [seat.reserves for seat in seats] == [seat.reserves[:number] for seat in by_number[2]]


def test_a_seat_is_data_that_json_can_hold_and_lines_to_read() -> None:
    facts = small_world()
    seat = reserves(facts, solved(facts))[0]
    assert json.loads(json.dumps(seat.as_dict())) == seat.as_dict()
    assert seat.as_lines()[1].startswith("  1. ")
    nobody = Seat("i0", "p0", "", ())
    assert nobody.as_lines() == ["i0: p0", "  nobody"]
    free = Seat("i0", "p0", "", (Reserve("p1", "", 1, {"fill": Fraction(0)}, ()),))
    assert free.as_lines()[1] == "  1. p1 (no change)"
