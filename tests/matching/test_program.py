"""Goals are scaled to whole numbers, exactly, or refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peerinspect.matching.program import InexactAmounts, Program


def test_a_goal_in_halves_is_scaled_and_reported_in_its_own_units() -> None:
    program = Program()
    one, other = program.variable(0, 3), program.variable()
    program.goal("fill", {one: Fraction(1, 2), other: Fraction(2, 3)}, Fraction(1, 4))
    goal = program.goals[0]
    assert goal.reported(goal.value([3, 1])) == Fraction(3, 2) + Fraction(2, 3) + Fraction(1, 4)


def test_a_goal_that_is_greatest_in_its_own_words_is_reported_with_its_sign() -> None:
    program = Program()
    one = program.variable()
    program.goal("fit", {one: -70}, 20, sign=-1)
    assert program.goals[0].reported(program.goals[0].value([1])) == 50


def test_amounts_that_cannot_be_added_exactly_are_refused() -> None:
    program = Program()
    one = program.variable()
    with pytest.raises(InexactAmounts, match="goal fill are too fine or too large"):
        program.goal("fill", {one: Fraction(1, 10**9), program.variable(): Fraction(10**9)})


def test_broken_rows_are_named() -> None:
    program = Program()
    one, other = program.variable(), program.variable()
    program.at_most([(one, 1), (other, 1)], 1)
    program.at_least([(one, 1)], 1)
    assert program.broken_rows([1, 1]) == [0]
    assert program.broken_rows([0, 0]) == [1]
    assert program.broken_rows([1, 0]) == []
