"""The goals in strict order as flows: each goal's cheapest flow, then the next among all that are as cheap.

A cheapest flow and its potentials say which arcs carry the same in every cheapest flow; the rest stays open to the
next goal. `peak` is the least share under which the arcs still carry a flow. All is in whole numbers, and every step
is its own proof.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peerinspect.matching.assignment import Assignment
from peerinspect.matching.carrying import Carried
from peerinspect.matching.network import NoFlow
from peerinspect.matching.program import Goal, Person, Program
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.sequence import Proof, Solved
from peerinspect.matching.shares import Shares
from peerinspect.matching.task import Task
from peerinspect.matching.wiring import Wires, by_variable, costs_of, wired


@dataclass(frozen=True)
class Flows:
    """A program as a network, with what each goal costs by variable, and all but `peak` on its arcs."""

    assignment: Assignment
    wires: Wires
    dense: dict[str, Whole]
    costs: dict[str, Whole]


def as_flows(assignment: Assignment) -> Flows | None:
    """The assignment ready for flows; None where a goal's costs are not those of a flow, or too large for one."""
    wires = wired(assignment)
    size = len(assignment.program.lower)
    dense = {goal.name: by_variable(goal, size) for goal in assignment.program.goals}
    costs: dict[str, Whole] = {}
    for goal in assignment.program.goals:
        if not _is_peak(goal, assignment.program):
            found = costs_of(dense[goal.name], assignment, wires)
            if found is None or not wires.network.is_exact(found):
                return None
            costs[goal.name] = found
    return Flows(assignment, wires, dense, costs)


def _is_peak(goal: Goal, program: Program) -> bool:
    return program.peak is not None and goal.terms == ((program.peak, 1),)


class ByFlow:
    """One search over the goals of a program that is a flow."""

    def __init__(self, flows: Flows, task: Task) -> None:
        self.flows, self.task = flows, task
        self.program, self.wires = flows.assignment.program, flows.wires
        self.low: Whole = np.zeros(len(self.wires.capacity), np.int64)
        self.high: Whole = self.wires.capacity.copy()
        self.flow = self._nobody()
        self.shares = Shares(flows.assignment, self.wires)

    def _nobody(self) -> Whole:
        """The flow that leaves every seat empty."""
        flow = np.zeros(len(self.wires.capacity), np.int64)
        seats = slice(self.wires.empty, self.wires.seated)
        flow[seats] = self.wires.capacity[seats]
        return flow

    def run(self) -> Solved:
        """Every goal in turn, as far as the time goes."""
        proven: dict[str, int] = {}
        for goal in self.program.goals:
            if self.task.room.is_over:
                break
            self.task.tell("searching", goal, self._value(goal), None)
            if _is_peak(goal, self.program):
                self._least_peak()
            else:
                self._cheapest(self.flows.costs[goal.name])
            proven[goal.name] = value = self._value(goal)
            self.task.tell("proven", goal, value, value)
        proofs = tuple(Proof(goal, self._value(goal), proven.get(goal.name)) for goal in self.program.goals)
        return Solved(self._solution().tolist(), proofs, self.task.room.cancel.is_set())

    def _value(self, goal: Goal) -> int:
        """The goal at the flow so far; no sum goes beyond 53 bits, which a program sees to."""
        return goal.constant + int(self.flows.dense[goal.name] @ self._solution())

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
        floor = self.program.lower[self.program.peak or 0]
        shares = self.shares.possible(self.low, self.high, floor, self.shares.of(self.flow, floor))
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

    # --- the answer ---------------------------------------------------------------------------------------------------

    def _solution(self) -> Whole:
        """What the flow says of every variable of the program."""
        program, wires, assignment = self.program, self.wires, self.flows.assignment
        solution = np.array(program.lower, np.int64)
        solution[wires.variables] = self.flow[: wires.empty]
        solution[list(assignment.empty)] = self.flow[wires.empty : wires.seated]
        counts = np.bincount(wires.carrier, weights=self.flow[wires.carried :], minlength=len(program.people))
        for person, one, count in zip(program.people, assignment.loads, counts.astype(int).tolist(), strict=True):
            if person.loads:
                solution[self._load(person, one, count, solution)] = 1
        if program.peak is not None:
            solution[program.peak] = self.shares.of(self.flow, program.lower[program.peak])
        return solution

    def _load(self, person: Person, one: Carried, count: int, solution: Whole) -> int:
        """The variable of what a person carries; by the very placements where the number leaves a choice."""
        if one.by_count and len(one.by_count) > count and len(one.by_count[count]) == 1:
            return one.by_count[count][0]
        taken = np.array(person.members)[solution[list(person.members)] > 0].tolist()
        return person.loads[tuple(sum(each.get(member, 0) for member in taken) for each in person.measures)]
