"""A child process that searches: its memory comes back when it ends, and a cancel is real."""

from __future__ import annotations

import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from peerinspect.config import environment_of_child
from peerinspect.services import processes

COMMAND = (sys.executable, "-m", "peerinspect.cli")
"""The command line of this very installation."""
LEASH = "PEERINSPECT_LEASH"
"""With this variable set, a command ends when its input does. Nothing is ever written into it."""
_TICK = 0.2


@dataclass(frozen=True, slots=True)
class Leash:
    """How long a process may run, and after a cancel go on, in seconds; who asks to stop it, who hears its lines."""

    longest: float
    patience: float
    is_cancelled: Callable[[], bool]
    hear: Callable[[bytes], None]


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """A folder that only its owner can read, gone afterwards: sealed work must not lie about."""
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix=f"{processes.this_process()}.", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: Sequence[str], errors: Path, leash: Leash) -> bool:
    """Run the command to its end, its errors into a file; whether it was cancelled.

    Should this process be killed, the command's input ends, and with it the command: see LEASH.
    """
    deadline = time.monotonic() + leash.longest
    pipe, leashed = subprocess.PIPE, {**environment_of_child(), LEASH: "1"}
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=stderr, env=leashed) as process,
    ):
        try:
            for line in lines_of(process):
                if leash.is_cancelled():
                    return True
                if time.monotonic() > deadline:
                    return False
                leash.hear(line)
            return False
        finally:
            _end(process, leash.patience)


def lines_of(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
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


def _end(process: subprocess.Popen[bytes], patience: float) -> None:
    """Ask the process to stop with the best it has; end it when it does not in time."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
