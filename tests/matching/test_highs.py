"""HiGHS against every solution: what it calls best is best, and what it calls impossible is so."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from peerinspect.matching import highs
from peerinspect.matching.aside import Copy
from peerinspect.matching.program import Program
from peerinspect.matching.target import UNKNOWN, Found, Limits

AMOUNTS = st.integers(-3, 3)


def limits(seconds: float | None = 10.0) -> Limits:
    return Limits(100, seconds, 1, threading.Event())


def found_in(program: Program, seconds: float | None = 10.0) -> Found:
    return within(program, program.lower, program.upper, seconds)


def within(program: Program, lower: Sequence[int], upper: Sequence[int], seconds: float | None = 10.0) -> Found:
    """Asked in a copy: a process in which the engine has run cannot be copied any more, for its threads stay behind."""
    sides = np.array(lower, np.int64), np.array(upper, np.int64)
    copy = Copy(lambda: highs.search(program, program.goals[0], *sides, limits(seconds)))
    try:
        found = copy.answer(lambda: False)
    finally:
        copy.end()
    assert found is not None
    return found


@st.composite
def programs(draw: st.DrawFn) -> Program:
    program = Program()
    size = draw(st.integers(1, 5))
    for _ in range(size):
        program.variable(draw(st.integers(-1, 0)), draw(st.integers(0, 2)))
    for _ in range(draw(st.integers(0, 4))):
        terms = [(variable, draw(AMOUNTS)) for variable in range(size)]
        draw(st.sampled_from((program.at_most, program.at_least, program.exactly)))(terms, draw(AMOUNTS))
    program.goal("fit", {variable: draw(AMOUNTS) for variable in range(size)} | {0: 2}, draw(AMOUNTS))
    return program


@given(programs())
def test_it_is_as_good_as_the_best_of_all(program: Program) -> None:
    ranges = [range(low, high + 1) for low, high in zip(program.lower, program.upper, strict=True)]
    values = [program.goals[0].value(one) for one in product(*ranges) if not program.broken_rows(one)]
    found = found_in(program)
    assert found.proven
    assert (found.value, found.bound) == ((min(values), min(values)) if values else (None, None))
    if found.solution is not None:
        assert not program.broken_rows(found.solution)
        assert program.goals[0].value(found.solution) == found.value


def test_only_what_is_within_the_bounds_is_looked_at() -> None:
    program = Program()
    one, other = program.variable(), program.variable()
    program.at_least([(one, 1), (other, 1)], 1)
    program.goal("fit", {one: 3, other: 5}, 7)
    found = within(program, [0, 0], [0, 1])
    assert (found.solution, found.value) == ([0, 1], 12)


def test_what_the_time_does_not_allow_is_not_known() -> None:
    """Pairs of forty, each pair priced otherwise: nothing that ends within a tenth of a second."""
    chance = np.random.default_rng(7)
    program = Program()
    for _ in range(300):
        program.variable()
    for _ in range(200):
        members = chance.choice(300, 40, replace=False).tolist()
        program.at_most([(member, int(chance.integers(1, 50))) for member in members], 90)
    program.goal("fit", {variable: -int(chance.integers(50, 99)) for variable in range(300)})
    assert found_in(program, 0.1) == UNKNOWN


def test_goals_of_large_numbers_and_of_none_are_not_taken() -> None:
    program = Program()
    one = program.variable()
    program.goal("canon", {one: highs.LARGEST + 1})
    program.goal("fill", {one: highs.LARGEST})
    program.goal("keep", {})
    assert [highs.takes(program, goal) for goal in program.goals] == [False, True, False]
