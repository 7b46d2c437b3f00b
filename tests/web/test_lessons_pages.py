"""Pages of lessons: what is typed is never markup, forms are carried out once, each reader does what is theirs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lesson_world import FINAL, OUT, Lessons, add_lesson, build_lessons, publish
from pages_world import pages, sign_in
from small_world import CODES, TODAY
from sqlalchemy import event, func, select

from peerinspect import store
from peerinspect.services.reader import Reader
from peerinspect.store.tables import EventRow, LessonRow, LessonSentRow

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
HOSTILE = 'Visits <script>alert("x")</script> & <b>missed</b> =1+1'
TEXTS = {"found": "Visits were missed.", "learning": "Record them.", "themes": "seen-alone"}
"""What the form of a finding is filled with."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, empty_pages: Path) -> tuple[Path, Lessons, dict[str, str]]:
    """A folder in which one review is published with a hostile finding, which one board was sent."""
    folder = tmp_path_factory.mktemp("lessons") / "in"
    shutil.copytree(empty_pages, folder)
    with pages(folder) as app, app.app_context():
        lessons = build_lessons()
        lesson = add_lesson(OUT, 1, HOSTILE, "seen-alone", learning="Record “visits”.")
        publish(lessons, OUT)
        sent = store.db.session.scalars(select(LessonSentRow.id)).one()
        return folder, lessons, {"lesson": lesson, "sent": sent, "board": lessons.board(0)}


@pytest.fixture
def served(told: tuple[Path, Lessons, dict[str, str]], tmp_path: Path) -> Iterator[Flask]:
    """The same for one test alone, with the tokens asked for."""
    shutil.copytree(told[0], tmp_path / "lessons")
    with pages(tmp_path / "lessons", WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
        yield app


@pytest.fixture(scope="module")
def reading(told: tuple[Path, Lessons, dict[str, str]]) -> Iterator[FlaskClient]:
    """A reader who changes nothing."""
    with pages(told[0]) as app:
        yield sign_in(app, told[1].world.panel)


@pytest.fixture
def ids(told: tuple[Path, Lessons, dict[str, str]]) -> dict[str, str]:
    return told[2]


def client_of(app: Flask, told: tuple[Path, Lessons, dict[str, str]], name: str) -> FlaskClient:
    world = told[1].world
    readers: dict[str, Reader] = {
        "coordinator": world.uncleared,
        "chief": world.chief(CODES[0]),
        "director": world.director(CODES[0]),
        "stranger": world.chief(CODES[5]),
        "lead": world.director(CODES[7]),
    }
    return sign_in(app, readers[name])


def token(client: FlaskClient, address: str) -> str:
    return TOKEN.findall(client.get(address).get_data(as_text=True))[-1]


def body(client: FlaskClient, address: str) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_finding_and_what_is_typed_are_text_and_never_markup(reading: FlaskClient, ids: dict[str, str]) -> None:
    for address in ("/lessons/", "/lessons/?q=visits", f"/lessons/findings/{ids['lesson']}", f"/lessons/reviews/{OUT}"):
        page = body(reading, address)
        assert "<script>alert" not in page and "<b>missed" not in page
        assert "&lt;script&gt;" in page
    page = body(reading, '/lessons/?q="><script>alert(1)</script> visits*')
    assert "<script>alert" not in page


def test_the_matching_words_are_marked(reading: FlaskClient) -> None:
    page = body(reading, "/lessons/?q=visit")
    assert "<mark>Visits</mark> &lt;script&gt;" in page and "“<mark>visits</mark>”" in page
    assert "<mark>" not in body(reading, "/lessons/")


TYPED = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
"""Whatever can be typed: the sign NUL cannot, and is refused at the door of every page."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["q", "theme", "council", "year", "kind", "page"]), TYPED))
@example({"q": "a" * 10_000})
@example({"q": '"' * 200 + "* AND NOT (", "page": "-1", "year": "99999", "council": "'; DROP TABLE lesson"})
def test_any_address_of_the_search_is_answered(reading: FlaskClient, asked: dict[str, str]) -> None:
    answer = reading.get("/lessons/", query_string=asked)
    assert answer.status_code == 200, asked
    assert reading.get("/lessons/recurring/", query_string=asked).status_code == 200


def test_says_so_where_nothing_is_found_and_where_no_word_was_typed(reading: FlaskClient) -> None:
    assert "No finding matches" in body(reading, "/lessons/?q=quagmire")
    assert "There is no word" in body(reading, "/lessons/?q=***")


def test_a_second_click_writes_no_second_finding(served: Flask, told: tuple[Path, Lessons, dict[str, str]]) -> None:
    lead, address = client_of(served, told, "lead"), f"/lessons/reviews/{FINAL}/add"
    sent = {**TEXTS, "csrf_token": token(lead, address)}
    first, second = lead.post(address, data=sent), lead.post(address, data=sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    with served.app_context():
        assert store.db.session.scalar(select(func.count()).where(LessonRow.review == FINAL)) == 1


def test_a_form_without_its_token_changes_nothing(served: Flask, told: tuple[Path, Lessons, dict[str, str]]) -> None:
    lead = client_of(served, told, "lead")
    assert lead.post(f"/lessons/reviews/{FINAL}/add", data=TEXTS).status_code == 400
    with served.app_context():
        assert store.db.session.scalar(select(func.count()).where(LessonRow.review == FINAL)) == 0


def test_a_chief_executive_acknowledges_once_and_says_what_they_do(
    served: Flask, told: tuple[Path, Lessons, dict[str, str]], ids: dict[str, str]
) -> None:
    chief, page = client_of(served, told, "chief"), f"/lessons/boards/{ids['board']}"
    assert "To acknowledge" in body(chief, page)
    click = {"csrf_token": token(chief, page)}
    read = f"/lessons/boards/sent/{ids['sent']}/acknowledge"
    assert {chief.post(read, data=click).status_code for _ in range(2)} == {303}
    # Another window still shows the button: its click is told that it was done.
    other = chief.post(read, data={"csrf_token": token(chief, page)}, follow_redirects=True)
    assert "This was acknowledged already" in other.get_data(as_text=True)
    with served.app_context():
        told_of = select(func.count()).where(EventRow.action == "acknowledge-lesson")
        assert store.db.session.scalar(told_of) == 1
    address, by = f"/lessons/boards/sent/{ids['sent']}", TODAY + timedelta(days=40)
    day = {"act_by": [str(by.day), str(by.month), str(by.year)]}
    sent = {"answer": "planned", "words": "We train.", **day, "csrf_token": token(chief, address)}
    assert chief.post(address, data=sent).status_code == 303
    assert "Action planned" in body(chief, page) and "We train." in body(chief, page)
    assert "We train." in body(chief, f"/lessons/findings/{ids['lesson']}")


def test_whoever_is_of_another_board_or_only_reads_changes_nothing(
    served: Flask, told: tuple[Path, Lessons, dict[str, str]], ids: dict[str, str]
) -> None:
    addresses = (
        f"/lessons/boards/sent/{ids['sent']}/acknowledge",
        f"/lessons/boards/sent/{ids['sent']}",
        f"/lessons/boards/{ids['board']}/subscribe",
        f"/lessons/boards/{ids['board']}/catch-up",
        f"/lessons/findings/{ids['lesson']}/change",
    )
    for name in ("stranger", "director"):
        client = client_of(served, told, name)
        sent = {"csrf_token": token(client, "/lessons/following"), "which": "all", "answer": "done", "words": "x"}
        for address in addresses:
            assert client.post(address, data=sent).status_code in (403, 404), (name, address)
    with served.app_context():
        row = store.db.session.scalars(select(LessonSentRow)).one()
        assert (row.acknowledged_on, row.answer) == (None, None)
    director = body(client_of(served, told, "director"), f"/lessons/boards/{ids['board']}")
    assert "We have read it" not in director and "Say what the board does" not in director


def test_what_is_refused_stands_beside_its_field(served: Flask, told: tuple[Path, Lessons, dict[str, str]]) -> None:
    lead, address = client_of(served, told, "lead"), f"/lessons/reviews/{FINAL}/add"
    sent = {**TEXTS, "found": "The child, born on 3 May 2019.", "csrf_token": token(lead, address)}
    answer = lead.post(address, data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "There is a problem" in page and 'href="#found"' in page
    assert "born on 3 May 2019" in page and 'value="seen-alone"' in page


def test_the_file_of_what_comes_back_is_no_formula_and_says_what_the_page_says(reading: FlaskClient) -> None:
    page, file = body(reading, "/lessons/recurring/"), reading.get("/lessons/recurring/recurring.csv")
    assert file.headers["Content-Type"].startswith("text/csv")
    lines = file.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert lines[0].startswith("Theme,Reviews that found it,") and lines[1].startswith("Seeing the child,1,1,0,0,1,0,0")
    assert "Seeing the child" in page and "1 review found it" in page


def test_pages_ask_the_database_little(told: tuple[Path, Lessons, dict[str, str]]) -> None:
    world, board = told[1].world, f"/lessons/boards/{told[2]['board']}"
    everywhere = ("/lessons/?q=visits", "/lessons/boards/", "/lessons/recurring/", "/lessons/themes", board)
    asked = [(world.uncleared, address) for address in everywhere] + [(world.chief(CODES[0]), board)]
    statements: list[str] = []
    with pages(told[0]) as app:
        with app.app_context():
            event.listen(store.db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        for reader, address in asked:
            statements.clear()
            assert sign_in(app, reader).get(address).status_code == 200
            assert 5 <= len(statements) < 40, (address, len(statements))
