"""The goals in strict order: each proven before the next, each handing on its solution and what it has settled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import numpy as np

from peerinspect.matching import cpsat
from peerinspect.matching.program import Goal, Program, Row
from peerinspect.matching.progress import Listener, Progress
from peerinspect.matching.relaxation import Bound, Rows, Whole, as_arrays, lagrangean_bound, propagated
from peerinspect.matching.target import Found, Limits, Report

FIRST_SIZE = 1500
"""Variables that the first target leaves open; each further one may leave twice as many."""

KEEP_EVERY = 3.0
"""Seconds between two times that the best so far is handed on."""


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


class Options(TypedDict):
    """What a search takes besides the program and the solution to begin from; see `Sequence`."""

    deadline: float | None
    workers: int
    listener: Listener | None
    cancel: threading.Event
    keeper: NotRequired[Callable[[Solved], None] | None]
    learn: NotRequired[Callable[[list[int]], bool] | None]


class Sequence:
    """One search over a program's goals.

    `learn` is shown each solution and may add rows that it does not keep, and variables, to the program; a goal counts
    as proven once it has nothing more to add.
    """

    def __init__(
        self,
        program: Program,
        solution: list[int],
        *,
        deadline: float | None,
        workers: int,
        listener: Listener | None,
        cancel: threading.Event,
        keeper: Callable[[Solved], None] | None = None,
        learn: Callable[[list[int]], bool] | None = None,
    ) -> None:
        self.program = program
        self.solution = solution
        self.deadline = deadline
        self.workers = workers
        self.listener = listener
        self.cancel = cancel
        self.keeper = keeper
        self.learn = learn
        self.kept = time.monotonic()
        self.began = time.monotonic()
        self.proofs: list[Proof] = []
        self.settle: Callable[[], None] = lambda: None
        """What the last search allows to fix once its value stands."""
        self.lower: Whole = np.array(program.lower, np.int64)
        self.upper: Whole = np.array(program.upper, np.int64)

    def run(self) -> Solved:
        """Every goal in turn. After the first one that stays unproven the others are only valued, not searched."""
        if broken := self.program.broken_rows(self.solution):
            raise RuntimeError(f"the roster to begin from breaks rows {broken[:3]} of the program")
        self._learn(self.program.start)
        for place in range(len(self.program.goals)):
            goal = self.program.goals[place]
            if self.proofs and self.proofs[-1].bound != self.proofs[-1].value:
                self.proofs.append(Proof(goal, goal.value(self.solution), None))
                continue
            self.proofs.append(self._one(place))
            self._keep(self.proofs)
        return self._solved(self.proofs)

    def _solved(self, proofs: list[Proof]) -> Solved:
        """Every goal valued at the solution so far, with the bounds of those that were searched."""
        bounds = {one.goal.name: one.bound for one in proofs}
        valued = (Proof(goal, goal.value(self.solution), bounds.get(goal.name)) for goal in self.program.goals)
        return Solved(self.solution, tuple(valued), self.cancel.is_set())

    def _keep(self, proofs: list[Proof]) -> None:
        """Hand on the best so far, so that it outlives the process; not so often that it costs much."""
        if self.keeper and time.monotonic() - self.kept >= KEEP_EVERY and len(proofs) < len(self.program.goals):
            self.keeper(self._solved(proofs))
            self.kept = time.monotonic()

    def _one(self, place: int) -> Proof:
        """One goal, again and again until its solution teaches nothing more about the rows."""
        goal = self.program.goals[place]
        value, bound = goal.value(self.solution), None
        while not self._is_over():
            before = self.solution
            self._tell("searching", goal, value, bound)
            value, bound = self._search(goal, value)
            if not self._learn(before):
                break
            bound = None if bound is None else bound * (self.program.goals[place].scale // goal.scale)
            goal = self.program.goals[place]
            value = goal.value(self.solution)
            bound = None if bound is None else min(bound, value)
        if value == bound:
            self.settle()
        self._tell("proven" if value == bound else "stopped", goal, value, bound)
        self.program.rows.append(no_worse(goal, value))
        return Proof(goal, value, bound)

    def _learn(self, before: list[int]) -> bool:
        """Whether the solution taught new rows; one that does not keep them gives way to the one before."""
        rows, goals = len(self.program.rows), list(self.program.goals)
        if self.learn is None or not self.learn(self.solution):
            return False
        new = self.program.rows[rows:]
        self.solution, before = self._completed(self.solution, new), self._completed(before, new)
        more = len(self.program.lower) - len(self.lower)
        self.lower = np.concatenate((self.lower, np.array(self.program.lower[len(self.lower) :], np.int64)))
        self.upper = np.concatenate((self.upper, np.array(self.program.upper[len(self.upper) :], np.int64)))
        self.program.start = self._completed(self.program.start, new)
        self._rescale(goals)
        if self.program.broken_rows(self.solution):
            self.solution = before
        self._grown(more)
        return True

    def _completed(self, solution: list[int], rows: list[Row]) -> list[int]:
        """The solution with the least value of each new variable; it comes last in the row that defines it."""
        longer = [*solution, *self.program.lower[len(solution) :]]
        for row in rows:
            variable, amount = row.terms[-1]
            if variable >= len(solution) and row.most is not None and amount < 0:
                rest = sum(cost * longer[one] for one, cost in row.terms[:-1])
                longer[variable] = max(longer[variable], -((row.most - rest) // -amount))
        return longer

    def _rescale(self, before: list[Goal]) -> None:
        """Goals that cost more now: those that were proven keep their values, with the new costs in their rows."""
        for place, (old, new) in enumerate(zip(before, self.program.goals, strict=True)):
            if old is not new and place < len(self.proofs):
                proof, finer = self.proofs[place], new.scale // old.scale
                bound = None if proof.bound is None else proof.bound * finer
                self.proofs[place] = Proof(new, proof.value * finer, bound)
                self.program.rows.append(no_worse(new, proof.value * finer))

    def _grown(self, more: int) -> None:
        """For engines that keep more than bounds: the program has so many variables more."""

    def _search(self, goal: Goal, value: int) -> tuple[int, int | None]:
        """First the relaxation, then CP-SAT on what it leaves open, for one target after another.

        Every solution as good as the target lies within the bounds that the target leaves. So a best solution within
        them that meets the target is best of all, and none that meets it is proof that the goal is worse.
        """
        rows = as_arrays(self.program.rows)
        self.lower, self.upper = propagated(rows, self.lower, self.upper)
        relaxed = lagrangean_bound(self.program, rows, goal, self.lower, self.upper, self._seconds(20.0))
        bound, size = relaxed.least(), FIRST_SIZE
        while bound < value and not self._is_over():
            target = max(bound, relaxed.reach(self.lower, self.upper, size, value))
            lower, upper = self._open_to(relaxed, rows, target)
            if target < value and 10 * int((lower < upper).sum()) > 6 * int((self.lower < self.upper).sum()):
                # A target that settles little is not worth a search of its own.
                target, (lower, upper) = value, self._open_to(relaxed, rows, value)
            found = self._within(goal, lower, upper, target)
            if found.solution is not None and found.value is not None and found.value <= value:
                value, self.solution = found.value, found.solution
            if found.proven and value <= target:
                bound = value
            elif found.proven or (found.bound is not None and found.bound > target):
                bound, size = target + 1, size * 2
                self._tell("searching", goal, value, bound)
            else:
                return value, bound if found.bound is None else max(bound, found.bound)
        self.settle = lambda: self._tighten(relaxed, value)
        return value, min(bound, value)

    def _tighten(self, relaxed: Bound, value: int) -> None:
        self.lower, self.upper = relaxed.tighten(self.lower, self.upper, value)

    def _open_to(self, relaxed: Bound, rows: Rows, target: int) -> tuple[Whole, Whole]:
        """The variables' bounds in every solution that meets the target."""
        return propagated(rows, *relaxed.tighten(self.lower, self.upper, target))

    def _within(self, goal: Goal, lower: Whole, upper: Whole, target: int) -> Found:
        """The best solution within the bounds, or proof that none there meets the target."""
        if (lower > upper).any():
            return Found(None, None, None, True)
        room = Limits(target, self._left(), self.workers, self.cancel)
        return cpsat.search(self.program, goal, lower, upper, self.solution, room, self._reporter(goal))

    def _reporter(self, goal: Goal) -> Report:
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


def no_worse(goal: Goal, value: int) -> Row:
    """The row that keeps a goal at its value."""
    return Row(goal.terms, None, value - goal.constant)
