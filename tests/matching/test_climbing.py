"""Targets: never past the value, and never one after another where the next leaves no more to search."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from peerinspect.matching import climbing
from peerinspect.matching.climbing import Climb
from peerinspect.matching.master import ChoiceBound


def bound_of(lifts: list[int], scaled: int = 40, scale: int = 4) -> ChoiceBound:
    return ChoiceBound(scale, scaled, np.zeros(0, np.int64), (np.array(lifts, np.int64),))


def left(climb: Climb, target: int) -> int:
    return int(climb.relaxed.within(target)[0].sum())


def climb_from(lifts: list[int], scaled: int = 40) -> Climb:
    climb = Climb(bound_of(lifts, scaled))
    climb.size = 1
    return climb


def test_the_first_target_reaches_as_far_as_it_leaves_the_same_choices() -> None:
    climb = climb_from([0, 0, 0, 17, 30])
    assert climb.bound == 10
    assert climb.aim(100) == 14  # The fourth choice costs 4.25 more than the bound.
    assert left(climb, 14) == left(climb, 10) == 3
    assert left(climb, 15) == 4


def test_no_target_lies_past_the_value() -> None:
    assert climb_from([0, 0, 0, 17]).aim(12) == 12


def test_a_later_target_may_leave_a_few_more() -> None:
    climb = climb_from([0] * 20 + [5, 9, 13] + [40] * 20)
    assert climb.aim(100) == 11
    climb.pass_by(11)
    assert climb.bound == 12
    climb.size = 1
    assert left(climb, climb.aim(100)) <= climbing.HARDLY_MORE * left(climb, 12)
    assert left(climb, climb.target + 1) > climbing.HARDLY_MORE * left(climb, 12)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=40), st.integers(0, 80), st.integers(0, 60))
def test_targets_rise_and_leave_nothing_out(lifts: list[int], scaled: int, value: int) -> None:
    """Every value from the bound up to the best so far is ruled out or searched, each once."""
    climb = climb_from([0, *lifts], scaled)
    value, seen = max(value, climb.bound), climb.bound
    while climb.bound < value:
        target = climb.aim(value)
        assert seen <= target <= value
        climb.pass_by(target)
        assert climb.bound == target + 1
        seen = climb.bound
    assert climb.bound >= value
