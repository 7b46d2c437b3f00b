"""Timefold from PyPI: local search over constraint streams, with a level of the score for each goal.

It proves nothing, so it is stopped by the clock. Its rows are those of the plain model that candidates alone make: a
ceiling that waits for a candidate holds always here, and a soft one is priced bucket by bucket and not by its largest.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec

from benchmarks.contender import Answer, Given, placed
from peerinspect.domain import Facts

JAVA = 17
"""The least version of Java that the package runs on."""


class ByTimefold:
    """The same candidates, pairs and ceilings as facts; a seat takes one of its duty's candidates, or nobody."""

    name = "timefold"

    def why_not(self, facts: Facts) -> str | None:
        """Where the package or Java is missing."""
        if not find_spec("timefold"):
            return "timefold is not installed"
        found = java_version()
        return None if found >= JAVA else f"Java {JAVA} is needed, {found or 'none'} is here"

    def load(self) -> None:
        """Import it, which starts Java."""
        import_module("benchmarks.timefold_facts")

    def answer(self, given: Given) -> Answer:
        """What it has when the time is over."""
        from benchmarks.timefold_facts import problem_of, solved

        plan = solved(problem_of(given.found), given.left())
        chosen = [seat.option.index for seat in plan.seats if seat.option is not None]
        return Answer(placed(given.found, chosen), [])


def java_version() -> int:
    """The main version of the Java on the path; 0 for none."""
    if not shutil.which("java"):
        return 0
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    known = re.search(r'version "(\d+)', said)
    return int(known.group(1)) if known else 0
