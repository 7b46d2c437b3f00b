"""The register's pages: finding a council by name, the forms, the export, and what the veil keeps."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from pages_world import Lived, pages, sign_in, without_tokens
from small_world import CODES, MONDAY, TODAY, board, build_world, inspection
from test_doing_the_jobs import Desk, boxes

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.domain.kinds import KINDS
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.dismissals import GROUNDS
from peerinspect.services.lookback import CHANGES
from peerinspect.services.reader import Reader
from peerinspect.services.ties import STANDS
from peerinspect.services.views import Standing
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.ties import look_backs
from peerinspect.store.tables import UserAuthorityRow, UserRow
from peerinspect.web import words
from peerinspect.web.presenters import kinds_named, renewal


@pytest.fixture
def asked(lived: tuple[Flask, Lived]) -> Desk:
    return Desk(lived[0], lived[1].asked)


@pytest.fixture
def coordinator(lived: tuple[Flask, Lived]) -> Desk:
    return Desk(lived[0], lived[1].world.cleared)


class TestFindingACouncil:
    """By its whole name, whatever the capitals; a part of a name is never taken for the whole."""

    @pytest.mark.parametrize("typed", ["Council C07", "  council   c07 ", "C07"])
    def test_by_name_or_code(self, asked: Desk, typed: str) -> None:
        text = asked.send("/my/declarations/new", authority=typed, kind="friend")
        assert "Council C07" in text

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("", "Choose a council from the list"),
            ("Council C1", "No council has exactly this name. Did you mean Council C10 or Council C11?"),
            ("Atlantis", "No council has exactly this name. Choose one from the list"),
            ("<b>", "No council has exactly this name. Choose one from the list"),
        ],
    )
    def test_or_else_says_what_it_could_be(self, asked: Desk, typed: str, message: str) -> None:
        assert asked.refused("/my/declarations/new", authority=typed, kind="friend") == [message]

    def test_what_was_typed_is_still_there_to_mend(self, asked: Desk) -> None:
        answer = asked.client.post("/my/declarations/new", data={"authority": 'Nowhere "quoted"', "kind": "friend"})
        assert 'value="Nowhere &#34;quoted&#34;"' in answer.get_data(as_text=True)

    def test_without_scripts_by_a_box_on_the_server(self, asked: Desk) -> None:
        text = asked.read("/my/declarations/councils?q=c07")
        assert "1 council" in text
        assert 'href="/my/declarations/new?council=C07"' in text
        assert 'value="Council C07"' in asked.read("/my/declarations/new?council=C07")
        assert "No council matches what you ask for." in asked.read("/my/declarations/councils?q=atlantis")

    def test_the_page_suggests_every_council(self, asked: Desk) -> None:
        text = asked.read("/my/declarations/new")
        assert all(f'<option value="Council {code}">' in text for code in CODES)
        assert 'list="authority-names"' in text


class TestTheRegister:
    """What coordinators do on it."""

    def test_is_narrowed_by_person_tie_and_state(self, coordinator: Desk) -> None:
        assert "5 ties" not in coordinator.read("/register/?state=dismissed")
        assert "1 tie<" in coordinator.read("/register/?state=dismissed")
        assert "2 ties" in coordinator.read("/register/?state=waiting")
        assert "1 tie<" in coordinator.read("/register/?kind=family&q=c09")
        assert "No tie matches what you ask for." in coordinator.read("/register/?q=atlantis")

    def test_a_tie_is_recorded_moved_and_its_look_back_is_a_file_too(
        self, lived: tuple[Flask, Lived], coordinator: Desk
    ) -> None:
        person = f"{CODES[3]}-senior"
        form = {"authority": "Council C08", "kind": "paid", "source": "phone", "reference": "Call on 1 March"}
        text = coordinator.send(f"/register/people/{person}/new", **form, starts=boxes(date(2024, 1, 1)))
        assert "The tie is recorded." in text
        assert "Stands against" in text
        (tie,) = re.findall(r'href="(/register/ties/\w+)"', coordinator.read("/register/?kind=paid"))
        assert "Recorded from a call or a meeting" in coordinator.read(tie)
        assert coordinator.refused(f"{tie}/end") == [
            "This is the last day on the register already",
            "Enter the reference of the letter, or who called and when",
        ]
        text = coordinator.send(f"{tie}/end", ends=boxes(date(2025, 1, 1)), reference="Letter 9")
        assert "1 January 2024 to 1 January 2025" in text

    def test_a_decision_is_made_once(self, lived: tuple[Flask, Lived], coordinator: Desk) -> None:
        address = f"/register/ties/{lived[1].ties.decide}"
        assert coordinator.refused(f"{address}/decide") == ["Choose whether the tie is false"]
        assert "Dismissed as false" in coordinator.send(f"{address}/decide", decision="approve")
        assert coordinator.refused(f"{address}/decide", decision="approve") == [
            "No dismissal of this tie waits for a decision"
        ]

    def test_the_proposer_is_told_who_must_decide(self, lived: tuple[Flask, Lived]) -> None:
        desk = Desk(lived[0], lived[1].world.uncleared)
        address = f"/register/ties/{lived[1].ties.decide}"
        assert "A second coordinator must decide on the dismissal." in desk.read(address)
        assert desk.refused(f"{address}/decide", decision="approve") == [
            "A second coordinator must decide: you proposed this"
        ]

    def test_nothing_is_decided_that_nobody_proposed(self, lived: tuple[Flask, Lived], coordinator: Desk) -> None:
        for action in ("decide", "review"):
            assert coordinator.client.get(f"/register/ties/{lived[1].interest}/{action}").status_code == 404

    def test_the_public_part_is_a_file(self, coordinator: Desk) -> None:
        answer = coordinator.client.get("/register/public.csv")
        assert answer.mimetype == "text/csv"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="register-of-interests-2026-03-02.csv"'
        assert answer.headers["Cache-Control"] == "no-store"
        text = answer.get_data(as_text=True)
        assert text.startswith("Person,Post,Council,Interest,From,To,Last declared\r\n")
        assert "Employed by the council" in text
        assert "family" not in text.lower()


class TestWords:
    """Plain ones, for everything."""

    @pytest.mark.parametrize(
        ("standing", "text"),
        [
            (Standing("missing"), "Nothing is declared yet. Until it is, nobody can be placed."),
            (
                Standing("lapsed", TODAY - timedelta(days=1)),
                "It ran out on 1 March 2026. Until it is signed again, nobody can be placed.",
            ),
            (Standing("running-out", TODAY), "Due by 2 March 2026, today."),
            (Standing("running-out", TODAY + timedelta(days=1)), "Due by 3 March 2026, in 1 day."),
            (Standing("in-force", TODAY + timedelta(days=31)), "Next due by 2 April 2026."),
        ],
    )
    def test_when_a_declaration_is_due(self, standing: Standing, text: str) -> None:
        assert renewal(standing, TODAY) == text

    def test_kinds_in_a_sentence(self) -> None:
        assert kinds_named(KINDS) == "all work"
        assert kinds_named(["inspect", "review"]) == "inspections and case reviews"

    def test_everything_has_them(self) -> None:
        assert set(words.GROUNDS) == set(words.GROUND_EXAMPLES) == set(GROUNDS)
        assert set(words.TIE_CHANGES) == set(CHANGES)
        assert set(words.STANDS) == set(STANDS)


def told(folder: Path, with_secret: bool) -> dict[str, str]:
    """What the pages say of a tie to readers under the veil, in a service with or without a sealed placement."""
    me, duties = f"{CODES[0]}-director", [board("open", CODES[5], TODAY)]
    if with_secret:
        duties.append(inspection("secret", CODES[5], MONDAY))
    with pages(folder) as app:
        with app.app_context():
            world = build_world(TODAY, duties)
            with store.transaction():
                load_placements([Placement(me, duty.id, "accepted") for duty in duties], [])
                bound = UserRow(
                    id="bound", email="b@example.org", name="Bound", role="coordinator", password_hash="", cleared=True
                )
                store.add(bound, UserAuthorityRow(user="bound", authority=CODES[5]))
            with pytest.MonkeyPatch.context() as patch:
                # The version that a button carries is made of the tie's id too, which both lives have to share.
                patch.setattr(store, "new_token", lambda: "a-tie")
                tie = declare_interest(
                    DeclareInterest(CODES[5], "friend", date(2020, 1, 1)), world.director(CODES[0]), TODAY
                )
            look = look_backs()[0].id
        readers: list[Reader] = [world.uncleared, Reader("bound", "Bound", "coordinator"), world.director(CODES[0])]
        found = {}
        for reader in readers:
            client = sign_in(app, reader)
            for address in (
                "/look-backs/",
                f"/look-backs/{look}",
                f"/look-backs/{look}/json",
                f"/register/ties/{tie}",
                "/register/",
                "/register/public.csv",
                f"/register/people/{me}",
                "/register/councils/C05",
                "/today/look-backs-waiting",
                "/my/declarations",
                "/my/declarations/councils",
            ):
                answer = client.get(address)
                text = without_tokens(answer.get_data(as_text=True)).replace(look, "a look").replace(tie, "a tie")
                found[f"{reader.name} {address}".replace(look, "a look").replace(tie, "a tie")] = (
                    f"{answer.status_code} {text}"
                )
        cleared = sign_in(app, world.cleared).get(f"/look-backs/{look}/json").get_data(as_text=True)
        assert ("secret" in cleared) == with_secret
        return found


def test_under_the_veil_every_page_is_the_same_to_the_byte(tmp_path: Path, empty_pages: Path) -> None:
    for life in ("without", "with"):
        shutil.copytree(empty_pages, tmp_path / life)
    without, with_ = told(tmp_path / "without", False), told(tmp_path / "with", True)
    assert without == with_
    assert sum(text.startswith("200") for text in without.values()) > 15
