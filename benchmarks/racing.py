"""Runs contenders, each run in a process of its own, and takes its time and memory from the operating system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field

from peerinspect.domain.placement import Pair

GRACE = 600.0
"""Seconds beyond its limit after which a run is ended: examining and reading are not counted against it."""


@dataclass(frozen=True)
class Run:
    """One run: seconds of the whole process, of examining and of solving; the largest memory in MB.

    `processor` are the seconds that all cores together spent on it, which tell more on a busy machine.
    `said` is what went wrong, where there is no answer.
    """

    whole: float
    examining: float
    solving: float
    memory: float
    processor: float
    candidates: int = 0
    placements: list[Pair] = field(default_factory=list)
    proven: list[str] = field(default_factory=list)
    said: str = ""


def run(contender: str, instance: str, seed: int, seconds: float, workers: int) -> Run:
    """One run to its end, or until it is long overdue."""
    line = [sys.executable, "-m", "benchmarks.one", contender, instance]
    line += ["--seed", str(seed), "--seconds", str(seconds), "--workers", str(workers)]
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        process = subprocess.Popen(line, stdout=told, stderr=errors)
        overdue = threading.Timer(seconds + GRACE, process.kill)
        overdue.start()
        _, status, usage = os.wait4(process.pid, 0)
        overdue.cancel()
        whole, process.returncode = time.monotonic() - began, os.waitstatus_to_exitcode(status)
        memory, processor = usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime
        told.seek(0)
        errors.seek(0)
        if process.returncode:
            said = errors.read().decode(errors="replace")
            return Run(whole, 0.0, 0.0, memory, processor, said=_why(said, process.returncode, whole > seconds + GRACE))
        answer = json.loads(told.read().splitlines()[-1])
    pairs = [(str(person), str(duty)) for person, duty in answer["placements"]]
    times = (whole, answer["examining"], answer["solving"])
    return Run(*times, memory, processor, answer["candidates"], pairs, answer["proven"])


def _why(said: str, code: int, is_overdue: bool) -> str:
    """What ended a run, in a few words."""
    if is_overdue:
        return "ended: long overdue"
    if "MemoryError" in said or "bad_alloc" in said or "OutOfMemory" in said:
        return "ended: out of memory"
    lines = [line.strip() for line in said.splitlines() if "Error" in line or "Exception" in line]
    return f"failed ({code}): {lines[-1][:100] if lines else 'it said nothing'}"
