"""Two searches at once, one of them among little: it often finds what is sought, and proves nothing if it does not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from peerinspect.matching.cpsat import Found


class Either(threading.Event):
    """Set as soon as one of two events is."""

    def __init__(self, one: threading.Event, other: threading.Event) -> None:
        super().__init__()
        self._events = one, other

    def is_set(self) -> bool:
        """Whether one of them is set."""
        return any(event.is_set() for event in self._events)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for one of them, so many seconds at the most."""
        share = 0.05 if timeout is None else timeout / 2
        while True:
            if any(event.wait(share) for event in self._events):
                return True
            if timeout is not None:
                return False


Search = Callable[[threading.Event], Found]
"""A search that the event cancels."""


def raced(aside: Search, whole: Search, cancel: threading.Event) -> Found:
    """What the whole search finds, or the one aside if it finds something first: that is as good then.

    Raises whatever either raises.
    """
    enough, over = threading.Event(), threading.Event()

    def run_aside() -> Found:
        found = aside(Either(cancel, over))
        if found.solution is not None:
            enough.set()
        return found

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(run_aside)
        try:
            found = whole(Either(cancel, enough))
        finally:
            over.set()
        beside = running.result()
    return beside if beside.solution is not None and not found.proven else found
