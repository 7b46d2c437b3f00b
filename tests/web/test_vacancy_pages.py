"""Pages of vacant posts, of directors through time and of why they leave: what each reader finds on them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import pages, sign_in
from small_world import CODES, TODAY, World, build_world

from peerinspect import store
from peerinspect.services.past_directors import AddPastDirector, add_past_director
from peerinspect.services.posts import EndPost, end_post
from peerinspect.services.reader import Reader
from peerinspect.services.vacancies import RegisterVacancy, register_vacancy
from peerinspect.store.reading.people import post_rows
from peerinspect.store.tables import HoldingRow, LeavingRow, PostRow

T, LEAVER = CODES[3], CODES[5]
FIRST = TODAY - timedelta(days=20)
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Flask, World, str]]:
    """C03's director left three weeks ago, and nobody is named; C05's will leave next month."""
    with pages(tmp_path / "vacant", WTF_CSRF_ENABLED=True) as app:
        with app.app_context():
            world = build_world(TODAY, [])
            for code, day in ((T, FIRST - timedelta(days=1)), (LEAVER, TODAY + timedelta(days=30))):
                end_post(EndPost(f"{code}-director", post_rows(f"{code}-director")[0].id, day), world.uncleared, TODAY)
            command = RegisterVacancy(T, TODAY, TODAY + timedelta(weeks=20), "Moved on", FIRST)
            duty = register_vacancy(command, world.uncleared, TODAY)
            add_past_director(
                AddPastDirector(T, "Perry Past", "interim", date(2019, 1, 1), date(2020, 3, 31)), world.cleared, TODAY
            )
        yield app, world, duty


def boxes(name: str, day: date) -> dict[str, list[str]]:
    return {name: [str(day.day), str(day.month), str(day.year)]}


def token_of(client: FlaskClient, address: str) -> str:
    return TOKEN.findall(client.get(address).text)[-1]


def test_a_second_click_names_nobody_twice(desk: tuple[Flask, World, str]) -> None:
    app, world, duty = desk
    client, address = sign_in(app, world.chief(T)), f"/vacancies/{duty}/holder"
    form = {
        "csrf_token": token_of(client, address),
        "name": "Dora Deputy",
        "office": "Deputy",
        **boxes("starts", FIRST),
    }
    first, second = (client.post(address, data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"] == f"/vacancies/{duty}"
    with app.app_context():
        assert store.db.session.query(HoldingRow).count() == 1


def test_a_gap_is_shown_until_somebody_is_named(desk: tuple[Flask, World, str]) -> None:
    app, world, duty = desk
    chief, cora = sign_in(app, world.chief(T)), sign_in(app, world.uncleared)
    for client, address in ((chief, "/my-council/"), (cora, "/vacancies/"), (cora, f"/vacancies/{duty}")):
        assert "obody" in client.get(address).text
    assert "Nobody looks after this post" in cora.get("/today/vacancies-uncovered").text
    form = {
        "csrf_token": token_of(chief, f"/vacancies/{duty}/holder"), "name": "Dora Deputy", "office": "Deputy",
        **boxes("starts", FIRST),
    }  # fmt: skip
    assert chief.post(f"/vacancies/{duty}/holder", data=form).status_code == 303
    assert "each day has somebody" in chief.get("/my-council/").text
    assert "Somebody has to be named" not in cora.get(f"/vacancies/{duty}").text
    assert "Council C03" not in cora.get("/today/vacancies-uncovered").text.split("<main")[1]


def test_a_second_click_hands_nothing_back_twice(desk: tuple[Flask, World, str]) -> None:
    app, world, duty = desk
    cora, address = sign_in(app, world.uncleared), f"/vacancies/{duty}/hand-back"
    for path, data in (
        (f"/vacancies/{duty}/holder", {"name": "Dora Deputy", "office": "Deputy", **boxes("starts", FIRST)}),
        (f"/duties/{duty}/steps/cover", {}),
    ):
        assert cora.post(path, data={"csrf_token": token_of(cora, path), **data}).status_code == 303
    form = {
        "csrf_token": token_of(cora, address), "person_id": f"{CODES[8]}-director", "basis": "substantive",
        "note": "Gone through", **boxes("day", TODAY), **boxes("starts", TODAY + timedelta(days=1)),
    }  # fmt: skip
    answers = [cora.post(address, data=form) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303], answers[0].text
    with app.app_context():
        posts = store.db.session.query(PostRow).filter_by(person=f"{CODES[8]}-director", authority=T)
        assert [(row.role, row.starts) for row in posts] == [("director", TODAY + timedelta(days=1))]
    assert "Handed back" in cora.get(f"/vacancies/{duty}").text


def test_a_page_of_a_vacancy_shows_the_liaison_no_form(desk: tuple[Flask, World, str]) -> None:
    app, world, duty = desk
    text = sign_in(app, world.liaison).get(f"/vacancies/{duty}").text
    assert "Name who looks after the post" not in text
    assert sign_in(app, world.chief(CODES[4])).get(f"/vacancies/{duty}").status_code == 404


def test_the_line_through_time_has_terms_and_gaps_in_picture_and_table(desk: tuple[Flask, World, str]) -> None:
    app, world, _ = desk
    text = sign_in(app, world.uncleared).get(f"/directors/{T}").text
    assert text.count('class="bar post-gap"') == 2
    for words in ("Perry Past", "Director C03", "Days without a holder", "1 April 2020"):
        assert words in text
    own = sign_in(app, world.chief(T)).get(f"/directors/{T}").text
    assert "Add a director of the past" not in own
    assert "/people/" not in own.split("<main")[1]


def test_the_lists_are_narrowed_and_say_so(desk: tuple[Flask, World, str]) -> None:
    app, world, _ = desk
    cora = sign_in(app, world.uncleared)
    assert "1 post<" in cora.get("/directors/?basis=vacant").text
    assert "No post matches" in cora.get("/directors/?q=nowhere").text
    watched = cora.get("/directors/watch?fact=vacant").text.split("<main")[1]
    assert "Vacant since" in watched
    assert "Council C05" not in watched
    assert "Council C05" in cora.get("/directors/watch?fact=ending").text
    assert "No post matches" in cora.get("/directors/watch?fact=ending&region=South").text


def test_a_leaver_is_asked_once_and_what_they_say_is_shown_nowhere(desk: tuple[Flask, World, str]) -> None:
    app, world, _ = desk
    leaver = sign_in(app, world.director(LEAVER))
    assert "/my/leaving" in leaver.get("/my/duties").text
    form = {"csrf_token": token_of(leaver, "/my/leaving"), "reason": "after-inspection", "own_words": "Quite enough"}
    answers = [leaver.post("/my/leaving", data=form) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    assert "/my/leaving" not in leaver.get("/my/duties").text
    with app.app_context():
        assert store.db.session.query(LeavingRow).count() == 1
    person = f"{LEAVER}-director"
    for reader, address in (
        (world.director(LEAVER), "/my/leaving"),
        (world.uncleared, f"/people/{person}"),
        (world.uncleared, f"/people/{person}/history"),
        (world.uncleared, f"/councils/{LEAVER}/history"),
        (world.uncleared, "/reports/leaving"),
        (world.uncleared, "/export/posts.csv"),
        (world.uncleared, "/export/people.csv"),
    ):
        answer = sign_in(app, reader).get(address)
        assert answer.status_code == 200, address
        assert "Quite enough" not in answer.text, address
        assert "checked" not in answer.text, address
    assert sign_in(app, world.senior(LEAVER)).get("/my/leaving").status_code == 404


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))


def test_the_files_keep_the_columns_that_there_were_and_add_others(desk: tuple[Flask, World, str]) -> None:
    app, world, _ = desk
    cora = sign_in(app, world.uncleared)
    heads = rows_of(cora.get("/reports/turnover.csv").text)[0]
    assert heads == [
        "Region", "Councils", "Directors' posts that changed holder", "Interims", "Vacancies open",
        "Councils affected", "Newcomers interim or acting", "Councils with a change",
        "Councils with more than one change", "Months in post, in the middle",
    ]  # fmt: skip
    by_region = unescape(cora.get("/reports/turnover").text.split('id="years"')[0])
    assert [head for head in heads if f">{head}<" in by_region] == heads[:6], "the page has room for six"
    years = rows_of(cora.get("/reports/turnover-years.csv?region=North").text)
    assert [row[:3] for row in years[1:3]] == [
        ["April 2025 to March 2026", "6", "0"],
        ["April 2024 to March 2025", "6", "0"],
    ]
    leaving = rows_of(sign_in(app, world.panel).get("/reports/leaving.csv").text)
    assert leaving[-1][0] == "All reasons"
    assert {cell for row in leaving[1:-1] for cell in row[1:]} == {"Fewer than 5"}


@pytest.mark.parametrize("role", ["senior", "chief", "liaison", "panel", "administrator"])
def test_nobody_else_is_asked_why_they_leave(desk: tuple[Flask, World, str], role: str) -> None:
    app, world, _ = desk
    reader: Reader = getattr(world, role)(LEAVER) if role in ("senior", "chief") else getattr(world, role)
    assert sign_in(app, reader).get("/my/leaving").status_code == (404 if role == "senior" else 403)
