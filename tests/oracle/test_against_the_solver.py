"""The solver against trying every roster, over small random problems: the same values, proven, and a sound audit.

Over 1,000 problems in all; `python -m tests.oracle` tries more.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from peerinspect.matching import sequence

from .brute import best
from .comparing import differences, differences_from_another_roster, is_usable
from .judge import as_pairs
from .problems import random_problem, random_roster
from .reduce import smallest

COMMAND = Path(sys.executable).parent / "peerinspect"
PART = 50


@pytest.mark.parametrize("part", range(20))
def test_the_solver_finds_the_best_roster(part: int) -> None:
    for seed in range(part * PART, (part + 1) * PART):
        report_smallest(random_problem(Random(seed)), differences)


@pytest.mark.parametrize("part", range(6))
def test_the_solver_finds_the_best_roster_where_councils_inspect_in_a_round(part: int) -> None:
    for seed in range(part * PART, (part + 1) * PART):
        report_smallest(random_problem(Random(seed), goes_round=True), differences)


@pytest.mark.parametrize("part", range(2))
def test_the_solver_keeps_to_a_starting_roster(part: int) -> None:
    """From the fullest roster that the solver found without the placements of the file."""
    for seed in range(part * PART, (part + 1) * PART):
        report_smallest(random_problem(Random(5000 + seed)), differences_from_another_roster)


@pytest.mark.parametrize("part", range(2))
def test_the_solver_finds_the_best_roster_by_small_steps_too(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large problems are searched target by target; here every problem is, from the narrowest target on."""
    monkeypatch.setattr(sequence, "FIRST_SIZE", 1)
    for seed in range(part * 25, (part + 1) * 25):
        report_smallest(random_problem(Random(10_000 + seed), goes_round=seed % 2 == 0), differences)


@pytest.mark.parametrize("seed", range(12))
def test_the_command_keeps_to_a_starting_roster(seed: int, tmp_path: Path) -> None:
    """From a roster-1 file with every status, strangers and closed duties."""
    problem = random_problem(Random(seed), goes_round=seed % 2 == 0)
    start = random_roster(Random(seed), problem)
    answer = solved_by_command(problem, start, tmp_path)
    expected, placements = best(problem, start)
    assert {goal["name"]: Fraction(str(goal["value"])) for goal in answer["goals"]} == expected
    assert as_pairs(answer) == placements


def report_smallest(problem: dict, compare: Callable[[dict], list[str]]) -> None:
    """Fail with the smallest problem that still differs, written out to be read and kept."""
    if compare(problem):
        least = smallest(problem, lambda smaller: is_usable(smaller) and bool(compare(smaller)))
        pytest.fail("\n".join([*compare(least), json.dumps(least, indent=1)]))


def solved_by_command(problem: dict, start: dict, folder: Path) -> dict:
    paths = {name: folder / f"{name}.json" for name in ("problem", "start", "answer")}
    paths["problem"].write_text(json.dumps(problem))
    paths["start"].write_text(json.dumps(start))
    line = [COMMAND, "solve", paths["problem"], "-o", paths["answer"], "--from", paths["start"], "--workers", "1"]
    done = subprocess.run([str(part) for part in line], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(paths["answer"].read_text())
