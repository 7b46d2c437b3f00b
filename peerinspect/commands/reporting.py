"""What a long command says while it runs: to a terminal, to a program, or to nobody."""

from __future__ import annotations

import json
import sys
import threading
import time
from fractions import Fraction
from typing import Any, Protocol, TextIO

PAUSE = 0.1
"""Seconds between two reports of the same goal: a search finds better bounds faster than anybody reads."""


class Step(Protocol):
    """A step of a search, as the matching tells it."""

    @property
    def phase(self) -> str:
        """What is being done."""

    @property
    def goal(self) -> str:
        """The goal it is done for."""

    @property
    def value(self) -> Fraction | None:
        """The best value so far."""

    @property
    def bound(self) -> Fraction | None:
        """What no roster can better."""

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""


class Reporter:
    """Passes on the steps of a search. The search calls it from threads of its own, so it takes turns."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._turn = threading.Lock()
        self._last: tuple[str, str] = ("", "")
        self._next = 0.0

    def __call__(self, step: Step) -> None:
        """Reports the step, unless one like it was reported a moment ago."""
        with self._turn:
            now = time.monotonic()
            if self._stream is None or ((step.phase, step.goal) == self._last and now < self._next):
                return
            self._last, self._next = (step.phase, step.goal), now + PAUSE
            self._write(self._text(step))

    def close(self, status: str, elapsed: float) -> None:
        """Says that the command is done."""
        with self._turn:
            if self._stream is not None:
                self._write(self._ending(status, elapsed))

    def _text(self, step: Step) -> str:
        raise NotImplementedError

    def _ending(self, status: str, elapsed: float) -> str:
        raise NotImplementedError

    def _write(self, text: str) -> None:
        assert self._stream is not None
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self._stream = None  # Whoever listened is gone; the work goes on.


class Quiet(Reporter):
    """Says nothing: the output is read by another command."""

    def __init__(self) -> None:
        super().__init__(None)


class JsonLines(Reporter):
    """One JSON object a line on standard output, for a program that follows the search."""

    def __init__(self) -> None:
        super().__init__(sys.stdout)

    def _text(self, step: Step) -> str:
        return _line(step.phase, step.goal, step.value, step.bound, step.elapsed)

    def _ending(self, status: str, elapsed: float) -> str:
        return _line(status, None, None, None, elapsed)


class Terminal(Reporter):
    """One line on standard error that changes as the search goes on."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def _text(self, step: Step) -> str:
        value = "" if step.value is None else f" {_number(step.value)}"
        bound = "" if step.bound is None else f" (best possible {_number(step.bound)})"
        return f"\r\x1b[K{step.elapsed:6.1f} s  {step.phase} {step.goal}{value}{bound}"

    def _ending(self, status: str, elapsed: float) -> str:
        return "\r\x1b[K"


def reporter_for(wanted: str | None) -> Reporter:
    """The reporter that fits: JSON when asked for, a changing line on a terminal, else none."""
    if wanted == "json":
        return JsonLines()
    return Terminal() if sys.stderr.isatty() else Quiet()


def mention(text: str) -> None:
    """A line on a terminal while something takes its time; nothing when piped."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{text}\n")


def report_found(text: str) -> None:
    """One thing found, for a program that listens: a JSON object in a line, before the answer itself."""
    sys.stdout.write(json.dumps({"event": "found", "what": text}) + "\n")
    sys.stdout.flush()


def _line(event: str, goal: str | None, value: Fraction | None, bound: Fraction | None, elapsed: float) -> str:
    entry: dict[str, Any] = {
        "event": event,
        "goal": goal,
        "value": None if value is None else _number(value),
        "bound": None if bound is None else _number(bound),
        "elapsed": round(elapsed, 3),
    }
    return json.dumps(entry) + "\n"


def _number(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)
