"""One solve, in a process of its own: problem file -> `peerinspect solve` -> roster file.

Memory comes back when the process ends, no page waits on a solver's lock, and a cancel is real.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from peerinspect.domain import Facts, GoalValue
from peerinspect.files import write_problem
from peerinspect.services import processes
from peerinspect.services.child import COMMAND, Leash, run, work_folder

SOLVER = COMMAND
PATIENCE = 0.6
"""Seconds that a cancelled process has to write the best roster so far, before it is ended."""
GRACE = 60.0
"""Seconds beyond the time limit for reading, building and writing, before a process counts as stuck."""
LONGEST_KEPT = 2 * 86_400.0
"""Seconds after which the files of a search are those of nobody."""
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


def sweep(work: Path) -> None:
    """Remove what processes that were ended in the middle of a search left behind; those at work keep their own."""
    for left in work.iterdir() if work.is_dir() else ():
        owner = left.name.partition(".")[0]
        if not processes.is_name(owner) or processes.is_gone(owner) or _is_old(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    """Whether no search can still be using it, on whatever machine."""
    with contextlib.suppress(OSError):
        return time.time() - folder.stat().st_mtime > LONGEST_KEPT
    return False


@dataclass(frozen=True, slots=True)
class Start:
    """The files of the roster that a search keeps what it can of. Its own problem makes a repair quick: what was
    proven of it need not be proven again."""

    roster: bytes
    problem: bytes


def solve(facts: Facts, start: Start | None, time_limit: int, work: Path, watch: Watch) -> Answer:
    """The roster for the facts, keeping what it can of `start`. Raises SolveFailed."""
    with work_folder(work) as folder:
        problem, roster = folder / "problem.json", folder / "roster.json"
        write_problem(facts, problem)
        command = [*SOLVER, "solve", str(problem), "-o", str(roster)]
        command += ["--progress", "json", "--time-limit", str(time_limit)]
        if start is not None:
            start_files = folder / "start.json", folder / "before.json"
            start_files[0].write_bytes(start.roster)
            start_files[1].write_bytes(start.problem)
            command += ["--from", str(start_files[0]), "--before", str(start_files[1])]
        leash = Leash(time_limit + GRACE, PATIENCE, watch.is_cancelled, lambda line: _pass_on(line, watch))
        was_cancelled = run(command, folder / "errors.txt", leash)
        if not roster.exists() and not was_cancelled:
            _log.error("a search ended without a roster")
            raise SolveFailed(NO_ROSTER)
        return Answer(problem.read_bytes(), roster.read_bytes() if roster.exists() else None)


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
