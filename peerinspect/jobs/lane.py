"""A thread that does the tasks of one lane, one after the other."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from peerinspect.jobs import kinds
from peerinspect.jobs.performing import perform
from peerinspect.jobs.pulse import Pulse
from peerinspect.jobs.watcher import Watcher
from peerinspect.services import tasks


class Lane(Watcher):
    """Takes tasks of its kinds on; the pulse beats for them meanwhile. What waits is told by the bell."""

    pause = 30.0

    def __init__(self, app: Flask, name: str, worker: str, pulse: Pulse) -> None:
        super().__init__(app)
        self.name = name
        self._worker = worker
        self._pulse = pulse

    def rest(self, idle: float) -> float:
        """As long as ever: the bell rings when there is something to do."""
        return self.pause

    def wake(self, waiting: Collection[str]) -> None:
        """Look at once, where something of the lane's kinds waits."""
        if any(kinds.kinds()[each].lane == self.name for each in waiting if each in kinds.kinds()):
            self._bell.set()

    def _do_next(self) -> bool:
        for is_spare in (False, True):
            names = kinds.kinds_in(self.name, is_spare)
            claim = tasks.claim_task(self._worker, names) if names else None
            if claim is not None:
                with self._pulse.holding(claim):
                    perform(claim, self._over.is_set)
                return True
        return False
