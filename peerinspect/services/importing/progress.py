"""How far a file has come, while it is read or saved. It is kept in memory: the rows it tells of are still locked."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app

from peerinspect.tables.refusal import Halted

_KEY = "peerinspect-import-progress"


class Stopped(Halted):
    """Somebody asked to stop."""


class Progress:
    """Rows done of all rows, and whether to stop."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.is_stopping: Callable[[], bool] = lambda: False
        self._is_stopped = False

    def report(self, done: int) -> None:
        """So many rows are done. Raises Stopped where somebody asked for that."""
        self.done = done
        if self._is_stopped or self.is_stopping():
            raise Stopped

    def stop(self) -> None:
        """Ask it to stop at its next row."""
        self._is_stopped = True

    def over(self) -> None:
        """The work is over; what comes next begins afresh."""
        self.done, self._is_stopped, self.is_stopping = 0, False, lambda: False


def progress_of(import_id: str, is_stopping: Callable[[], bool] | None = None) -> Progress:
    """The progress of a file in this process."""
    known: dict[str, Progress] = current_app.extensions.setdefault(_KEY, {})
    progress = known.setdefault(import_id, Progress())
    while len(known) > 100:
        known.pop(next(iter(known)))
    if is_stopping is not None:
        progress.is_stopping = is_stopping
    return progress
