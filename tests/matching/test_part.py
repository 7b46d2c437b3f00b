"""A part of a program has the solutions of the whole within its bounds, no fewer and no more."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from peerinspect.matching.part import joined, part_of, rows_of
from peerinspect.matching.program import Program, Row
from peerinspect.matching.relaxation import Rows, as_arrays, propagated

SIZE = 6


def random_program(rng: Random) -> Program:
    """Six variables of 0 or 1, a few rows of every kind, two goals."""
    program = Program()
    for _ in range(SIZE):
        program.variable()
    for _ in range(4):
        terms = [(one, rng.choice((-2, -1, 1, 2))) for one in rng.sample(range(SIZE), 3)]
        rng.choice((program.at_most, program.at_least))(terms, rng.randint(-1, 2))
    for name in ("fill", "keep"):
        program.goal(name, {one: rng.randint(-3, 5) for one in range(SIZE)}, rng.randint(0, 9))
    return program


def solutions(program: Program, lower: list[int], upper: list[int]) -> set[tuple[int, ...]]:
    spans = (range(least, most + 1) for least, most in zip(lower, upper, strict=True))
    return {one for one in product(*spans) if not program.broken_rows(one)}


@pytest.mark.parametrize("seed", range(60))
def test_a_part_has_the_solutions_within_its_bounds(seed: int) -> None:
    rng = Random(seed)
    program = random_program(rng)
    settled = {one: rng.randint(0, 1) for one in rng.sample(range(SIZE), 2)}
    lower = [settled.get(one, 0) for one in range(SIZE)]
    upper = [settled.get(one, 1) for one in range(SIZE)]
    expected = solutions(program, lower, upper)
    rows = as_arrays(program.rows)
    bounds = propagated(rows, np.array(lower), np.array(upper))
    if (bounds[0] > bounds[1]).any():
        assert not expected
        return
    part = part_of(rows, program.goals, *bounds, choices=SIZE)
    inner = part.program
    found = {tuple(part.whole(one)): one for one in solutions(inner, inner.lower, inner.upper)}
    assert set(found) == expected
    for whole, own in found.items():
        assert part.own(whole) == list(own)
        assert [goal.value(own) for goal in inner.goals] == [goal.value(whole) for goal in program.goals]


@pytest.mark.parametrize("seed", range(20))
def test_a_part_of_a_part_is_a_part_of_the_whole(seed: int) -> None:
    rng = Random(seed)
    program = random_program(rng)
    first = part_of(as_arrays(program.rows), program.goals, np.zeros(SIZE, np.int64), np.ones(SIZE, np.int64), SIZE)
    inner = first.program
    lower, upper = np.array(inner.lower, np.int64), np.array(inner.upper, np.int64)
    if not len(lower):
        return
    lower[0] = upper[0]
    second = first.narrowed(part_of(as_arrays(inner.rows), inner.goals, lower, upper, first.choices))
    variable = int(first.open[0])
    assert second.settled[variable] == 1
    assert variable not in second.open
    for own in solutions(second.program, second.program.lower, second.program.upper):
        whole = second.whole(own)
        assert not program.broken_rows(whole)
        assert [goal.value(own) for goal in second.program.goals] == [goal.value(whole) for goal in program.goals]


def test_what_no_row_needs_rests_where_it_costs_least() -> None:
    """Variables after the candidates only count: unneeded they are settled, unless a goal would have them higher."""
    program = Program()
    for _ in range(4):
        program.variable()
    program.at_most([(0, 1), (1, 1)], 1)
    program.goal("fill", {2: 1, 3: -1})
    part = part_of(as_arrays(program.rows), program.goals, np.zeros(4, np.int64), np.ones(4, np.int64), choices=2)
    assert part.open.tolist() == [0, 1, 3]
    assert part.choices == 2


def test_rows_joined_are_the_rows_together() -> None:
    one, other = random_program(Random(1)).rows, random_program(Random(2)).rows
    together, apart = joined(as_arrays(one), other), as_arrays([*one, *other])
    for name in ("starts", "variables", "coefficients", "least", "most", "has_least", "has_most"):
        assert (getattr(together, name) == getattr(apart, name)).all()


def test_rows_are_written_once_and_further_ones_after_them() -> None:
    program = Program()
    one, two = program.variable(), program.variable()
    program.at_most([(one, 1), (two, 2)], 2)
    first = rows_of(program)
    assert rows_of(program) is first
    program.at_least([(two, 3)], 1)
    assert alike(rows_of(program), as_arrays(program.rows))
    program.rows[1] = Row(((one, 1),), None, 0)
    assert alike(rows_of(program), as_arrays(program.rows))
    program.rows = program.rows[:1]
    assert alike(rows_of(program), as_arrays(program.rows))


def alike(one: Rows, other: Rows) -> bool:
    fields = ("starts", "variables", "coefficients", "least", "most", "has_least", "has_most")
    return all((getattr(one, name) == getattr(other, name)).all() for name in fields)
