"""Programs condensed to the choices that are left: nothing but those can be found there."""

from __future__ import annotations

import threading

import numpy as np

from peerinspect.matching import cpsat
from peerinspect.matching.condensed import Condensing
from peerinspect.matching.menu_making import menus_of
from peerinspect.matching.program import Person, Program
from peerinspect.matching.relaxation import as_arrays
from peerinspect.matching.target import Limits


def test_three_of_whom_any_two_go_together_are_not_placed_where_two_is_the_most() -> None:
    program = Program()
    members = tuple(program.variable() for _ in range(3))
    program.at_most([(one, 1) for one in members], 2)
    program.goal("fill", {one: -1 for one in members})
    program.people.append(Person(members))
    rows = as_arrays(program.rows)
    menus = menus_of(program, rows)
    lower, upper = np.zeros(3, np.int64), np.ones(3, np.int64)
    condensing = Condensing(rows, menus, lower, upper, np.zeros(0, np.int64))
    masks = [menu.alive for menu in menus.menus]
    part, hint = condensing.within(program.goals[0], masks, (None, 0), program.start, most_whole=1)
    inner = part.program
    low, high = np.array(inner.lower, np.int64), np.array(inner.upper, np.int64)
    room = Limits(-2, None, 1, threading.Event())
    found = cpsat.search(inner, inner.goals[0], low, high, hint, room, lambda _value, _bound: None)
    assert found.value == -2
    assert found.solution is not None
    assert sum(found.solution[:3]) == 2
