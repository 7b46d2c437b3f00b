"""Where one is signed in: seen by oneself alone, and ended one by one or all but this one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived
from werkzeug.test import TestResponse

from peerinspect import store
from peerinspect.services.passwords import hashed
from peerinspect.services.reader import Reader
from peerinspect.store import history
from peerinspect.store.tables import UserRow, UserSessionRow
from peerinspect.web import session
from peerinspect.web.devices import device_of
from peerinspect.web.presenters import moment as told

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PASSWORD = "a long enough password"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
ANDROID = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


@dataclass
class People:
    """Two of the same role, who come in with their passwords."""

    app: Flask
    moment: list[datetime]
    one: Reader
    other: Reader

    def comes(self, reader: Reader, agent: str) -> FlaskClient:
        client = self.app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = agent
        form = {"email": f"{reader.user_id.lower()}@example.org", "password": PASSWORD}
        assert client.post("/sign-in", data=form).status_code == 303
        return client

    def lines(self, reader: Reader) -> list[UserSessionRow]:
        with self.app.app_context():
            return store.db.session.query(UserSessionRow).filter_by(user=reader.user_id).all()


@pytest.fixture
def people(lived: tuple[Flask, Lived], monkeypatch: pytest.MonkeyPatch) -> People:
    app, found = lived
    moment = [NOW]
    for place in ("session", "own_account.views", "account.views"):
        monkeypatch.setattr(import_module(f"peerinspect.web.{place}"), "now", lambda: moment[0])
    one, other = found.asked, found.world.director("C05")
    assert one.role == other.role and one.user_id != other.user_id
    with app.app_context(), store.transaction():
        for reader in (one, other):
            row = store.db.session.get_one(UserRow, reader.user_id)
            row.email, row.password_hash = f"{reader.user_id.lower()}@example.org", hashed(PASSWORD)
    return People(app, moment, one, other)


def is_in(client: FlaskClient) -> bool:
    return client.get("/account/").status_code == 200


def table(client: FlaskClient) -> str:
    answer = client.get("/account/sessions")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def ways_out(client: FlaskClient) -> list[str]:
    return re.findall(r'href="(/account/sessions/[^"]+/end)"', table(client))


def send(client: FlaskClient, address: str, password: str = PASSWORD) -> TestResponse:
    return client.post(address, data={"password": password})


def test_each_is_listed_with_its_device_and_since_when(people: People) -> None:
    desk = people.comes(people.one, WINDOWS)
    people.moment[0] += timedelta(minutes=20)
    phone = people.comes(people.one, PHONE)
    text = table(desk)
    assert "Firefox on Windows" in text and "Safari on an iPhone" in text and text.count("You are here") == 1
    assert text.index("Firefox on Windows") < text.index("Safari on an iPhone"), "this one comes first"
    assert all(told(when) in text for when in (NOW, people.moment[0]))
    assert len(ways_out(desk)) == len(ways_out(phone)) == 1


def test_another_is_ended_by_who_gives_the_password(people: People) -> None:
    desk, phone = people.comes(people.one, WINDOWS), people.comes(people.one, PHONE)
    (address,) = ways_out(desk)
    assert "Safari on an iPhone" in desk.get(address).get_data(as_text=True)
    refused = send(desk, address, "not the password")
    assert refused.status_code == 400 and "This is not your password" in refused.get_data(as_text=True)
    assert is_in(phone), "without the password nothing is ended"
    assert send(desk, address).status_code == 303
    assert not is_in(phone) and is_in(desk)
    assert send(desk, address).status_code == 404, "it is over, and a second click finds none"
    with people.app.app_context():
        assert history.verify() == []


def test_all_others_are_ended_at_once(people: People) -> None:
    desk, phone, tablet = (people.comes(people.one, agent) for agent in (WINDOWS, PHONE, EDGE))
    assert send(desk, "/account/sessions/end-others", "wrong").status_code == 400
    assert is_in(phone) and is_in(tablet)
    assert send(desk, "/account/sessions/end-others").status_code == 303
    assert is_in(desk) and not is_in(phone) and not is_in(tablet)
    assert ways_out(desk) == []


def test_nobody_elses_can_be_seen_or_ended(people: People) -> None:
    mine, theirs = people.comes(people.one, WINDOWS), people.comes(people.other, PHONE)
    (line,) = people.lines(people.other)
    assert "iPhone" not in table(mine)
    for method in (mine.get, mine.post):
        hidden, missing = (method(f"/account/sessions/{id_}/end") for id_ in (line.id, "no-such-session"))
        assert hidden.status_code == missing.status_code == 404
    assert send(mine, "/account/sessions/end-others").status_code == 303
    assert is_in(theirs)


def test_the_one_that_is_looked_from_is_left_by_signing_out(people: People) -> None:
    desk, phone = people.comes(people.one, WINDOWS), people.comes(people.one, PHONE)
    here = next(row.id for row in people.lines(people.one) if row.device == "Firefox on Windows")
    assert desk.get(f"/account/sessions/{here}/end").status_code == 404
    with desk.session_transaction() as kept:
        copied = dict(kept)
    assert desk.post("/sign-out").status_code == 303
    assert is_in(phone), "only this one is over"
    with desk.session_transaction() as kept:
        kept.update(copied)
    assert not is_in(desk), "and copies of it are"


def test_a_line_goes_with_its_session(people: People) -> None:
    desk = people.comes(people.one, WINDOWS)
    people.moment[0] += session.LASTS + timedelta(seconds=1)
    assert not is_in(desk)
    people.comes(people.other, PHONE)
    assert people.lines(people.one) == []


def test_a_new_password_ends_the_others_and_their_lines(people: People) -> None:
    desk, phone = people.comes(people.one, WINDOWS), people.comes(people.one, PHONE)
    form = {"old": PASSWORD, "password": "quite another password"}
    assert desk.post("/account/password", data=form).status_code == 303
    assert is_in(desk) and not is_in(phone)
    assert [row.device for row in people.lines(people.one)] == ["Firefox on Windows"]


def test_who_has_no_password_is_asked_for_none(people: People) -> None:
    desk, phone = people.comes(people.one, WINDOWS), people.comes(people.one, PHONE)
    with people.app.app_context(), store.transaction():
        store.db.session.get_one(UserRow, people.one.user_id).password_hash = ""
    assert 'type="password"' not in desk.get("/account/sessions/end-others").get_data(as_text=True)
    assert desk.post("/account/sessions/end-others").status_code == 303
    assert is_in(desk) and not is_in(phone)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (WINDOWS, "Firefox on Windows"),
        (PHONE, "Safari on an iPhone"),
        (EDGE, "Edge on Windows"),
        (ANDROID, "Chrome on Android"),
        ("curl/8.0", "Another browser on an unknown device"),
        ("", "Another browser on an unknown device"),
        ("<b>x</b>" * 1000, "Another browser on an unknown device"),
    ],
)
def test_devices_are_told_in_plain_words(agent: str, device: str) -> None:
    assert device_of(agent) == device
