"""A basis carried from one linear program over menus to the next: it stays one, and the optimum is what it is."""

from __future__ import annotations

import threading
from random import Random

import numpy as np
import pytest

from peerinspect.matching.columns import linear_program
from peerinspect.matching.cuts import Cut, Cuts
from peerinspect.matching.glop import AT_LOWER, BASIC, Basis, duals_of
from peerinspect.matching.layout import Layout
from peerinspect.matching.master import Master
from peerinspect.matching.menu_making import menus_of
from peerinspect.matching.pool import Pool
from peerinspect.matching.relaxation import as_arrays
from tests.matching.programs import chance


def cut() -> Cut:
    return Cut(np.zeros(1, np.int64), np.zeros(1, np.int64), 1, frozenset(), 1)


def test_what_joins_is_at_none_or_not_yet_met_and_all_else_keeps_its_place() -> None:
    one, two, three = cut(), cut(), cut()
    before = Layout(2, np.array([2, 1]), 1, (one, two))
    after = Layout(2, np.array([3, 2]), 1, (two, three))
    basis = Basis(np.array([BASIC, 12, BASIC, 14, BASIC]), np.array([21, BASIC, 23, BASIC, 25]))
    carried = after.carried(basis, before)
    assert carried is not None
    assert carried.columns.tolist() == [BASIC, 12, BASIC, 14, AT_LOWER, BASIC, AT_LOWER]
    assert carried.rows.tolist() == [21, BASIC, 23, 25, BASIC]


def test_without_a_cut_that_was_met_it_is_no_basis() -> None:
    one, two = cut(), cut()
    before, after = Layout(0, np.array([1]), 0, (one, two)), Layout(0, np.array([1]), 0, (two,))
    assert after.carried(Basis(np.array([BASIC]), np.array([BASIC, 12, BASIC])), before) is None


def test_where_nobody_has_a_menu_the_basis_is_carried_all_the_same() -> None:
    nobody, one = np.zeros(0, np.int64), cut()
    carried = Layout(1, nobody, 1, (one,)).carried(
        Basis(np.array([BASIC]), np.array([AT_LOWER])), Layout(1, nobody, 1, ())
    )
    assert carried is not None
    assert (carried.columns.tolist(), carried.rows.tolist()) == ([BASIC], [AT_LOWER, BASIC])


@pytest.mark.parametrize("seed", range(40))
def test_the_optimum_is_the_same_from_the_carried_basis(seed: int) -> None:
    """Choices that join at random, and cuts beside them."""
    random, program = Random(seed), chance(seed)
    rows = as_arrays(program.rows)
    menus = menus_of(program, rows)
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    pool, cuts = Pool(menus.menus), Cuts()
    master = Master(rows, menus, menus.rows, program.goals[0], lower, upper, pool, cuts)
    linear, layout = master.linear(), master.layout()
    duals = duals_of(linear, 10.0)
    for _ in range(4):
        for index, menu in enumerate(menus.menus):
            pool.add(index, random.randrange(len(menu.table)))
        assert duals.basis is not None and duals.solution is not None
        master.cut(linear, duals)
        ended, (linear, layout) = layout, (master.linear(), master.layout())
        start = layout.carried(duals.basis, ended)
        assert start is not None
        assert len(start.rows) == len(linear.least)
        cold = duals_of(linear, 10.0)
        duals = duals_of(linear, 10.0, is_dual=bool(random.getrandbits(1)), start=start)
        assert duals.optimum == pytest.approx(cold.optimum)


def test_the_bound_of_a_mixture_is_found_however_the_program_began() -> None:
    """Master's rounds, each from the basis before, against one program with every choice in it."""
    for seed in range(20):
        program = chance(seed)
        rows = as_arrays(program.rows)
        menus = menus_of(program, rows)
        lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
        goal = program.goals[0]
        master = Master(rows, menus, menus.rows, goal, lower, upper, Pool(menus.menus))
        bound = master.bound(10**6, 10.0, threading.Event())
        every = Pool(menus.menus)
        for index, menu in enumerate(menus.menus):
            for choice in range(len(menu.table)):
                every.add(index, choice)
        whole = linear_program(
            master.shared, menus, every, [], master.costs.astype(np.float64), (lower.astype(float), upper.astype(float))
        )
        optimum = duals_of(whole, 10.0).optimum
        assert optimum is not None
        assert bound.scaled / bound.scale == pytest.approx(optimum + goal.constant, abs=1e-5)
