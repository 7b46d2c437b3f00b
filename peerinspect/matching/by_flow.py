"""The goals in strict order as flows: each goal's cheapest flow, then the next among all that are as cheap.

A cheapest flow and its potentials say which arcs carry the same in every cheapest flow; the rest stays open to the
next goal. `peak` is the least share under which the arcs still carry a flow. All is in whole numbers, and every step
is its own proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.network import NoFlow
from peerinspect.matching.program import Goal
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.sequence import Proof, Solved
from peerinspect.matching.shares import Shares
from peerinspect.matching.task import Task
from peerinspect.matching.wiring import Wires


class Flows(Protocol):
    """A problem as a network: made from a program's rows, or from the arrays of an examination."""

    @property
    def wires(self) -> Wires:
        """Which arc stands for what."""

    @property
    def shares(self) -> Shares:
        """What each arc says of the share of offered days that somebody comes to."""

    @property
    def goals(self) -> Sequence[Goal]:
        """The goals in strict order, with their scales; what each costs is asked of `costs` and `value`."""

    def is_peak(self, goal: Goal) -> bool:
        """Whether the goal is the largest share itself."""

    def costs(self, goal: Goal, is_open: NDArray[np.bool_]) -> Whole:
        """What one more on each arc costs; of an arc that is not open it may say anything."""

    def value(self, goal: Goal, flow: Whole) -> int:
        """The goal's minimised value at a flow."""

    def solution(self, flow: Whole) -> list[int]:
        """The flow as a solution, the candidates first."""


class ByFlow:
    """One search over the goals of a program that is a flow."""

    def __init__(self, flows: Flows, task: Task) -> None:
        self.flows, self.task = flows, task
        self.wires, self.shares = flows.wires, flows.shares
        self.low: Whole = np.zeros(len(self.wires.capacity), np.int64)
        self.high: Whole = self.wires.capacity.copy()
        self.flow = self._nobody()

    def _nobody(self) -> Whole:
        """The flow that leaves every seat empty."""
        flow = np.zeros(len(self.wires.capacity), np.int64)
        seats = slice(self.wires.empty, self.wires.seated)
        flow[seats] = self.wires.capacity[seats]
        return flow

    def run(self) -> Solved:
        """Every goal in turn, as far as the time goes."""
        proven: dict[str, int] = {}
        for goal in self.flows.goals:
            if self.task.room.is_over:
                break
            self.task.tell("searching", goal, self._value(goal), None)
            if self.flows.is_peak(goal):
                self._least_peak()
            else:
                self._cheapest(self.flows.costs(goal, self.low < self.high))
            proven[goal.name] = value = self._value(goal)
            self.task.tell("proven", goal, value, value)
        proofs = tuple(Proof(goal, self._value(goal), proven.get(goal.name)) for goal in self.flows.goals)
        return Solved(self.flows.solution(self.flow), proofs, self.task.room.cancel.is_set())

    def _value(self, goal: Goal) -> int:
        """The goal at the flow so far; no sum goes beyond 53 bits, which a program sees to."""
        return self.flows.value(goal, self.flow)

    def _cheapest(self, costs: Whole) -> None:
        """A cheapest flow within the bounds so far, and from now on the bounds of all that are as cheap."""
        network, is_open = self.wires.network, self.low < self.high
        if not (costs[is_open] != 0).any():
            return
        self.flow = network.cheapest(costs, self.low, self.high)
        self.low, self.high = network.face(costs, self.low, self.high, self.flow)

    # --- peak ---------------------------------------------------------------------------------------------------------

    def _least_peak(self) -> None:
        """The least share that everybody can keep to, within the bounds so far; they hold it from now on."""
        shares = self.shares.possible(self.low, self.high, self.shares.of(self.flow))
        low, high = 0, len(shares) - 1
        middle = 0  # Room for all the seats together mostly does; so the least share that has it is tried first.
        while low < high:
            if self._keeps_to(shares[middle]):
                high = middle
            else:
                low = middle + 1
            middle = (low + high) // 2
        self.high = self.shares.capped(self.high, shares[high])

    def _keeps_to(self, share: int) -> bool:
        """Whether a flow within the bounds takes nobody beyond the share; then it is the flow from now on."""
        high = self.shares.capped(self.high, share)
        if (high < self.low).any():
            return False
        try:
            self.flow = self.wires.network.cheapest(np.zeros(len(high), np.int64), self.low, high)
        except NoFlow:
            return False
        return True
