"""A crew of processes, each with one errand at a time: their memory comes back, and they can be ended."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from typing import Any, ClassVar, Protocol, TypeVar

from peerinspect.independence.rubbish import not_collected

POLL = 0.1
"""Seconds between two looks at the clock and at whether the search was cancelled."""

STARTING = 0.5
"""Seconds that a process takes until it begins its errand; the first one takes longer."""

GRACE = 10.0
"""Seconds that a process may take beyond those of its task before it is ended: what it found is then lost."""

PRELOADED = [f"peerinspect.matching.regions.{name}" for name in ("searching", "wanting", "offers", "first_prices")]
"""What errands are made of."""

Answer = TypeVar("Answer")
Told = TypeVar("Told", covariant=True)
Running = dict[Connection, tuple[int, ForkServerProcess, float]]
"""The processes by what they answer through, each with its errand's place and the time to end it."""


class Work(Protocol[Told]):
    """An errand, as a dataclass: how many seconds it may take, how much there is to it, and what it comes to."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def seconds(self) -> float:
        """How long it may take."""

    @property
    def size(self) -> int:
        """The largest begin first."""

    def run(self, tell: Callable[[Any], None] | None) -> Told:
        """The answer; `tell` is handed better and better ones before."""


def run_all(
    errands: Sequence[Work[Answer]], workers: int, cancel: threading.Event, deadline: float | None
) -> list[Answer | None]:
    """What each errand comes to, in their order; None for one that was ended before it had found anything.

    Errands that begin before a deadline leave as much time to those that have yet to begin.
    """
    answers: list[Answer | None] = [None] * len(errands)
    waiting = sorted(range(len(errands)), key=lambda place: (errands[place].size, -place))
    running: Running = {}
    try:
        while (waiting or running) and not _is_over(cancel, deadline):
            while waiting and len(running) < workers:
                place, turns = waiting.pop(), -(-(len(waiting) + 1) // workers)
                seconds = errands[place].seconds
                if deadline is not None:
                    seconds = min(seconds, max(1.0, (deadline - time.monotonic()) / turns - STARTING))
                _begin(place, replace(errands[place], seconds=seconds), running)
            _collect(running, answers)
    finally:
        for _, process, _ in running.values():
            process.kill()
            process.join()
    return answers


def _is_over(cancel: threading.Event, deadline: float | None) -> bool:
    return cancel.is_set() or (deadline is not None and time.monotonic() >= deadline)


def _begin(place: int, errand: Work[Answer], running: Running) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)  # Otherwise each of hundreds would import all this by itself.
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    ours.send(errand)
    running[ours] = (place, process, time.monotonic() + errand.seconds + GRACE)


def _collect(running: Running, answers: list[Answer | None]) -> None:
    """Take in what is better than before; a process that has said all closes its end, one that is late is ended."""
    for ready in wait(list(running), timeout=POLL):
        assert isinstance(ready, Connection)
        place, process, _ = running[ready]
        try:
            answers[place] = ready.recv()
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Whoever is interrupted at the keyboard ends this process itself.
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    with contextlib.suppress(ConnectionError):
        with not_collected():
            errand = connection.recv()
            connection.send(errand.run(connection.send))
        connection.close()


def _leave_with_parent() -> None:
    """A parent that is killed cannot end its processes any more."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
