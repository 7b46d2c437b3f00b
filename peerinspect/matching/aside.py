"""Work done beside this process, by copies of it, which hand their answers back and are gone."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Generic, NoReturn, TypeVar

J = TypeVar("J")
T = TypeVar("T")

POLL = 0.05
"""Seconds between two looks at whether it is over."""

WATCH = 0.1
"""Seconds between two looks of a copy at whether its maker is still there."""


def side_by_side(
    work: Callable[[Sequence[J]], Mapping[J, T]], jobs: Sequence[J], workers: int, is_over: Callable[[], bool]
) -> dict[J, T]:
    """What `work` makes of all jobs, each worker given every so-manieth of them; one share is done here.

    A share may be missing: where a copy came to grief, or it was over before. Then whoever asked does without, or does
    it again. With one worker, or where copies cannot be made, nothing is done. Raises whatever `work` raises.
    """
    workers = min(workers, len(jobs))
    if workers < 2 or not can_be_copied():
        return {}
    copies = [_share(work, jobs[place::workers]) for place in range(1, workers)]
    try:
        found = dict(work(jobs[::workers]))
        for copy in copies:
            found.update(copy.answer(is_over) or {})
    finally:
        for copy in copies:
            copy.end()
    return found


def _share(work: Callable[[Sequence[J]], Mapping[J, T]], mine: Sequence[J]) -> Copy[Mapping[J, T]]:
    return Copy(lambda: work(mine))


def can_be_copied() -> bool:
    """A copy has the asking thread alone: so this has to be the one that others wait for, on a system that copies."""
    return sys.platform == "linux" and threading.current_thread() is threading.main_thread()


class Copy(Generic[T]):
    """A copy of this process that does one thing and writes what it made into a pipe; to be ended by whoever made it.

    It shares memory with this one as long as neither writes to it, and no interpreter: so the two work at once.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self.output, entrance = Pipe(duplex=False)
        maker = os.getpid()
        with warnings.catch_warnings():  # Later Pythons warn of other threads; the copy needs none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._number = os.fork()
        if not self._number:
            _do(work, entrance, maker)
        entrance.close()

    def answer(self, is_over: Callable[[], bool]) -> T | None:
        """What the copy made; None where it was ended before, or it is over. Raises what the work raised."""
        while not is_over():
            if self.output.poll(POLL):
                return self._told()
        return None

    def _told(self) -> T | None:
        try:
            made: T | Exception = self.output.recv()
        except (EOFError, OSError):  # It came to grief, before its answer or in the middle of it.
            return None
        if isinstance(made, Exception):
            raise made
        return made

    def stop(self) -> None:
        """Stop the work; whoever waits for its answer hears of none."""
        with suppress(ProcessLookupError):
            os.kill(self._number, signal.SIGKILL)

    def end(self) -> None:
        """The end of the copy. To be called once, when nobody waits for its answer any more."""
        self.stop()
        self.output.close()
        os.waitpid(self._number, 0)


def answered(copies: Sequence[Copy[T]], seconds: float) -> list[Copy[T]]:
    """The copies that have answered or come to grief, waiting so long for the first of them at the most."""
    ready = wait([copy.output for copy in copies], seconds)
    return [copy for copy in copies if copy.output in ready]


def _do(work: Callable[[], object], entrance: Connection, maker: int) -> NoReturn:
    """In the copy: nothing of what this process would do when it ends."""
    try:
        threading.Thread(target=_leave_with, args=(maker,), daemon=True).start()
        entrance.send(_made(work))
    finally:
        os._exit(0)


def _leave_with(maker: int) -> None:
    """Whoever made the copy may be killed, and cannot end it then."""
    while os.getppid() == maker:
        time.sleep(WATCH)
    os._exit(0)


def _made(work: Callable[[], object]) -> object:
    try:
        return work()
    except Exception as fault:  # It is raised where the answer is asked for.
        return fault
