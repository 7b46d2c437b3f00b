"""A child process that stays up between questions about one problem and its roster: making them ready takes longest.

Each caller has a process of its own; one that serves sealed work knows one part's problem, and no question of another
part ever reaches it. It is replaced when the problem or the roster has changed, and ended when a question is stopped,
after some minutes without one, when it has grown too large, and with the service.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from peerinspect.config import environment_of_child
from peerinspect.files import roster_bytes, write_problem, write_roster
from peerinspect.services.child import Leash, lines_of, work_folder
from peerinspect.services.standing import Standing

ANSWERER = (sys.executable, "-m", "peerinspect.commands.answering")
IDLE = 300.0
"""Seconds without a question after which the process ends."""
MEGABYTES = 1500
"""The process ends after an answer once it has needed more."""
Plain = dict[str, Any]
Key = tuple[str, str, str]


class NoAnswer(Exception):
    """The process ended without an answer. Nothing is told of what was in its files."""


class Stuck(NoAnswer):
    """The process took too long."""


class WarmSearch:
    """One such process, or none. For one thread at a time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, idle: float = IDLE) -> None:
        self._clock = clock
        self._idle = idle
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: Iterator[bytes] = iter(())
        self._made_for: Key | None = None
        self._last = 0.0

    @property
    def pid(self) -> int | None:
        """The process's id; None where there is none."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def ask(self, part: str, found: Standing, question: Plain, parent: Path, leash: Leash) -> Plain | None:
        """The answer; None where it was stopped. Problem files go into a folder below `parent`, and are soon gone.

        A process that broke after it had answered other questions is replaced once. Raises NoAnswer.
        """
        made_for = (part, found.problem, hashlib.sha256(roster_bytes(found.measured)).hexdigest())
        is_warm = self.pid is not None and self._made_for == made_for
        deadline = time.monotonic() + leash.longest
        try:
            if is_warm:
                with contextlib.suppress(_Broken):
                    return self._put(question, leash, deadline)
            return self._put_cold(made_for, found, question, parent, leash, deadline)
        except _Stopped:
            return None

    def tend(self) -> None:
        """End the process where nobody has asked for long, and clear away one that has ended by itself."""
        if self._process is not None and (self.pid is None or self._clock() - self._last >= self._idle):
            self.close()

    def close(self) -> None:
        """End the process at once: it has nothing to keep."""
        process, self._process, self._made_for = self._process, None, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _put_cold(
        self, made_for: Key, found: Standing, question: Plain, parent: Path, leash: Leash, deadline: float
    ) -> Plain:
        """Start anew, and ask. The files are gone as soon as they are read."""
        with self._closed_on_failure():
            with work_folder(parent) as folder:
                self._start(found, folder)
                self._await("read", leash, deadline)
            self._made_for = made_for
        return self._put(question, leash, deadline)

    def _start(self, found: Standing, folder: Path) -> None:
        self.close()
        problem, roster = folder / "problem.json", folder / "roster.json"
        write_problem(found.facts, problem)
        write_roster(found.measured, roster)
        command = [*ANSWERER, str(problem), str(roster), str(MEGABYTES)]
        pipe = subprocess.PIPE
        quiet, given = subprocess.DEVNULL, environment_of_child()
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet, env=given)
        self._lines = lines_of(self._process)

    def _put(self, question: Plain, leash: Leash, deadline: float) -> Plain:
        with self._closed_on_failure():
            self._send(question)
            answer = self._await("answer", leash, deadline).get("answer")
            if not isinstance(answer, dict):
                raise _Broken
        self._last = self._clock()
        return answer

    def _send(self, question: Plain) -> None:
        if self._process is None or self._process.stdin is None:
            raise _Broken
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise _Broken from None

    def _await(self, name: str, leash: Leash, deadline: float) -> Plain:
        """The next event of the name. Raises _Stopped, Stuck, or _Broken where the process ends before."""
        for line in self._lines:
            if leash.is_cancelled():
                raise _Stopped
            if time.monotonic() > deadline:
                raise Stuck
            event = _event(line)
            if event.get("event") == name:
                return event
        raise _Broken

    @contextlib.contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        """Whatever goes wrong, the process ends: it might answer late, and then to another question."""
        try:
            yield
        except BaseException:
            self.close()
            raise


class _Stopped(Exception):
    """Somebody asked to stop."""


class _Broken(NoAnswer):
    """The process ended by itself."""


def _event(line: bytes) -> Plain:
    """What the line says; nothing where it is none of ours."""
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}
