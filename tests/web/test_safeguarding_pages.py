"""Pages of safeguarding boards: forms by role, the second click, what a page shows to whom, who chairs whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import pages, sign_in
from small_world import CODES, TODAY, World, board, build_world

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services import disclosure
from peerinspect.services.reader import Reader
from peerinspect.services.safeguarding.commands import RegisterSafeguardingBoard
from peerinspect.services.safeguarding.keeping import register_safeguarding_board
from peerinspect.services.views import SafeguardingBoardView
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow

A, B, C = CODES[0], CODES[1], CODES[2]
LIST = "/safeguarding-boards/"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with pages(tmp_path, WTF_CSRF_ENABLED=True) as made:
        yield made


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return build_world(TODAY, [board("board-a", A, TODAY), board("board-b", B, TODAY)])


@pytest.fixture
def vale(app: Flask, world: World) -> str:
    command = RegisterSafeguardingBoard((A, C), "The vale", date(2021, 4, 1))
    with app.app_context():
        return register_safeguarding_board(command, world.cleared, TODAY)


def seen(app: Flask, world: World, id_: str) -> SafeguardingBoardView:
    with app.app_context():
        return disclosure.safeguarding_board(world.cleared, id_, TODAY)


def token(client: FlaskClient, address: str) -> str:
    page = client.get(address).text
    found = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    return found[-1]


def send(app: Flask, reader: Reader, address: str, **entered: object):
    client = sign_in(app, reader)
    return client.post(address, data={"csrf_token": token(client, address), **entered})


def day(name: str, when: date) -> dict[str, object]:
    return {name: [str(when.day), str(when.month), str(when.year)]}


def test_a_board_is_registered_once_by_two_clicks(app: Flask, world: World) -> None:
    client = sign_in(app, world.cleared)
    form = {"csrf_token": token(client, f"{LIST}new"), "authorities": [A, B], "name": "Two towns"}
    first, second = client.post(f"{LIST}new", data=form), client.post(f"{LIST}new", data=form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    listed = client.get(f"{LIST}?q=two+towns").text
    assert listed.count("Two towns Safeguarding Children Partnership</a>") == 1


def test_a_form_without_its_token_changes_nothing(app: Flask, world: World, vale: str) -> None:
    client = sign_in(app, world.cleared)
    answer = client.post(f"{LIST}{vale}/members/new", data={"agency": "police", "office": "Officer"})
    assert answer.status_code == 400
    assert seen(app, world, vale).members == ()


def test_a_chief_executive_keeps_members_meetings_and_reports(app: Flask, world: World, vale: str) -> None:
    chief = world.chief(A)
    added = send(app, chief, f"{LIST}{vale}/members/new", agency="police", office="Officer", name="Pat")
    assert added.status_code == 303
    member = seen(app, world, vale).members[0]
    answer = send(app, chief, f"{LIST}{vale}/subgroups/new", name="Learning", lead=member.id, members=[member.id])
    assert answer.status_code == 303
    planned = send(app, chief, f"{LIST}{vale}/meetings/new", **day("day", TODAY - timedelta(days=1)))
    assert planned.status_code == 303
    meeting = seen(app, world, vale).meetings[0]
    held = send(app, chief, f"{LIST}{vale}/meetings/{meeting.id}/held", came=["police"], reference="M1")
    assert held.status_code == 303
    last = TODAY.year if (TODAY.month, TODAY.day) > (3, 31) else TODAY.year - 1
    report = send(app, chief, f"{LIST}{vale}/report", year=str(last), reference="R1", **day("published_on", TODAY))
    assert report.status_code == 303
    page = sign_in(app, chief).get(f"{LIST}{vale}/meetings").text
    for shown in ("Held", "M1", "R1", "Published"):
        assert shown in page
    assert "Pat" in sign_in(app, chief).get(f"{LIST}{vale}/people").text


def test_a_chief_executive_of_another_council_finds_no_such_board(app: Flask, world: World, vale: str) -> None:
    client = sign_in(app, world.chief(B))
    for part in ("", "/people", "/meetings", "/members/new", "/meetings/new", "/report"):
        assert client.get(f"{LIST}{vale}{part}").status_code == 404
    assert "The vale" not in client.get(LIST).text


def test_a_director_reads_and_is_offered_no_form(app: Flask, world: World, vale: str) -> None:
    client = sign_in(app, world.director(A))
    for part in ("", "/people", "/meetings"):
        page = client.get(f"{LIST}{vale}{part}")
        assert page.status_code == 200
        assert "/new" not in page.text
        assert "Change" not in page.text
        assert "Steps and papers" not in page.text
    assert client.get(f"{LIST}{vale}/members/new").status_code == 403
    assert client.get(f"{LIST}{vale}/history").status_code == 403


def test_what_is_wrong_stands_beside_its_field(app: Flask, world: World, vale: str) -> None:
    answer = send(app, world.cleared, f"{LIST}{vale}/partners/new", agency="", name="", office="")
    assert answer.status_code == 400
    for shown in ("Choose an agency from the list", "Enter the organisation", "Enter the office", "There is a problem"):
        assert shown in answer.text
    assert seen(app, world, vale).partners == ()


def test_changes_begin_with_what_is_kept(app: Flask, world: World, vale: str) -> None:
    entered = {"agency": "health", "name": "Vale Health", "office": "Nurse", "lead": "Nell"}
    assert send(app, world.cleared, f"{LIST}{vale}/partners/new", **entered).status_code == 303
    partner = seen(app, world, vale).partners[0]
    page = sign_in(app, world.cleared).get(f"{LIST}{vale}/partners/{partner.id}").text
    for kept in ("Vale Health", "Nurse", "Nell", 'value="health" selected'):
        assert kept in page
    details = sign_in(app, world.cleared).get(f"{LIST}{vale}/change").text
    assert 'value="The vale"' in details
    assert 'value="9" selected' in details


def test_the_history_of_a_board_is_a_part_of_it(app: Flask, world: World, vale: str) -> None:
    page = sign_in(app, world.liaison).get(f"{LIST}{vale}/history").text
    assert "Registered the board of" in page


def seat(app: Flask, duty: str, person: str, status: str = "live") -> None:
    with app.app_context(), store.transaction():
        load_placements([Placement(person, duty, status)], [])
        row = store.db.session.get_one(DutyRow, duty)
        row.state, row.starts = "in-post", TODAY - timedelta(days=30)


def test_swaps_are_drawn_and_told_in_the_table(app: Flask, world: World) -> None:
    seat(app, "board-a", f"{B}-director")
    seat(app, "board-b", f"{A}-director")
    page = sign_in(app, world.panel).get(f"{LIST}who-chairs-whom").text
    assert page.count("map-arc map-arc--swap") >= 2
    assert page.count(">Swap</td>") == 2
    assert "1 swap (thick, letter S)" in page
    assert f'href="{LIST}' not in page.replace(f'href="{LIST}who-chairs-whom', "")


def test_the_panel_is_shown_nobody_who_is_only_asked(app: Flask, world: World) -> None:
    seat(app, "board-a", f"{B}-director", "offered")
    address = f"{LIST}who-chairs-whom?chairs=asked"
    assert world.director(B).name not in sign_in(app, world.panel).get(address).text
    assert world.director(B).name in sign_in(app, world.liaison).get(address).text


def test_a_board_is_reached_from_its_term_its_council_and_back(app: Flask, world: World) -> None:
    client = sign_in(app, world.cleared)
    with app.app_context():
        link = disclosure.board_link(world.cleared, "board-a", TODAY)
    assert link is not None
    address = f'href="{LIST}{link.value}"'
    for page in ("/duties/board-a", f"/councils/{A}", "/my-council/boards/board-a"):
        assert address in client.get(page).text, page
    back = client.get(f"{LIST}{link.value}").text
    assert f'href="/councils/{A}"' in back
    assert 'href="/duties/board-a"' in back
    assert f'href="{LIST}"' in sign_in(app, world.chief(A)).get("/my-council/boards").text


def test_lists_are_files_too_and_as_narrow_as_their_pages(app: Flask, world: World, vale: str) -> None:
    entered = {"agency": "police", "office": "Officer", "name": "=Pat"}
    assert send(app, world.cleared, f"{LIST}{vale}/members/new", **entered).status_code == 303
    client = sign_in(app, world.cleared)
    members = client.get(f"{LIST}{vale}/members.csv")
    assert members.headers["Content-Disposition"] == 'attachment; filename="members.csv"'
    assert members.text.splitlines()[1] == "Police,Officer,'=Pat,,"
    assert len(client.get(f"{LIST}boards.csv").text.splitlines()) == 4
    assert len(client.get(f"{LIST}boards.csv?q=vale").text.splitlines()) == 2
    assert len(sign_in(app, world.chief(B)).get(f"{LIST}boards.csv").text.splitlines()) == 2
    seat(app, "board-a", f"{B}-director", "offered")
    asked = f"{LIST}who-chairs-whom.csv?chairs=asked"
    assert len(sign_in(app, world.liaison).get(asked).text.splitlines()) == 2
    assert len(sign_in(app, world.panel).get(asked).text.splitlines()) == 1
