"""A program that is an assignment as a network, ready for flows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.assignment import Assignment
from peerinspect.matching.carrying import Carried
from peerinspect.matching.program import Goal, Person, Program
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.shares import Shares, shares_of
from peerinspect.matching.wiring import Wires, by_variable, costs_of, wired


@dataclass(frozen=True)
class ProgramFlows:
    """A program as a network, with what each goal costs by variable, and all but `peak` on its arcs."""

    assignment: Assignment
    wires: Wires
    dense: dict[str, Whole]
    on_arcs: dict[str, Whole]

    @property
    def program(self) -> Program:
        """The program itself."""
        return self.assignment.program

    @property
    def goals(self) -> Sequence[Goal]:
        """The program's goals."""
        return self.program.goals

    @cached_property
    def shares(self) -> Shares:
        """By the loads that the program knows."""
        return shares_of(self.assignment, self.wires)

    def is_peak(self, goal: Goal) -> bool:
        """Whether the goal is the program's peak variable."""
        return _is_peak(goal, self.program)

    def costs(self, goal: Goal, is_open: NDArray[np.bool_]) -> Whole:
        """What one more on each arc costs."""
        return self.on_arcs[goal.name]

    def value(self, goal: Goal, flow: Whole) -> int:
        """The goal at the flow; no sum goes beyond 53 bits, which a program sees to."""
        return goal.constant + int(self.dense[goal.name] @ self._solution(flow))

    def solution(self, flow: Whole) -> list[int]:
        """What the flow says of every variable of the program."""
        solution: list[int] = self._solution(flow).tolist()
        return solution

    def _solution(self, flow: Whole) -> Whole:
        program, wires, assignment = self.program, self.wires, self.assignment
        solution = np.array(program.lower, np.int64)
        solution[wires.variables] = flow[: wires.empty]
        solution[list(assignment.empty)] = flow[wires.empty : wires.seated]
        counts = np.bincount(wires.carrier, weights=flow[wires.carried :], minlength=len(program.people))
        for person, one, count in zip(program.people, assignment.loads, counts.astype(int).tolist(), strict=True):
            if person.loads:
                solution[_load(person, one, count, solution)] = 1
        if program.peak is not None:
            solution[program.peak] = self.shares.of(flow)
        return solution


def _load(person: Person, one: Carried, count: int, solution: Whole) -> int:
    """The variable of what a person carries; by the very placements where the number leaves a choice."""
    if one.by_count and len(one.by_count) > count and len(one.by_count[count]) == 1:
        return one.by_count[count][0]
    taken = np.array(person.members)[solution[list(person.members)] > 0].tolist()
    return person.loads[tuple(sum(each.get(member, 0) for member in taken) for each in person.measures)]


def as_flows(assignment: Assignment) -> ProgramFlows | None:
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
    return ProgramFlows(assignment, wires, dense, costs)


def _is_peak(goal: Goal, program: Program) -> bool:
    return program.peak is not None and goal.terms == ((program.peak, 1),)
