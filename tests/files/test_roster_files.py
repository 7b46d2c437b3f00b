"""The roster format: what is written reads back, byte for byte the same, and what is wrong is named."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from file_samples import full
from hypothesis import given, settings
from hypothesis import strategies as st

from peerinspect.domain import GoalValue, Roster, RosterPlacement, Shortfall
from peerinspect.files import (
    FileProblem,
    digest_of,
    facts_from_dict,
    read_roster,
    roster_bytes,
    roster_dict,
    roster_from_dict,
    write_roster,
)

ROSTER: dict[str, Any] = {
    "format": "peerinspect/roster-1",
    "problem": f"sha256:{'ab' * 32}",
    "rulebook": "1",
    "policy": f"sha256:{'cd' * 32}",
    "engine": {"name": "an engine", "version": "9.1", "seed": 1},
    "status": "feasible",
    "goals": [
        {"name": "fill", "value": 2.5, "bound": 2},
        {"name": "waivers", "value": 1, "bound": None},
        {"name": "canon", "value": 7340032, "bound": 7340032},
    ],
    "placements": [
        {"person": "p-1", "duty": "d-1", "status": "proposed", "objections": ["post-basis", "same-region"]},
        {"person": "p-2", "duty": "d-1", "status": "live", "objections": []},
        {"person": "p-1", "duty": "d-2", "status": "accepted", "objections": []},
    ],
    "shortfalls": [{"duty": "d-2", "seats": 1, "skills": ["education", "health"]}],
}


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """ROSTER with one value put at a path."""
    data: Any = copy.deepcopy(ROSTER)
    entry = data
    for step in path[:-1]:
        entry = entry[step]
    entry[path[-1]] = value
    return data  # type: ignore[no-any-return]


def test_a_roster_reads_back_as_it_is_written(tmp_path: Path) -> None:
    roster = roster_from_dict(ROSTER)
    write_roster(roster, tmp_path / "r.json")
    assert read_roster(tmp_path / "r.json") == roster
    assert (tmp_path / "r.json").read_bytes() == roster_bytes(roster)
    assert json.loads(roster_bytes(roster)) == roster_dict(roster) == ROSTER


def test_the_bytes_are_indented_by_two_and_end_with_a_line() -> None:
    text = roster_bytes(roster_from_dict(ROSTER)).decode()
    assert text.startswith('{\n  "format": "peerinspect/roster-1",\n  "problem": "sha256:abab')
    assert text.endswith("\n  ]\n}\n")


def test_whatever_the_order_inside_the_file_is_by_duty_then_person() -> None:
    roster = roster_from_dict(ROSTER)
    turned = replace(roster, placements=roster.placements[::-1], shortfalls=roster.shortfalls[::-1])
    assert roster_bytes(turned) == roster_bytes(roster)
    backwards = changed(("placements",), ROSTER["placements"][::-1])
    backwards["placements"][2]["objections"].reverse()
    assert roster_from_dict(backwards) == roster


def test_halves_and_missing_bounds_are_plain_json() -> None:
    text = roster_bytes(roster_from_dict(ROSTER)).decode()
    assert '"value": 2.5,\n      "bound": 2\n' in text
    assert '"value": 1,\n      "bound": null\n' in text
    goal = roster_from_dict(ROSTER).goals[0]
    assert goal == GoalValue("fill", Fraction(5, 2), Fraction(2))


_ids = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
_amounts = st.integers(0, 10**13).map(lambda number: Fraction(number, 10))


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Any roster that could be written."""
    pairs = draw(st.sets(st.tuples(_ids, _ids), max_size=5))
    codes = st.sets(st.sampled_from(["same-region", "post-basis", "ring"]))
    short = draw(st.sets(_ids, max_size=3))
    return Roster(
        problem=f"sha256:{'0' * 64}",
        rulebook="1",
        policy="",
        engine_name="x",
        engine_version="1",
        seed=draw(st.integers(0, 99)),
        status=draw(st.sampled_from(["optimal", "feasible", "cancelled"])),
        goals=(GoalValue("fill", draw(_amounts), draw(st.none() | _amounts)),),
        placements=tuple(
            RosterPlacement(person, duty, "live", tuple(sorted(draw(codes))))
            for duty, person in sorted((duty, person) for person, duty in pairs)
        ),
        shortfalls=tuple(Shortfall(duty, draw(st.integers(0, 9)), ("s",)) for duty in sorted(short)),
    )


@given(rosters())
@settings(max_examples=150, deadline=None)
def test_any_roster_reads_back(roster: Roster) -> None:
    assert roster_from_dict(json.loads(roster_bytes(roster))) == roster


REFUSED: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    (("format",), "peerinspect/problem-1", "format:", 'give "peerinspect/roster-1"'),
    (("problem",), "abab", "problem:", "64 hexadecimal digits"),
    (("status",), "best", "status:", "optimal, feasible, cancelled"),
    (("note",), "x", "note:", "not known"),
    (("engine", "seed"), "1", "engine.seed:", "whole number"),
    (("goals", 0, "value"), None, "goals[0].value:", "give a number"),
    (("goals", 0, "value"), float("nan"), "goals[0].value:", "NaN"),
    (("goals", 0, "name"), "fun", "goals[0].name:", "fill, waivers"),
    (("goals", 1, "name"), "fill", "goals[1]:", "keep one of the two"),
    (("placements", 0, "objections"), ["same-regoin"], "placements[0].objections[0]:", 'did you mean "same-region"?'),
    (("placements", 0, "status"), "stale", "placements[0].status:", "proposed, offered"),
    (("placements", 1, "person"), "p-1", "placements[1]:", "keep one of the two"),
    (("placements", 0), {"person": "p-1", "duty": "d-1"}, "placements[0]:", '"status", "objections" are missing'),
    (("shortfalls", 0, "seats"), -1, "shortfalls[0].seats:", "too small"),
]


@pytest.mark.parametrize(("path", "value", "where", "advice"), REFUSED)
def test_a_wrong_entry_is_named(path: tuple[str | int, ...], value: Any, where: str, advice: str) -> None:
    with pytest.raises(FileProblem) as refusal:
        roster_from_dict(changed(path, value))
    sentences = [sentence for sentence in refusal.value.sentences if sentence.startswith(where)]
    assert sentences, refusal.value.sentences
    assert advice in sentences[0]


@pytest.mark.parametrize("path", [("placements", 0, "person"), ("placements", 0, "duty"), ("shortfalls", 0, "duty")])
def test_with_the_problem_at_hand_its_people_and_duties_alone_are_known(path: tuple[str | int, ...]) -> None:
    facts = facts_from_dict(full())
    assert roster_from_dict(ROSTER, facts)
    stranger = changed(path, "x-9")
    assert roster_from_dict(stranger)
    with pytest.raises(FileProblem, match='"x-9" is not in the problem'):
        roster_from_dict(stranger, facts)


def test_the_digest_of_a_problem_fits_the_format() -> None:
    roster = replace(roster_from_dict(ROSTER), problem=digest_of(facts_from_dict(full())))
    assert roster_from_dict(roster_dict(roster)) == roster
