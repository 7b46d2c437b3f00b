"""Two searches at once, one of them among little: it often finds what is sought, and proves nothing if it does not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from peerinspect.matching.aside import Copy, can_be_copied
from peerinspect.matching.target import Found

SHARE = 0.02
"""Seconds that one of two events is waited for before the other is looked at."""


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
        until = None if timeout is None else time.monotonic() + timeout
        while not self.is_set():
            left = SHARE if until is None else until - time.monotonic()
            if left <= 0:
                return False
            self._events[0].wait(min(SHARE, left))
        return True


Search = Callable[[threading.Event], Found]
"""A search that the event cancels."""


def raced(aside: Search, whole: Search, cancel: threading.Event) -> Found:
    """What the whole search finds, or the one aside if it finds something first: that is as good then.

    The one aside runs in a copy of this process where that can be: two programs are written at once then. Raises
    whatever the whole one raises, and what the one aside raised before.
    """
    beside, found = (_beside_a_copy if can_be_copied() else _beside_a_thread)(aside, whole, cancel, _is_something)
    return beside if beside is not None and beside.solution is not None and not found.proven else found


def proven(aside: Search, whole: Search, cancel: threading.Event) -> Found:
    """What the first of two searches for the same proves, else what the whole one finds.

    The one aside heeds no cancel: it runs in a copy of this process, and not at all where none can be made.
    """
    if not can_be_copied():
        return whole(cancel)
    beside, found = _beside_a_copy(aside, whole, cancel, _is_proven)
    return beside if beside is not None and beside.proven and not found.proven else found


def _is_something(found: Found) -> bool:
    return found.solution is not None


def _is_proven(found: Found) -> bool:
    return found.proven


def _beside_a_copy(
    aside: Search, whole: Search, cancel: threading.Event, is_enough: Callable[[Found], bool]
) -> tuple[Found | None, Found]:
    """What both found; None of the one aside where it was not through."""
    enough, over = threading.Event(), threading.Event()
    copy = Copy(lambda: aside(threading.Event()))

    def wait() -> Found | None:
        try:
            found = copy.answer(over.is_set)
        except Exception:
            enough.set()
            raise
        if found is not None and is_enough(found):
            enough.set()
        return found

    try:
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(wait)
            try:
                found = whole(Either(cancel, enough))
            finally:
                over.set()
                copy.stop()
            return waiting.result(), found
    finally:
        copy.end()


def _beside_a_thread(
    aside: Search, whole: Search, cancel: threading.Event, is_enough: Callable[[Found], bool]
) -> tuple[Found | None, Found]:
    """The same by a thread, which is asked to stop."""
    enough, over = threading.Event(), threading.Event()

    def run_aside() -> Found:
        found = aside(Either(cancel, over))
        if is_enough(found):
            enough.set()
        return found

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(run_aside)
        try:
            found = whole(Either(cancel, enough))
        finally:
            over.set()
        return running.result(), found
