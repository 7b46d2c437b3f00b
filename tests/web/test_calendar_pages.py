"""Calendars over real requests: the page, the secret address, and what programs are told."""

from __future__ import annotations

import logging
import re
import threading
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from calendar_reading import events, read_strictly
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, but_for_counts, sign_in
from small_world import TODAY
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

ADDRESS = re.compile(r'value="http://localhost(/calendars/[a-z2-9]{32}\.ics)"')


def address_on(answer: TestResponse) -> str:
    """The path of the address that the page shows."""
    found = ADDRESS.search(answer.get_data(as_text=True))
    assert found, answer.get_data(as_text=True)
    return found[1]


def make(client: FlaskClient) -> str:
    return address_on(client.post("/calendar/address"))


@pytest.fixture
def subscribed(lived: tuple[Flask, Lived]) -> tuple[Flask, Lived, str]:
    """The service, what is in it, and the address of the feed of somebody who is asked."""
    app, found = lived
    return app, found, make(sign_in(app, found.asked))


def test_the_feed_needs_its_address_and_nothing_else(subscribed: tuple[Flask, Lived, str]) -> None:
    app, _, path = subscribed
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in answer.headers
    assert events(read_strictly(answer.data))


def test_programs_are_told_when_it_still_says_the_same(subscribed: tuple[Flask, Lived, str]) -> None:
    app, found, path = subscribed
    client = app.test_client()
    tag = client.get(path).headers["ETag"]
    app.config["TODAY"] = TODAY + timedelta(days=1)
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == "private, no-cache"
    sign_in(app, found.asked).post(f"/my/duties/{found.address}/accept")
    changed = client.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.headers["ETag"] != tag


def test_the_address_is_shown_once(subscribed: tuple[Flask, Lived, str]) -> None:
    app, found, path = subscribed
    client = sign_in(app, found.asked)
    for page in ("/calendar/", "/account/", "/my/duties"):
        assert path not in client.get(page).get_data(as_text=True)
    assert "You made an address on 2 March 2026" in client.get("/calendar/").get_data(as_text=True)


def test_a_second_click_leaves_one_good_address_and_shows_it(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    app.config["WTF_CSRF_ENABLED"] = True
    client = sign_in(app, found.asked)
    (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/calendar/").get_data(as_text=True))
    first, second = (address_on(client.post("/calendar/address", data={"csrf_token": token})) for _ in range(2))
    stranger = app.test_client()
    assert [stranger.get(path).status_code for path in (first, second)] == [404, 200]


def test_without_its_token_nothing_is_made(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    app.config["WTF_CSRF_ENABLED"] = True
    for path in ("/calendar/address", "/calendar/revoke"):
        assert sign_in(app, found.asked).post(path).status_code == 400


def test_revoking_ends_it(subscribed: tuple[Flask, Lived, str]) -> None:
    app, found, path = subscribed
    client = sign_in(app, found.asked)
    assert client.post("/calendar/revoke").status_code == 303
    assert app.test_client().get(path).status_code == 404
    again = client.post("/calendar/revoke")
    assert again.status_code == 400 and "Your calendar has no address" in again.get_data(as_text=True)


def test_an_ended_address_is_answered_like_one_that_never_was(subscribed: tuple[Flask, Lived, str]) -> None:
    app, found, path = subscribed
    sign_in(app, found.asked).post("/calendar/revoke")
    answers = [app.test_client().get(each) for each in (path, f"/calendars/{'a' * 32}.ics")]
    pages = [re.sub(r'nonce="[^"]*"', "", answer.get_data(as_text=True)) for answer in answers]
    assert pages[0] == pages[1] and "no-store" not in answers[0].headers["Cache-Control"]


def test_one_duty_comes_as_a_file_for_its_own_person(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    path = f"/my/duties/{found.address}/calendar.ics"
    answer = sign_in(app, found.asked).get(path)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="duty.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert len({event.value("UID") for event in events(read_strictly(answer.data))}) >= 1
    others = [one for one in (found.world.director("C00"), found.world.senior("C00")) if one != found.asked]
    assert sign_in(app, others[0]).get(path).status_code == 404
    assert sign_in(app, found.world.cleared).get(path).status_code == 403


def test_pages_lead_to_it(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    assert 'href="/calendar/"' in sign_in(app, found.asked).get("/my/duties").get_data(as_text=True)
    assert 'href="/calendar/"' in sign_in(app, found.world.liaison).get("/week/").get_data(as_text=True)


def test_reading_a_feed_changes_nothing_but_its_own_numbers(subscribed: tuple[Flask, Lived, str]) -> None:
    app, _, path = subscribed
    folder = Path(app.config["INSTANCE"])
    before = but_for_counts(folder)
    app.test_client().get(path)
    noted = but_for_counts(folder)
    assert {name for name in before if before[name] != noted[name]} == {"calendar_entry"}
    app.test_client().get(path)
    assert but_for_counts(folder) == noted


class Atoms(dict):
    """Named parts of a line, as one of the servers hands them over: it answers for names that it lacks."""

    def __getitem__(self, name: str) -> str:
        return super().get(name, "-")


@pytest.mark.parametrize("name", ["werkzeug", "gunicorn.access", "waitress"])
def test_no_log_holds_a_secret_address(bare_pages: Flask, caplog: pytest.LogCaptureFixture, name: str) -> None:
    log, secret = logging.getLogger(name), "k2" * 16
    with caplog.at_level(logging.DEBUG, logger=name):
        for path in (f"/calendars/{secret}.ics", f"/invitations/{secret}", f"/answer/{secret}/yes"):
            log.info('%s "%s" %s', "127.0.0.1", f"GET {path} HTTP/1.1", 200)
            log.info(f"GET {path}?x=1 200")
            log.info("%(r)s %(missing)s", Atoms(r=f"GET {path}"))
    assert len(caplog.messages) == 9
    assert secret not in caplog.text and "/calendars/…" in caplog.text and "GET /answer/…/yes -" in caplog.text


def test_nor_does_a_server_that_writes_down_each_request(
    subscribed: tuple[Flask, Lived, str], caplog: pytest.LogCaptureFixture
) -> None:
    app, _, path = subscribed
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.handle_request)
    with caplog.at_level(logging.DEBUG):
        thread.start()
        with urlopen(f"http://127.0.0.1:{server.server_port}{path}", timeout=10) as answer:
            assert answer.status == 200
        thread.join(10)
        server.server_close()
    assert "GET /calendars/…" in caplog.text and path not in caplog.text


def test_the_pages_keep_the_strict_policy(subscribed: tuple[Flask, Lived, str]) -> None:
    app, found, path = subscribed
    client = sign_in(app, found.asked)
    for answer in (client.get("/calendar/"), client.post("/calendar/address"), client.get(path)):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
    for answer in (client.get("/calendar/"), client.post("/calendar/address")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert not re.findall(r"<[^>]*\s(?:style|on[a-z]+)=", answer.get_data(as_text=True))


def test_the_address_is_the_one_that_the_settings_give_to_the_service(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    app.config["PUBLIC_ADDRESS"] = "https://peers.example.org/"
    page = sign_in(app, found.asked).post("/calendar/address").get_data(as_text=True)
    assert re.search(r'value="https://peers\.example\.org/calendars/\w{32}\.ics"', page)
