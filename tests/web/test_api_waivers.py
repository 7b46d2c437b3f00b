"""Waivers by programs alone: proposed once, approved by whom the rule names and never by who proposed, refused, taken
back; nobody who may not decide gets further than anybody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_asking import Program, program_of
from flask import Flask
from pages_world import pages
from small_world import World
from waiver_desk import ROSTER, RULE, UNTIL, WHO, build_desk, counted, readers
from waiving import MITIGATION, REASON

from peerinspect.services.api_tokens import CHANGE, READ

BODY = {"rule": RULE, "reason": REASON, "mitigation": MITIGATION, "until": UNTIL.isoformat()}
DECIDED = ("inspect", "chair", "support")


@pytest.fixture
def desk(tmp_path: Path, empty_pages: Path) -> Iterator[tuple[Flask, World]]:
    """A roster in which every placement rests on an objection."""
    shutil.copytree(empty_pages, tmp_path / "desk")
    with pages(tmp_path / "desk") as app:
        with app.app_context():
            world = build_desk()
        yield app, world


def programs(app: Flask, world: World) -> dict[str, Program]:
    return {name: program_of(app, reader, READ, CHANGE) for name, reader in readers(world).items()}


def needed(program: Program, kind: str) -> str:
    """The address of the placement whose waiver is asked for."""
    found = program.ask(f"/rosters/{ROSTER}/waivers").json["items"]
    return next(each["address"] for each in found if each["duty_id"] == f"open-{kind}")


def proposed(program: Program, kind: str, body: dict[str, str] = BODY) -> str:
    """Propose a waiver; where it stands."""
    seat = f"/rosters/{ROSTER}/seats/{needed(program, kind)}/waivers"
    answer = program.ask(seat, "POST", json=body)
    assert answer.status_code == 201, answer.json
    return answer.headers["Location"].removeprefix("/api/v1").removesuffix("/state")


def decide(program: Program, waiver: str, how: str, body: dict[str, str], seen: Program) -> int:
    """What a decision is answered, under the version that somebody who may read it sees."""
    version = {"If-Match": seen.ask(f"{waiver}/state").headers["ETag"]}
    return program.ask(f"{waiver}/{how}", "POST", json=body, headers=version).status_code


@pytest.mark.parametrize("kind", DECIDED)
def test_whom_the_rule_names_approves_and_nobody_else(desk: tuple[Flask, World], kind: str) -> None:
    app, world = desk
    by = programs(app, world)
    waiver = proposed(by["coordinator"], kind)
    assert proposed(by["coordinator"], kind) == waiver, "the same again is the same proposal"
    mayors = WHO[kind] - {"coordinator"}
    for name, program in by.items():
        if name not in mayors:
            may_read = program.ask(f"{waiver}/state").status_code == 200
            answered = decide(program, waiver, "approval", {}, program if may_read else by["coordinator"])
            assert answered in (403, 404, 422), (name, answered)
    with app.app_context():
        assert counted()[2] == 0, "nobody has decided"
    (rightful,) = mayors
    assert by[rightful].ask(f"{waiver}/approval", "POST", json={}).status_code == 428
    assert decide(by[rightful], waiver, "approval", {}, by[rightful]) == 200
    assert by["coordinator"].ask(waiver).json["state"] == "approved"
    assert decide(by[rightful], waiver, "approval", {}, by[rightful]) == 200, "the same word again"
    with app.app_context():
        assert counted()[2] == 1


def test_a_refusal_needs_a_reason_and_a_proposal_is_taken_back_by_who_made_it(desk: tuple[Flask, World]) -> None:
    app, world = desk
    by = programs(app, world)
    waiver = proposed(by["coordinator"], "inspect")
    assert decide(by["liaison"], waiver, "refusal", {}, by["liaison"]) == 422
    assert decide(by["liaison"], waiver, "refusal", {"sentence": "They are close friends."}, by["liaison"]) == 200
    assert by["liaison"].ask(waiver).json["state"] == "refused"
    other = proposed(by["coordinator"], "chair")
    assert decide(by["second coordinator"], other, "withdrawal", {}, by["second coordinator"]) in (403, 404, 422)
    assert decide(by["coordinator"], other, "withdrawal", {}, by["coordinator"]) == 200
    assert by["coordinator"].ask(other).json["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [("reason", " "), ("mitigation", ""), ("until", "2026-01-01"), ("rule", "own-authority")],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(
    desk: tuple[Flask, World], entry: str, wrong: str
) -> None:
    app, world = desk
    program = program_of(app, world.cleared, READ, CHANGE)
    seat = f"/rosters/{ROSTER}/seats/{needed(program, 'inspect')}/waivers"
    answer = program.ask(seat, "POST", json={**BODY, entry: wrong})
    assert answer.status_code in (404, 422), answer.json
    with app.app_context():
        assert counted() == (0, 0, 0)
