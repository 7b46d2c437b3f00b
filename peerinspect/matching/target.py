"""What a search for one target is told, and what it finds, whichever engine it asks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Report = Callable[[int | None, int | None], None]
"""Hears of the best value and the best bound so far."""


@dataclass(frozen=True)
class Found:
    """What a search found: the best solution, its value and the proven bound.

    `proven` without a solution says that there is none within the variables' bounds; not proven and without one, that
    the time ran out.
    """

    solution: list[int] | None
    value: int | None
    bound: int | None
    proven: bool


@dataclass(frozen=True)
class Limits:
    """How far a search may go: the worst value worth having, seconds left, workers, the event that cancels it.

    `effort` bounds the work in the engine's own measure, which a busy machine does not change; it is about a second of
    one worker.
    """

    target: int
    seconds: float | None
    workers: int
    cancel: threading.Event
    effort: float | None = None


UNKNOWN = Found(None, None, None, False)
"""What a search finds that had no time."""


def best_of(found: Sequence[Found]) -> Found:
    """What is proven; else the best solution of all with the best bound of all. There has to be at least one."""
    proven = [one for one in found if one.proven]
    if proven:
        return proven[0]
    bound = max((one.bound for one in found if one.bound is not None), default=None)
    solved = [one for one in found if one.value is not None]
    best = min(solved, key=lambda one: one.value or 0, default=None)
    return Found(None, None, bound, False) if best is None else Found(best.solution, best.value, bound, False)
