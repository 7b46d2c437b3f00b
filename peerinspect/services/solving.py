"""One solve, in a process of its own: problem file -> `peerinspect solve` -> roster file.

Memory comes back when the process ends, no page waits on a solver's lock, and a cancel is real.
"""

from __future__ import annotations

import json
import logging
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from peerinspect.domain import Facts, GoalValue
from peerinspect.files import write_problem

SOLVER = (sys.executable, "-m", "peerinspect.cli")
"""The command line of this very installation."""
PATIENCE = 1.0
"""Seconds that a cancelled process has to write the best roster so far, before it is ended."""
GRACE = 60.0
"""Seconds beyond the time limit for reading, building and writing, before a process counts as stuck."""
_TICK = 0.2
_log = logging.getLogger("peerinspect.solving")
NO_ROSTER = "The search ended without a roster. Try again, and tell the administrator if it happens again"


class SolveFailed(Exception):
    """The process ended without a roster. The message says so and nothing of what was in the files."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of the problem, and of the roster; None where a cancel came before there was one."""

    problem: bytes
    roster: bytes | None


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told of each step, and who says when to stop."""

    report: Callable[[GoalValue], None]
    is_cancelled: Callable[[], bool]


@contextmanager
def _work_folder(parent: Path) -> Iterator[Path]:
    """A folder that only its owner can read, gone afterwards: sealed work must not lie about."""
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(work: Path) -> None:
    """Remove what a service that was ended in the middle of a search left behind."""
    if work.is_dir():
        for left in work.iterdir():
            shutil.rmtree(left, ignore_errors=True)


def solve(facts: Facts, start: bytes | None, time_limit: int, work: Path, watch: Watch) -> Answer:
    """The roster for the facts, keeping what it can of `start`. Raises SolveFailed."""
    with _work_folder(work) as folder:
        problem, roster, before = folder / "problem.json", folder / "roster.json", folder / "before.json"
        write_problem(facts, problem)
        command = [*SOLVER, "solve", str(problem), "-o", str(roster)]
        command += ["--progress", "json", "--time-limit", str(time_limit)]
        if start is not None:
            before.write_bytes(start)
            command += ["--from", str(before)]
        was_cancelled = _run(command, folder / "errors.txt", time_limit + GRACE, watch)
        if not roster.exists() and not was_cancelled:
            _log.error("a search ended without a roster")
            raise SolveFailed(NO_ROSTER)
        return Answer(problem.read_bytes(), roster.read_bytes() if roster.exists() else None)


def _run(command: list[str], errors: Path, longest: float, watch: Watch) -> bool:
    """Run the command to its end, passing its progress on; whether it was cancelled."""
    deadline = time.monotonic() + longest
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr) as process,
    ):
        try:
            for line in _lines(process):
                if watch.is_cancelled():
                    return True
                if time.monotonic() > deadline:
                    return False
                _pass_on(line, watch)
            return False
        finally:
            _end(process)


def _lines(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """The lines of a process as they come, and an empty one for each tick without any, until it closes its output."""
    lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    output = process.stdout
    if output is None:
        raise AssertionError("the process was started with a pipe")

    def read() -> None:
        for line in output:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=_TICK)
        except queue.Empty:
            line = b""
        if line is None:
            return
        yield line


def _pass_on(line: bytes, watch: Watch) -> None:
    """Report a step that has a value. What is no step is not for this program."""
    try:
        step = json.loads(line) if line else {}
    except ValueError:
        return
    if isinstance(step, dict) and step.get("goal") and step.get("value") is not None:
        bound = step.get("bound")
        watch.report(GoalValue(step["goal"], _exact(step["value"]), None if bound is None else _exact(bound)))


def _exact(number: float) -> Fraction:
    """The fraction that a progress line rounded: values are multiples of small parts."""
    return Fraction(number).limit_denominator(1000)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to stop with the best it has; end it when it does not in time."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
