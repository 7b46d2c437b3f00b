"""England from the command line: generated, solved to proven optimality, found clean, and the same every time."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from peerinspect.domain.kinds import KINDS
from peerinspect.domain.policy import GOALS
from peerinspect.files import digest_of, read_problem

from .commanding import done, peerinspect
from .conftest import England

MOST_FILLED = 0.85


def test_two_runs_and_a_shuffled_file_give_the_same_roster_byte_for_byte(rosters: dict[str, bytes]) -> None:
    assert len(rosters) == 3
    assert len(set(rosters.values())) == 1


def test_the_shuffled_file_is_another_file_and_the_same_problem(folder: Path, rosters: dict[str, bytes]) -> None:
    problem, shuffled = (json.loads((folder / name).read_text()) for name in ("p.json", "shuffled.json"))
    assert problem != shuffled
    for key in ("people", "duties", "placements", "interests", "borders", "neighbours"):
        assert problem[key] != shuffled[key]
    assert problem["people"] != sorted(shuffled["people"], key=lambda person: person["id"]), "nested lists as well"
    digests = {digest_of(read_problem(folder / name)) for name in ("p.json", "shuffled.json")}
    assert {json.loads(roster)["problem"] for roster in rosters.values()} == digests
    assert len(digests) == 1


def test_every_goal_is_proven_best(england: England) -> None:
    roster = json.loads((england.folder / "r.json").read_text())
    assert roster["status"] == "optimal"
    assert tuple(goal["name"] for goal in roster["goals"]) == GOALS
    assert all(goal["value"] == goal["bound"] for goal in roster["goals"]), roster["goals"]


def test_the_audit_finds_the_roster_clean(england: England) -> None:
    said = done(england.folder, "audit", "p.json", "r.json")
    assert said.startswith("The roster is clean.\nExamined 44 rules, ")


def test_the_audit_finds_one_person_out_of_place(england: England) -> None:
    """The same command on the same England, so that a clean audit says something."""
    roster = json.loads((england.folder / "r.json").read_text())
    placed = {placement["person"] for placement in roster["placements"]}
    idle = next(person for person in sorted(england.facts.people) if person not in placed)
    roster["placements"][0] |= {"person": idle, "objections": []}
    (england.folder / "spoilt.json").write_text(json.dumps(roster))
    answer = peerinspect(england.folder, "audit", "p.json", "spoilt.json")
    assert (answer.returncode, answer.stderr) == (1, "")


@pytest.mark.parametrize("kind", KINDS)
def test_most_seats_of_each_kind_are_filled(england: England, kind: str) -> None:
    of_kind = {duty: england.facts.duties[duty].seats for duty in england.duties if _kind(england, duty) == kind}
    placed = Counter(one.duty for one in england.roster.placements)
    seats, filled = sum(of_kind.values()), sum(min(placed[duty], of_kind[duty]) for duty in of_kind)
    assert seats >= 10
    assert filled >= MOST_FILLED * seats, f"{filled} of {seats}"


def test_what_is_not_filled_is_listed_as_short(england: England) -> None:
    placed = Counter(one.duty for one in england.roster.placements)
    empty = {duty: england.facts.duties[duty].seats - placed[duty] for duty in england.duties}
    listed = {short.duty: short.seats for short in england.roster.shortfalls if short.seats}
    assert listed == {duty: seats for duty, seats in empty.items() if seats}


def _kind(england: England, duty: str) -> str:
    return england.facts.duties[duty].kind
