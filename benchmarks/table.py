"""The table: one line for each contender on each instance, medians over its runs."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.judging import Verdict
from benchmarks.racing import Run

LOOP = 5_000_000
"""Steps of the loop that says how fast the machine is just now."""

HEADINGS = (
    *("instance", "contender", "runs", "candidates"),
    *("examining s", "solving s", "whole s", "processor s", "peak MB"),
    *("values", "proven", "audit"),
)


def machine() -> str:
    """The machine in one line."""
    cpu = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    memory = next((int(line.split()[1]) / 2**20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return (
        f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GB, load {os.getloadavg()[0]:.1f}, "
        f"Python {sys.version.split()[0]}, ortools {version('ortools')}; "
        f"{LOOP / 1e6:.0f} million steps of a plain loop take {_pace():.2f} s"
    )


def _pace() -> float:
    """Seconds of a plain loop, the least of three: a shared machine is twice as fast at some hours as at others."""
    taken = []
    for _ in range(3):
        began, total = time.perf_counter(), 0
        for step in range(LOOP):
            total += step * step
        taken.append(time.perf_counter() - began)
    return min(taken)


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def heading() -> str:
    """The head of the table."""
    return f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}"


def line(instance: str, name: str, runs: list[Run], verdicts: list[Verdict]) -> str:
    """One line: the medians, the worst verdict, and the goals that every run proved."""
    failed = next((one.said for one in runs if one.said), "")
    times = [_median([getattr(one, what) for one in runs]) for what in ("examining", "solving", "whole", "processor")]
    worst = max(verdicts, key=Verdict.key) if verdicts and not failed else None
    faults = [fault for one in verdicts for fault in one.faults]
    proven = [name for name in (worst.values if worst else ()) if all(name in one.proven for one in runs)]
    cells = [
        instance,
        name,
        str(len(runs)),
        str(runs[0].candidates),
        *(f"{some:.2f}" for some in times),
        f"{_median([one.memory for one in runs]):.0f}",
        ", ".join(f"{goal} {float(value):g}" for goal, value in worst.values.items()) if worst else "-",
        "all" if worst and len(proven) == len(worst.values) else ", ".join(proven) or "none",
        failed or (f"{len(faults)} hard: {faults[0]}" if faults else "clean"),
    ]
    return f"| {' | '.join(cells)} |"


def skipped(instance: str, name: str, reason: str) -> str:
    """A line that says why there is none."""
    return f"| {instance} | {name} | skipped: {reason} |{' |' * (len(HEADINGS) - 3)}"


def _median(values: list[float]) -> float:
    return statistics.median(values)
