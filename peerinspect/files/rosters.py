"""The format peerinspect/roster-1: read, checked and written."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from peerinspect.domain import Facts, GoalValue, Roster, RosterPlacement, Shortfall
from peerinspect.files.amounts import amount, plain
from peerinspect.files.parsing import read_object
from peerinspect.files.places import place, shown
from peerinspect.files.refusal import FileProblem, refuse_any
from peerinspect.files.saving import write_whole
from peerinspect.files.wording import schema_sentences

FORMAT = "peerinspect/roster-1"

Data = Mapping[str, Any]


def read_roster(path: str | os.PathLike[str], facts: Facts | None = None) -> Roster:
    """The roster in a file; with `facts`, it may name only their people and duties.

    Raises FileProblem, whose sentences begin with the path.
    """
    data = read_object(path)
    try:
        return roster_from_dict(data, facts)
    except FileProblem as refusal:
        raise FileProblem(f"{os.fspath(path)}: {sentence}" for sentence in refusal.sentences) from None


def roster_from_dict(data: Any, facts: Facts | None = None) -> Roster:
    """The roster in parsed JSON. Raises FileProblem, and nothing else, whatever it is given."""
    refuse_any(schema_sentences("roster", data))
    refuse_any(_given_twice(data))
    if facts is not None:
        refuse_any(_unknown(data, facts))
    return _roster(data)


def roster_dict(roster: Roster) -> dict[str, Any]:
    """The roster as a file writes it, its lists sorted by duty, then person. The goals keep their order."""
    return {
        "format": FORMAT,
        "problem": roster.problem,
        "rulebook": roster.rulebook,
        "policy": roster.policy,
        "engine": {"name": roster.engine_name, "version": roster.engine_version, "seed": roster.seed},
        "status": roster.status,
        "goals": [_goal_dict(goal) for goal in roster.goals],
        "placements": [_placement_dict(one) for one in sorted(roster.placements, key=_by_duty_and_person)],
        "shortfalls": [_shortfall_dict(one) for one in sorted(roster.shortfalls, key=lambda one: one.duty)],
    }


def roster_bytes(roster: Roster) -> bytes:
    """The roster's file, byte for byte the same for the same roster."""
    return (json.dumps(roster_dict(roster), indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def write_roster(roster: Roster, path: str | os.PathLike[str]) -> None:
    """Writes the roster's file, whole or not at all. Raises TargetProblem."""
    write_whole(path, roster_bytes(roster))


def _by_duty_and_person(placement: RosterPlacement) -> tuple[str, str]:
    return (placement.duty, placement.person)


def _goal_dict(goal: GoalValue) -> dict[str, Any]:
    bound = None if goal.bound is None else plain(goal.bound)
    return {"name": goal.name, "value": plain(goal.value), "bound": bound}


def _placement_dict(one: RosterPlacement) -> dict[str, Any]:
    return {"person": one.person, "duty": one.duty, "status": one.status, "objections": sorted(set(one.objections))}


def _shortfall_dict(one: Shortfall) -> dict[str, Any]:
    return {"duty": one.duty, "seats": one.seats, "skills": sorted(one.skills)}


def _roster(data: Data) -> Roster:
    engine = data["engine"]
    placements = (
        RosterPlacement(one["person"], one["duty"], one["status"], tuple(sorted(set(one["objections"]))))
        for one in data["placements"]
    )
    shortfalls = (Shortfall(one["duty"], int(one["seats"]), tuple(sorted(one["skills"]))) for one in data["shortfalls"])
    return Roster(
        problem=data["problem"],
        rulebook=data["rulebook"],
        policy=data["policy"],
        engine_name=engine["name"],
        engine_version=engine["version"],
        seed=int(engine["seed"]),
        status=data["status"],
        goals=tuple(_goal(goal) for goal in data["goals"]),
        placements=tuple(sorted(placements, key=_by_duty_and_person)),
        shortfalls=tuple(sorted(shortfalls, key=lambda one: one.duty)),
    )


def _goal(data: Data) -> GoalValue:
    bound = data["bound"]
    return GoalValue(data["name"], amount(data["value"]), None if bound is None else amount(bound))


def _given_twice(data: Data) -> Iterator[str]:
    named = {
        "goals": [goal["name"] for goal in data["goals"]],
        "placements": [f"{one['person']} on {one['duty']}" for one in data["placements"]],
        "shortfalls": [one["duty"] for one in data["shortfalls"]],
    }
    for section, names in named.items():
        first: dict[str, int] = {}
        for position, name in enumerate(names):
            if first.setdefault(name, position) != position:
                where = place(data, (section, position))
                yield f"{where}: {shown(name)} is in {section}[{first[name]}] too; keep one of the two"


def _unknown(data: Data, facts: Facts) -> Iterator[str]:
    for section, key, known in (
        ("placements", "person", facts.people),
        ("placements", "duty", facts.duties),
        ("shortfalls", "duty", facts.duties),
    ):
        for position, entry in enumerate(data[section]):
            if entry[key] not in known:
                where = place(data, (section, position, key))
                yield f"{where}: {shown(entry[key])} is not in the problem; give the roster of this problem"
