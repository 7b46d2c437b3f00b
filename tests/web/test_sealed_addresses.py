"""Whoever may not know of a sealed inspection gets the very same answer for its addresses as for those of nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import SEALED, Lived, database_of, pages, sign_in, without_tokens
from questioning import answer_all
from small_world import CODES, TODAY
from sqlalchemy import event
from sqlalchemy.engine import Engine
from test_pages_by_role import MAY_OPEN

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.asking import Ask, ask
from peerinspect.services.reader import Reader
from peerinspect.store.reading.waivers import waiver_records
from peerinspect.store.tables import UserAuthorityRow, UserRow

NOTHING = "nothing"
TIED = Reader("tied", "Tied", "coordinator", None, frozenset({CODES[3]}), cleared=True)
UNKNOWING = ["uncleared", "tied", "director", "chief-executive", "panel", "administrator", "public"]
FORM = {"reason": "Because", "sentence": "Because", "note": "Because", "decision": "approve", "reference": "Letter 1"}


def ids_of_sealed_work(found: Lived) -> dict[str, str]:
    """The id of each sort of thing that tells of the sealed inspection."""
    world = found.world
    (placed,) = disclosure.duty(world.cleared, SEALED, TODAY).placements
    waiver = next(each.proposal.id for each in waiver_records() if SEALED in each.duties)
    question = ask(Ask(SEALED, placed.person_id), world.cleared, TODAY)
    answer_all()
    return {"duty_id": SEALED, "waiver_id": waiver, "question_id": question, "address": placed.address}


def addresses(ids: dict[str, str], found: Lived) -> list[tuple[str, str, str]]:
    """Of each page that has such an id in its address: the method, the sealed address, and one of nothing."""
    parts = found.parts_of_addresses() | {"roster_id": found.published} | ids
    return [
        (method, _fill(pattern, parts), _fill(pattern, parts | {name: NOTHING}))
        for method, pattern in MAY_OPEN
        for name in ids
        if f"<{name}>" in pattern
    ]


def _fill(pattern: str, parts: dict[str, str]) -> str:
    for name, value in parts.items():
        pattern = pattern.replace(f"<int:{name}>", value).replace(f"<{name}>", value)
    return pattern


def answered(client: FlaskClient, method: str, address: str, ids: dict[str, str]) -> tuple[int, str, str]:
    """The status, the text and where it leads to, without the ids that were asked for."""
    answer = client.open(address, method=method, data=FORM if method == "POST" else None, buffered=True)
    text, location = without_tokens(answer.get_data(as_text=True)), str(answer.headers.get("Location"))
    for each in (*ids.values(), NOTHING):
        text, location = text.replace(each, "an id"), location.replace(each, "an id")
    return answer.status_code, text, location


@pytest.fixture(scope="module")
def sealed(
    lived_in: tuple[Path, Lived], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Lived, dict[str, str]]]:
    """The world, with a coordinator who works for the inspected council; and the ids of what nobody may know of."""
    folder, found = lived_in
    copied = tmp_path_factory.mktemp("sealed") / "in"
    shutil.copytree(folder, copied)
    with pages(copied) as app:
        with app.app_context():
            with store.transaction():
                user = UserRow(id="tied", email="tied@example.org", name="Tied", role="coordinator", password_hash="")
                store.add(user)
                store.add(UserAuthorityRow(user="tied", authority=CODES[3]))
            ids = ids_of_sealed_work(found)
        yield app, found, ids


@pytest.mark.parametrize("name", UNKNOWING)
def test_sealed_addresses_are_answered_like_those_of_nothing(
    sealed: tuple[Flask, Lived, dict[str, str]], name: str
) -> None:
    app, found, ids = sealed
    before = database_of(app.config["INSTANCE"])
    client = sign_in(app, (found.readers() | {"tied": TIED})[name])
    compared = addresses(ids, found)
    assert len(compared) > 20
    for method, hidden, nothing in compared:
        assert answered(client, method, hidden, ids) == answered(client, method, nothing, ids), f"{method} {hidden}"
    assert database_of(app.config["INSTANCE"]) == before


@pytest.mark.parametrize("name", UNKNOWING)
def test_as_many_questions_are_asked_of_the_database(sealed: tuple[Flask, Lived, dict[str, str]], name: str) -> None:
    """How long an answer takes tells nothing either. Asked once before, so that what is kept is there."""
    app, found, ids = sealed
    client = sign_in(app, (found.readers() | {"tied": TIED})[name])
    asked = [0]
    event.listen(Engine, "before_cursor_execute", lambda *_: asked.__setitem__(0, asked[0] + 1))

    def questions(method: str, address: str) -> int:
        client.open(address, method=method, data=FORM if method == "POST" else None)
        before = asked[0]
        client.open(address, method=method, data=FORM if method == "POST" else None)
        return asked[0] - before

    told = [each for each in addresses(ids, found) if each[1].startswith("/waivers/")]
    assert told
    for method, hidden, nothing in told:
        assert questions(method, hidden) == questions(method, nothing), f"{method} {hidden}"


def test_they_lead_somewhere(sealed: tuple[Flask, Lived, dict[str, str]]) -> None:
    """Else nothing would be hidden."""
    app, found, ids = sealed
    client = sign_in(app, found.world.cleared)
    reached = {
        hidden
        for method, hidden, _ in addresses(ids, found)
        if method == "GET" and client.get(hidden).status_code == 200
    }
    for part in ("/duties/", "/records/", "/independence", "/waivers/", "/questions/", "/week/teams/"):
        assert any(part in address for address in reached), part
