"""How far a search may go."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace

SMALL = 400
"""A program of so few variables is searched faster by one worker, at once, than by several after a relaxation."""

MOST_OF = 0.8
"""The share of the time left that a search for the first goals may take."""


@dataclass(frozen=True)
class Room:
    """How far a search may go: workers, the event that cancels it, the time of the monotonic clock to stop at."""

    workers: int = 1
    cancel: threading.Event = field(default_factory=threading.Event)
    deadline: float | None = None

    def left(self) -> float | None:
        """Seconds left, never below 0; None for as many as it takes."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether to stop."""
        return self.cancel.is_set() or self.left() == 0.0

    def most_of(self) -> Room:
        """The same with a part of the time held back for what comes after."""
        left = self.left()
        return self if left is None else replace(self, deadline=time.monotonic() + MOST_OF * left)

    def at_most(self, seconds: float) -> Room:
        """The same for so many seconds from now on, at the most."""
        until = time.monotonic() + seconds
        return replace(self, deadline=until if self.deadline is None else min(until, self.deadline))

    def workers_for(self, variables: int) -> int:
        """The workers that pay for a program of so many variables."""
        return self.workers if variables > SMALL else 1
