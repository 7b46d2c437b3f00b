"""Soft ceilings cost what the goals' own formula says, whoever opens a bucket and whatever the past put in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from peerinspect.domain import Duty, Facts, Offer, Period, Placement, Policy, RuleSetting
from peerinspect.matching import solve
from tests.matching.small_world import director, small_world


def test_an_overfull_past_counts_nothing_when_a_year_is_opened_by_work_of_another_kind() -> None:
    """A done chair of 50 days where 30 were offered, and an inspection of 5 days whose year it reaches into.

    By hand: the year's chairing is past alone and counts nothing; with chairing it is 55 days of 40, 15 too many.
    """
    world = small_world()
    done = Duty("old", "chair", Period(date(2026, 1, 5), date(2028, 1, 4)), 1, frozenset({"A5"}), days=50)
    person = director(0, offers=(Offer("inspect", 30), Offer("chair", 30)))
    facts = Facts(
        world.as_of,
        {"p0": person},
        {"i1": world.duties["i1"], "old": done},
        world.authorities,
        placements=(Placement("p0", "old", "done"),),
        policy=Policy(rules={"days-a-year": RuleSetting("soft")}),
    )
    roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
    assert [one.pair for one in roster.placements] == [("p0", "i1")]
    assert {goal.name: goal.value for goal in roster.goals}["waivers"] == 15


def test_a_soft_year_costs_its_largest_excess() -> None:
    """Two inspections of 15 days in one year are 30 of 20: 10 too many, by hand."""
    world = small_world()
    duties = {name: replace(world.duties[name], days=15) for name in ("i1", "i2")}
    policy = Policy(rules={"days-a-year": RuleSetting("soft"), "reciprocal-inspection": RuleSetting("off")})
    facts = Facts(world.as_of, {"p0": director(0)}, duties, world.authorities, policy=policy)
    roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
    assert len(roster.placements) == 2
    assert {goal.name: goal.value for goal in roster.goals}["waivers"] == 10
