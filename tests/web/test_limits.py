"""How often something may be asked: too much is told in words and for programs, and holds back nobody else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from pages_world import Lived, database_of, pages, sign_in
from sqlalchemy.exc import OperationalError

from peerinspect.store import counting
from peerinspect.web import clock, limits
from peerinspect.web.limits import LIMITS, MOST_COUNTED, Counts, Limit, too_often

NOW = datetime.now(UTC).replace(microsecond=0)
"""About the hour that it is: counts that stand in the database are forgotten by the clock of whoever tidies up."""
HERE, ELSEWHERE = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moment that the pages take for now: put another in its place."""
    found = [NOW]
    monkeypatch.setattr(clock, "now", lambda: found[0])
    return found


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every limit at three in a minute."""
    monkeypatch.setattr(
        limits,
        "LIMITS",
        {view: tuple(Limit(3, 60, each.method, each.who) for each in found) for view, found in LIMITS.items()},
    )


def test_every_limited_view_exists_and_answers_the_method(bare_pages: Flask) -> None:
    answered = {(rule.endpoint, method) for rule in bare_pages.url_map.iter_rules() for method in rule.methods or ()}
    assert {(view, each.method) for view, found in LIMITS.items() for each in found} <= answered


def test_what_lets_somebody_in_is_limited() -> None:
    assert {"account.sign_in", "account.code", "account.choose_password", "sign_on.back"} <= set(LIMITS)
    assert {"calendars.feed", "invitations.welcome", "holding.answer_yes", "holding.answer_link"} <= set(LIMITS)


@pytest.mark.parametrize(
    "path",
    ["/sign-in", "/sign-in/code", "/sign-in/set-up", "/choose-password", "/invitations/guess", "/answer/guess/yes"],
)
def test_too_many_forms_are_told_to_wait(bare_pages: Flask, narrow: None, moment: list[datetime], path: str) -> None:
    client = bare_pages.test_client()
    early = [client.post(path, environ_base=HERE).status_code for _ in range(3)]
    assert 429 not in early
    moment[0] += timedelta(seconds=20)
    answer = client.post(path, environ_base=HERE)
    text = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "40")
    assert "Too many attempts" in text and "Wait 40 seconds, then try again." in text
    assert re.search(r"<h1[^>]*>", text), "the house style"
    assert client.post(path.replace("guess", "another"), environ_base=ELSEWHERE).status_code != 429
    assert client.get("/sign-in", environ_base=HERE).status_code == 200, "reading the page is no attempt"
    moment[0] += timedelta(seconds=40)
    assert client.post(path, environ_base=HERE).status_code != 429


def test_a_feed_is_limited_by_its_address_and_the_network(
    lived: tuple[Flask, Lived], monkeypatch: pytest.MonkeyPatch, moment: list[datetime]
) -> None:
    app, found = lived
    by_secret, by_network = LIMITS["calendars.feed"]
    monkeypatch.setattr(
        limits,
        "LIMITS",
        {"calendars.feed": (Limit(2, 60, "GET", by_secret.who), Limit(5, 60, "GET", by_network.who))},
    )
    pages = [sign_in(app, reader).post("/calendar/address") for reader in (found.asked, found.world.liaison)]
    first, second = (re.findall(r"/calendars/\w+\.ics", page.get_data(as_text=True))[0] for page in pages)
    client = app.test_client()
    assert [client.get(first, environ_base=HERE).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(first, environ_base=ELSEWHERE).status_code == 429, "an address is one wherever it is asked from"
    assert client.get(second, environ_base=HERE).status_code == 200
    guesses = [client.get(f"/calendars/{each * 32}.ics", environ_base=HERE) for each in "abc"]
    assert [guess.status_code for guess in guesses] == [404, 404, 429]


def test_asking_for_the_head_alone_counts_like_asking_for_the_feed(
    lived: tuple[Flask, Lived], narrow: None, moment: list[datetime]
) -> None:
    client = lived[0].test_client()
    codes = [client.head(f"/calendars/{'a' * 32}.ics", environ_base=HERE).status_code for _ in range(4)]
    assert codes == [404, 404, 404, 429]


def test_one_connection_of_version_six_is_one_asker(bare_pages: Flask, narrow: None, moment: list[datetime]) -> None:
    client = bare_pages.test_client()
    codes = [
        client.post("/sign-in", environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{number}"}).status_code
        for number in range(1, 5)
    ]
    assert codes[-1] == 429 and 429 not in codes[:-1]


def test_memory_is_bounded_and_forgets_what_is_over() -> None:
    counts, limit = Counts(), Limit(1, 60, "GET")
    for number in range(2 * MOST_COUNTED):
        counts.wait(("view", "0", str(number)), limit, 1000.0 + number / 1000)
    assert len(counts._windows) <= MOST_COUNTED  # noqa: SLF001
    assert counts.wait(("view", "0", str(2 * MOST_COUNTED - 1)), limit, 1021.0) > 0, "the latest are still known"
    assert counts.wait(("view", "0", "x"), limit, 9999.0) == 0


@pytest.mark.parametrize(
    ("seconds", "told"), [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes")]
)
def test_the_wait_is_told_in_seconds_and_then_in_minutes(seconds: int, told: str) -> None:
    assert f"Wait {told}, then" in too_often(seconds)


def _asked_of(app: Flask, number: int) -> list[int]:
    return [app.test_client().post("/sign-in/code", environ_base=HERE).status_code for _ in range(number)]


def test_two_processes_on_one_database_count_together(bare_pages: Flask, narrow: None, moment: list[datetime]) -> None:
    """Two applications with memories of their own stand for two processes."""
    folder = Path(bare_pages.config["INSTANCE"])
    bare_pages.config["COUNT_TOGETHER"] = True
    with pages(folder, COUNT_TOGETHER=True) as other:
        assert 429 not in _asked_of(bare_pages, 2) + _asked_of(other, 1)
        moment[0] += timedelta(seconds=20)
        answer = other.test_client().post("/sign-in/code", environ_base=HERE)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "40")
        assert _asked_of(bare_pages, 1) == [429]
        moment[0] += timedelta(seconds=41)
        assert 429 not in _asked_of(other, 3)


def test_what_is_counted_together_names_nobody_and_goes_with_its_window(
    bare_pages: Flask, narrow: None, moment: list[datetime]
) -> None:
    folder = Path(bare_pages.config["INSTANCE"])
    bare_pages.config["COUNT_TOGETHER"] = True
    client = bare_pages.test_client()
    client.post("/sign-in/code", environ_base=HERE)
    kept = database_of(folder)["attempt"]
    asked = [row for row in kept if str(row[0]).startswith("asked:")]
    assert len(asked) == 1 and "192.0.2" not in repr(kept)
    moment[0] += timedelta(seconds=61)
    client.post("/sign-in/code", environ_base=ELSEWHERE)
    now_kept = [row for row in database_of(folder)["attempt"] if str(row[0]).startswith("asked:")]
    assert len(now_kept) == 1 and now_kept != asked


def test_what_cannot_be_counted_in_the_database_is_counted_in_memory(
    bare_pages: Flask, narrow: None, moment: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("insert", {}, Exception("disk full"))

    monkeypatch.setattr(counting, "count_once_more", full)
    bare_pages.config["COUNT_TOGETHER"] = True
    codes = _asked_of(bare_pages, 4)
    assert 429 not in codes[:3] and codes[3] == 429
