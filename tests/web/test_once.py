"""A second click: the form is carried out once, and the second answer leads where the first one did."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, pages, sign_in
from small_world import CODES, TODAY
from werkzeug.test import TestResponse

from peerinspect import store
from peerinspect.services import form_uses
from peerinspect.services.reader import Reader
from peerinspect.store.tables import DutyRow, FormUseRow
from peerinspect.web.clock import now

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
TWICE = "You sent this twice. It was done once."


@pytest.fixture
def guarded(lived_in: tuple[Path, Lived], tmp_path: Path) -> Iterator[Flask]:
    """The pages as they are served, with the tokens asked for; a second click waits for no time at all."""
    shutil.copytree(lived_in[0], tmp_path / "guarded")
    with pages(tmp_path / "guarded", WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
        yield app


@pytest.fixture
def coordinator(guarded: Flask, lived_in: tuple[Path, Lived]) -> FlaskClient:
    return sign_in(guarded, lived_in[1].world.cleared)


@pytest.fixture
def asked(guarded: Flask, lived_in: tuple[Path, Lived]) -> FlaskClient:
    return sign_in(guarded, lived_in[1].asked)


def token_of(client: FlaskClient, address: str) -> str:
    """The token of the page's own form: the last one, after the one for signing out."""
    return TOKEN.findall(client.get(address).get_data(as_text=True))[-1]


def vacancy(client: FlaskClient, **changes: str) -> dict[str, str | list[str]]:
    """A vacancy as its form sends it, with a token of a fresh rendering."""
    first, last = TODAY + timedelta(weeks=30), TODAY + timedelta(weeks=40)
    days = {"starts": first, "ends": last}
    boxes = {name: [str(day.day), str(day.month), str(day.year)] for name, day in days.items()}
    token = token_of(client, "/vacancies/new")
    return {"csrf_token": token, "authority": CODES[9], "reason": "The director has left", **boxes, **changes}


def send(client: FlaskClient, form: dict[str, str | list[str]]) -> TestResponse:
    return client.post("/vacancies/new", data=form)


def vacancies(app: Flask) -> int:
    with app.app_context():
        return store.db.session.query(DutyRow).filter_by(kind="interim").count()


@pytest.mark.parametrize("change", [{}, {"authority": ""}], ids=["done", "refused"])
def test_the_answer_stays_what_it_is_where_the_database_goes_away_before_it_is_noted(
    guarded: Flask, coordinator: FlaskClient, monkeypatch: pytest.MonkeyPatch, change: dict[str, str]
) -> None:
    before, form = vacancies(guarded), vacancy(coordinator, **change)
    with monkeypatch.context() as patch:
        for name in ("finish_form", "release_form"):
            patch.setattr(form_uses, name, _away)
        assert send(coordinator, form).status_code == (400 if change else 303)
    assert vacancies(guarded) == before + (not change)
    again = send(coordinator, form)
    assert again.status_code == 400 and "Look whether it was done" in again.get_data(as_text=True)
    assert vacancies(guarded) == before + (not change)


def _away(*_: object) -> None:
    raise psycopg.OperationalError("server closed the connection")


def test_the_second_of_two_equal_forms_lands_where_the_first_one_did(guarded: Flask, coordinator: FlaskClient) -> None:
    before = vacancies(guarded)
    form = vacancy(coordinator)
    answers = [send(coordinator, form) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 303], answers[0].get_data(as_text=True)
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert vacancies(guarded) == before + 1
    assert TWICE in coordinator.get(answers[0].headers["Location"]).get_data(as_text=True)


def test_the_same_again_from_a_fresh_page_is_done_again(guarded: Flask, coordinator: FlaskClient) -> None:
    before = vacancies(guarded)
    for _ in range(2):
        assert send(coordinator, vacancy(coordinator)).status_code == 303
    assert vacancies(guarded) == before + 2


def test_something_else_after_going_back_is_done(guarded: Flask, coordinator: FlaskClient) -> None:
    before = vacancies(guarded)
    form = vacancy(coordinator)
    assert send(coordinator, form).status_code == 303
    assert send(coordinator, form | {"authority": CODES[8]}).status_code == 303
    assert vacancies(guarded) == before + 2


def test_a_form_that_was_refused_can_be_sent_again(guarded: Flask, coordinator: FlaskClient) -> None:
    form = vacancy(coordinator, authority="")
    assert [send(coordinator, form).status_code for _ in range(2)] == [400, 400]
    assert send(coordinator, form | {"authority": CODES[9]}).status_code == 303


def test_a_form_that_failed_can_be_sent_again(
    guarded: Flask, coordinator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = vacancy(coordinator)
    with monkeypatch.context() as broken:
        broken.setattr("peerinspect.services.vacancies.register_vacancy", lambda *_: 1 / 0)
        assert send(coordinator, form).status_code == 500
    assert send(coordinator, form).status_code == 303


def test_a_form_of_one_button_is_done_once_too(guarded: Flask, asked: FlaskClient) -> None:
    form = {"csrf_token": token_of(asked, "/my/declarations")}
    answers = [asked.post("/my/declarations/nothing-more", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert TWICE in asked.get("/my/declarations").get_data(as_text=True)


def test_one_page_renders_each_form_with_a_token_of_its_own(asked: FlaskClient) -> None:
    found = TOKEN.findall(asked.get("/my/duties").get_data(as_text=True))
    assert len(found) == len(set(found)) >= 2


def test_a_first_one_that_is_still_under_way_is_said_in_a_sentence(
    guarded: Flask, coordinator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = vacancy(coordinator)
    with monkeypatch.context() as dying:
        dying.setattr("peerinspect.services.form_uses.finish_form", lambda *_: None)
        assert send(coordinator, form).status_code == 303
    answer = send(coordinator, form)
    assert answer.status_code == 400
    assert "This form was sent before, and what became of it is not known yet." in answer.get_data(as_text=True)


def test_two_at_the_same_moment_are_done_once(guarded: Flask, lived_in: tuple[Path, Lived]) -> None:
    guarded.config["ONCE_WAIT"] = 20.0
    before = vacancies(guarded)
    reader: Reader = lived_in[1].world.cleared
    first = sign_in(guarded, reader)
    form = vacancy(first)
    name = guarded.config["SESSION_COOKIE_NAME"]
    cookie = first.get_cookie(name)
    assert cookie is not None
    clients = [guarded.test_client() for _ in range(4)]
    for client in clients:
        client.set_cookie(name, cookie.value)
    answers: list[TestResponse] = []
    threads = [threading.Thread(target=lambda client=client: answers.append(send(client, form))) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [303] * 4
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert vacancies(guarded) == before + 1


def test_claims_are_forgotten_after_a_day(guarded: Flask) -> None:
    with guarded.app_context():
        assert form_uses.claim_form("one", now() - timedelta(hours=25)).is_first
        assert form_uses.claim_form("two", now()).is_first
        assert [row.key for row in store.db.session.query(FormUseRow)] == ["two"]
        assert not form_uses.claim_form("two", now()).is_first


def test_two_people_who_send_the_same_do_not_meet(guarded: Flask, lived_in: tuple[Path, Lived]) -> None:
    before = vacancies(guarded)
    for reader in (lived_in[1].world.cleared, lived_in[1].world.uncleared):
        client = sign_in(guarded, reader)
        assert send(client, vacancy(client)).status_code == 303
    assert vacancies(guarded) == before + 2
