"""Pages on which people say what they offer: what forms carry, second clicks, and no trace of sealed work."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, pages, sign_in, without_tokens
from small_world import CODES, TODAY, board, build_world, inspection

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services import disclosure
from peerinspect.services.reader import Reader
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import CorrectionRow, InvitationRow, LeaveRow

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
TARGET, HELPER = CODES[3], CODES[6]
CALENDAR = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260601\nEND:VEVENT\nEND:VCALENDAR\n"


@pytest.fixture
def guarded(lived_in: tuple[Path, Lived], tmp_path: Path) -> Iterator[Flask]:
    """The pages as they are served, with the tokens asked for."""
    shutil.copytree(lived_in[0], tmp_path / "guarded")
    with pages(tmp_path / "guarded", WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
        yield app


def token_of(client: FlaskClient, address: str) -> str:
    return TOKEN.findall(client.get(address).get_data(as_text=True))[-1]


class TestForms:
    """What is sent is what is kept."""

    @pytest.fixture
    def mine(self, lived: tuple[Flask, Lived]) -> FlaskClient:
        return sign_in(lived[0], lived[1].asked)

    def test_only_what_differs_from_the_page_is_changed(self, lived: tuple[Flask, Lived], mine: FlaskClient) -> None:
        app, found = lived
        sent = {"was": "2026-05-04,2026-05-11", "weeks": ["2026-05-11", "2026-06-01"]}
        assert mine.post("/my/weeks-away", data=sent).status_code == 303
        with app.app_context():
            weeks = {str(week.monday): week.state for week in disclosure.my_weeks(found.asked, TODAY)}
        assert (weeks["2026-05-04"], weeks["2026-05-11"], weeks["2026-06-01"]) == ("free", "free", "away")

    @pytest.mark.parametrize("weeks", ["nonsense", "0001-01-01", "2026-06-02"])
    def test_weeks_that_are_none_are_refused(self, mine: FlaskClient, weeks: str) -> None:
        assert mine.post("/my/weeks-away", data={"weeks": weeks}).status_code == 400

    @pytest.mark.parametrize("runs", ["nonsense", "2026-06-01", "2026-06-01/x", "9999-12-31/0001-01-01", "a/b/c"])
    def test_days_that_no_calendar_gave_are_not_marked(
        self, lived: tuple[Flask, Lived], mine: FlaskClient, runs: str
    ) -> None:
        assert mine.post("/my/busy-days/save", data={"runs": runs}).status_code in (303, 400)
        with lived[0].app_context():
            assert [row.id for row in store.db.session.query(LeaveRow).filter_by(person=lived[1].asked.person_id)] == [
                lived[1].leave
            ]

    def test_a_calendar_is_shown_before_it_is_kept(self, lived: tuple[Flask, Lived], mine: FlaskClient) -> None:
        shown = mine.post("/my/busy-days", data={"file": (io.BytesIO(CALENDAR), "mine.ics"), "counted": "all"})
        text = shown.get_data(as_text=True)
        assert "1 June 2026" in text and 'value="2026-06-01/2026-06-01"' in text
        pasted = mine.post("/my/busy-days", data={"pasted": CALENDAR.decode()})
        assert without_tokens(pasted.get_data(as_text=True)) == without_tokens(text)

    def test_days_alone_leave_skills_and_words_as_they_are(self, lived: tuple[Flask, Lived], mine: FlaskClient) -> None:
        mine.post("/my/offers", data={"chair": "10", "expertise": "Budgets"})
        mine.post("/my/offers", data={"chair": "12"})
        with lived[0].app_context():
            assert disclosure.my_expertise(lived[1].asked, TODAY).statement == "Budgets"

    def test_declarations_say_who_reads_them(self, mine: FlaskClient) -> None:
        text = mine.get("/my/declarations").get_data(as_text=True)
        assert "Anybody: it is in the public part of the register" in text
        assert "only that there is such a tie and whether it still holds" in text


class TestSecondClicks:
    """Sent twice, done once."""

    def test_a_question_is_asked_once(self, guarded: Flask, lived_in: tuple[Path, Lived]) -> None:
        client = sign_in(guarded, lived_in[1].asked)
        sent = {"csrf_token": token_of(client, "/my/profile/correct"), "about": "name", "words": "It is Anne"}
        answers = [client.post("/my/profile/correct", data=sent) for _ in range(2)]
        assert [each.status_code for each in answers] == [303, 303]
        with guarded.app_context():
            assert store.db.session.query(CorrectionRow).filter_by(about="name").count() == 1

    def test_an_invitation_is_sent_once(self, guarded: Flask, lived_in: tuple[Path, Lived]) -> None:
        client, address = sign_in(guarded, lived_in[1].world.uncleared), f"/people/{CODES[5]}-senior/invite"
        sent = {"csrf_token": token_of(client, address), "email": "c05@example.org"}
        answers = [client.post(address, data=sent) for _ in range(2)]
        assert [each.status_code for each in answers] == [303, 303]
        with guarded.app_context():
            user = lived_in[1].world.senior(CODES[5]).user_id
            assert store.db.session.query(InvitationRow).filter_by(user=user).count() == 1

    def test_forms_without_a_token_are_refused(self, guarded: Flask, lived_in: tuple[Path, Lived]) -> None:
        client = sign_in(guarded, lived_in[1].asked)
        for address in ("/my/weeks-away", "/my/busy-days/save", "/my/profile/correct", "/my/aspiration"):
            assert client.post(address, data={"weeks": "2026-06-01"}).status_code == 400

    def test_a_link_is_good_once(self, guarded: Flask, lived_in: tuple[Path, Lived]) -> None:
        address, clients = f"/invitations/{lived_in[1].secret}", [guarded.test_client() for _ in range(2)]
        tokens = [token_of(client, address) for client in clients]
        codes = [
            client.post(address, data={"csrf_token": token, "password": "seventeen blue herons"}).status_code
            for client, token in zip(clients, tokens, strict=True)
        ]
        assert codes == [303, 404]
        closed = guarded.test_client().get(address)
        assert "has been used" in closed.get_data(as_text=True)
        assert "Senior" not in closed.get_data(as_text=True)


PAGES = (
    "/my/offers", "/my/prospects", "/my/profile", "/my/mentoring", "/my/aspiration", "/my/busy-days",
    f"/my/consent/{TARGET}/ask", "/people/invite", f"/people/{TARGET}-director/invite", "/corrections/",
)  # fmt: skip
GUESSES = (
    ("/my/offers", {"chair": "5", "skills": "secret trade", "expertise": "x"}),
    ("/my/weeks-away", {"weeks": "2026-06-08"}),
    ("/my/busy-days", {"pasted": CALENDAR.decode()}),
    (f"/my/consent/{TARGET}/ask", {"note": "Please"}),
)
READERS = {
    "director of T": lambda world: world.director(TARGET),
    "chief executive of T": lambda world: world.chief(TARGET),
    "director elsewhere": lambda world: world.director(CODES[1]),
    "placed on it": lambda world: world.director(HELPER),
    "uncleared": lambda world: world.uncleared,
    "administrator": lambda world: world.administrator,
}


def life(folder: Path, with_inspection: bool) -> dict[tuple[str, str], tuple[int, str]]:
    """All that these readers are answered, with or without a sealed inspection of T that somebody is on."""
    with pages(folder) as app:
        with app.app_context():
            world = build_world(TODAY, [board("board-0", CODES[0], TODAY), board("board-1", CODES[7], TODAY)])
            if with_inspection:
                sealed = inspection("hidden", TARGET, TODAY + timedelta(weeks=14))
                with store.transaction():
                    load_duties([replace(sealed, skills=frozenset({"secret trade"}))])
                    load_placements([Placement(f"{HELPER}-director", "hidden", "accepted")], [])
        return {key: answer for name, make in READERS.items() for key, answer in answers(app, name, make(world))}


def answers(app: Flask, name: str, reader: Reader) -> Iterator[tuple[tuple[str, str], tuple[int, str]]]:
    client = sign_in(app, reader)
    for address in PAGES:
        found = client.get(address)
        yield (name, address), (found.status_code, without_tokens(found.get_data(as_text=True)))
    for address, content in GUESSES:
        found = client.post(address, data=content)
        yield (name, f"POST {address}"), (found.status_code, without_tokens(found.get_data(as_text=True)))


def test_no_sealed_inspection_changes_a_byte(tmp_path: Path, empty_pages: Path) -> None:
    for name in ("without", "with"):
        shutil.copytree(empty_pages, tmp_path / name)
    without, with_ = (life(tmp_path / name, name == "with") for name in ("without", "with"))
    assert without.keys() == with_.keys()
    for key, answer in without.items():
        # Whoever is on it knows the days that it takes of those they offered.
        if key[0] != "placed on it" or not key[1].endswith("/my/offers"):
            assert with_[key] == answer, key
    opened = {address for (_, address), (code, _) in without.items() if code == 200}
    assert set(PAGES) <= opened, "else nothing would be compared"
