"""The rosters near a given one: the part of a program that few dropped placements leave open."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from peerinspect.matching import cpsat
from peerinspect.matching.part import Part, by_row, joined, part_of
from peerinspect.matching.program import Goal, Program, Row
from peerinspect.matching.relaxation import Whole, as_arrays, propagated
from peerinspect.matching.target import Limits

UNBOUNDED = 2**60


@dataclass(frozen=True)
class Near:
    """How far a roster is from the given one: `weights` by variable, for each of its placements that is not there.

    Variable i < `choices` is 'candidate i is placed'; all other weights are 0. `lost` is the weight of placements that
    are no candidates any more. `lower` and `upper` are the variables' bounds: a pinned candidate has 1 for both.
    """

    choices: int
    weights: Whole
    lost: int
    lower: Whole
    upper: Whole


class Neighbourhood:
    """The rosters of a program by their distance from a given one.

    `forced` is the distance of the nearest roster: what is lost anyway, and what placements that contradict each
    other, or a pin, lose at the least. `start` is a roster as near as that, or None where the bounds allow none.
    """

    def __init__(self, program: Program, near: Near) -> None:
        self.program = program
        self.near = near
        self.rows = as_arrays(program.rows)
        self.weights = near.weights * (near.upper > 0)
        self.low, self.high = self._sides(near.lower, near.upper)
        self.contested = self._contested()
        self.certain = np.setdiff1d(np.flatnonzero(self.weights), self.contested)
        self.start = self._nearest()
        lost = near.lost + int((near.weights - self.weights).sum())
        self.forced = lost + (0 if self.start is None else self._distance(self.contested, self.start))

    def _sides(self, lower: Whole, upper: Whole) -> tuple[Whole, Whole]:
        """The least and the greatest that each term of each row can be."""
        at_lower = self.rows.coefficients * lower[self.rows.variables]
        at_upper = self.rows.coefficients * upper[self.rows.variables]
        return np.minimum(at_lower, at_upper), np.maximum(at_lower, at_upper)

    def _distance(self, variables: Whole, solution: Sequence[int]) -> int:
        return sum(int(self.weights[one]) for one in variables.tolist() if not solution[one])

    def _contested(self) -> Whole:
        """The given roster's placements in rows that the whole of it breaks."""
        given = self.weights[self.rows.variables] > 0
        least = by_row(self.rows, np.where(given, self.high, self.low))
        broken = self.rows.has_most & (least > self.rows.most)
        inside = np.unique(self.rows.variables[np.repeat(broken, np.diff(self.rows.starts)) & given])
        return np.asarray(inside, np.int64)

    def _nearest(self) -> list[int] | None:
        """A roster of given placements alone that loses as little as any roster does.

        Placements left out never break a row that held with them. So any roster, cut down to its given placements, is
        one still: what those lose at the least, every roster loses; and only the contested ones have to lose anything.
        """
        lower, upper = self.near.lower.copy(), self.near.upper.copy()
        others = np.flatnonzero(self.weights[: self.near.choices] == 0)
        upper[others] = lower[others]
        lower[self.certain] = upper[self.certain]
        lower, upper = propagated(self.rows, lower, upper)
        if (lower > upper).any():
            return None
        goal = Goal("nearest", tuple((int(one), -int(self.weights[one])) for one in self.contested))
        return best_of(part_of(self.rows, [goal], lower, upper, self.near.choices), goal)

    def part(self, more: int, further: Sequence[Row] = (), only: Whole | None = None) -> Part | None:
        """The part of the program no more than `more` beyond what is forced, within `further` rows; None if empty.

        With `only`, no candidate but these comes or goes; what is forced apart.
        """
        terms = tuple((int(one), int(self.weights[one])) for one in self.certain)
        budget = Row(terms, int(self.weights[self.certain].sum()) - more, None)
        rows = joined(self.rows, [budget, *further])
        upper = self.near.upper.copy()
        upper[self._too_far(more)] = 0
        lower = self.near.lower.copy()
        if only is not None:
            self._hold_all_but(only, lower, upper)
        if (upper < lower).any():
            return None
        lower, upper = propagated(rows, lower, upper)
        if (lower > upper).any():
            return None
        return part_of(rows, self.program.goals, lower, upper, self.near.choices)

    def _hold_all_but(self, only: Whole, lower: Whole, upper: Whole) -> None:
        """Leave every other candidate as the given roster has it; contested ones may go all the same."""
        held = np.setdiff1d(np.arange(self.near.choices), only)
        staying = np.intersect1d(held, self.certain)
        lower[staying] = upper[staying]
        coming = held[(self.weights[held] == 0) & (lower[held] == 0)]
        upper[coming] = 0

    def _too_far(self, more: int) -> Whole:
        """The candidates that drive out more of the certain placements than may be dropped."""
        driven = self.driven_out()
        price = np.zeros(len(self.weights), np.int64)
        certain = np.isin(driven[1], self.certain)
        np.add.at(price, driven[0][certain], self.weights[driven[1][certain]])
        return np.flatnonzero(price > more)

    def driven_out(self) -> Whole:
        """Pairs of a candidate and the given placement that it drives out: a row of both has no room for both.

        Only rows with a single given placement are looked at: of several, which one goes is a matter of choice.
        """
        rows = self.rows
        of_row = np.repeat(np.arange(len(rows.most)), np.diff(rows.starts))
        given = self.weights[rows.variables] > 0
        sole = by_row(rows, np.where(given, rows.variables, 0))
        room = rows.most - by_row(rows, np.where(given, self.high, self.low))
        drives = ~given & (rows.variables < self.near.choices) & rows.has_most[of_row]
        drives &= by_row(rows, given.astype(np.int64))[of_row] == 1
        drives &= self.high - self.low > room[of_row]
        return np.unique(np.stack((rows.variables[drives], sole[of_row[drives]])), axis=1)


def best_of(part: Part, goal: Goal) -> list[int] | None:
    """A best solution of a small part for one of its goals, for the whole program; None where it has none."""
    if not len(part.open):
        return part.whole([])
    own = next(one for one in part.program.goals if one.name == goal.name)
    lower, upper = (np.array(side, np.int64) for side in (part.program.lower, part.program.upper))
    room = Limits(UNBOUNDED, None, 1, threading.Event())
    found = cpsat.search(part.program, own, lower, upper, part.program.lower, room, lambda _value, _bound: None)
    return None if found.solution is None else part.whole(found.solution)
