"""Duals prove what they prove; a basis only saves work, and bad luck costs a bound, never a fault."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from peerinspect.matching.glop import BASIC, Basis, duals_of
from peerinspect.matching.mathopt import Linear

OPEN = np.inf


def seats(prices: list[float], wanted: float) -> Linear:
    """So many seats filled by people at these prices, one seat each."""
    number = len(prices)
    return Linear(
        np.array(prices, np.float64),
        np.zeros(number),
        np.ones(number),
        np.array([0, number]),
        np.arange(number),
        np.ones(number),
        np.array([wanted]),
        np.array([OPEN]),
    )


def crossed(number: int) -> Linear:
    """So many rows over as many columns, each with an amount of its own: nothing is seen at sight."""
    random = np.random.default_rng(1)
    return Linear(
        random.uniform(1, 2, number),
        np.zeros(number),
        np.full(number, OPEN),
        np.arange(0, number * number + 1, number),
        np.tile(np.arange(number), number),
        random.uniform(0, 1, number * number),
        random.uniform(1, 2, number),
        np.full(number, OPEN),
    )


def test_the_dual_of_a_seat_is_the_price_of_the_last_one_to_take_it() -> None:
    found = duals_of(seats([1, 2, 5, 9], 2), 10.0)
    assert found.optimum == pytest.approx(3)
    assert found.solution == pytest.approx([1, 1, 0, 0])
    assert 2 <= found.values[0] <= 5


def test_what_cannot_be_has_no_duals_and_no_optimum() -> None:
    found = duals_of(seats([1, 2], 3), 10.0)
    assert (found.values.tolist(), found.optimum, found.basis) == ([0.0], None, None)


def test_a_cancelled_search_has_none_either() -> None:
    linear = crossed(60)
    assert duals_of(linear, 60.0).optimum is not None
    cancel = threading.Event()
    cancel.set()
    found = duals_of(linear, 60.0, cancel)
    assert (found.optimum, found.basis) == (None, None)
    assert not found.values.any()


@pytest.mark.parametrize("is_dual", [True, False])
def test_a_basis_to_begin_from_changes_no_optimum(is_dual: bool) -> None:
    first = duals_of(seats([1, 2, 5, 9], 2), 10.0)
    assert first.basis is not None
    again = duals_of(seats([1, 2, 5, 9], 3), 10.0, is_dual=is_dual, start=first.basis)
    assert again.optimum == pytest.approx(8)


def test_a_basis_has_as_many_basic_places_as_there_are_rows() -> None:
    basis = duals_of(seats([1, 2, 5, 9], 2), 10.0).basis
    assert basis is not None
    assert basis.is_whole
    assert not Basis(basis.columns, np.full(1, BASIC)).is_whole


def test_terms_may_stand_in_any_order() -> None:
    told = seats([1, 2, 5], 2)
    turned = Linear(
        told.costs, told.lower, told.upper, told.starts, np.array([2, 0, 1]), told.coefficients, told.least, told.most
    )
    assert duals_of(turned, 10.0).optimum == duals_of(told, 10.0).optimum
