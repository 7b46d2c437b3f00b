"""Bad input of every kind: exit code 2, a line or a few that name the entry, no traceback, no partial file."""

from __future__ import annotations

import copy
import json
import os
import resource
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from command_runs import COMMAND, PROBLEM, assert_refused, environment, names_in, put, run


def changed(path: tuple[str | int, ...], value: Any) -> str:
    """The text of PROBLEM with one value put at a path."""
    data: Any = copy.deepcopy(PROBLEM)
    entry = data
    for step in path[:-1]:
        entry = entry[step]
    entry[path[-1]] = value
    return json.dumps(data)


BAD: dict[str, tuple[bytes | str, str]] = {
    "empty": (b"", "not a JSON object"),
    "not-json": ("{hello", "not JSON at line 1, column 2"),
    "not-utf-8": (b'{"title": "\xff"}', "not UTF-8"),
    "not-an-object": ("[]", "not a JSON object"),
    "another-format": (changed(("format",), "peerinspect/roster-1"), 'give "peerinspect/problem-1"'),
    "wrong-type": (changed(("people", 1, "skills"), "law"), "people[1] (p-2).skills"),
    "unknown-key": (
        changed(("duties", 0, "seets"), 1),
        "duties[0] (d-1).seets: this key is not known in a duty; did you",
    ),
    "unknown-authority": (
        changed(("duties", 0, "authorities"), ["E3"]),
        'duties[0] (d-1).authorities[0]: "E3" is not in',
    ),
    "unknown-person": (changed(("placements",), [{"person": "p-3", "duty": "d-1"}]), 'placements[0].person: "p-3"'),
    "unknown-rule": (changed(("policy",), {"rules": {"own": {}}}), "policy.rules.own"),
    "from-after-to": (changed(("duties", 0, "to"), "2026-02-01"), 'duties[0] (d-1): "from" 2026-02-02 is after'),
    "no-such-day": (changed(("as_of",), "2026-02-29"), 'as_of: "2026-02-29"'),
    "duplicate-id": (changed(("people", 1, "id"), "p-1"), "people[1] (p-1).id: people[0] has the same id"),
    "duplicate-key": ('{"people": [], "people": []}', 'the key "people" is given twice'),
    "negative-seats": (changed(("duties", 0, "seats"), -1), "duties[0] (d-1).seats: -1 is too small"),
    "nan": (changed(("duties", 0, "seats"), float("nan")), "duties[0] (d-1).seats: NaN"),
    "infinity": (changed(("duties", 0, "priority"), float("inf")), "duties[0] (d-1).priority: Infinity"),
    "overflow": (changed(("fit",), [["p-1", "d-1", 7]]).replace("7]", "1e999]"), "fit[0][2]: Infinity"),
    "nested": ('{"people": ' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
    "wrong-everywhere": (changed(("people",), [{"idd": 1}] * 50), "people[0].idd"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_problem_is_refused_by_solve(tmp_path: Path, name: str) -> None:
    content, phrase = BAD[name]
    (tmp_path / "p.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert_refused(run(tmp_path, "solve", "p.json", "-o", "r.json"), "p.json: ", phrase)
    assert names_in(tmp_path) == ["p.json"]


@pytest.mark.parametrize("command", [["audit", "p.json", "r.json"], ["explain", "p.json", "r.json", "--duty", "d-1"]])
@pytest.mark.parametrize("name", ["not-json", "unknown-authority", "negative-seats"])
def test_a_bad_problem_is_refused_by_the_others(tmp_path: Path, name: str, command: list[str]) -> None:
    (tmp_path / "p.json").write_text(str(BAD[name][0]))
    put(tmp_path, "r.json", {"format": "peerinspect/roster-1"})
    assert_refused(run(tmp_path, *command), "p.json: ", BAD[name][1])


@pytest.mark.parametrize(
    ("roster", "phrase"),
    [
        ("{", "r.json: this is not JSON"),
        (json.dumps({"format": "peerinspect/roster-1"}), "r.json: the top level: the keys"),
        (json.dumps(PROBLEM), 'r.json: format: "peerinspect/problem-1" is not the format expected here'),
        (None, "r.json: there is no such file"),
    ],
)
@pytest.mark.parametrize("command", [["audit", "p.json", "r.json"], ["solve", "p.json", "--from", "r.json", "-o", "o"]])
def test_a_bad_roster_is_refused(tmp_path: Path, command: list[str], roster: str | None, phrase: str) -> None:
    put(tmp_path, "p.json", PROBLEM)
    if roster is not None:
        (tmp_path / "r.json").write_text(roster)
    before = names_in(tmp_path)
    assert_refused(run(tmp_path, *command), phrase)
    assert names_in(tmp_path) == before


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert_refused(run(tmp_path, "solve", "none.json", "-o", "r.json"), "none.json: there is no such file")
    assert_refused(run(tmp_path, "solve", ".", "-o", "r.json"), "this is a folder; give a file")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("target", "phrase"),
    [
        ("none/r.json", "its folder does not exist"),
        (".", "this is a folder"),
        ("p.json/r.json", "cannot be written"),
        ("/proc/r.json", "cannot be written"),
    ],
)
@pytest.mark.parametrize("command", ["solve", "generate"])
def test_an_unwritable_target_is_told_before_any_work(tmp_path: Path, command: str, target: str, phrase: str) -> None:
    put(tmp_path, "p.json", PROBLEM)
    # A size that takes minutes: whoever begins with the work does not finish in time.
    arguments = ["solve", "p.json"] if command == "solve" else ["generate", "--size", "1000", "--seed", "1"]
    assert_refused(run(tmp_path, *arguments, "-o", target, seconds=20), target, phrase)
    assert names_in(tmp_path) == ["p.json"]


def test_the_problem_is_not_written_over(tmp_path: Path) -> None:
    put(tmp_path, "p.json", PROBLEM)
    (tmp_path / "link.json").symlink_to("p.json")
    assert_refused(run(tmp_path, "solve", "p.json", "-o", "link.json"), "this is the problem itself")
    assert json.loads((tmp_path / "p.json").read_text()) == PROBLEM


def test_the_problem_that_was_answered_before_is_not_written_over_either(tmp_path: Path) -> None:
    put(tmp_path, "p.json", PROBLEM)
    put(tmp_path, "old.json", PROBLEM)
    assert run(tmp_path, "solve", "old.json", "-o", "r.json").returncode == 0
    again = ("solve", "p.json", "--from", "r.json", "--before", "old.json", "-o", "old.json")
    assert_refused(run(tmp_path, *again), "old.json: this is the problem itself")
    assert json.loads((tmp_path / "old.json").read_text()) == PROBLEM


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    put(tmp_path, "p.json", PROBLEM)
    assert_refused(run(tmp_path, "solve", "p.json", "-o", "locked/r.json"), "locked/r.json: it cannot be written")


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        ([], "required: COMMAND"),
        (["sovle"], "invalid choice"),
        (["solve", "p.json"], "-o/--output"),
        (["solve", "p.json", "-o", "r.json", "--time-limit", "nan"], "'nan' does not fit; give a number of seconds"),
        (["solve", "p.json", "-o", "r.json", "--time-limit", "-1"], "'-1' does not fit"),
        (["solve", "p.json", "-o", "r.json", "--workers", "two"], "'two' does not fit; give a whole number"),
        (["solve", "p.json", "-o", "r.json", "--progress", "xml"], "json"),
        (["solve", "p.json", "-o", "r.json", "--tim", "1"], "unrecognized arguments: --tim"),
        (["generate", "--size", "0", "--seed", "1", "-o", "p.json"], "'0' does not fit; give a whole number from 1"),
        (
            ["generate", "--size", "1", "--seed", "1", "--tightness", "0.9", "-o", "p.json"],
            "'0.9' does not fit; give a number from 1, the usual season, to 10",
        ),
        (["generate", "--size", "1", "--seed", "1", "--tightness", "nan", "-o", "p.json"], "'nan' does not fit"),
        (["explain", "p.json", "r.json"], "--duty"),
        (["serve", "--port", "99999"], "from 1 to 65535"),
    ],
)
def test_a_mistyped_command_is_told_in_a_line(tmp_path: Path, arguments: list[str], phrase: str) -> None:
    done = run(tmp_path, *arguments)
    assert_refused(done, phrase)
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_duty_or_person_is_named(tmp_path: Path) -> None:
    put(tmp_path, "p.json", PROBLEM)
    assert run(tmp_path, "solve", "p.json", "-o", "r.json").returncode == 0
    explain = ("explain", "p.json", "r.json", "--duty")
    assert_refused(run(tmp_path, *explain, "d-l"), 'p.json: there is no duty "d-l"; did you mean "d-1"?')
    assert_refused(run(tmp_path, *explain, "d-1", "--person", "zz"), 'there is no person "zz"; give an id')


SIZE = 50 * 1024 * 1024
HEAD = b'{"format": "peerinspect/problem-1", "as_of": "2026-01-05", "duties": [], "people": '
NONSENSE = {
    "noise": lambda: os.urandom(SIZE),
    "one-letter": lambda: b"a" * SIZE,
    "brackets": lambda: HEAD + b"[" * SIZE,
    "one-string": lambda: HEAD + b'"' + b"x" * SIZE + b'"}',
    "one-number": lambda: HEAD + b"9" * SIZE + b"}",
    "noughts": lambda: HEAD + b"[" + b"0," * (SIZE // 2) + b"0]}",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_fifty_megabytes_of_nonsense_fail_fast_and_small(tmp_path: Path, name: str) -> None:
    (tmp_path / "p.json").write_bytes(NONSENSE[name]())
    began = time.monotonic()
    done = subprocess.run(
        [*COMMAND, "solve", "p.json", "-o", "r.json"],
        cwd=tmp_path,
        env=environment() | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9)),
    )
    assert time.monotonic() - began < 30
    assert_refused(done, "p.json: ")
    assert len(done.stderr) < 1000
    assert names_in(tmp_path) == ["p.json"]
