"""One thread of a worker that beats for all it has taken on, looks for what waits, and for workers that have gone.

The others sleep until its bell rings: one small question a moment finds whatever another process has queued.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Flask

from peerinspect.jobs import kinds
from peerinspect.jobs.watcher import Watcher
from peerinspect.services import stranded, tasks
from peerinspect.services.tasks import Claim

BEATS_IN_PATIENCE = 6
"""How often a worker beats in the time after which it counts as gone."""
MOST_BETWEEN_BEATS = 5.0
HUNG_AFTER = 120.0
"""Seconds beyond its time after which nobody beats for a task any more: whoever does it takes no notice of time."""


class Pulse(Watcher):
    """Beats, looks and sweeps."""

    name = "pulse"
    pause = 0.25

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        patience = float(app.config.get("STRANDED_AFTER") or stranded.STRANDED_AFTER)
        self.between = min(MOST_BETWEEN_BEATS, patience / BEATS_IN_PATIENCE)
        self._held: dict[str, tuple[Claim, float]] = {}
        self._next_beat = 0.0
        self.wake: Callable[[Collection[str]], None] | None = None
        """Is told of the kinds of which something waits; None where somebody else hands tasks out."""

    @contextmanager
    def holding(self, claim: Claim) -> Iterator[None]:
        """Beat for the task as long as the block lasts."""
        self._held[claim.token] = (claim, time.monotonic())
        try:
            yield
        finally:
            self._held.pop(claim.token, None)

    @property
    def held(self) -> tuple[Claim, ...]:
        """The tasks that this worker is doing."""
        return tuple(claim for claim, _ in list(self._held.values()))

    def _do_next(self) -> bool:
        if time.monotonic() >= self._next_beat:
            self._next_beat = time.monotonic() + self.between
            self._beat()
            stranded.sweep_stranded(datetime.now(UTC), kinds.on_ends())
        if self.wake is not None and (due := tasks.due_kinds()):
            self.wake(due)
            self._note_work()
        return False

    def _beat(self) -> None:
        """Say of each task that its worker is there; of one that was lost, or is hung, no more."""
        for claim, since in list(self._held.values()):
            hung = claim.time_limit is not None and time.monotonic() - since > claim.time_limit + HUNG_AFTER
            if hung or not tasks.beat(claim):
                self._held.pop(claim.token, None)
