"""The records of people and councils on pages: lists narrowed and paged, changes made once, and read first."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import ANNOUNCED, SEALED, Lived, database_of, pages, sign_in, without_tokens
from small_world import CODES, TODAY
from sqlalchemy import event

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services import disclosure
from peerinspect.services.circles import helpers_of
from peerinspect.services.inspections import RegisterInspection, register_inspection
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow, PlacementRow

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
ME = f"{CODES[9]}-senior"
CALL = {"source": "phone", "reference": "They called"}
TWICE = "You sent this twice. It was done once."


@pytest.fixture
def desk(lived: tuple[Flask, Lived]) -> tuple[FlaskClient, Lived]:
    """A coordinator who is not cleared, at the pages."""
    app, found = lived
    return sign_in(app, found.world.uncleared), found


def text_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


class TestTheListOfPeople:
    """What the address asks for is looked up where it is kept."""

    @pytest.mark.parametrize(
        ("asked", "number"),
        [
            ("q=c03", 2),
            ("q=senior+c03", 1),
            ("q=%25", 0),
            ("council=c03", 2),
            ("council=nowhere", 0),
            ("region=South", 12),
            ("kind=inspect", 24),
            ("kind=second", 0),
            ("level=authorised", 24),
            ("level=none", 0),
            ("due=vetting", 0),
            ("due=consent", 0),
            ("other=left", 0),
            ("other=aspirant", 2),
            ("kind=nonsense&level=nonsense&due=nonsense&other=nonsense&page=nonsense", 24),
        ],
    )
    def test_is_narrowed(self, desk: tuple[FlaskClient, Lived], asked: str, number: int) -> None:
        text = text_of(desk[0], f"/people/?{asked}")
        expected = {0: "Nobody matches", 1: "1 person"}.get(number, f"{number} people")
        assert expected in text

    def test_what_ran_out_is_found(self, desk: tuple[FlaskClient, Lived]) -> None:
        client = desk[0]
        with client.application.app_context(), store.transaction():
            store.db.session.execute(store.db.text("UPDATE person SET vetted_on = NULL WHERE id = 'C03-senior'"))
            store.db.session.execute(store.db.text("UPDATE person SET declared_on = NULL WHERE id = 'C04-senior'"))
            store.db.session.execute(store.db.text("DELETE FROM consent WHERE person = 'C05-senior'"))
        for due, name in (("vetting", "Senior C03"), ("declaration", "Senior C04"), ("consent", "Senior C05")):
            text = text_of(client, f"/people/?due={due}&council=c0&q=senior")
            assert name in text and "1 person" in text

    def test_the_liaison_changes_nothing(self, lived: tuple[Flask, Lived]) -> None:
        client = sign_in(lived[0], lived[1].world.liaison)
        for address in ("/people/", f"/people/{ME}", "/councils/", f"/councils/{CODES[3]}"):
            assert "/change/" not in text_of(client, address)
            assert "/new" not in text_of(client, address)


CHANGES: list[tuple[str, dict, str]] = [
    (f"/people/{ME}/change/name", {"name": "Dora Newname"}, "The name is changed."),
    (f"/people/{ME}/change/skills", {"skills": "finance, early help"}, "The skills are changed."),
    (f"/people/{ME}/change/training", {"level": "observer"}, "The training is changed."),
    (f"/people/{ME}/change/vetting", {"vetted_on": ["1", "3", "2026"]}, "The day of the vetting is changed."),
    (f"/people/{ME}/change/aspiring", {"aspirant": "y"}, "The record is changed."),
    (f"/people/{ME}/change/offers", {"inspect": "7", **CALL}, "What they offer is written down, and marked so."),
    (
        f"/people/{ME}/change/away",
        {"starts": ["1", "2", "2027"], "ends": ["2", "2", "2027"], **CALL},
        "The time away is written down, and marked so.",
    ),
    (
        f"/people/{ME}/change/post",
        {"authority": "Council C10", "role": "other", "basis": "joint", "starts": ["1", "2", "2040"]},
        "The post is added.",
    ),
    (
        f"/people/{ME}/change/ask-for-consent",
        {"authority": CODES[9], "note": "next season"},
        "The chief executive is asked.",
    ),
    (
        f"/people/{ME}/change/consent",
        {"authority": CODES[9], "starts": ["2", "3", "2026"], "ends": ["2", "3", "2027"], "reference": "Letter 1"},
        "The consent is recorded.",
    ),
    (f"/people/{ME}/change/leave-pool", {"reason": "Retires"}, "They have left the pool."),
    (
        f"/councils/{CODES[9]}/change/details",
        {"name": "Council Nine", "region": "London", "latitude": "51.5", "longitude": "-0.1"},
        "The council's record is changed.",
    ),
    (
        f"/councils/{CODES[9]}/change/judgement",
        {"published": ["1", "3", "2026"], "overall": "good"},
        "The judgement is added.",
    ),
    (
        f"/councils/{CODES[9]}/change/arrangement",
        {"kind": "icb", "authorities": CODES[10], "starts": ["1", "3", "2026"]},
        "The arrangement is added.",
    ),
    (
        f"/councils/{CODES[9]}/change/end",
        {"into": "Council C10", "ended_on": ["1", "3", "2026"]},
        "The council has ended.",
    ),
]


@pytest.mark.parametrize(("address", "content", "told"), CHANGES)
class TestAnyChange:
    """Each by its own form."""

    def test_is_made(self, desk: tuple[FlaskClient, Lived], address: str, content: dict, told: str) -> None:
        client = desk[0]
        answer = client.post(address, data={**content, "read_it": "yes"}, follow_redirects=True)
        assert answer.status_code == 200
        assert told in unescape(answer.get_data(as_text=True))

    def test_says_what_it_does_and_what_it_lacks(
        self, desk: tuple[FlaskClient, Lived], address: str, content: dict, told: str
    ) -> None:
        client = desk[0]
        assert "There is a problem" not in text_of(client, address)
        empty = client.post(address, data={})
        says = {400: "There is a problem", 200: "new objection", 303: ""}
        assert says[empty.status_code] in empty.get_data(as_text=True)

    def test_of_nothing_there_is_not_found(
        self, desk: tuple[FlaskClient, Lived], address: str, content: dict, told: str
    ) -> None:
        parts = address.split("/")
        for wrong in ("/".join([*parts[:2], "nothing", *parts[3:]]), "/".join([*parts[:-1], "nothing"])):
            assert desk[0].get(wrong).status_code == 404
            assert desk[0].post(wrong, data=content).status_code == 404


class TestASecondClick:
    """A form that is sent twice is carried out once."""

    @pytest.fixture
    def guarded(self, lived_in: tuple[Path, Lived], tmp_path: Path) -> Iterator[FlaskClient]:
        shutil.copytree(lived_in[0], tmp_path / "guarded")
        with pages(tmp_path / "guarded", WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
            yield sign_in(app, lived_in[1].world.uncleared)

    @pytest.mark.parametrize(
        ("address", "content"),
        [
            (f"/people/{ME}/change/post", CHANGES[7][1]),
            (f"/people/{ME}/change/consent", CHANGES[9][1]),
            (f"/people/{ME}/change/away", CHANGES[6][1]),
            ("/councils/new", {"code": "E99", "name": "Newborough", "region": "London"}),
            (f"/councils/{CODES[9]}/change/judgement", CHANGES[12][1]),
            (f"/councils/{CODES[9]}/change/arrangement", CHANGES[13][1]),
        ],
    )
    def test_is_the_first_one_again(self, guarded: FlaskClient, address: str, content: dict) -> None:
        token = TOKEN.findall(text_of(guarded, address))[-1]
        sent = {**content, "csrf_token": token, "read_it": "yes"}
        first = guarded.post(address, data=sent)
        assert first.status_code == 303, first.get_data(as_text=True)[:2000]
        before = database_of(Path(guarded.application.config["INSTANCE"]))
        second = guarded.post(address, data=sent)
        assert (second.status_code, second.location) == (303, first.location)
        assert TWICE in text_of(guarded, str(second.location))
        after = database_of(Path(guarded.application.config["INSTANCE"]))
        assert {name for name in before if before[name] != after[name]} <= {"form_use"}


class TestReadFirst:
    """What brings objections to work to come is shown before it is saved; of sealed work only to the cleared."""

    @pytest.fixture
    def helper(self, lived: tuple[Flask, Lived]) -> str:
        """Somebody who has agreed to the sealed inspection, and to nothing else."""
        app, found = lived
        circles = found.world.circles
        wanted = helpers_of(circles[CODES[3]])
        with app.app_context(), store.transaction():
            busy = set(store.db.session.scalars(store.db.select(PlacementRow.person)))
            free = [f"{code}-senior" for code in CODES if circles[code] == wanted and f"{code}-senior" not in busy]
            load_placements([Placement(free[0], SEALED, "accepted")], [])
        return free[0]

    def test_an_open_duty_is_named_and_nothing_saved_until_it_was_read(self, desk: tuple[FlaskClient, Lived]) -> None:
        client, found = desk
        with client.application.app_context():
            person = disclosure.duty(found.world.cleared, ANNOUNCED, client.application.config["TODAY"])
            placed = person.placements[0].person_id
        address = f"/people/{placed}/change/leave-pool"
        shown = client.post(address, data={"reason": "Retires"})
        text = shown.get_data(as_text=True)
        assert shown.status_code == 200
        assert "Nothing is changed yet" in text and "Inspection of Council C05" in text
        assert 'name="reason" value="Retires"' in text
        assert "Left the pool" not in text_of(client, f"/people/{placed}")
        done = client.post(address, data={"reason": "Retires", "read_it": "yes"})
        assert done.status_code == 303
        assert "Left the pool" in text_of(client, f"/people/{placed}")

    def test_sealed_work_is_not_named_nor_asked_about(self, lived: tuple[Flask, Lived], helper: str) -> None:
        app, found = lived
        address, content = f"/people/{helper}/change/leave-pool", {"reason": "Retires"}
        cleared = sign_in(app, found.world.cleared).post(address, data=content)
        assert "Nothing is changed yet" in cleared.get_data(as_text=True)
        assert sign_in(app, found.world.uncleared).post(address, data=content).status_code == 303


def test_a_skill_that_only_a_sealed_inspection_names_is_offered_to_nobody_uncleared(
    lived: tuple[Flask, Lived],
) -> None:
    app, found = lived
    with app.app_context(), store.transaction():
        assert store.db.session.get(DutyRow, SEALED) is not None
        store.db.session.execute(store.db.text("INSERT INTO skill (name) VALUES ('courts')"))
        store.db.session.execute(store.db.text(f"INSERT INTO duty_skill (duty, skill) VALUES ('{SEALED}', 'courts')"))
    for reader, is_told in ((found.world.cleared, True), (found.world.uncleared, False)):
        client = sign_in(app, reader)
        for address in ("/people/new", "/inspections/new", "/work/support/new"):
            assert ("courts" in text_of(client, address)) == is_told


class TestThePages:
    """What a person's and a council's page hold."""

    def test_a_person_on_a_line_and_on_the_map(self, desk: tuple[FlaskClient, Lived]) -> None:
        text = text_of(desk[0], f"/people/{ME}")
        assert "app-picture__svg--posts" in text and "app-picture__svg--stands" in text
        assert text.count("Show as table") == 2
        assert "map-mark--conflicted" in text

    def test_a_chief_executive_reads_their_own_person_without_the_map(self, lived: tuple[Flask, Lived]) -> None:
        client = sign_in(lived[0], lived[1].world.chief(CODES[9]))
        text = text_of(client, f"/people/{ME}")
        assert "Where they could go" not in text and "History" not in text

    def test_a_council_on_a_line(self, desk: tuple[FlaskClient, Lived]) -> None:
        text = text_of(desk[0], f"/councils/{CODES[3]}")
        assert "app-picture__svg--grades" in text and "Shares a police force with Council C04" in text

    def test_histories_tell_a_line_an_event(self, desk: tuple[FlaskClient, Lived]) -> None:
        client = desk[0]
        client.post(f"/people/{ME}/change/name", data={"name": "Dora Newname"})
        text = text_of(client, f"/people/{ME}/history")
        assert "Changed the name: Dora Newname; it was Senior C09." in text and "1 event" in text
        assert "Shares a police force" in text_of(client, f"/councils/{CODES[3]}/history")
        assert "Nothing has happened yet." in text_of(client, f"/councils/{CODES[8]}/history")

    @pytest.mark.parametrize(
        "address",
        [
            "/people/",
            "/people/?due=consent&council=c&region=South",
            f"/people/{ME}",
            f"/people/{ME}/history",
            f"/people/{ME}/change/offers",
            "/councils/",
            "/councils/?grade=good&director=interim",
            f"/councils/{CODES[3]}",
            f"/councils/{CODES[3]}/history",
        ],
    )
    def test_no_page_asks_the_database_more_than_sixty_times(
        self, desk: tuple[FlaskClient, Lived], address: str
    ) -> None:
        client = desk[0]
        asked: list[str] = []
        with client.application.app_context():
            engine = store.db.engine

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        text_of(client, address)
        event.remove(engine, "before_cursor_execute", note)
        assert 0 < len(asked) <= 60


def test_a_sealed_inspection_changes_no_byte_of_a_record(lived: tuple[Flask, Lived]) -> None:
    """Nor does a look at it: the record, the history and the lists of its council and of the council's people."""
    app, found = lived
    director = f"{CODES[3]}-director"
    addresses = [
        f"/people/{director}",
        f"/people/{director}/history",
        f"/people/{director}/change/skills",
        f"/councils/{CODES[3]}",
        f"/councils/{CODES[3]}/history",
        "/people/?council=c03",
        "/councils/?q=c03",
    ]

    def seen() -> list[str]:
        client = sign_in(app, found.world.uncleared)
        return [without_tokens(text_of(client, address)) for address in addresses]

    before = seen()
    with app.app_context():
        command = RegisterInspection((CODES[3],), date(2026, 9, 7), skills=("courts",))
        duty = register_inspection(command, found.world.cleared, TODAY)
        disclosure.duty(found.world.cleared, duty, TODAY)
        told = disclosure.authority(found.world.cleared, CODES[3], TODAY)
        assert duty in {each.id for each in told.inspections}, "it is there for those who may know"
    assert seen() == before
