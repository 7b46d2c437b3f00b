"""England in seconds: `python -m benchmarks.england`.

Ten problems of today's size, three of them short of capacity, each solved by the whole command in a process of its own:
files are read and written within the time. A line a problem, machine and load first.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen, run

from benchmarks import table

TIGHTNESS = {8: 1.2, 9: 1.35, 10: 1.5}
"""How scarce people are, by seed; 1 in all others."""


@dataclass(frozen=True)
class Solved:
    """What one command took, and what it answered. Times in seconds, memory in MB as the operating system saw it."""

    wall: float
    processor: float
    memory: float
    goals: list[dict[str, float | None]]

    @property
    def proven(self) -> int:
        """How many goals are proven best."""
        return sum(goal["value"] == goal["bound"] for goal in self.goals)


def main() -> int:
    """Prints the table, line by line as it comes, then the medians."""
    chosen = _chosen()
    sys.stdout.write(f"{table.machine()}\n\n")
    sys.stdout.write("| seed | tightness | elapsed | processor | memory | proven | values, or value and bound |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    results = []
    for seed in chosen.seeds:
        results.append(_solved(seed, chosen))
        sys.stdout.write(f"{_line(seed, results[-1])}\n")
        sys.stdout.flush()
    wall, processor, memory = (
        median(getattr(one, name) for one in results) for name in ("wall", "processor", "memory")
    )
    sys.stdout.write(f"\nmedian {wall:.1f} s, {processor:.1f} processor seconds, {memory:.0f} MB\n")
    return 0


def _chosen() -> Namespace:
    parser = ArgumentParser("python -m benchmarks.england", description=__doc__)
    parser.add_argument("--seeds", nargs="+", type=int, default=range(1, 11), help="of the problems (1 to 10)")
    parser.add_argument("--seconds", type=float, default=60.0, help="for one command (60)")
    parser.add_argument("--workers", type=int, default=4, help="search threads (4)")
    return parser.parse_args()


def _solved(seed: int, chosen: Namespace) -> Solved:
    with tempfile.TemporaryDirectory() as folder:
        problem, roster = Path(folder, "problem.json"), Path(folder, "roster.json")
        ours = [sys.executable, "-m", "peerinspect"]
        scarce = str(TIGHTNESS.get(seed, 1))
        made = [*ours, "generate", "--size", "1", "--seed", str(seed), "--tightness", scarce, "-o", str(problem)]
        run(made, check=True, stdout=DEVNULL, stderr=DEVNULL)
        limits = ["--time-limit", str(chosen.seconds), "--workers", str(chosen.workers)]
        began = time.monotonic()
        compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # As where it is installed: compiled once for all.
        command = Popen([*ours, "solve", str(problem), "-o", str(roster), *limits], stdout=DEVNULL, env=compiled)
        _, status, used = os.wait4(command.pid, 0)
        wall = time.monotonic() - began
        if status:
            raise RuntimeError(f"solve ended with {os.waitstatus_to_exitcode(status)} on seed {seed}")
        return Solved(
            wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, json.loads(roster.read_text())["goals"]
        )


def _line(seed: int, one: Solved) -> str:
    values = ", ".join(_stated(goal) for goal in one.goals)
    times = f"{one.wall:.1f} s | {one.processor:.1f} s | {one.memory:.0f} MB"
    return f"| {seed} | {TIGHTNESS.get(seed, 1)} | {times} | {one.proven} of {len(one.goals)} | {values} |"


def _stated(goal: dict[str, float | None]) -> str:
    value, bound = goal["value"], goal["bound"]
    return f"{goal['name']} {value}" if value == bound else f"{goal['name']} {value} ({bound})"


if __name__ == "__main__":
    sys.exit(main())
