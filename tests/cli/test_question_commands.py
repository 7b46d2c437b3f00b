"""Why not her, why is it empty, who could step in: as a script asks."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from command_runs import PROBLEM, assert_refused, put, run


def solved(folder: Path, problem: dict[str, Any] = PROBLEM) -> dict[str, Any]:
    """The problem and its roster in the folder, as p.json and r.json."""
    put(folder, "p.json", problem)
    done = run(folder, "solve", "p.json", "-o", "r.json")
    assert (done.returncode, done.stderr) == (0, ""), done
    roster: dict[str, Any] = json.loads((folder / "r.json").read_text())
    return roster


def answer(folder: Path, *arguments: str) -> Any:
    done = run(folder, *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, ""), done
    return json.loads(done.stdout)


def test_explain_searches_again_with_the_person_on_the_duty(tmp_path: Path) -> None:
    (placed,) = solved(tmp_path)["placements"]
    other = "p-2" if placed["person"] == "p-1" else "p-1"
    question = ("explain", "p.json", "r.json", "--duty", "d-1", "--person", other, "--resolve")
    found = answer(tmp_path, *question)
    assert found["status"] == "optimal"
    assert [(one["person"], one["comes"]) for one in found["moves"]] == [(other, True), (placed["person"], False)]
    keep = next(one for one in found["goals"] if one["name"] == "keep")
    assert (keep["before"], keep["after"], keep["bound"]) == (0, 1, 1)
    assert f"{other} comes to d-1" in run(tmp_path, *question, "--time-limit", "20").stdout


def test_explain_says_what_would_fill_a_seat(tmp_path: Path) -> None:
    problem = copy.deepcopy(PROBLEM)
    for person in problem["people"]:
        del person["declared_on"]
    assert solved(tmp_path, problem)["placements"] == []
    found = answer(tmp_path, "explain", "p.json", "r.json", "--duty", "d-1", "--fill")
    assert found["seats"] == 1
    assert found["rules"] == [{"rule": "undeclared", "alone": 2, "in_all": 2}]
    acts = [one for one in found["remedies"] if one["kind"] == "act"]
    assert {one["person"] for one in acts} == {"p-1", "p-2"}
    shown = run(tmp_path, "explain", "p.json", "r.json", "--duty", "d-1", "--fill")
    assert "undeclared bars 2, 2 of them alone" in shown.stdout
    assert shown.stderr == ""


def test_reserves_names_who_could_step_in(tmp_path: Path) -> None:
    (placed,) = solved(tmp_path)["placements"]
    (seat,) = answer(tmp_path, "reserves", "p.json", "r.json")
    assert (seat["duty"], seat["person"]) == ("d-1", placed["person"])
    assert [one["rank"] for one in seat["reserves"]] == [1]
    assert seat["reserves"][0]["person"] in {"p-1", "p-2"} - {placed["person"]}
    assert run(tmp_path, "reserves", "p.json", "r.json").stdout.startswith("d-1: ")


def test_a_repair_is_told_what_was_proven_before(tmp_path: Path) -> None:
    (placed,) = solved(tmp_path)["placements"]
    after = copy.deepcopy(PROBLEM)
    for person in after["people"]:
        if person["id"] == placed["person"]:
            person["offers"] = []
    put(tmp_path, "after.json", after)
    plain = run(tmp_path, "solve", "after.json", "-o", "plain.json", "--from", "r.json")
    known = run(tmp_path, "solve", "after.json", "-o", "known.json", "--from", "r.json", "--before", "p.json")
    assert (plain.returncode, known.returncode) == (0, 0)
    assert (tmp_path / "plain.json").read_bytes() == (tmp_path / "known.json").read_bytes()


def test_what_does_not_go_together_is_refused(tmp_path: Path) -> None:
    solved(tmp_path)
    other = copy.deepcopy(PROBLEM) | {"title": "another one"}
    put(tmp_path, "other.json", other)
    explain = ("explain", "p.json", "r.json", "--duty", "d-1")
    assert_refused(run(tmp_path, *explain, "--resolve"), "--resolve needs --person ID")
    assert_refused(run(tmp_path, *explain, "--resolve", "--fill"), "not allowed with")
    solve = ("solve", "p.json", "-o", "x.json")
    assert_refused(run(tmp_path, *solve, "--before", "p.json"), "--before goes with --from ROSTER")
    refused = run(tmp_path, *solve, "--from", "r.json", "--before", "other.json")
    assert_refused(refused, "other.json: r.json does not answer this problem")
