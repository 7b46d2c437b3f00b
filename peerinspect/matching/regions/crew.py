"""A crew of processes, each with one part at a time: their memory comes back, and they can be ended."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import TYPE_CHECKING

from peerinspect.matching.regions.searching import Errand, Outcome, search_part

POLL = 0.1
"""Seconds between two looks at the clock and at whether the search was cancelled."""

GRACE = 10.0
"""Seconds that a process may take beyond those of its task before it is ended: what it found is then lost."""

if TYPE_CHECKING:
    Running = dict[Connection, tuple[int, SpawnProcess, float]]


def search_all(
    errands: Sequence[Errand], workers: int, cancel: threading.Event, deadline: float | None
) -> list[Outcome | None]:
    """What each task comes to, in their order; None for one that was cancelled, ran out of time or failed."""
    outcomes: list[Outcome | None] = [None] * len(errands)
    waiting = sorted(range(len(errands)), key=lambda place: (len(errands[place].facts.duties), place))
    running: Running = {}
    try:
        while (waiting or running) and not _is_over(cancel, deadline):
            while waiting and len(running) < workers:
                _begin(waiting.pop(), errands, running)
            _collect(running, outcomes)
    finally:
        for _, process, _ in running.values():
            process.kill()
            process.join()
    return outcomes


def _is_over(cancel: threading.Event, deadline: float | None) -> bool:
    return cancel.is_set() or (deadline is not None and time.monotonic() >= deadline)


def _begin(place: int, errands: Sequence[Errand], running: Running) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    ours.send(errands[place])
    running[ours] = (place, process, time.monotonic() + errands[place].seconds + GRACE)


def _collect(running: Running, outcomes: list[Outcome | None]) -> None:
    """Take in what is better than before; a process that has said all closes its end, one that is late is ended."""
    for ready in wait(list(running), timeout=POLL):
        assert isinstance(ready, Connection)
        place, process, _ = running[ready]
        try:
            outcomes[place] = ready.recv()
        except (EOFError, ConnectionError):
            del running[ready]
            ready.close()
            process.join()
    for connection, (_, process, until) in list(running.items()):
        if time.monotonic() > until:
            process.kill()
            process.join()
            del running[connection]


def _serve(connection: Connection) -> None:
    """In the process: one errand, and answers that get better; whoever waits for them may be gone."""
    with contextlib.suppress(ConnectionError):
        errand = connection.recv()
        connection.send(search_part(errand, connection.send))
        connection.close()
