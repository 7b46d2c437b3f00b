"""`peerinspect divide` and `stitch`, as a script uses them: parts that any machine solves, and what is refused."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from command_runs import PROBLEM, assert_refused, names_in, put, run


def years() -> dict[str, Any]:
    """PROBLEM with a board in the first year and one in the third, and nothing between."""
    problem = copy.deepcopy(PROBLEM)
    problem["duties"].append(
        {"id": "d-3", "kind": "chair", "authorities": ["E2"], "from": "2028-02-07", "to": "2028-12-31", "seats": 1}
    )
    for person in problem["people"]:
        person["consents"][0]["to"] = "2029-12-31"
        person["vetted_on"] = "2025-12-01"
    return problem


def parts_in(folder: Path) -> list[str]:
    """The parts that the folder holds, without their rosters."""
    found = (each.relative_to(folder) for each in folder.glob("wave-*/part-*.json"))
    return sorted(str(each) for each in found if ".roster." not in each.name)


def test_a_search_in_parts_comes_to_a_roster_as_a_script_goes_on_until_there_are_none(tmp_path: Path) -> None:
    put(tmp_path, "p.json", years())
    waves = 0
    while (done := run(tmp_path, "divide", "p.json", "parts")).stdout != "0\n":
        assert (done.returncode, done.stderr) == (0, "")
        made = [
            each
            for each in parts_in(tmp_path / "parts")
            if not (tmp_path / "parts" / each).with_suffix(".roster.json").exists()
        ]
        assert int(done.stdout) == len(made) > 0
        for part in made:
            roster = f"parts/{part.removesuffix('.json')}.roster.json"
            assert run(tmp_path, "solve", f"parts/{part}", "-o", roster).returncode == 0
        waves += 1
    assert waves > 1, "that the second year holds nothing does not end the search"
    done = run(tmp_path, "stitch", "p.json", "parts", "-o", "r.json")
    assert (done.returncode, done.stderr) == (0, "") and "2 placements, 0 of 2 seats empty" in done.stdout
    assert run(tmp_path, "audit", "p.json", "r.json").returncode == 0


@pytest.mark.parametrize("command", [["divide", "p.json", "parts"], ["stitch", "p.json", "parts", "-o", "r.json"]])
def test_a_folder_of_another_division_is_refused_in_a_line(tmp_path: Path, command: list[str]) -> None:
    put(tmp_path, "p.json", years())
    (tmp_path / "parts" / "wave-0").mkdir(parents=True)
    assert_refused(run(tmp_path, *command), "parts: wave 0 of this problem has 2 parts, and not 0")
    assert names_in(tmp_path) == ["p.json", "parts"]


def test_the_problem_is_not_written_over(tmp_path: Path) -> None:
    put(tmp_path, "p.json", PROBLEM)
    assert_refused(run(tmp_path, "stitch", "p.json", "parts", "-o", "p.json"), "this is the problem itself")
    assert json.loads((tmp_path / "p.json").read_text()) == PROBLEM
