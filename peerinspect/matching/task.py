"""What every engine is given: a program, where to begin, how far to go, and whom to tell."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from peerinspect.matching.program import Goal, Program
from peerinspect.matching.progress import Listener, Progress
from peerinspect.matching.room import Room
from peerinspect.matching.sequence import Solved

Keeper = Callable[[Solved], None]
"""Is handed the best so far now and then, so that it outlives the process."""

Learn = Callable[[list[int]], bool]
"""Is shown a solution, and may add rows and variables to the program that it does not keep; whether it did."""


@dataclass(frozen=True)
class Task:
    """One program to solve. `solution` keeps all its rows; an engine's answer is at least as good.

    `tied` hands back sets of candidates that rows yet to be learned may tie together.
    """

    program: Program
    solution: list[int]
    room: Room
    listener: Listener | None = None
    keeper: Keeper | None = None
    learn: Learn | None = None
    tied: Callable[[], Sequence[Sequence[int]]] = tuple
    began: float = field(default_factory=time.monotonic)

    def tell(self, phase: str, goal: Goal, value: int, bound: int | None) -> None:
        """One step of the search, in the goal's own units."""
        if self.listener:
            reported = None if bound is None else goal.reported(bound)
            elapsed = time.monotonic() - self.began
            self.listener(Progress(phase, goal.name, goal.reported(value), reported, elapsed))


class Engine(Protocol):
    """Solves a task: every goal in turn, each with its value and bound, as far as the room goes."""

    def run(self) -> Solved:
        """The best solution and what is proven of it; the best so far where the time ran out or it was cancelled."""
