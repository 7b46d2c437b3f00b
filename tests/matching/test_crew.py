"""The crew: how long each errand may take where there are more of them than workers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from peerinspect.matching.regions.crew import run_all


@dataclass(frozen=True)
class Telling:
    """An errand that comes to how long it was allowed to take."""

    seconds: float
    size: int = 1

    def run(self, _tell: Callable[[float], None] | None = None) -> float:
        return self.seconds


def test_errands_take_what_they_ask_for_where_nothing_ends() -> None:
    assert run_all([Telling(60.0), Telling(7.0)], 2, threading.Event(), None) == [60.0, 7.0]


def test_no_errand_takes_the_time_of_those_that_come_after_it() -> None:
    """Three turns of one worker share 30 seconds; whoever is done at once leaves what it had to the others."""
    errands = [Telling(60.0, size) for size in (3, 2, 1)]
    first, second, last = run_all(errands, 1, threading.Event(), time.monotonic() + 30.0)
    assert first is not None and second is not None and last is not None
    assert first <= 10.0
    assert first < second < last <= 30.0


def test_an_errand_is_not_given_more_than_it_asks_for() -> None:
    assert run_all([Telling(1.5)], 4, threading.Event(), time.monotonic() + 60.0) == [1.5]
