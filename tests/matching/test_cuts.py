"""Cuts hold for every roster, and lift the relaxation to what a roster can be."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from peerinspect.matching.columns import linear_program
from peerinspect.matching.cuts import Cuts
from peerinspect.matching.master import ChoiceBound, Master
from peerinspect.matching.menu_making import menus_of
from peerinspect.matching.pool import Pool
from peerinspect.matching.program import Program
from peerinspect.matching.relaxation import as_arrays
from tests.matching.programs import chance, seats_in_a_ring, solutions


def bounded(program: Program, cuts: Cuts | None) -> tuple[ChoiceBound, Master]:
    rows = as_arrays(program.rows)
    menus = menus_of(program, rows)
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    master = Master(rows, menus, menus.rows, program.goals[0], lower, upper, Pool(menus.menus), cuts)
    return master.bound(10**6, 10.0, threading.Event(), cutting=cuts is not None), master


@pytest.mark.parametrize("number", [3, 5, 7])
def test_an_odd_ring_cannot_be_filled_by_halves(number: int) -> None:
    program = seats_in_a_ring(number)
    plain, _ = bounded(program, None)
    lifted, _ = bounded(program, Cuts())
    assert plain.least() == -number
    assert lifted.least() == -(number - 1)


@pytest.mark.parametrize("seed", range(40))
def test_every_solution_keeps_every_cut_and_the_bound(seed: int) -> None:
    program, cuts = chance(seed), Cuts()
    bound, master = bounded(program, cuts)
    goal = program.goals[0]
    every = solutions(program)
    best = min(goal.value(one) for one in every)
    assert bound.least() <= best
    for one in every:
        chosen = [menu.taken(one) for menu in master.menus.menus]
        for cut in cuts.held:
            amounts = [int(cut.of_menu(at, menu)[chosen[at]]) for at, menu in enumerate(master.menus.menus)]
            free = int(cut.of_free(master.menus.free) @ np.array(one, np.int64)[master.menus.free])
            assert sum(amounts) + free <= cut.most
        if goal.value(one) == best:
            assert all(mask[choice] for mask, choice in zip(bound.within(best), chosen, strict=True))


def test_some_of_these_chances_need_cuts() -> None:
    least = [[bounded(chance(seed), cuts)[0].least() for cuts in (None, Cuts())] for seed in range(40)]
    assert sum(lifted > plain for plain, lifted in least) > 3


def test_columns_hold_what_each_cut_makes_of_their_choice() -> None:
    cuts = Cuts()
    _, master = bounded(seats_in_a_ring(5), cuts)
    assert cuts.held
    bounds = master.lower.astype(np.float64), master.upper.astype(np.float64)
    costs = np.zeros(len(master.lower))
    linear = linear_program(master.shared, master.menus, master.pool, cuts.held, costs, bounds)
    first = len(master.shared.numbers) + len(master.menus.menus)
    for place, cut in enumerate(cuts.held):
        span = slice(linear.starts[first + place], linear.starts[first + place + 1])
        row = np.zeros(len(linear.costs), np.int64)
        row[linear.variables[span]] = linear.coefficients[span]
        of_menus = [
            cut.of_menu(index, menu)[master.pool.chosen[index]] for index, menu in enumerate(master.menus.menus)
        ]
        assert row.tolist() == [*cut.of_free(master.menus.free).tolist(), *np.concatenate(of_menus).tolist()]
