"""Two engines side by side: the first proof counts, and whoever may not be asked is not."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from peerinspect.matching import cpsat, highs, searching
from peerinspect.matching.aside import Copy
from peerinspect.matching.program import Program
from peerinspect.matching.target import UNKNOWN, Found, Limits


def one_of_two(large: int = 1) -> Program:
    program = Program()
    one, other = program.variable(), program.variable()
    program.at_least([(one, 1), (other, 1)], 1)
    program.goal("fit", {one: 3 * large, other: 5 * large}, 7)
    return program


def searched(program: Program, workers: int, search: searching.Search = searching.search) -> Found:
    lower, upper = np.zeros(2, np.int64), np.ones(2, np.int64)
    room = Limits(10**12, 10.0, workers, threading.Event())
    return search(program, program.goals[0], lower, upper, [1, 1], room, lambda *_: None)


def waits_until_cancelled(*some: object, **_more: object) -> Found:
    limits = some[5]
    assert isinstance(limits, Limits)
    assert limits.cancel.wait(10)
    return UNKNOWN


def is_not_to_be_asked(*_some: object, **_more: object) -> Found:
    raise AssertionError("that engine was not to be asked")


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_best_is_found_and_proven(workers: int) -> None:
    assert searched(one_of_two(), workers) == Found([1, 0], 10, 10, True)


def test_the_proof_of_one_ends_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cpsat, "search", waits_until_cancelled)
    assert searched(one_of_two(), 2) == Found([1, 0], 10, 10, True)


def test_without_a_proof_it_is_what_cp_sat_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "search", lambda *_: UNKNOWN)
    assert searched(one_of_two(), 2) == Found([1, 0], 10, 10, True)


@pytest.mark.parametrize(("large", "workers"), [(1, 1), (highs.LARGEST, 4)])
def test_one_worker_and_large_numbers_are_cp_sats(monkeypatch: pytest.MonkeyPatch, large: int, workers: int) -> None:
    monkeypatch.setattr(highs, "search", is_not_to_be_asked)
    assert searched(one_of_two(large), workers) == Found([1, 0], 3 * large + 7, 3 * large + 7, True)


def test_a_search_for_a_proof_asks_highs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cpsat, "search", is_not_to_be_asked)
    copy = Copy(lambda: searched(one_of_two(), 4, searching.search_for_a_proof))
    try:
        assert copy.answer(lambda: False) == Found([1, 0], 10, 10, True)
    finally:
        copy.end()


def test_of_large_numbers_cp_sat_proves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "search", is_not_to_be_asked)
    large = highs.LARGEST
    assert searched(one_of_two(large), 4, searching.search_for_a_proof).value == 3 * large + 7
