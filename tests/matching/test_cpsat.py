"""The engine's answers: a refused program is a fault, not a search that ran out of time."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from peerinspect.matching import cpsat
from peerinspect.matching.program import Program
from peerinspect.matching.target import Limits


def room(target: int) -> Limits:
    return Limits(target, 10.0, 1, threading.Event())


def one_of_two() -> Program:
    program = Program()
    one, other = program.variable(), program.variable()
    program.at_least([(one, 1), (other, 1)], 1)
    program.goal("fit", {one: 3, other: 5}, 7)
    return program


def whole(*numbers: int) -> cpsat.Whole:
    return np.array(numbers, np.int64)


def test_the_best_is_found_and_proven() -> None:
    program = one_of_two()
    found = cpsat.search(program, program.goals[0], whole(0, 0), whole(1, 1), [1, 1], room(10), lambda *_: None)
    assert (found.solution, found.value, found.bound, found.proven) == ([1, 0], 10, 10, True)


def test_nothing_within_the_bounds_is_a_proof_too() -> None:
    program = one_of_two()
    found = cpsat.search(program, program.goals[0], whole(0, 0), whole(0, 0), [0, 0], room(10), lambda *_: None)
    assert (found.solution, found.proven) == (None, True)


def test_a_program_that_the_engine_refuses_is_a_fault() -> None:
    program = one_of_two()
    with pytest.raises(RuntimeError, match="does not take the program"):
        cpsat.search(program, program.goals[0], whole(1, 0), whole(0, 1), [0, 1], room(10), lambda *_: None)
