"""What a request or a task has cost so far: the store counts statements here, whoever ends the work tells of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Work:
    """One request or task. `name` is a view's name or a kind of task; `seconds` were spent in the database."""

    request_id: str
    name: str = ""
    statements: int = 0
    seconds: float = 0.0
    began: float = field(default_factory=time.perf_counter)

    def lasted(self) -> float:
        """Seconds since it began."""
        return time.perf_counter() - self.began


_UNDER_WAY: ContextVar[Work | None] = ContextVar("peerinspect-work", default=None)


def begin(request_id: str, name: str = "") -> Work:
    """Begin a piece of work in this context; whatever was under way there is over."""
    work = Work(request_id, name)
    _UNDER_WAY.set(work)
    return work


def under_way() -> Work | None:
    """What is under way here; None where nothing is."""
    return _UNDER_WAY.get()


def end() -> None:
    """Nothing is under way any more."""
    _UNDER_WAY.set(None)


@contextmanager
def begun(request_id: str, name: str) -> Iterator[Work]:
    """A piece of work for as long as the block lasts; what was under way before goes on afterwards."""
    before = _UNDER_WAY.get()
    work = begin(request_id, name)
    try:
        yield work
    finally:
        _UNDER_WAY.set(before)


def request_id() -> str:
    """The name of the request that is under way, or that asked for the task; "" where there is none."""
    work = _UNDER_WAY.get()
    return work.request_id if work else ""


def note_statement(seconds: float) -> None:
    """Count a statement that the database took so long for."""
    work = _UNDER_WAY.get()
    if work is not None:
        work.statements += 1
        work.seconds += seconds
