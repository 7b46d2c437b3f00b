"""What a reader sees when something cannot be done: the house style, plain words, never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask, abort
from pages_world import Lived, pages, sign_in
from werkzeug.test import TestResponse

from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.web.access import requires


def is_in_house_style(answer: TestResponse, heading: str) -> bool:
    text = answer.get_data(as_text=True)
    assert "Traceback" not in text
    return f'<h1 class="govuk-heading-l">{heading}</h1>' in text and "app-header__name" in text


def raising(error: Exception | int) -> object:
    @requires("read public pages")
    def view() -> str:
        if isinstance(error, int):
            abort(error)
        raise error

    return view


@pytest.mark.parametrize(
    ("error", "code", "heading"),
    [
        (400, 400, "This could not be done"),
        (403, 403, "You cannot open this page"),
        (404, 404, "Page not found"),
        (413, 413, "What you sent is too large"),
        (418, 418, "This could not be done"),
        (429, 429, "Too many attempts"),
        (503, 503, "The service cannot do this at the moment"),
        (NotFound("the secret duty d-1"), 404, "Page not found"),
        (NotAllowed("not for the role x"), 403, "You cannot open this page"),
        (Refusal({"": "The roster has been published already"}), 400, "This could not be done"),
        (ZeroDivisionError("the secret duty d-1"), 500, "Sorry, something went wrong"),
    ],
)
def test_each_failure_has_its_page(bare_pages: Flask, error: Exception | int, code: int, heading: str) -> None:
    bare_pages.add_url_rule("/failing", "failing", raising(error))
    answer = bare_pages.test_client().get("/failing")
    assert answer.status_code == code
    assert is_in_house_style(answer, heading)
    assert "d-1" not in answer.get_data(as_text=True)


def test_a_refusal_says_its_reason(bare_pages: Flask) -> None:
    bare_pages.add_url_rule("/failing", "failing", raising(Refusal("The roster has been published already")))
    text = bare_pages.test_client().get("/failing").get_data(as_text=True)
    assert "The roster has been published already." in text


def test_an_unknown_address(bare_pages: Flask) -> None:
    answer = bare_pages.test_client().get("/no/such/page")
    assert answer.status_code == 404
    assert is_in_house_style(answer, "Page not found")


def test_a_method_that_a_page_does_not_take(bare_pages: Flask) -> None:
    answer = bare_pages.test_client().delete("/sign-in")
    assert answer.status_code == 405
    assert is_in_house_style(answer, "This could not be done")


def test_too_large_a_form(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    answer = sign_in(app, found.asked).post("/my/declarations/new", data={"case": "x" * 2_000_000})
    assert answer.status_code == 413
    assert is_in_house_style(answer, "What you sent is too large")


def test_too_many_attempts_to_sign_in(empty_pages: Path, tmp_path: Path) -> None:
    shutil.copytree(empty_pages, tmp_path / "limited")
    with pages(tmp_path / "limited") as app:
        client = app.test_client()
        form = {"email": "nobody@example.org", "password": "wrong"}
        answers = [client.post("/sign-in", data=form) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [400] * 5 + [429]
    assert 0 < int(answers[5].headers["Retry-After"]) <= 60
    assert "Retry-After" not in answers[4].headers
    told = [answer.get_data(as_text=True) for answer in answers]
    assert all("Check the email address and the password" in text for text in told[:5])
    assert "There were too many failed attempts. Wait 1 minute, then try again" in told[5]


def test_a_database_that_fails_still_gets_a_page(lived: tuple[Flask, Lived], monkeypatch: pytest.MonkeyPatch) -> None:
    app, found = lived

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("peerinspect.services.sessions.load_reader", fail)
    answer = sign_in(app, found.asked).get("/my/duties")
    assert answer.status_code == 500
    assert is_in_house_style(answer, "Sorry, something went wrong")
