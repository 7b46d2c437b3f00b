"""Answers one question after the other about a problem and its roster, for the service that started it.

    python -m peerinspect.commands.answering PROBLEM ROSTER MEGABYTES

Not a command for people: theirs is `peerinspect explain --resolve`. The problem is made ready once, which takes longer
than to answer. On standard input come questions, on standard output go events, a JSON object a line each:

    {"duty": ID, "person": ID, "seconds": S}
    {"event": "read"}        the files are read, and may be removed
    {"event": "answer", "answer": {...}}        what `explain --resolve --json` prints

It ends when its input ends, even in the middle of a search: whoever asked is gone. It ends after an answer, too, once
it has needed more than so many megabytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import resource
import sys
import threading
from pathlib import Path
from typing import Any

from peerinspect.commands.explaining import check_edition
from peerinspect.domain import Facts, Roster
from peerinspect.explain.counterfactual import counterfactual
from peerinspect.files import digest_of, read_problem, read_roster
from peerinspect.matching import Workshop

PEAK_OF_LINUX = Path("/proc/self/status")


def answer_questions(problem: str, roster: str, megabytes: int) -> int:
    """Answers until the input ends or too much memory was needed. What cannot be answered ends it with a fault."""
    asked = _listen()
    facts = read_problem(problem)
    drafted = read_roster(roster, facts)
    check_edition(drafted, roster)
    _say({"event": "read"})
    shop = Workshop(facts, drafted, is_answer=drafted.problem == digest_of(facts))
    while True:
        _say({"event": "answer", "answer": _answer(facts, drafted, shop, json.loads(asked.get()))})
        if _megabytes() > megabytes:
            return 0


def _answer(facts: Facts, roster: Roster, shop: Workshop, question: dict[str, Any]) -> dict[str, Any]:
    duty, person, seconds = question["duty"], question["person"], question["seconds"]
    return counterfactual(facts, roster, duty, person, workshop=shop, seconds=seconds).as_dict()


def _listen() -> queue.SimpleQueue[bytes]:
    """The lines of the input as they come. A thread reads them, so that the end of the input is noticed in a search."""
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        for line in sys.stdin.buffer:
            asked.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return asked


def _say(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def _megabytes() -> int:
    """The most memory that this process has held at any time.

    On Linux what `getrusage` tells begins with the size of the process that started this one, which may be large.
    """
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = PEAK_OF_LINUX.read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) >> 10
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> 20 if sys.platform == "darwin" else most >> 10  # bytes there, kilobytes elsewhere


if __name__ == "__main__":
    sys.exit(answer_questions(sys.argv[1], sys.argv[2], int(sys.argv[3])))
