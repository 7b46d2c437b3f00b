"""Programs of those who appoint chairs: steps, words and replies, on what was seen, for whom the pages let do it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from api_asking import Program, program_of
from flask import Flask
from pages_world import pages
from small_world import CODES, World, build_world
from werkzeug.test import TestResponse

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement, add_months
from peerinspect.services.addresses import placement_address
from peerinspect.services.api_tokens import CHANGE, READ
from peerinspect.services.reader import Reader
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow

ONE, OTHER = CODES[0], CODES[1]
CHAIR, THEIRS, NEXT = (f"{code}-director" for code in CODES[3:6])
DAY = date(2016, 3, 7)
BOARD, JOINT = "the-board", "the-joint-board"
NOTICE = {"person": NEXT, "notice_days": 20, "reason": "Three meetings were missed"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Flask, World]]:
    """A board and a joint board, each with a chair in post, in the days of chief executives."""
    days = Period(add_months(DAY, -1), add_months(DAY, 20))
    duties = [Duty(BOARD, "chair", days, 1, frozenset({ONE}), days=20)]
    duties.append(Duty(JOINT, "chair", days, 1, frozenset({ONE, OTHER}), days=20))
    with pages(tmp_path / "boards", TODAY=DAY) as app:
        with app.app_context():
            world = build_world(DAY, duties)
            with store.transaction():
                load_placements([Placement(CHAIR, BOARD, "live"), Placement(THEIRS, JOINT, "live")], [])
                for id_ in (BOARD, JOINT):
                    store.db.session.get_one(DutyRow, id_).state = "in-post"
        yield app, world


def of(desk: tuple[Flask, World], reader: Reader) -> Program:
    return program_of(desk[0], reader, READ, CHANGE)


def send(asking: Program, record: str, address: str, **body: Any) -> TestResponse:
    """A change with the version that stands now."""
    seen = asking.ask(record).headers.get("ETag", '"none"')
    return asking.ask(address, "POST", json=body, headers={"If-Match": seen})


def at_board(asking: Program, board: str, rest: str, **body: Any) -> TestResponse:
    return send(asking, f"/chairs/{board}/state", f"/chairs/{board}/{rest}", **body)


def test_a_chair_is_given_notice_replies_and_is_removed(desk: tuple[Flask, World]) -> None:
    app, world = desk
    chief, chair = of(desk, world.chief(ONE)), of(desk, world.director(CODES[3]))
    given = at_board(chief, BOARD, "steps/give-notice", **NOTICE)
    assert given.status_code == 200, given.json
    assert given.json["removal"]["grounds"] == NOTICE["reason"] and given.json["line"]["state"] == "notice-of-removal"
    with app.app_context():
        here = f"/my/duties/{placement_address(CHAIR, BOARD)}/removal"
    assert chair.ask(here).json["grounds"] == NOTICE["reason"]
    replied = send(chair, here, f"{here}/reply", reply="I was in hospital")
    assert replied.status_code == 200 and replied.json["reply"] == "I was in hospital"
    assert send(chair, here, f"{here}/reply", reply="Once more").status_code == 422
    assert chief.ask(f"/chairs/{BOARD}").json["removal"]["reply"] == "I was in hospital"
    assert of(desk, world.director(CODES[4])).ask(here).status_code == 404


def test_of_two_that_saw_the_same_the_second_does_nothing(desk: tuple[Flask, World]) -> None:
    chief, planner = of(desk, desk[1].chief(ONE)), of(desk, desk[1].uncleared)
    seen = {"If-Match": planner.ask(f"/chairs/{BOARD}/state").headers["ETag"]}
    steps = f"/chairs/{BOARD}/steps/appraise"
    found = {"day": f"{DAY}", "reason": "A good year"}
    assert planner.ask(steps, "POST", json=found).status_code == 428
    assert at_board(chief, BOARD, "steps/appraise", **found).status_code == 200
    late = planner.ask(steps, "POST", json={**found, "reference": "A letter"}, headers=seen)
    assert late.status_code == 412 and late.mimetype == "application/problem+json"
    assert len(planner.ask(f"/chairs/{BOARD}").json["appraisals"]) == 1


def propose(desk: tuple[Flask, World]) -> str:
    """The id of a notice on the joint board, which waits for the other council."""
    made = at_board(of(desk, desk[1].chief(ONE)), JOINT, "steps/give-notice", **NOTICE)
    assert made.status_code == 200 and made.json["line"]["state"] == "in-post", made.json
    return str(made.json["waiting"]["id"])


@pytest.mark.parametrize("word", ["agreement", "refusal", "withdrawal", "letter"])
def test_the_words_on_a_step(desk: tuple[Flask, World], word: str) -> None:
    step = propose(desk)
    who = {"agreement": OTHER, "refusal": OTHER, "withdrawal": ONE}.get(word)
    asking = of(desk, desk[1].chief(who) if who else desk[1].uncleared)
    bodies = {"refusal": {"reason": "No"}}
    bodies["letter"] = {"party": OTHER, "agrees": True, "name": "Chris Chief", "reference": "1"}
    seen = asking.ask(f"/chairs/{JOINT}/state").headers["ETag"]
    answer = at_board(asking, JOINT, f"proposed/{step}/{word}", **bodies.get(word, {}))
    assert answer.status_code == 200, answer.json
    assert answer.headers["ETag"] != seen and answer.json["waiting"] is None
    is_taken = word in ("agreement", "letter")
    assert (answer.json["line"]["state"] == "notice-of-removal") is is_taken
    again = at_board(asking, JOINT, f"proposed/{step}/refusal", reason="No")
    assert again.status_code == (422 if who else 404), "it is settled; and coordinators speak for no council"


def test_a_step_is_not_found_at_another_board(desk: tuple[Flask, World]) -> None:
    step, chief = propose(desk), of(desk, desk[1].chief(ONE))
    answers = [at_board(chief, BOARD, f"proposed/{each}/withdrawal") for each in (step, "no-such-step")]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].get_data() == answers[1].get_data()
    assert chief.ask(f"/chairs/{JOINT}").json["waiting"]["id"] == step


def test_others_are_told_what_they_are_told_on_pages(desk: tuple[Flask, World]) -> None:
    world = desk[1]
    wanted = {
        "another chief": (world.chief(OTHER), 404),
        "the council's director": (world.director(ONE), 403),
        "the chair": (world.director(CODES[3]), 403),
        "liaison": (world.liaison, 403),
        "panel": (world.panel, 403),
        "administrator": (world.administrator, 403),
    }
    for who, (reader, status) in wanted.items():
        asking = of(desk, reader)
        for rest in ("state", "shortlist", "papers/appointment", "papers/removal"):
            assert asking.ask(f"/chairs/{BOARD}/{rest}").status_code == status, (who, rest)
        assert at_board(asking, BOARD, "steps/give-notice", **NOTICE).status_code == status, who


def test_what_is_not_drawn_or_lacks_something_is_refused_in_words(desk: tuple[Flask, World]) -> None:
    chief = of(desk, desk[1].chief(ONE))
    assert at_board(chief, BOARD, "steps/take-post").status_code == 422
    assert at_board(chief, BOARD, "steps/no-such-step").status_code == 404
    lacking = at_board(chief, BOARD, "steps/give-notice")
    assert {each["entry"] for each in lacking.json["errors"]} == {"notice_days", "reason"}
    reading = program_of(desk[0], desk[1].chief(ONE), READ)
    assert at_board(reading, BOARD, "steps/give-notice", **NOTICE).status_code == 403


def test_papers_are_read_in_both_editions(desk: tuple[Flask, World]) -> None:
    chief = of(desk, desk[1].chief(ONE))
    found = chief.ask(f"/chairs/{BOARD}/papers/appointment")
    assert found.status_code == 200 and found.json["is_redacted"] is False
    assert chief.ask(f"/chairs/{BOARD}/papers/appointment?redacted=true").json["is_redacted"] is True
    assert chief.ask(f"/chairs/{BOARD}/papers/nothing").status_code == 404
    assert chief.ask(f"/chairs/{BOARD}/shortlist").json["lines"]
