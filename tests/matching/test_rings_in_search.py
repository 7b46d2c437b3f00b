"""Rings: three councils' people who inspect each other's councils in turn are priced, forbidden, or avoided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from peerinspect.domain import Facts, Policy, Roster
from peerinspect.domain.placement import Placement
from peerinspect.domain.policy import RuleSetting
from peerinspect.independence.audit import audit
from peerinspect.matching import engines, solve
from tests.matching.small_world import small_world

DIRECTORS = ("p0", "p1", "p2")
EMPTY = Fraction(3, 2)
"""An inspection that nobody takes: its seat, and half as much again for want of an authorised person."""


@pytest.fixture(params=[0, 10**9], ids=["by choices", "by placements"], autouse=True)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every engine must find the same rings."""
    monkeypatch.setattr(engines, "LARGE", request.param)
    yield


def world(
    setting: RuleSetting | None = None, people: tuple[str, ...] = DIRECTORS, goals: tuple[str, ...] = ()
) -> Facts:
    """Directors of A0, A1 and A2, and one inspection of each: whoever fills all three goes round in a ring."""
    facts = small_world()
    calm = {"home-inspection-window": RuleSetting("off")}  # The three inspections are only weeks apart.
    policy = Policy(rules=calm | ({"ring": setting} if setting else {}))
    return replace(
        facts,
        people={one: facts.people[one] for one in people},
        duties={one: facts.duties[one] for one in ("i0", "i1", "i2")},
        policy=replace(policy, goals=goals) if goals else policy,
    )


def solved(facts: Facts, start: Roster | None = None) -> Roster:
    return solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1, start=start)


def values(roster: Roster) -> dict[str, Fraction]:
    assert all(goal.bound == goal.value for goal in roster.goals)
    return {goal.name: goal.value for goal in roster.goals}


def test_a_ring_that_nobody_can_avoid_costs_one_waiver_and_fills_every_seat() -> None:
    roster = solved(world())
    assert (values(roster)["fill"], values(roster)["waivers"]) == (0, 1)
    assert all(one.objections == ("ring",) for one in roster.placements)
    assert audit(world(), roster).is_clean


def test_a_ring_costs_its_weight_whatever_fraction_that_is() -> None:
    assert values(solved(world(RuleSetting(weight=Fraction(5, 3)))))["waivers"] == Fraction(5, 3)


def test_a_ring_that_is_forbidden_leaves_a_seat_empty() -> None:
    roster = solved(world(RuleSetting("hard")))
    assert values(roster)["fill"] == EMPTY
    assert len(roster.placements) == 2
    assert audit(world(RuleSetting("hard")), roster).is_clean


def test_a_fourth_director_breaks_the_ring() -> None:
    roster = solved(world(people=(*DIRECTORS, "p3")))
    assert (values(roster)["fill"], values(roster)["waivers"]) == (0, 0)


def test_a_ring_costs_nothing_where_the_rule_is_off_or_waivers_are_no_goal() -> None:
    assert values(solved(world(RuleSetting("off"))))["waivers"] == 0
    assert values(solved(world(goals=("fill", "fit", "canon"))))["fill"] == 0


def test_two_settled_sides_leave_the_third_to_be_priced() -> None:
    placements = (Placement("p0", "i1", "live"), Placement("p1", "i2", "live"))
    roster = solved(replace(world(), placements=placements))
    assert (values(roster)["fill"], values(roster)["waivers"]) == (0, 1)


def test_a_roster_kept_from_before_is_priced_for_its_ring() -> None:
    ring = solved(world(RuleSetting("off")))
    kept = solved(world(), start=ring)
    assert (values(kept)["waivers"], values(kept)["keep"]) == (1, 0)
    forbidden = solved(world(RuleSetting("hard")), start=ring)
    assert (values(forbidden)["fill"], values(forbidden)["keep"]) == (EMPTY, 1)
