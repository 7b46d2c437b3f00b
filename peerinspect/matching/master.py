"""The relaxation over choices: for each person a mixture of whole choices, found by column generation.

Its bound is the Lagrangean one: with whole-number multipliers y on the rows that people share, no solution is better
than y b + the least that each person's choices and each other variable can come to. It is exact whatever y is; GLOP on
a few thousand choices at a time finds a good y. Source: Dantzig and Wolfe's decomposition, as in any textbook.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.glop import Linear, duals_of
from peerinspect.matching.menus import Menu, Menus
from peerinspect.matching.program import Goal
from peerinspect.matching.relaxation import OPEN, Rows, Whole, spread_over, total, usable

AT_A_TIME = 5
"""Choices of one person that join the linear program in one round."""

MOST_ROUNDS = 60
"""After so many rounds the bound so far has to do."""

Masks = list[NDArray[np.bool_]]


@dataclass(frozen=True)
class ChoiceBound:
    """A proven bound on a goal, scaled by `scale`; `lifts` says by how much each choice of each menu would lift it.

    `reduced` are the reduced costs of all variables; for those that follow from a choice only `lifts` counts.
    """

    scale: int
    scaled: int
    reduced: Whole
    lifts: tuple[Whole, ...]

    def least(self) -> int:
        """The least whole-number value that the goal can have."""
        return -(-self.scaled // self.scale)

    def within(self, target: int) -> Masks:
        """The choices, by menu, that some solution as good as the target may hold."""
        gap = self.gap(target)
        return [lift <= gap for lift in self.lifts]

    def gap(self, target: int) -> int:
        """How much above the bound the target lies, scaled."""
        return int(min(target * self.scale - self.scaled, OPEN - 1))

    def reach(self, most: int, value: int) -> int:
        """The largest target up to `value` that leaves at most so many choices, but at least the bound itself."""
        lifts = np.concatenate(self.lifts) if self.lifts else np.zeros(0, np.int64)
        if len(lifts) <= most:
            return value
        lift = int(np.partition(lifts, most)[most])
        return min(value, max(self.least(), -(-(self.scaled + lift) // self.scale) - 1))


class Pool:
    """The choices in the linear program, by menu and number: they stay there from goal to goal."""

    def __init__(self, menus: Sequence[Menu]) -> None:
        self.chosen: list[list[int]] = [list(range(min(len(menu.table), len(menu.members) + 1))) for menu in menus]
        self._known: list[set[int]] = [set(some) for some in self.chosen]
        self._variables: list[dict[int, list[int]]] = [{} for _ in menus]

    def add(self, menu: int, choice: int) -> bool:
        """Whether the choice is new."""
        if choice in self._known[menu]:
            return False
        self._known[menu].add(choice)
        self.chosen[menu].append(choice)
        return True

    def learn(self, other: Pool) -> None:
        """Take in what another pool of the same menus holds."""
        for menu, choices in enumerate(other.chosen):
            for choice in choices:
                self.add(menu, choice)

    def variables(self, index: int, menu: Menu) -> list[list[int]]:
        """The variables of each of a menu's choices in the pool."""
        known = self._variables[index]
        for choice in self.chosen[index]:
            if choice not in known:
                known[choice] = menu.variables_of(choice)
        return [known[choice] for choice in self.chosen[index]]

    def drop_dead(self, menus: Sequence[Menu]) -> None:
        """Leave out what can no longer be part of a best roster."""
        for index, menu in enumerate(menus):
            self.chosen[index] = [choice for choice in self.chosen[index] if menu.alive[choice]]
            self._known[index] = set(self.chosen[index])


class Master:
    """One goal's relaxation over the menus' living choices and the variables' bounds."""

    def __init__(
        self, rows: Rows, menus: Menus, shared: Whole, goal: Goal, lower: Whole, upper: Whole, pool: Pool
    ) -> None:
        self.rows, self.menus, self.goal, self.pool = rows, menus, goal, pool
        self.lower, self.upper = lower, upper
        self.shared = shared
        self.costs = np.zeros(len(lower), np.int64)
        for variable, cost in goal.terms:
            self.costs[variable] = cost
        self.unit = max(1.0, float(np.abs(self.costs).max(initial=1)) / 1000)
        """Costs are measured in it, so that GLOP meets none that is very large."""
        self._index = _by_variable(rows, shared, len(lower))

    def bound(self, enough: int, seconds: float, cancel: threading.Event) -> ChoiceBound:
        """The best bound found; the search for a better one ends once it reaches `enough`."""
        until = time.monotonic() + seconds
        best: ChoiceBound | None = None
        for _ in range(MOST_ROUNDS):
            duals, optimum = self._duals(max(0.1, until - time.monotonic()), cancel)
            found = self._proven(duals)
            best = found if best is None or found.scaled * best.scale > best.scaled * found.scale else best
            over = cancel.is_set() or time.monotonic() >= until
            if over or best.least() >= enough or optimum is None or best.least() >= _rounded(optimum):
                break
            if not self._extend(found):
                break
        assert best is not None
        return best

    def _proven(self, duals: NDArray[np.float64]) -> ChoiceBound:
        """The bound that the duals prove, in whole numbers; choices that are dead lift it beyond all reach."""
        values = np.zeros(len(self.rows.least))
        values[self.shared] = duals
        sizes = np.maximum(abs(self.lower), abs(self.upper))
        values, scale = usable(self.rows, values, self.costs, sizes)
        whole = np.rint(values * scale).astype(np.int64)
        whole[(whole > 0) & ~self.rows.has_least] = 0
        whole[(whole < 0) & ~self.rows.has_most] = 0
        reduced = self.costs * scale - spread_over(self.rows, whole, len(self.costs))
        free = self.menus.free
        scaled = self.goal.constant * scale
        scaled += total(np.where(whole > 0, whole * self.rows.least, whole * self.rows.most))
        scaled += total(np.minimum(reduced[free] * self.lower[free], reduced[free] * self.upper[free]))
        lifts = []
        for menu in self.menus.menus:
            sums = np.where(menu.alive, menu.summed(reduced), OPEN)
            least = int(sums.min(initial=OPEN))
            scaled += min(least, OPEN // len(self.menus.menus))
            lifts.append(np.where(menu.alive, sums - least, OPEN))
        return ChoiceBound(scale, scaled, reduced, tuple(lifts))

    def _extend(self, found: ChoiceBound) -> bool:
        """Let the choices join that the duals call better than any so far."""
        added = False
        for index, menu in enumerate(self.menus.menus):
            known = self.pool.chosen[index]
            lifts = found.lifts[index]
            least = int(lifts[known].min(initial=OPEN)) if known else OPEN
            if least <= found.scale * self.unit * 1e-7:
                continue
            first = min(AT_A_TIME, len(lifts) - 1)
            for choice in np.argpartition(lifts, first)[:first].tolist() if first else [0]:
                if lifts[choice] < least and menu.alive[choice]:
                    added |= self.pool.add(index, choice)
        return added

    # --- the linear program -------------------------------------------------------------------------------------------

    def _duals(self, seconds: float, cancel: threading.Event) -> tuple[NDArray[np.float64], float | None]:
        """The duals of the shared rows, and the optimum."""
        duals = duals_of(self._columns(), seconds, cancel)
        optimum = None if duals.optimum is None else duals.optimum * self.unit + self.goal.constant
        return duals.values[: len(self.shared)] * self.unit, optimum

    def _columns(self) -> Linear:
        """Free variables first, then the pool's choices."""
        free, shared = self.menus.free, self.shared
        number, rows, columns, amounts = len(free), [], [], []
        at, row_of, coefficient = self._index
        costs, lows = [self.costs[free].astype(np.float64)], [self.lower[free].astype(np.float64)]
        highs = [self.upper[free].astype(np.float64)]
        sets = [np.arange(number)]
        variables = [free]
        for index, menu in enumerate(self.menus.menus):
            held = self.pool.variables(index, menu)
            sets.append(np.repeat(np.arange(number, number + len(held)), [len(some) for some in held]))
            variables.append(np.array([one for some in held for one in some], np.int64))
            rows.append(np.full(len(held), len(shared) + index))
            columns.append(np.arange(number, number + len(held)))
            amounts.append(np.ones(len(held)))
            number += len(held)
        which, what = np.concatenate(sets), np.concatenate(variables)
        sizes = at[what + 1] - at[what]
        places = np.repeat(at[what] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(sizes.sum())
        rows.append(row_of[places])
        columns.append(np.repeat(which, sizes))
        amounts.append(coefficient[places].astype(np.float64))
        lows.append(np.zeros(number - len(free)))
        highs.append(np.full(number - len(free), np.inf))
        one_each = np.ones(len(self.menus.menus))
        least = np.where(self.rows.has_least[shared], self.rows.least[shared], -np.inf)
        most = np.where(self.rows.has_most[shared], self.rows.most[shared], np.inf)
        priced = np.zeros(number)
        np.add.at(priced, which, self.costs[what].astype(np.float64))
        costs.append(priced[len(free) :])
        starts, variables_, coefficients = _merged(
            np.concatenate(rows), np.concatenate(columns), np.concatenate(amounts), len(shared) + len(one_each), number
        )
        return Linear(
            np.concatenate(costs) / self.unit,
            np.concatenate(lows),
            np.concatenate(highs),
            starts,
            variables_,
            coefficients,
            np.concatenate((least, one_each)),
            np.concatenate((most, one_each)),
        )


def _rounded(optimum: float) -> int:
    return int(np.ceil(optimum - 1e-6 * max(1.0, abs(optimum) / 1e6)))


def _by_variable(rows: Rows, shared: Whole, size: int) -> tuple[Whole, Whole, Whole]:
    """The shared rows turned round: where each variable's terms begin, the rows' places, the coefficients."""
    place = np.full(len(rows.least), -1, np.int64)
    place[shared] = np.arange(len(shared))
    row_of = np.repeat(place, np.diff(rows.starts))
    here = row_of >= 0
    order = np.argsort(rows.variables[here], kind="stable")
    variables = rows.variables[here][order]
    at = np.searchsorted(variables, np.arange(size + 1))
    return at, row_of[here][order], rows.coefficients[here][order]


def _merged(
    rows: Whole, columns: Whole, amounts: NDArray[np.float64], height: int, width: int
) -> tuple[Whole, Whole, NDArray[np.float64]]:
    """Terms sorted by row, those of one row and column added up."""
    keys, which = np.unique(rows * width + columns, return_inverse=True)
    summed = np.zeros(len(keys))
    np.add.at(summed, which.ravel(), amounts)
    starts = np.searchsorted(keys // width, np.arange(height + 1))
    return starts, keys % width, summed
