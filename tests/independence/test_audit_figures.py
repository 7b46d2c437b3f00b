"""Rosters that misstate themselves: goals, bounds, proof, shortfalls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from audit_cases import honest_roster, pair_world, quiet

from peerinspect.domain import Facts, GoalValue, Placement, Policy, Roster, Shortfall
from peerinspect.domain.policy import GOALS
from peerinspect.independence.audit import Report, audit

ONE, TWO, THREE = ("p1", "d1"), ("p2", "d2"), ("p3", "d3")


def with_goal(roster: Roster, name: str, change: Callable[[GoalValue], GoalValue]) -> Roster:
    return replace(roster, goals=tuple(change(goal) if goal.name == name else goal for goal in roster.goals))


def misstate(goal: GoalValue, by: Fraction | int = 1) -> GoalValue:
    return GoalValue(goal.name, goal.value + by, goal.value + by)


def audited(facts: Facts, roster: Roster, start: Roster | None = None) -> Report:
    return audit(facts, roster, quiet(), start=start)


@pytest.mark.parametrize("name", GOALS)
@pytest.mark.parametrize("by", [1, -1, Fraction(1, 2)])
def test_a_misstated_goal_is_named(name: str, by: Fraction | int) -> None:
    facts = pair_world()
    start = honest_roster(facts, [THREE], quiet())
    honest = honest_roster(facts, [ONE, TWO], quiet(), start=start)
    report = audited(facts, with_goal(honest, name, lambda goal: misstate(goal, by)), start)
    value = dict(report.values)[name]
    assert report.faults == (f"the goal {name} is said to be {value + by}; recomputed it is {value}.",)


def test_every_goal_is_recomputed_by_hand_known_figures() -> None:
    facts = pair_world(placements=(Placement(*THREE, status="offered"),))
    report = audited(facts, honest_roster(facts, [ONE, TWO], quiet()))
    values = dict(report.values)
    assert list(values) == list(GOALS)
    assert values.pop("canon") > 0
    assert values == {"fill": 1, "waivers": 0, "keep": 3, "peak": 50, "spread": 1000, "fit": 0}


def test_keep_needs_the_starting_roster_and_is_otherwise_taken_on_trust_above_the_files_own() -> None:
    facts = pair_world(placements=(Placement(*TWO, status="offered"),))
    start = honest_roster(facts, [THREE], quiet())
    roster = honest_roster(facts, [ONE], quiet(), start=start)  # drops 3 of the file and 1 of the starting roster
    assert audited(facts, roster, start).notes == ()
    assert audited(facts, roster, start).is_clean
    report = audited(facts, roster)
    assert report.is_clean
    assert report.notes == (
        "keep is said to be 4; the problem alone gives 3, "
        "and the starting roster that the rest would come from is not at hand.",
    )
    too_little = with_goal(roster, "keep", lambda goal: misstate(goal, -2))
    assert audited(facts, too_little).faults == ("the goal keep is said to be 2; recomputed it is 3.",)


@pytest.mark.parametrize("name", [name for name in GOALS if name != "fit"])
def test_a_value_below_its_bound_is_too_good_to_be_true(name: str) -> None:
    facts = pair_world()
    roster = with_goal(
        replace(honest_roster(facts, [ONE], quiet()), status="feasible"),
        name,
        lambda goal: replace(goal, bound=goal.value + Fraction(1, 2)),
    )
    assert [fault for fault in audited(facts, roster).faults if "better than its bound" in fault]
    lower = with_goal(roster, name, lambda goal: replace(goal, bound=goal.value - 1))
    assert audited(facts, lower).is_clean


def test_fit_is_too_good_above_its_bound() -> None:
    facts = pair_world()
    roster = replace(honest_roster(facts, [ONE], quiet()), status="feasible")
    below = with_goal(roster, "fit", lambda goal: replace(goal, bound=goal.value - 1))
    above = with_goal(roster, "fit", lambda goal: replace(goal, bound=goal.value + 1))
    assert audited(facts, below).faults == ("the goal fit is said to be 0, better than its bound, -1.",)
    assert audited(facts, above).is_clean


@pytest.mark.parametrize("bound", [None, Fraction(0)])
def test_optimal_is_said_only_where_every_goal_is_proven(bound: Fraction | None) -> None:
    facts = pair_world()
    roster = with_goal(honest_roster(facts, [ONE], quiet()), "fill", lambda goal: replace(goal, bound=bound))
    assert audited(facts, roster).faults == ("the roster is called optimal, but fill is not proven.",)
    for status in ("feasible", "cancelled"):
        assert audited(facts, replace(roster, status=status)).is_clean


def test_the_goals_are_the_policys_in_its_order_with_canon_last() -> None:
    facts = pair_world(policy=Policy(goals=("canon", "fit", "fill")))
    roster = honest_roster(facts, [ONE], quiet())
    assert [goal.name for goal in roster.goals] == ["fit", "fill", "canon"]
    assert audited(facts, roster).is_clean
    for wrong in (roster.goals[::-1], roster.goals[:2], (), (*roster.goals, GoalValue("keep", Fraction(0), None))):
        report = audited(facts, replace(roster, goals=wrong))
        assert "the policy's are fit, fill, canon." in report.faults[0]


def test_a_goal_nobody_knows_is_named() -> None:
    facts = pair_world()
    roster = honest_roster(facts, [ONE], quiet())
    report = audited(facts, replace(roster, goals=(*roster.goals, GoalValue("beauty", Fraction(1), Fraction(1)))))
    assert "beauty" in report.faults[0]


@pytest.mark.parametrize(
    ("stated", "fault"),
    [
        ((Shortfall("d2", 1),), "d3: the roster says that it lacks nothing; it lacks 1 seat."),
        ((Shortfall("d2", 1), Shortfall("d3", 2)), "d3: the roster says that it lacks 2 seats; it lacks 1 seat."),
        (
            (Shortfall("d2", 1, ("law",)), Shortfall("d3", 1)),
            "d2: the roster says that it lacks 1 seat and the skills law; it lacks 1 seat.",
        ),
        (
            (Shortfall("d1", 0), Shortfall("d2", 1), Shortfall("d3", 1)),
            "d1: the roster says that it lacks 0 seats; it lacks nothing.",
        ),
        (
            (Shortfall("d2", 1), Shortfall("d3", 1), Shortfall("nowhere", 1)),
            "nowhere: the roster says that it lacks 1 seat; it lacks nothing.",
        ),
    ],
)
def test_a_misstated_shortfall_is_named(stated: tuple[Shortfall, ...], fault: str) -> None:
    facts = pair_world()
    report = audited(facts, replace(honest_roster(facts, [ONE], quiet()), shortfalls=stated))
    assert report.faults == (fault,)
