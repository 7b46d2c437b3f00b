"""The relaxation: GLOP's duals, rounded to whole numbers, prove a bound and fix variables without any rounding error.

For any whole-number multipliers y (of the right sign) the Lagrangean bound L = y b + sum of the least of
(c - yA) x over the variables' bounds holds exactly. A variable whose reduced cost lifts L beyond the best known value
cannot leave its bound in any solution that is at least as good. Source: reduced-cost fixing,
as in any textbook of integer programming.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.glop import duals_of
from peerinspect.matching.mathopt import Linear
from peerinspect.matching.program import Goal, Program, Row

FINEST = 2**30
"""The finest scale for the duals; a coarser one where the numbers are large."""

EXACT = 2**50
"""No scaled cost or sum of multiplied coefficients goes beyond this, so that 64 bits always hold them."""

WIDEST = 2**61
"""No multiplied side of a row and no reduced cost times a variable's bound goes beyond this, for the same reason."""

OPEN = 2**62
"""Stands for a side that is open, and for a gap too wide to settle anything."""

MOST_ROUNDS = 20
"""Of propagation; further ones have not paid."""

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Rows as arrays: `starts[i]:starts[i + 1]` are the terms of row i; a side that is open is kept as 0."""

    starts: Whole
    variables: Whole
    coefficients: Whole
    least: Whole
    most: Whole
    has_least: NDArray[np.bool_]
    has_most: NDArray[np.bool_]


def as_arrays(rows: Sequence[Row]) -> Rows:
    """The rows in one block of memory."""
    sizes = np.fromiter((len(row.terms) for row in rows), np.int64, len(rows))
    every_term = chain.from_iterable(row.terms for row in rows)
    flat = np.fromiter(chain.from_iterable(every_term), np.int64, 2 * int(sizes.sum()))
    return Rows(
        np.concatenate(([0], np.cumsum(sizes))),
        flat[::2].copy(),
        flat[1::2].copy(),
        np.fromiter((row.least or 0 for row in rows), np.int64, len(rows)),
        np.fromiter((row.most or 0 for row in rows), np.int64, len(rows)),
        np.fromiter((row.least is not None for row in rows), np.bool_, len(rows)),
        np.fromiter((row.most is not None for row in rows), np.bool_, len(rows)),
    )


def propagated(rows: Rows, lower: Whole, upper: Whole) -> tuple[Whole, Whole]:
    """The variables' bounds that follow from each row alone, again and again until nothing changes.

    The bounds must admit a solution. What no solution can use is gone from the relaxation as well.
    """
    size = np.diff(rows.starts)
    lower, upper = lower.copy(), upper.copy()
    for _ in range(MOST_ROUNDS):
        before = int((upper - lower).sum())
        low, high = lower[rows.variables], upper[rows.variables]
        rising = rows.coefficients > 0
        least = _by_row(rows, np.where(rising, rows.coefficients * low, rows.coefficients * high))
        most = _by_row(rows, np.where(rising, rows.coefficients * high, rows.coefficients * low))
        above = np.repeat(np.where(rows.has_most, rows.most - least, OPEN), size) // np.abs(rows.coefficients)
        below = np.repeat(np.where(rows.has_least, most - rows.least, OPEN), size) // np.abs(rows.coefficients)
        np.minimum.at(upper, rows.variables, low + np.where(rising, above, below))
        np.maximum.at(lower, rows.variables, high - np.where(rising, below, above))
        if int((upper - lower).sum()) == before:
            break
    return lower, upper


def _by_row(rows: Rows, values: Whole) -> Whole:
    sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(values)))
    return np.asarray(sums[rows.starts[1:]] - sums[rows.starts[:-1]], np.int64)


@dataclass(frozen=True)
class Bound:
    """A proven bound on a goal: scaled by `scale`, with the reduced costs that prove it."""

    scale: int
    scaled: int
    reduced: Whole

    def least(self) -> int:
        """The least whole-number value that the goal can have."""
        return -(-self.scaled // self.scale)

    def reach(self, lower: Whole, upper: Whole, most: int, value: int) -> int:
        """The largest target up to `value` that leaves at most `most` variables open, but at least the bound itself."""
        whole, rest = divmod(self.scaled, self.scale)
        lifts = np.abs(self.reduced[(lower < upper) & (self.reduced != 0)])
        steps = -(-(lifts + rest) // self.scale) + whole
        free = int(((lower < upper) & (self.reduced == 0)).sum())
        if free + len(steps) <= most or not len(steps):
            return value
        opened = np.sort(steps)[max(0, most - free) :]
        return min(value, max(self.least(), int(opened[0]) - 1))

    def tighten(self, lower: Whole, upper: Whole, best: int) -> tuple[Whole, Whole]:
        """The variables' bounds in every solution whose goal is at most `best`."""
        gap = min(best * self.scale - self.scaled, OPEN)
        rising, falling = self.reduced > 0, self.reduced < 0
        new_upper, new_lower = upper.copy(), lower.copy()
        new_upper[rising] = np.minimum(upper[rising], lower[rising] + gap // self.reduced[rising])
        new_lower[falling] = np.maximum(lower[falling], upper[falling] - gap // -self.reduced[falling])
        return new_lower, new_upper


def lagrangean_bound(program: Program, rows: Rows, goal: Goal, lower: Whole, upper: Whole, seconds: float) -> Bound:
    """The bound that GLOP's duals prove, exact in whole numbers; a weak one where GLOP does not finish."""
    costs = np.zeros(len(program.lower), np.int64)
    for variable, cost in goal.terms:
        costs[variable] = cost
    duals, scale = usable(rows, _duals(rows, costs, lower, upper, seconds), costs, np.maximum(abs(lower), abs(upper)))
    whole = np.rint(duals * scale).astype(np.int64)
    whole[(whole > 0) & ~rows.has_least] = 0
    whole[(whole < 0) & ~rows.has_most] = 0
    reduced = costs * scale - spread_over(rows, whole, len(costs))
    scaled = goal.constant * scale + total(np.where(whole > 0, whole * rows.least, whole * rows.most))
    scaled += total(np.where(reduced > 0, reduced * lower, reduced * upper))
    return Bound(scale, scaled, reduced)


def usable(rows: Rows, duals: NDArray[np.float64], costs: Whole, sizes: Whole) -> tuple[NDArray[np.float64], int]:
    """The duals with the largest power of two by which they and the costs can be multiplied and stay exact.

    Duals that are too large for any are left out: they only ever make the bound better. `sizes` are the largest
    values of the variables.
    """
    weighted = np.abs(np.repeat(duals, np.diff(rows.starts)) * rows.coefficients)
    reach = np.abs(costs).astype(np.float64)
    np.add.at(reach, rows.variables, weighted + np.abs(rows.coefficients))
    sides = (np.abs(duals) + 1) * np.maximum(np.abs(rows.least), np.abs(rows.most))
    widest = max(float((reach * np.maximum(sizes, 1)).max(initial=1.0)), float(sides.max(initial=0.0)))
    share = max(float(reach.max(initial=1.0)) / EXACT, widest / WIDEST)
    if not share <= 1:
        return np.zeros_like(duals), 1
    scale = FINEST
    while share * scale > 1:
        scale //= 2
    return duals, scale


def spread_over(rows: Rows, multipliers: Whole, size: int) -> Whole:
    """y A: what the multipliers take from each variable's cost, added up in whole numbers."""
    weighted = np.repeat(multipliers, np.diff(rows.starts)) * rows.coefficients
    found = np.zeros(size, np.int64)
    np.add.at(found, rows.variables, weighted)
    return found


def total(values: Whole) -> int:
    """The sum as a Python number, which never overflows."""
    return sum(int(part) for part in values.tolist())


def _duals(rows: Rows, costs: Whole, lower: Whole, upper: Whole, seconds: float) -> NDArray[np.float64]:
    linear = Linear(
        costs.astype(np.float64),
        lower.astype(np.float64),
        upper.astype(np.float64),
        rows.starts,
        rows.variables,
        rows.coefficients.astype(np.float64),
        np.where(rows.has_least, rows.least, -np.inf),
        np.where(rows.has_most, rows.most, np.inf),
    )
    return duals_of(linear, seconds).values
