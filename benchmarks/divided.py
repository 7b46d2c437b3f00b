"""`python -m benchmarks.divided [--years N] [--seeds S ...] [--limit S] [--whole S]`: divided beside one machine.

Each problem of several years is solved as a whole by one `peerinspect solve`, and in parts by many, one after the other
here; `longest path` is the elapsed time that as many machines as there are parts would take. Both rosters are audited.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-m", "peerinspect.cli")
HIGHER = ("fill", "waivers", "keep", "peak")


@dataclass(frozen=True)
class Taken:
    """Seconds elapsed and of the processor, and the largest memory of the process in megabytes."""

    elapsed: float
    processor: float
    megabytes: float


def run(*words: object) -> tuple[Taken, str]:
    """One command to its end; what it took, and what it said."""
    began = time.monotonic()
    process = subprocess.Popen([*COMMAND, *map(str, words)], stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{words[0]} failed")
    return Taken(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), said


def whole(problem: Path, roster: Path, limit: float) -> Taken:
    """One search over everything."""
    return run("solve", problem, "-o", roster, "--time-limit", limit)[0]


def in_parts(problem: Path, folder: Path, roster: Path, limit: float) -> tuple[Taken, float, int]:
    """All waves; what they took together, the longest path, and how many parts there were."""
    taken: list[Taken] = []
    path, count, wave = 0.0, 0, 0
    while int(run("divide", problem, folder)[1]):
        parts = sorted((folder / f"wave-{wave}").glob("part-???.json"))
        own = [run("solve", each, "-o", each.with_suffix(".roster.json"), "--time-limit", limit)[0] for each in parts]
        taken, path, count, wave = [*taken, *own], path + max(each.elapsed for each in own), count + len(own), wave + 1
    taken.append(run("stitch", problem, folder, "-o", roster)[0])
    most = max(each.megabytes for each in taken)
    together = Taken(sum(each.elapsed for each in taken), sum(each.processor for each in taken), most)
    return together, path, count


def told(name: str, problem: Path, roster: Path, taken: Taken) -> str:
    """A row: the goals that come first, each with its bound, and whether the auditor is content."""
    found = json.loads(roster.read_text())
    goals = {goal["name"]: goal for goal in found["goals"]}
    cells = [f"{goals[each]['value']:g} ({_bound(goals[each])})" for each in HIGHER]
    empty = sum(each["seats"] for each in found["shortfalls"])
    is_clean = subprocess.run([*COMMAND, "audit", str(problem), str(roster)], capture_output=True).returncode == 0
    took = f"{taken.processor:.0f} s", f"{taken.elapsed:.0f} s", f"{taken.megabytes:.0f} MB"
    return f"| {' | '.join([name, str(empty), *cells, *took, 'clean' if is_clean else 'NOT CLEAN'])} |"


def _bound(goal: dict[str, float | None]) -> str:
    return "-" if goal["bound"] is None else f"{goal['bound']:g}"


def lines(chosen: argparse.Namespace) -> Iterator[str]:
    """The table, a row at a time."""
    yield f"| problem, how | empty | {' | '.join(HIGHER)} | processor | elapsed | memory | audit |"
    yield "|" + "---|" * (6 + len(HIGHER))
    with tempfile.TemporaryDirectory() as made:
        for seed in chosen.seeds:
            folder = Path(made) / str(seed)
            folder.mkdir()
            problem = folder / "problem.json"
            run("generate", "--size", chosen.size, "--seed", seed, "--years", chosen.years, "-o", problem)
            name = f"seed {seed}, {chosen.years} years"
            taken, path, count = in_parts(problem, folder / "parts", folder / "stitched.json", chosen.limit)
            yield told(f"{name}, {count} parts, longest path {path:.0f} s", problem, folder / "stitched.json", taken)
            if chosen.whole:
                one = whole(problem, folder / "whole.json", chosen.whole)
                yield told(f"{name}, whole", problem, folder / "whole.json", one)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.divided")
    parser.add_argument("--size", type=int, default=1)
    parser.add_argument("--years", type=int, default=2)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 1, 2])
    parser.add_argument("--limit", type=float, default=120, help="seconds for each part")
    parser.add_argument("--whole", type=float, default=600, help="seconds for the whole at once; 0 for none")
    chosen = parser.parse_args()
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores\n")
    for line in lines(chosen):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
