"""The commands on England's files, each a process of its own, as a user starts them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 1500
"""Seconds that one search may take on a small machine that does other things as well."""

ROWS = ("neighbours", "fit")
"""Lists of rows: a row's places have meanings, so that only the rows themselves can change places."""

ORDERED = ("goals",)
"""Lists whose order is what they say."""


def peerinspect(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`peerinspect` with these arguments, in the folder."""
    return subprocess.run(
        [sys.executable, "-m", "peerinspect", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )


def done(folder: Path, *arguments: str) -> str:
    """What the command says on standard output. It has to exit with 0, and with nothing on standard error."""
    answer = peerinspect(folder, *arguments)
    assert (answer.returncode, answer.stderr) == (0, ""), answer
    return answer.stdout


def shuffle_file(source: Path, target: Path, chance: Random) -> None:
    """The same problem, with the order of all its lists left to chance where order has no meaning."""
    problem = json.loads(source.read_text(encoding="utf-8"))
    target.write_text(json.dumps(shuffled(problem, chance)), encoding="utf-8")


def shuffled(value: Any, chance: Random) -> Any:
    """The value, with every list in it in another order, the keys' order too; the value itself stays as it is."""
    if isinstance(value, dict):
        return {key: _entry(key, value[key], chance) for key in chance.sample(sorted(value), len(value))}
    if isinstance(value, list):
        return [shuffled(one, chance) for one in chance.sample(value, len(value))]
    return value


def _entry(key: str, value: Any, chance: Random) -> Any:
    if key in ORDERED:
        return value
    return chance.sample(value, len(value)) if key in ROWS else shuffled(value, chance)
