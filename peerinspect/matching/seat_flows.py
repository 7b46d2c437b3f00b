"""A seating as flows: the goals of an examination's pure assignment, without a program in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination
from peerinspect.matching.program import MOST, Goal
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.seat_costs import SeatCosts, TooLarge
from peerinspect.matching.seat_loads import SeatLoads, seat_loads
from peerinspect.matching.seating import Seating, seating_of
from peerinspect.matching.shares import Shares
from peerinspect.matching.wiring import Wires

CANON = 2 ** (8 * goals.CANON_BYTES)
"""More than any placement's part of `canon`."""


@dataclass(frozen=True)
class SeatFlows:
    """A seating with its goals. `on_arcs` has the costs of each, but for `peak` and `canon`.

    `canon` is hashed only of what the goals before it leave open: that is mostly very little.
    """

    seating: Seating
    goals: Sequence[Goal]
    on_arcs: Mapping[str, Whole]
    loads: SeatLoads | None
    shares: Shares

    @property
    def wires(self) -> Wires:
        """The seating's."""
        return self.seating.wires

    def is_peak(self, goal: Goal) -> bool:
        """By its name."""
        return goal.name == "peak"

    def costs(self, goal: Goal, is_open: NDArray[np.bool_]) -> Whole:
        """What one more on each arc costs; of `canon` that of the open ones alone."""
        if goal.name != "canon":
            return self.on_arcs[goal.name]
        on_arcs = np.zeros(len(is_open), np.int64)
        placed = np.flatnonzero(is_open[: self.wires.empty])
        on_arcs[placed] = self._canon(placed)
        return on_arcs

    def value(self, goal: Goal, flow: Whole) -> int:
        """The goal at the flow. `spread` goes by the number of placements, whichever arcs they take."""
        if goal.name == "peak":
            return self.shares.of(flow)
        if goal.name == "canon":
            return goal.constant + int(self._canon(np.flatnonzero(flow[: self.wires.empty])).sum())
        if goal.name == "spread" and self.loads:
            carried = self.wires.carrier[flow[self.wires.carried :] > 0]
            count = np.bincount(carried, minlength=len(self.loads.spread))
            return goal.constant + int(self.loads.spread[np.arange(len(count)), count].sum())
        return goal.constant + int(self.on_arcs[goal.name] @ flow)

    def solution(self, flow: Whole) -> list[int]:
        """Of each candidate whether it is placed."""
        placed: list[int] = flow[: self.wires.empty].tolist()
        return placed

    def _canon(self, candidates: Whole) -> Whole:
        arrays = self.seating.arrays
        people, duties = arrays.person[candidates].tolist(), arrays.duty[candidates].tolist()
        pairs = zip(people, duties, strict=True)
        return np.array([goals.canon_bits(arrays.people[one], arrays.duties[duty]) for one, duty in pairs], np.int64)


def seat_flows(found: Examination, keep: Mapping[Pair, int]) -> SeatFlows | None:
    """The examination as flows; None where it is no pure assignment that arrays alone show to be one."""
    seating = seating_of(found)
    wanted = found.facts.policy.ordered_goals()
    loads = seat_loads(found, seating) if seating and {"peak", "spread"} & set(wanted) else None
    if seating is None or (loads is None and {"peak", "spread"} & set(wanted)):
        return None
    try:
        return _with_goals(found, seating, loads, keep)
    except TooLarge:
        return None


def _with_goals(found: Examination, seating: Seating, loads: SeatLoads | None, keep: Mapping[Pair, int]) -> SeatFlows:
    by_name = SeatCosts(found, seating, keep).by_name()
    stated: list[Goal] = []
    on_arcs: dict[str, Whole] = {}
    for name in found.facts.policy.ordered_goals():
        if name in by_name:
            costs = by_name[name]()
            stated.append(costs.goal)
            on_arcs[name] = costs.on_arcs
        else:
            stated.append(Goal(name, (), _constant(name, found, loads)))
    if loads:
        on_arcs["spread"] = loads.steps(seating)
    _are_exact(seating, loads, on_arcs)
    shares = loads.shares(seating) if loads else _no_shares(seating)
    return SeatFlows(seating, stated, on_arcs, loads, shares)


def _are_exact(seating: Seating, loads: SeatLoads | None, on_arcs: Mapping[str, Whole]) -> None:
    """Raises TooLarge where `spread` or `canon` goes beyond what whole numbers of 53 and 64 bits hold."""
    if loads and int(loads.spread.max(axis=1).sum()) + loads.settled >= MOST:
        raise TooLarge
    largest = (np.array([CANON]), on_arcs.get("spread", np.zeros(0, np.int64)))
    if not all(seating.wires.network.is_exact(some) for some in largest):
        raise TooLarge


def _constant(name: str, found: Examination, loads: SeatLoads | None) -> int:
    if name == "canon":
        return sum(goals.canon_bits(*one.pair) for one in found.fixed)
    return loads.settled if loads and name == "spread" else 0


def _no_shares(seating: Seating) -> Shares:
    wires = seating.wires
    people = len(seating.people)
    table = np.zeros((people, int(np.bincount(wires.carrier, minlength=people).max(initial=0)) + 1), np.int64)
    return Shares(wires, np.zeros(len(wires.capacity), np.int64), table, 0)
