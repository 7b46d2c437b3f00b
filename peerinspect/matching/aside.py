"""Work that falls apart, done side by side: by copies of this process, which hand their answers back and are gone."""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")

POLL = 0.05
"""Seconds between two looks at whether it is over."""

BLOCK = 1 << 20
"""Bytes that are read at once."""


def side_by_side(
    work: Callable[[Sequence[int]], Mapping[int, T]], jobs: Sequence[int], workers: int, is_over: Callable[[], bool]
) -> dict[int, T]:
    """What `work` makes of all jobs, each worker given every so-manieth of them; one share is done here.

    A share may be missing: where a copy came to grief, or it was over before. Then whoever asked does without, or does
    it again. With one worker, or where copies cannot be made, nothing is done.
    """
    workers = min(workers, len(jobs))
    if workers < 2 or not _can_be_copied():
        return {}
    copies = [_Copy(work, jobs[place::workers]) for place in range(1, workers)]
    try:
        found = dict(work(jobs[::workers]))
        for copy in copies:
            found.update(copy.answer(is_over) or {})
    finally:
        for copy in copies:
            copy.end()
    return found


def _can_be_copied() -> bool:
    """A copy has the asking thread alone: so this has to be the one that others wait for, on a system that copies."""
    return sys.platform == "linux" and threading.current_thread() is threading.main_thread()


class _Copy(Generic[T]):
    """A copy of this process that does one thing, and writes the answer into a pipe."""

    def __init__(self, work: Callable[[Sequence[int]], Mapping[int, T]], jobs: Sequence[int]) -> None:
        self._output, entrance = os.pipe()
        with warnings.catch_warnings():  # Later Pythons warn of other threads; the copy needs none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._number: int | None = os.fork()
        if not self._number:
            _do(work, jobs, entrance)
        os.close(entrance)

    def answer(self, is_over: Callable[[], bool]) -> dict[int, T] | None:
        """What the copy made; None where it came to grief, or it is over."""
        read = bytearray()
        while not is_over():
            if not select.select([self._output], [], [], POLL)[0]:
                continue
            block = os.read(self._output, BLOCK)
            if not block:
                break
            read += block
        with suppress(EOFError, pickle.UnpicklingError):
            found: dict[int, T] = pickle.loads(read)
            return found
        return None

    def end(self) -> None:
        """End the copy, if it has not ended by itself."""
        os.close(self._output)
        if self._number:
            with suppress(ProcessLookupError):
                os.kill(self._number, signal.SIGKILL)
            os.waitpid(self._number, 0)
            self._number = None


def _do(work: Callable[[Sequence[int]], object], jobs: Sequence[int], entrance: int) -> NoReturn:
    """In the copy: nothing of what this process would do when it ends."""
    code = 1
    try:
        with os.fdopen(entrance, "wb") as pipe:
            pickle.dump(work(jobs), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)
