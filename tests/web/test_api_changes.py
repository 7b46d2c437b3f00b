"""What programs change: with the version that they saw, once for each key, and refused in the words of pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from api_asking import Program as Asking
from api_asking import token_for
from flask import Flask
from pages_world import Lived
from small_world import CODES, TODAY
from werkzeug.test import TestResponse

from peerinspect.services import form_uses
from peerinspect.services.api_tokens import CHANGE, READ, SEALED, SEARCH
from peerinspect.services.lives.changing import change_fact
from peerinspect.services.lives.facts import ChangeFact
from peerinspect.services.reader import Reader

WHO = f"{CODES[5]}-director"
RECORD = f"/people/{WHO}/record"
NEW = {
    "name": "Robin Alder",
    "authority": CODES[3],
    "role": "senior",
    "basis": "substantive",
    "post_from": "2020-01-06",
    "post_to": None,
}


class Program(Asking):
    """A program that reads and changes."""

    def get(self, address: str) -> TestResponse:
        return self.ask(address)

    def send(
        self, method: str, address: str, body: dict[str, object] | None = None, headers: dict[str, str] | None = None
    ) -> TestResponse:
        return self.ask(address, method, json=body if body is not None else {}, headers=headers or {})


def program(app: Flask, reader: Reader, *scopes: str) -> Program:
    """A program of a reader's."""
    return Program(app, token_for(app, reader, *scopes))


@pytest.fixture
def keeper(lived: tuple[Flask, Lived]) -> Program:
    """A program of the cleared coordinator's, that may do everything but sealed work."""
    return program(lived[0], lived[1].world.cleared, READ, CHANGE, SEARCH)


def test_a_change_needs_the_version_that_was_seen(keeper: Program) -> None:
    seen = keeper.get(RECORD)
    answer = keeper.send("PUT", f"/people/{WHO}/name", {"name": "Robin Alder"})
    assert answer.status_code == 428 and answer.mimetype == "application/problem+json"
    answer = keeper.send("PUT", f"/people/{WHO}/name", {"name": "Robin Alder"}, {"If-Match": seen.headers["ETag"]})
    assert answer.status_code == 200, answer.json
    assert answer.json["name"] == "Robin Alder"
    assert answer.headers["ETag"] == keeper.get(RECORD).headers["ETag"] != seen.headers["ETag"]


def test_of_two_programs_the_second_overwrites_nothing(keeper: Program) -> None:
    seen = {"If-Match": keeper.get(RECORD).headers["ETag"]}
    assert keeper.send("PUT", f"/people/{WHO}/name", {"name": "Robin Alder"}, seen).status_code == 200
    late = keeper.send("PUT", f"/people/{WHO}/name", {"name": "Robin Beech"}, seen)
    assert late.status_code == 412 and late.json["type"].endswith("#changed")
    assert keeper.get(RECORD).json["name"] == "Robin Alder"


@pytest.mark.parametrize("seen", ["*", '"a", "b"', "", '"' + "0" * 32 + '"'])
def test_no_version_but_the_one_that_was_read_will_do(keeper: Program, seen: str) -> None:
    answer = keeper.send("PUT", f"/people/{WHO}/name", {"name": "Robin Alder"}, {"If-Match": seen})
    assert answer.status_code in (412, 428)
    assert keeper.get(RECORD).json["name"] != "Robin Alder"


def test_what_is_made_has_an_address(keeper: Program) -> None:
    answer = keeper.send("POST", "/people", NEW)
    assert answer.status_code == 201, answer.json
    assert answer.headers["Location"].endswith(f"/people/{answer.json['id']}")
    assert keeper.get(f"/people/{answer.json['id']}/record").json["name"] == "Robin Alder"


def test_with_the_same_key_nothing_is_made_twice(keeper: Program) -> None:
    key = {"Idempotency-Key": "one"}
    first, second = (keeper.send("POST", "/people", NEW, key) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json == second.json and first.headers["Location"] == second.headers["Location"]
    other = keeper.send("POST", "/people", {**NEW, "name": "Robin Beech"}, key)
    assert other.status_code == 422 and other.json["errors"][0]["entry"] == "Idempotency-Key"
    assert len(keeper.get("/people?q=Robin").json["items"]) == 1


def test_what_was_not_written_to_the_end_is_made_when_it_is_sent_again(
    keeper: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is written with what it makes: a process that ends in between leaves neither."""
    key = {"Idempotency-Key": "one"}
    with monkeypatch.context() as patch:
        patch.setattr(form_uses, "finish_form", _fail)
        assert keeper.send("POST", "/people", NEW, key).status_code == 500
    assert keeper.get("/people?q=Robin").json["items"] == []
    first, second = (keeper.send("POST", "/people", NEW, key) for _ in range(2))
    assert first.status_code == second.status_code == 201 and first.json == second.json
    assert len(keeper.get("/people?q=Robin").json["items"]) == 1


def _fail(*_: object) -> None:
    raise MemoryError


def test_a_refused_key_may_be_used_again(keeper: Program) -> None:
    key = {"Idempotency-Key": "one"}
    assert keeper.send("POST", "/people", {**NEW, "name": ""}, key).status_code == 422
    assert keeper.send("POST", "/people", NEW, key).status_code == 201


def test_a_refusal_names_the_entry(keeper: Program) -> None:
    answer = keeper.send("POST", "/people", {**NEW, "name": " "})
    assert answer.status_code == 422
    assert "name" in {each["entry"] for each in answer.json["errors"]}


@pytest.mark.parametrize(
    "wrong",
    [{"name": 5}, {"nothing": "x"}, {"post_from": "yesterday"}, {"post_from": "0001-01-01"}, {"aspirant": "yes"}],
)
def test_bodies_are_read_strictly(keeper: Program, wrong: dict[str, object]) -> None:
    answer = keeper.send("POST", "/people", {**NEW, **wrong})
    assert answer.status_code == 422
    assert next(iter(wrong)) in {each["entry"] for each in answer.json["errors"]}


def test_a_search_is_started_read_and_cancelled(keeper: Program) -> None:
    started = keeper.send("POST", "/searches", {"time_limit": 60})
    assert started.status_code == 202, started.json
    assert started.headers["Location"].endswith(f"/searches/{started.json['id']}")
    assert keeper.get(f"/searches/{started.json['id']}").json["state"] == "queued"
    assert keeper.send("POST", f"/searches/{started.json['id']}/cancellation").status_code == 202
    assert keeper.get(f"/searches/{started.json['id']}").json["state"] in ("cancelling", "cancelled")


def test_a_question_about_a_duty_is_asked_and_read(keeper: Program, lived: tuple[Flask, Lived]) -> None:
    duty = next(one.id for one in lived[1].world.facts.duties.values() if not one.sealed)
    asked = keeper.send("POST", f"/duties/{duty}/questions", {})
    assert asked.status_code == 202, asked.json
    assert keeper.get(f"/questions/{asked.json['id']}").json["duty"]["id"] == duty


@pytest.mark.parametrize("scopes", [(READ,), (READ, SEARCH)])
def test_a_token_that_may_only_read_changes_nothing(lived: tuple[Flask, Lived], scopes: tuple[str, ...]) -> None:
    reading = program(lived[0], lived[1].world.cleared, *scopes)
    assert reading.send("POST", "/people", NEW).status_code == 403


def test_whoever_may_not_change_on_pages_may_not_here(lived: tuple[Flask, Lived]) -> None:
    panel = program(lived[0], lived[1].world.panel, READ, CHANGE)
    assert panel.send("POST", "/people", NEW).status_code == 403
    assert panel.send("PUT", f"/people/{WHO}/name", {"name": "X"}, {"If-Match": '"x"'}).status_code == 403


def test_a_director_says_what_they_offer(lived: tuple[Flask, Lived]) -> None:
    own = program(lived[0], lived[1].world.director(CODES[5]), READ, CHANGE)
    seen = own.get("/my/offers/record")
    assert seen.status_code == 200, seen.json
    saved = own.send("PUT", "/my/offers", {"days": {"support": 6}}, {"If-Match": seen.headers["ETag"]})
    assert saved.status_code == 200, saved.json
    away = {"starts": f"{TODAY + timedelta(weeks=3)}", "ends": f"{TODAY + timedelta(weeks=4)}"}
    assert own.send("POST", "/my/leave", away).status_code == 201
    late = own.send("PUT", "/my/offers", {"days": {"support": 2}}, {"If-Match": seen.headers["ETag"]})
    assert late.status_code == 412


def test_what_is_left_out_empties_nothing(lived: tuple[Flask, Lived], keeper: Program) -> None:
    own = program(lived[0], lived[1].world.director(CODES[5]), READ, CHANGE)
    duty = next(each for each in lived[1].world.facts.duties.values() if not each.sealed and each.last_day > TODAY)
    asked = [
        (own, "/my/offers/record", "/my/offers", {}, "days"),
        (keeper, f"/authorities/{CODES[4]}/record", f"/authorities/{CODES[4]}/details", {"name": "X"}, "latitude"),
        (keeper, f"/duties/{duty.id}/facts", f"/duties/{duty.id}/facts/skills", {"seats": 2}, "skills"),
    ]
    for asking, record, address, body, lacking in asked:
        before = asking.get(record)
        answer = asking.send("PUT", address, body, {"If-Match": before.headers["ETag"]})
        assert answer.status_code == 422, answer.json
        assert {"entry": lacking, "detail": "This is needed"} in answer.json["errors"]
        assert asking.get(record).json == before.json


def test_a_sealed_change_moves_no_version_of_an_uncleared_reader(lived: tuple[Flask, Lived]) -> None:
    app, world = lived[0], lived[1].world
    other = program(app, world.uncleared, READ, CHANGE)
    sealed = next(duty.id for duty in world.facts.duties.values() if duty.sealed)
    addresses = (RECORD, f"/authorities/{CODES[4]}/record", "/inspections/schedule")
    before = [other.get(each).headers["ETag"] for each in addresses]
    with app.app_context():
        change_fact(ChangeFact(sealed, "skills", skills=("finance",)), world.cleared, TODAY)
    assert [other.get(each).headers["ETag"] for each in addresses] == before
    assert other.get(f"/duties/{sealed}/facts").status_code == 404
    assert other.get(f"/duties/{sealed}/facts").json == other.get("/duties/nothing/facts").json


def test_sealed_work_is_registered_by_a_token_for_it_alone(lived: tuple[Flask, Lived]) -> None:
    app, world = lived[0], lived[1].world
    sealed = {
        "authorities": [CODES[8]],
        "starts": f"{TODAY + timedelta(weeks=20)}",
        "subtype": "judgement",
        "weeks": 2,
        "sealed": True,
        "level": "observer",
        "seats": 1,
    }
    plain = program(app, world.cleared, READ, CHANGE).send("POST", "/inspections", sealed)
    assert plain.status_code == 403, plain.json
    cleared = program(app, world.cleared, READ, CHANGE, SEALED).send("POST", "/inspections", sealed)
    assert cleared.status_code == 201, cleared.json["errors"]
