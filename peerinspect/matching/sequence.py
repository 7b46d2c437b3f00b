"""The goals in strict order: each proven before the next, each handing on its solution and what it has settled."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import numpy as np

from peerinspect.matching import cpsat
from peerinspect.matching.program import Goal, Program, Row
from peerinspect.matching.progress import Listener, Progress
from peerinspect.matching.relaxation import Whole, as_arrays, lagrangean_bound


@dataclass(frozen=True)
class Proof:
    """A goal with its minimised value and proven bound; None where the search was stopped before."""

    goal: Goal
    value: int
    bound: int | None


@dataclass(frozen=True)
class Solved:
    """The best solution, what was proven of each goal, and whether the search was cancelled."""

    solution: list[int]
    proofs: tuple[Proof, ...]
    cancelled: bool


class Sequence:
    """One search over a program's goals."""

    def __init__(
        self,
        program: Program,
        solution: list[int],
        *,
        deadline: float | None,
        workers: int,
        listener: Listener | None,
        cancel: threading.Event,
    ) -> None:
        self.program = program
        self.solution = solution
        self.deadline = deadline
        self.workers = workers
        self.listener = listener
        self.cancel = cancel
        self.began = time.monotonic()
        self.lower: Whole = np.array(program.lower, np.int64)
        self.upper: Whole = np.array(program.upper, np.int64)

    def run(self) -> Solved:
        """Every goal in turn. After the first one that stays unproven the others are only valued, not searched."""
        if broken := self.program.broken_rows(self.solution):
            raise RuntimeError(f"the empty roster breaks rows {broken[:3]} of the program")
        proofs: list[Proof] = []
        for goal in self.program.goals:
            if proofs and proofs[-1].bound != proofs[-1].value:
                proofs.append(Proof(goal, goal.value(self.solution), None))
                continue
            proofs.append(self._one(goal))
        valued = tuple(Proof(one.goal, one.goal.value(self.solution), one.bound) for one in proofs)
        return Solved(self.solution, valued, self.cancel.is_set())

    def _one(self, goal: Goal) -> Proof:
        value = goal.value(self.solution)
        bound = None
        if not self._is_over():
            self._tell("searching", goal, value, None)
            value, bound = self._search(goal, value)
        self._tell("proven" if value == bound else "stopped", goal, value, bound)
        self.program.rows.append(_no_worse(goal, value))
        return Proof(goal, value, bound)

    def _search(self, goal: Goal, value: int) -> tuple[int, int | None]:
        """First the relaxation, then CP-SAT on what the relaxation leaves open, then the relaxation's last word."""
        rows = as_arrays(self.program.rows)
        relaxed = lagrangean_bound(self.program, rows, goal, self.lower, self.upper, self._seconds(20.0))
        bound = relaxed.least()
        if bound < value:
            lower, upper = relaxed.tighten(self.lower, self.upper, value)
            room = cpsat.Room(self._left(), self.workers, self.cancel)
            found = cpsat.search(self.program, goal, lower, upper, self.solution, room, self._reporter(goal))
            if found.solution is not None and found.value is not None and found.value <= value:
                value, self.solution = found.value, found.solution
            if found.bound is not None:
                bound = max(bound, found.bound)
        if bound >= value:
            self.lower, self.upper = relaxed.tighten(self.lower, self.upper, value)
        return value, bound

    def _reporter(self, goal: Goal) -> cpsat.Report:
        def report(value: int | None, bound: int | None) -> None:
            self._tell("searching", goal, value, bound)

        return report

    def _tell(self, phase: str, goal: Goal, value: int | None, bound: int | None) -> None:
        if self.listener:
            self.listener(
                Progress(
                    phase,
                    goal.name,
                    None if value is None else goal.reported(value),
                    None if bound is None else goal.reported(bound),
                    time.monotonic() - self.began,
                )
            )

    def _left(self) -> float | None:
        return None if self.deadline is None else max(0.01, self.deadline - time.monotonic())

    def _seconds(self, most: float) -> float:
        left = self._left()
        return most if left is None else min(most, left)

    def _is_over(self) -> bool:
        return self.cancel.is_set() or (self.deadline is not None and time.monotonic() >= self.deadline)


def _no_worse(goal: Goal, value: int) -> Row:
    return Row(goal.terms, None, value - goal.constant)
