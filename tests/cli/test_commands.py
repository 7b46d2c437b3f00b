"""The commands on files, as a script uses them."""

from __future__ import annotations

import copy
import json
import os
import pty
import subprocess
import time
from pathlib import Path

import pytest
from command_runs import COMMAND, PROBLEM, assert_refused, environment, names_in, put, run

from peerinspect import __version__


def solved(folder: Path) -> None:
    """PROBLEM and its roster in the folder, as p.json and r.json."""
    put(folder, "p.json", PROBLEM)
    done = run(folder, "solve", "p.json", "-o", "r.json")
    assert (done.returncode, done.stderr) == (0, ""), done


def test_solve_writes_the_best_roster_and_one_line(tmp_path: Path) -> None:
    put(tmp_path, "p.json", PROBLEM)
    done = run(tmp_path, "solve", "p.json", "-o", "r.json")
    assert done.returncode == 0, done
    assert done.stdout == "optimal: 1 placements, 0 of 1 seats empty, 7 of 7 goals proven best\n"
    assert done.stderr == ""
    roster = json.loads((tmp_path / "r.json").read_text())
    assert roster["status"] == "optimal"
    assert [placement["duty"] for placement in roster["placements"]] == ["d-1"]
    assert names_in(tmp_path) == ["p.json", "r.json"]


def test_list_order_and_workers_leave_the_roster_byte_for_byte_the_same(tmp_path: Path) -> None:
    solved(tmp_path)
    turned = copy.deepcopy(PROBLEM)
    turned["people"].reverse()
    turned["authorities"].reverse()
    put(tmp_path, "turned.json", turned)
    assert run(tmp_path, "solve", "turned.json", "-o", "other.json", "--workers", "1").returncode == 0
    assert (tmp_path / "other.json").read_bytes() == (tmp_path / "r.json").read_bytes()


def test_a_roster_can_go_to_standard_output(tmp_path: Path) -> None:
    solved(tmp_path)
    done = run(tmp_path, "solve", "p.json", "-o", "/dev/stdout")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (tmp_path / "r.json").read_text()


def test_progress_is_one_json_object_a_line(tmp_path: Path) -> None:
    put(tmp_path, "p.json", PROBLEM)
    done = run(tmp_path, "solve", "p.json", "-o", "r.json", "--progress", "json")
    assert (done.returncode, done.stderr) == (0, "")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(set(event) == {"event", "goal", "value", "bound", "elapsed"} for event in events)
    proven = {event["goal"]: event["value"] for event in events if event["event"] == "proven"}
    goals = json.loads((tmp_path / "r.json").read_text())["goals"]
    assert proven == {goal["name"]: goal["value"] for goal in goals}
    assert events[-1]["event"] == "optimal"


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    put(tmp_path, "p.json", PROBLEM)
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "solve", "p.json", "-o", "r.json"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=60,
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "proven canon" in shown and shown.endswith("\r\x1b[K")


def test_audit_says_clean_or_not(tmp_path: Path) -> None:
    solved(tmp_path)
    done = run(tmp_path, "audit", "p.json", "r.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The roster is clean.\nExamined ")
    assert "Note" not in done.stdout

    barred = copy.deepcopy(PROBLEM)
    for person in barred["people"]:
        person["declared_on"] = "2020-01-01"
    put(tmp_path, "barred.json", barred)
    done = run(tmp_path, "audit", "barred.json", "r.json")
    assert (done.returncode, done.stderr) == (1, "")
    assert "by undeclared" in done.stdout
    assert "Note: the roster was made for another version of this problem" in done.stdout


def test_a_roster_about_strangers_cannot_be_audited(tmp_path: Path) -> None:
    solved(tmp_path)
    roster = json.loads((tmp_path / "r.json").read_text())
    roster["placements"][0]["person"] = "p-9"
    put(tmp_path, "r.json", roster)
    assert_refused(
        run(tmp_path, "audit", "p.json", "r.json"), 'r.json: placements[0].person: "p-9" is not in the problem'
    )


def test_a_roster_to_start_from_may_know_people_who_have_left(tmp_path: Path) -> None:
    solved(tmp_path)
    chosen = json.loads((tmp_path / "r.json").read_text())["placements"][0]["person"]
    smaller = PROBLEM | {"people": [person for person in PROBLEM["people"] if person["id"] != chosen]}
    put(tmp_path, "smaller.json", smaller)
    done = run(tmp_path, "solve", "smaller.json", "--from", "r.json", "-o", "next.json")
    assert done.returncode == 0, done
    assert json.loads((tmp_path / "next.json").read_text())["placements"][0]["person"] != chosen


def test_explain_speaks_of_everybody(tmp_path: Path) -> None:
    solved(tmp_path)
    done = run(tmp_path, "explain", "p.json", "r.json", "--duty", "d-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "p-1" in done.stdout and "p-2" in done.stdout
    done = run(tmp_path, "explain", "p.json", "r.json", "--duty", "d-1", "--json")
    assert json.loads(done.stdout)
    done = run(tmp_path, "explain", "p.json", "r.json", "--duty", "d-1", "--person", "p-2")
    assert done.stdout and "Eligible (1)" in done.stdout and "Chosen (0)" in done.stdout


def test_a_generated_problem_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("a.json", "3"), ("b.json", "3"), ("c.json", "4")):
        done = run(tmp_path, "generate", "--size", "1", "--seed", seed, "-o", name)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), done
    texts = [(tmp_path / name).read_bytes() for name in ("a.json", "b.json", "c.json")]
    assert texts[0] == texts[1] != texts[2]
    assert names_in(tmp_path) == ["a.json", "b.json", "c.json"]


def test_help_answers_at_once_and_without_the_heavy_parts(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['peerinspect', '--help']; import peerinspect.cli as cli\n"
    code += "try: cli.main()\nexcept SystemExit: pass\n"
    code += "assert not {'ortools', 'flask', 'sqlalchemy', 'jsonschema', 'numpy'} & set(sys.modules), sys.modules"
    began = time.monotonic()
    done = subprocess.run([COMMAND[0], "-c", code], env=environment(), capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert time.monotonic() - began < 5
    for command in ("solve", "audit", "explain", "reserves", "generate", "demo", "serve"):
        assert command in done.stdout
    assert run(tmp_path, "--version").stdout == f"peerinspect {__version__}\n"


def without_a_reader(folder: Path, arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command, while whoever was to read what it says has gone."""
    command = f"{' '.join(COMMAND)} {arguments} | true; exit ${{PIPESTATUS[0]}}"
    where = environment() | more
    return subprocess.run(["bash", "-c", command], cwd=folder, env=where, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("more", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["as-ever", "at-once"])
@pytest.mark.parametrize("arguments", ["explain p.json r.json --duty d-1", "audit p.json r.json", "solve --help"])
def test_a_reader_who_leaves_early_is_no_error(tmp_path: Path, arguments: str, more: dict[str, str]) -> None:
    solved(tmp_path)
    done = without_a_reader(tmp_path, arguments, **more)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("more", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["as-ever", "at-once"])
def test_a_roster_that_is_not_clean_is_refused_whoever_reads(tmp_path: Path, more: dict[str, str]) -> None:
    """`peerinspect audit ... | grep -q` must not pass for a clean roster because grep has seen enough."""
    solved(tmp_path)
    put(
        tmp_path,
        "barred.json",
        PROBLEM | {"people": [one | {"declared_on": "2020-01-01"} for one in PROBLEM["people"]]},
    )
    done = without_a_reader(tmp_path, "audit barred.json r.json", **more)
    assert (done.returncode, done.stderr) == (1, "")


def test_what_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    solved(tmp_path)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "audit", "p.json", "r.json"],
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (2, "peerinspect: No space left on device\n")


def test_whoever_ends_what_they_are_asked_for_has_stopped_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+D where a password is asked for is no fault of peerinspect."""
    from peerinspect import commands
    from peerinspect.cli import main

    def ended(_chosen: object) -> int:
        raise EOFError

    monkeypatch.setattr(commands, "audit", ended)
    assert main(["audit", "p.json", "r.json"]) == 130
    assert capsys.readouterr().err == "peerinspect: stopped before it was done\n"


def test_a_fault_of_peerinspect_itself_does_not_pass_for_a_verdict(tmp_path: Path) -> None:
    code = (
        "import sys, peerinspect.commands as commands\n"
        "def broken(chosen): raise RuntimeError('one\\ntwo')\n"
        "commands.audit = broken\n"
        "from peerinspect.cli import main\n"
        "sys.exit(main(['audit', 'p', 'r']))\n"
    )
    done = subprocess.run(
        [COMMAND[0], "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 70
    assert len(done.stderr.splitlines()) == 1 and "RuntimeError: one two" in done.stderr
