"""Signals: during a search they keep the best so far, elsewhere they end the command in a line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_runs import PROBLEM, environment, heed_interrupts, names_in, put, run, start

SEARCH = """
import sys, time, types
from fractions import Fraction
from peerinspect.domain import GoalValue, Roster, RosterPlacement

def endless(facts, *, problem_digest, policy_digest, progress, cancel, **options):
    progress(types.SimpleNamespace(phase="searching", goal="fill", value=Fraction(1), bound=None, elapsed=0.0))
    while not ({heedful} and cancel.wait(0.01)):
        time.sleep(0.01)
    goals = (GoalValue("fill", Fraction(0), None),)
    placements = (RosterPlacement("p-1", "d-1"),)
    return Roster(problem_digest, "1", policy_digest, "endless", "1", 1, "cancelled", goals, placements, ())

sys.modules["peerinspect.matching"] = types.SimpleNamespace(
    solve=endless, InexactAmounts=ValueError, is_beyond_the_wall=lambda facts: False
)
from peerinspect.cli import main
sys.exit(main(["solve", "p.json", "-o", "r.json", "--progress", "json"]))
"""
"""`peerinspect solve` whose search never ends by itself; a heedful one stops when it is told to."""


def searching(folder: Path, heedful: bool) -> subprocess.Popen[str]:
    """Such a search, already under way."""
    put(folder, "p.json", PROBLEM)
    process = subprocess.Popen(
        [sys.executable, "-c", SEARCH.format(heedful=heedful)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    )
    wait_for(process, "searching")
    return process


def wait_for(process: subprocess.Popen[str], word: str) -> None:
    """Reads the process's output up to the line with the word."""
    assert process.stdout is not None
    for line in process.stdout:
        if word in line:
            return
    raise AssertionError(process.communicate())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_the_best_roster_so_far(tmp_path: Path, number: signal.Signals) -> None:
    with searching(tmp_path, heedful=True) as process:
        process.send_signal(number)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert json.loads(output.splitlines()[-1])["event"] == "cancelled"
    roster = json.loads((tmp_path / "r.json").read_text())
    assert roster["status"] == "cancelled"
    assert len(roster["placements"]) == 1
    assert names_in(tmp_path) == ["p.json", "r.json"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_real_search_heeds_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    assert run(tmp_path, "generate", "--size", "1", "--seed", "7", "-o", "p.json").returncode == 0
    with start(tmp_path, "solve", "p.json", "-o", "r.json", "--progress", "json") as process:
        wait_for(process, '"searching", "goal": "fill"')
        process.send_signal(number)
        _, errors = process.communicate(timeout=180)
    assert (process.returncode, errors) == (0, "")
    roster = json.loads((tmp_path / "r.json").read_text())
    assert roster["status"] == "cancelled"
    assert names_in(tmp_path) == ["p.json", "r.json"]


def test_a_second_signal_ends_a_search_that_does_not_heed_the_first(tmp_path: Path) -> None:
    with searching(tmp_path, heedful=False) as process:
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == "peerinspect: stopped at once; what was not yet on disk is lost\n"
    assert names_in(tmp_path) == ["p.json"]


def test_an_interrupt_while_reading_ends_in_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.json")  # Nobody ever writes to it, so that the command waits for its problem.
    with start(tmp_path, "solve", "p.json", "-o", "r.json") as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=2)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, "")
    assert errors == "peerinspect: stopped before it was done\n"
    assert names_in(tmp_path) == ["p.json"]


ONCE = """
import os, signal
from peerinspect.commands.stopping import stopped_by_signals

before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
with stopped_by_signals() as cancel:
    assert not cancel.is_set()
    os.kill(os.getpid(), signal.SIGTERM)
    assert cancel.wait(30)
with stopped_by_signals() as cancel:
    assert not cancel.is_set()
assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
os.kill(os.getpid(), signal.SIGTERM)
"""


def test_the_signals_are_as_before_once_a_search_is_over() -> None:
    done = subprocess.run([sys.executable, "-c", ONCE], env=environment(), capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (-signal.SIGTERM, "")


LOST = """
import sys, types
import peerinspect.matching as matching
from peerinspect.files import TargetProblem

def unwritable(*_, **options):
    raise TargetProblem("r.json: it cannot be written (no space left on device); give another path")

sys.modules["peerinspect.matching"] = types.SimpleNamespace(
    solve=unwritable, InexactAmounts=matching.InexactAmounts, is_beyond_the_wall=lambda facts: False
)
from peerinspect.cli import main
sys.exit(main(["solve", "p.json", "-o", "r.json", "--progress", "json"]))
"""
"""`peerinspect solve` on a disk that fills up while the best so far is kept."""


def test_a_disk_that_fills_up_during_a_search_is_not_blamed_on_the_problem(tmp_path: Path) -> None:
    put(tmp_path, "p.json", PROBLEM)
    done = subprocess.run(
        [sys.executable, "-c", LOST], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr == "peerinspect: r.json: it cannot be written (no space left on device); give another path\n"
