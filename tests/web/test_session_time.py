"""How long a session lasts, and what a browser keeps of it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, pages, sign_in

from peerinspect.web import session
from peerinspect.web.session import IDLE_FOR, LASTS

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    found = [NOW]
    monkeypatch.setattr(session, "now", lambda: found[0])
    return found


def is_in(client: FlaskClient, **headers: str) -> bool:
    return client.get("/account/", headers=headers).status_code == 200


def test_one_that_is_left_alone_is_over_after_an_hour(lived: tuple[Flask, Lived], moment: list[datetime]) -> None:
    client = sign_in(lived[0], lived[1].asked)
    assert is_in(client)
    moment[0] += IDLE_FOR
    assert is_in(client), "it is not over yet, and is in use again"
    moment[0] += IDLE_FOR
    assert is_in(client)
    moment[0] += IDLE_FOR + MOMENT
    answer = client.get("/my/duties")
    assert answer.headers["Location"] == "/sign-in?next=/my/duties"
    assert "some time had passed" in client.get("/sign-in").get_data(as_text=True)
    moment[0] -= IDLE_FOR
    assert not is_in(client), "it does not come back"


def test_one_in_use_is_over_after_twelve_hours(lived: tuple[Flask, Lived], moment: list[datetime]) -> None:
    client = sign_in(lived[0], lived[1].asked)
    half = IDLE_FOR / 2
    for _ in range(LASTS // half + 1):
        assert is_in(client)
        moment[0] += half
    assert not is_in(client)


def test_a_page_that_asks_by_itself_keeps_no_session_alive(lived: tuple[Flask, Lived], moment: list[datetime]) -> None:
    client = sign_in(lived[0], lived[1].asked)
    assert is_in(client)
    for _ in range(6):
        moment[0] += IDLE_FOR / 5
        client.get("/account/", headers={"HX-Request": "true"})
    assert not is_in(client)


def test_a_form_after_the_end_is_not_carried_out(lived: tuple[Flask, Lived], moment: list[datetime]) -> None:
    client = sign_in(lived[0], lived[1].asked)
    assert is_in(client)
    moment[0] += IDLE_FOR + MOMENT
    answer = client.post("/my/declarations/nothing-more")
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")


def test_signing_out_has_the_browser_forget_the_pages(lived: tuple[Flask, Lived]) -> None:
    client = sign_in(lived[0], lived[1].asked)
    assert is_in(client)
    answer = client.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)


def test_over_https_the_cookie_is_this_hosts_alone(lived_in: tuple[Path, Lived], tmp_path: Path) -> None:
    shutil.copytree(lived_in[0], tmp_path / "secured")
    with pages(tmp_path / "secured", HTTPS=True, WTF_CSRF_ENABLED=True) as app:
        cookie = app.test_client().get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]
    name, *flags = [part.strip() for part in cookie.split(";")]
    assert name.startswith("__Host-peerinspect=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags)
    assert not any(flag.startswith("Domain") for flag in flags)


def test_a_cookie_holds_a_key_and_nothing_of_the_reader(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.asked)
    assert is_in(client)
    with client.session_transaction() as kept:
        held = dict(kept)
    assert set(held) <= {"_user_id", "_fresh", "began", "seen", "csrf_token", "_flashes", "_id"}
    assert not any(word in repr(held) for word in (found.asked.name, "director", "@"))
