"""Running `peerinspect` as its users do: a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "peerinspect")

PROBLEM: dict[str, Any] = {
    "format": "peerinspect/problem-1",
    "as_of": "2026-01-05",
    "authorities": [{"code": "E1"}, {"code": "E2"}],
    "people": [
        {
            "id": name,
            "posts": [{"authority": "E1", "role": "director", "basis": "substantive", "from": "2015-01-01"}],
            "offers": [{"kind": "chair", "days": 30}],
            "declared_on": "2025-12-01",
            "vetted_on": "2025-01-01",
            "consents": [{"authority": "E1", "from": "2026-01-01", "to": "2027-12-31"}],
        }
        for name in ("p-1", "p-2")
    ],
    "duties": [
        {"id": "d-1", "kind": "chair", "authorities": ["E2"], "from": "2026-02-02", "to": "2026-12-31", "seats": 1}
    ],
}


def environment() -> dict[str, str]:
    """This environment, with the package in reach whether it is installed or not; and as its users have it, where what
    is written waits in Python for a while."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return kept | {"PYTHONPATH": str(ROOT)}


def run(folder: Path, *arguments: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
    """`peerinspect` with these arguments, in the folder."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment(), capture_output=True, text=True, timeout=seconds
    )


def heed_interrupts() -> None:
    """In a new process: a shell that starts the tests in the background tells all of them to ignore interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """`peerinspect` with these arguments, not waited for."""
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    )


def put(folder: Path, name: str, data: Any) -> None:
    """A JSON file in the folder."""
    (folder / name).write_text(json.dumps(data), encoding="utf-8")


def names_in(folder: Path) -> list[str]:
    """What the folder holds, hidden files too."""
    return sorted(os.listdir(folder))


def assert_refused(done: subprocess.CompletedProcess[str], *phrases: str) -> None:
    """Exit code 2, and one to three lines of standard error that hold the phrases; nothing on standard output."""
    lines = done.stderr.splitlines()
    assert done.returncode == 2, done
    assert 1 <= len(lines) <= 3, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    for phrase in phrases:
        assert phrase in done.stderr, done.stderr
