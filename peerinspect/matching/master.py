"""The relaxation over choices: for each person a mixture of whole choices, found by column generation.

Its bound is the Lagrangean one: with whole-number multipliers y on the rows that people share, no solution is better
than y b + the least that each person's choices and each other variable can come to. It is exact whatever y is; GLOP on
a few thousand choices at a time finds a good y. Source: Dantzig and Wolfe's decomposition, as in any textbook.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.columns import SharedRows, linear_program
from peerinspect.matching.cuts import ZERO, Cuts
from peerinspect.matching.glop import BASIC, Basis, Duals, duals_of
from peerinspect.matching.layout import Layout
from peerinspect.matching.mathopt import Linear
from peerinspect.matching.menus import Menus
from peerinspect.matching.pool import Pool
from peerinspect.matching.program import Goal
from peerinspect.matching.relaxation import EXACT, OPEN, Rows, Whole, spread_over, total, usable

AT_A_TIME = 5
"""Choices of one person that join the linear program in one round."""

MOST_ROUNDS = 60
"""After so many rounds the bound so far has to do."""

MOST_CUTTINGS = 12
"""Rounds of cuts for one goal."""

STALLED = 1
"""Rounds of cuts that lift the optimum by less than `LEAST_GAIN` of what all before did: further ones are not tried."""

LEAST_GAIN = 0.05

Masks = list[NDArray[np.bool_]]


@dataclass(frozen=True)
class ChoiceBound:
    """A proven bound on a goal, scaled by `scale`; `lifts` says by how much each choice of each menu would lift it.

    `reduced` are the reduced costs of all variables; for those that follow from a choice only `lifts` counts.
    `is_best` says that it comes from an optimum of the linear program, and not from where the search for one ended.
    """

    scale: int
    scaled: int
    reduced: Whole
    lifts: tuple[Whole, ...]
    is_best: bool = True

    def least(self) -> int:
        """The least whole-number value that the goal can have."""
        return -(-self.scaled // self.scale)

    def within(self, target: int) -> Masks:
        """The choices, by menu, that some solution as good as the target may hold."""
        gap = self.gap(target)
        return [lift <= gap for lift in self.lifts]

    def left(self, target: int) -> int:
        """How many choices the target leaves, of all menus together."""
        return sum(int(mask.sum()) for mask in self.within(target))

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


class Master:
    """One goal's relaxation over the menus' living choices and the variables' bounds."""

    def __init__(
        self,
        rows: Rows,
        menus: Menus,
        shared: Whole,
        goal: Goal,
        lower: Whole,
        upper: Whole,
        pool: Pool,
        cuts: Cuts | None = None,
    ) -> None:
        self.rows, self.menus, self.goal, self.pool = rows, menus, goal, pool
        self.lower, self.upper = lower, upper
        self.shared = SharedRows.of(rows, shared, len(lower))
        self.cuts = cuts or Cuts()
        self.costs = np.zeros(len(lower), np.int64)
        for variable, cost in goal.terms:
            self.costs[variable] = cost
        self.unit = max(1.0, float(np.abs(self.costs).max(initial=1)) / 1000)
        """Costs are measured in it, so that GLOP meets none that is very large."""

    def bound(self, enough: int, seconds: float, cancel: threading.Event, *, cutting: bool = False) -> ChoiceBound:
        """The best bound found; the search for a better one ends once it reaches `enough`.

        With `cutting`, cuts join the relaxation once no choice does, as long as they lift it.
        """
        until = time.monotonic() + seconds
        best: ChoiceBound | None = None
        gains = _Gains()
        ended: tuple[Layout, Basis] | None = None
        is_best = False
        for _ in range(MOST_ROUNDS):
            linear, layout = self.linear(), self.layout()
            start = None if ended is None else layout.carried(ended[1], ended[0])
            has_new_cuts = ended is not None and layout.cuts != ended[0].cuts
            left = max(0.1, until - time.monotonic())
            duals = duals_of(linear, left, cancel, is_dual=has_new_cuts, start=start)
            ended = None if duals.basis is None else (layout, duals.basis)
            found = self._proven(duals.values * self.unit)
            best = found if best is None or found.scaled * best.scale > best.scaled * found.scale else best
            is_best = duals.optimum is not None
            over = cancel.is_set() or time.monotonic() >= until
            if over or best.least() >= enough or duals.optimum is None:
                break
            optimum = duals.optimum * self.unit + self.goal.constant
            if best.least() < _rounded(optimum) and self._extend(found):
                continue
            if not (cutting and gains.are_worth_more(optimum) and self.cut(linear, duals)):
                break
        assert best is not None
        return replace(best, is_best=is_best)

    def _proven(self, duals: NDArray[np.float64]) -> ChoiceBound:
        """The bound that the duals prove, in whole numbers; choices that are dead lift it beyond all reach."""
        values = np.zeros(len(self.rows.least))
        values[self.shared.numbers] = duals[: len(self.shared.numbers)]
        sizes = np.maximum(abs(self.lower), abs(self.upper))
        values, scale = usable(self.rows, values, self.costs, sizes)
        whole = np.rint(values * scale).astype(np.int64)
        whole[(whole > 0) & ~self.rows.has_least] = 0
        whole[(whole < 0) & ~self.rows.has_most] = 0
        reduced = self.costs * scale - spread_over(self.rows, whole, len(self.costs))
        scaled = self.goal.constant * scale
        scaled += total(np.where(whole > 0, whole * self.rows.least, whole * self.rows.most))
        prices = self._prices_of_cuts(duals, scale)
        free = self.menus.free
        for price, cut in zip(prices, self.cuts.held, strict=True):
            scaled += price * cut.most
            reduced[free] -= price * cut.of_free(free)
        scaled += total(np.minimum(reduced[free] * self.lower[free], reduced[free] * self.upper[free]))
        lifts = []
        for index in range(len(self.menus.menus)):
            sums = self._sums(index, reduced, prices)
            least = int(sums.min(initial=OPEN))
            scaled += min(least, OPEN // len(self.menus.menus))
            lifts.append(np.where(self.menus.menus[index].alive, sums - least, OPEN))
        return ChoiceBound(scale, scaled, reduced, tuple(lifts))

    def _sums(self, index: int, reduced: Whole, prices: list[int]) -> Whole:
        """What each choice of a menu costs; those that are dead more than any."""
        menu = self.menus.menus[index]
        sums = menu.summed(reduced)
        for price, cut in zip(prices, self.cuts.held, strict=True):
            if price and index in cut.touched:
                sums -= price * cut.of_menu(index, menu)
        return np.where(menu.alive, sums, OPEN)

    def _prices_of_cuts(self, duals: NDArray[np.float64], scale: int) -> list[int]:
        """The cuts' multipliers, never above 0; none where they are so large that sums would not stay exact."""
        values = np.minimum(duals[len(self.shared.numbers) + len(self.menus.menus) :], 0.0)
        largest = [cut.largest for cut in self.cuts.held]
        if float(np.abs(values) @ np.array(largest, np.float64)) * scale > EXACT:
            return [0] * len(largest)
        return [round(value * scale) for value in values.tolist()]

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

    def cut(self, linear: Linear, duals: Duals) -> bool:
        """Let cuts join that the mixture breaks; those that hold nothing back make room for them."""
        if duals.solution is None or duals.basis is None or bool((self.lower < 0).any()):
            return False
        first = len(self.shared.numbers) + len(self.menus.menus)
        self.cuts.only([status != BASIC for status in duals.basis.rows[first:].tolist()])
        found = self.cuts.find(self.rows, self.menus, self.shared.numbers, linear, duals.solution, len(self.lower))
        return bool(found)

    def layout(self) -> Layout:
        """What stands where in the linear program of now."""
        choices = np.array([len(chosen) for chosen in self.pool.chosen], np.int64)
        return Layout(len(self.menus.free), choices, len(self.shared.numbers), tuple(self.cuts.held))

    def linear(self) -> Linear:
        """The linear program over the choices and the cuts that are in use now."""
        bounds = self.lower.astype(np.float64), self.upper.astype(np.float64)
        costs = self.costs / self.unit
        return linear_program(self.shared, self.menus, self.pool, self.cuts.held, costs, bounds)


class _Gains:
    """How much cuts have lifted the optimum."""

    def __init__(self) -> None:
        self.first: float | None = None
        self.last = 0.0
        self.idle = 0
        self.rounds = 0

    def are_worth_more(self, optimum: float) -> bool:
        """Whether another round of cuts is worth trying after this optimum."""
        if self.first is None:
            self.first = optimum
        elif optimum - self.last <= LEAST_GAIN * max(self.last - self.first, ZERO):
            self.idle += 1
        else:
            self.idle = 0
        self.last = optimum
        self.rounds += 1
        return self.idle < STALLED and self.rounds <= MOST_CUTTINGS


def _rounded(optimum: float) -> int:
    return int(np.ceil(optimum - 1e-6 * max(1.0, abs(optimum) / 1e6)))
