"""The relaxation's bound is never above the truth, and fixing by reduced cost never loses a best solution."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from peerinspect.matching.program import Program
from peerinspect.matching.relaxation import Bound, as_arrays, lagrangean_bound, propagated

COEFFICIENTS = st.integers(-4, 4)
SIZE = 5


@st.composite
def programs(draw: st.DrawFn) -> Program:
    program = Program()
    for _ in range(SIZE):
        program.variable(0, draw(st.integers(1, 2)))
    for _ in range(draw(st.integers(0, 4))):
        amounts = draw(st.lists(COEFFICIENTS, min_size=SIZE, max_size=SIZE))
        terms = [(variable, amount) for variable, amount in enumerate(amounts) if amount]
        kind = draw(st.sampled_from(["at_most", "at_least", "exactly"]))
        # Nothing placed keeps every row, as in a real program.
        side = {"at_most": st.integers(0, 5), "at_least": st.integers(-5, 0), "exactly": st.just(0)}[kind]
        getattr(program, kind)(terms, draw(side))
    costs = draw(st.lists(st.integers(-9, 9), min_size=SIZE, max_size=SIZE))
    program.goal("canon", dict(enumerate(costs)), draw(st.integers(-3, 3)))
    return program


@settings(max_examples=200, deadline=None)
@given(programs())
def test_the_bound_holds_and_every_best_solution_survives_the_fixing(program: Program) -> None:
    goal = program.goals[0]
    everything = product(*(range(upper + 1) for upper in program.upper))
    kept = [list(solution) for solution in everything if not program.broken_rows(solution)]
    best = min(goal.value(solution) for solution in kept)
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    bound = lagrangean_bound(program, as_arrays(program.rows), goal, lower, upper, 5.0)
    assert bound.least() <= best
    new_lower, new_upper = bound.tighten(lower, upper, best)
    for solution in kept:
        if goal.value(solution) == best:
            assert (new_lower <= solution).all() and (solution <= new_upper).all()


@settings(max_examples=200, deadline=None)
@given(programs())
def test_propagation_loses_no_solution(program: Program) -> None:
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    new_lower, new_upper = propagated(as_arrays(program.rows), lower, upper)
    for solution in product(*(range(upper + 1) for upper in program.upper)):
        if not program.broken_rows(solution):
            assert (new_lower <= solution).all() and (solution <= new_upper).all()


def test_propagation_drops_a_load_beyond_the_peak() -> None:
    program = Program()
    light, heavy = program.variable(), program.variable()
    program.at_most([(light, 60), (heavy, 145)], 100)
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    assert propagated(as_arrays(program.rows), lower, upper)[1].tolist() == [1, 0]


def test_an_assignment_is_proven_by_the_relaxation_alone() -> None:
    program = Program()
    placed = [[program.variable() for _ in range(3)] for _ in range(3)]
    costs = [[4, 1, 3], [2, 0, 5], [3, 2, 2]]
    for index in range(3):
        program.exactly(((placed[index][other], 1) for other in range(3)), 1)
        program.exactly(((placed[other][index], 1) for other in range(3)), 1)
    program.goal("fit", {placed[one][other]: costs[one][other] for one in range(3) for other in range(3)})
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    bound = lagrangean_bound(program, as_arrays(program.rows), program.goals[0], lower, upper, 5.0)
    # By hand: 1 + 2 + 2.
    assert bound.least() == 5


def test_propagation_leaves_a_wide_variable_alone_where_a_heavy_row_has_one_side_only() -> None:
    program = Program()
    wide = program.variable(0, 3000)
    program.at_most([(wide, 10**12)], 3000 * 10**12)
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    new_lower, new_upper = propagated(as_arrays(program.rows), lower, upper)
    assert (new_lower.tolist(), new_upper.tolist()) == ([0], [3000])


def test_a_large_constant_fits_beside_the_finest_scale() -> None:
    program = Program()
    small = program.variable()
    program.at_least([(small, 1)], 1)
    program.goal("fill", {small: 1}, 2**52)
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    bound = lagrangean_bound(program, as_arrays(program.rows), program.goals[0], lower, upper, 5.0)
    assert bound.least() == 2**52 + 1
    assert bound.reach(lower, upper, 0, 2**52 + 1) == 2**52 + 1
    assert bound.tighten(lower, upper, 2**52 + 1)[0].tolist() in ([0], [1])


def test_multiplied_sides_never_overflow() -> None:
    """A row of many heavy terms: its side times its multiplier is far beyond 64 bits at the finest scale."""
    program = Program()
    many = [program.variable(0, 4000) for _ in range(300)]
    weights = {one: 10**9 + index for index, one in enumerate(many)}
    program.at_least(weights.items(), 3999 * sum(weights.values()))
    program.goal("fit", {one: weight * 3 for one, weight in weights.items()})
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    bound = lagrangean_bound(program, as_arrays(program.rows), program.goals[0], lower, upper, 5.0)
    assert 0 <= bound.least() <= 3 * 3999 * sum(weights.values())
    assert (bound.tighten(lower, upper, 2**52)[0] <= 3999).all()


def test_a_bound_whose_reduced_costs_are_all_nought_settles_nothing() -> None:
    lower, upper = np.zeros(3, np.int64), np.ones(3, np.int64)
    bound = Bound(2, 3, np.zeros(3, np.int64))
    assert bound.reach(lower, upper, 1, 9) == 9
