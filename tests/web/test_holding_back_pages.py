"""From the yes to the disclosure on pages; answers from a message; leaks; and that nobody else is told anything."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from pages_world import but_for_counts, pages, sign_in, without_tokens

sys.path.append(str(Path(__file__).parents[1] / "services"))

from held_world import SEALED, TEN_BEFORE, Held, approve, held_world, put, row_of
from small_world import TODAY, board

from peerinspect import store
from peerinspect.services.answers import DeclineOffer, decline_offer
from peerinspect.services.holding_back.answer_links import make_link
from peerinspect.services.holding_back.findings import MOMENTS
from peerinspect.services.reader import SIGNED_OUT
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import LeakReportRow, UndertakingRow
from peerinspect.web import words

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture
def desk(tmp_path: Path, empty_pages: Path) -> Iterator[tuple[Flask, Held]]:
    """Somebody who accepted a sealed inspection; ten working days before its notice day."""
    shutil.copytree(empty_pages, tmp_path / "desk")
    with pages(tmp_path / "desk", TODAY=TEN_BEFORE) as app:
        with app.app_context():
            held = held_world(board("board-0", "C00", TODAY))
            assert put(held.person) == held.address
        yield app, held


def link(app: Flask, held: Held) -> str:
    """A link to answer by."""
    with app.app_context(), store.transaction():
        row = row_of(held.person)
        row.status, row.offered_on = "offered", TEN_BEFORE
        return make_link(held.person, read_duties(TEN_BEFORE, [SEALED])[SEALED], TEN_BEFORE)


def test_every_moment_at_which_rules_are_asked_has_words() -> None:
    assert set(words.ASKED_AGAIN) == set(MOMENTS)


def test_from_the_undertaking_to_the_disclosure(desk: tuple[Flask, Held]) -> None:
    app, held = desk
    peer, liaison = sign_in(app, held.peer), sign_in(app, held.world.liaison)
    name = f"Council {held.target}"
    with app.app_context():
        approve(held)
    undertaking, told = f"/my/duties/{held.address}/undertaking", f"/duties/{SEALED}/people/{held.address}/disclose"
    assert "not signed the undertaking" in liaison.get(told).get_data(as_text=True)
    assert liaison.post(told).status_code == 400
    assert "Sign the undertaking" in peer.get("/my/duties").get_data(as_text=True)
    assert peer.post(undertaking).status_code == 400
    assert peer.post(undertaking, data={"agrees": "y"}).status_code == 303
    assert "You gave this undertaking on 7 May 2026" in peer.get(undertaking).get_data(as_text=True)
    assert name not in peer.get("/my/duties").get_data(as_text=True)
    page = liaison.get(f"/duties/{SEALED}").get_data(as_text=True)
    assert told in page
    assert liaison.post(told).status_code == 303
    assert name in peer.get("/my/duties").get_data(as_text=True)
    assert liaison.post(told).status_code == 400
    for reader in (held.world.liaison, held.world.cleared):
        page = sign_in(app, reader).get(f"/duties/{SEALED}").get_data(as_text=True)
        seats, below = page.split("What the people on it know")
        assert "Council disclosed" in seats and "Accepted" not in seats
        assert "Council disclosed" in below


def test_a_second_click_lands_where_the_first_one_led(tmp_path: Path, empty_pages: Path) -> None:
    shutil.copytree(empty_pages, tmp_path / "guarded")
    with pages(tmp_path / "guarded", TODAY=TEN_BEFORE, WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
        with app.app_context():
            held = held_world()
            assert put(held.person) == held.address
        peer, anybody = sign_in(app, held.peer), sign_in(app, held.world.uncleared)
        forms = (
            (peer, f"/my/duties/{held.address}/undertaking", {"agrees": "y"}),
            (anybody, "/suspected-leak", {"told": "They knew the week"}),
        )
        for client, address, form in forms:
            token = TOKEN.findall(client.get(address).get_data(as_text=True))[-1]
            answers = [client.post(address, data={**form, "csrf_token": token}) for _ in range(2)]
            assert [(each.status_code, each.headers["Location"]) for each in answers] == [
                (303, answers[0].headers["Location"])
            ] * 2
            assert client.post(address, data=form).status_code == 400
        with app.app_context():
            counted = [store.db.session.query(row).count() for row in (UndertakingRow, LeakReportRow)]
        assert counted == [1, 1]


class TestAnswerLinks:
    """Opened by anybody, changed by nothing but the button."""

    def test_a_get_changes_nothing_however_often(self, desk: tuple[Flask, Held]) -> None:
        app, held = desk
        token, client = link(app, held), sign_in(app, SIGNED_OUT)
        before = but_for_counts(Path(app.config["INSTANCE"]))
        for _ in range(2):
            for answer in ("", "/accept", "/busy", "/conflicted", "/other"):
                page = client.get(f"/answer/{token}{answer}")
                assert page.status_code == 200
                text = page.get_data(as_text=True)
                assert len(re.findall(r"<button[^>]*type=\"submit\"", text)) == 1
                assert "5 June 2026" in text
                assert held.target not in text.replace(token, "")
                assert held.peer.name not in text
        assert but_for_counts(Path(app.config["INSTANCE"])) == before

    def test_one_press_answers_and_the_link_is_spent(self, desk: tuple[Flask, Held]) -> None:
        app, held = desk
        token, client = link(app, held), sign_in(app, SIGNED_OUT)
        page = client.post(f"/answer/{token}/conflicted")
        assert page.status_code == 200
        assert f"/my/duties/{held.address}/conflict" in page.get_data(as_text=True)
        for method in ("get", "post"):
            again = getattr(client, method)(f"/answer/{token}/accept")
            assert again.status_code == 410
            assert "June" not in again.get_data(as_text=True)
        with app.app_context():
            assert (row_of(held.person).status, row_of(held.person).decline_reason) == ("declined", "conflicted")

    def test_needs_the_token_of_its_form(self, tmp_path: Path, empty_pages: Path) -> None:
        shutil.copytree(empty_pages, tmp_path / "guarded")
        with pages(tmp_path / "guarded", TODAY=TEN_BEFORE, WTF_CSRF_ENABLED=True) as app:
            with app.app_context():
                held = held_world()
                assert put(held.person) == held.address
            token, client = link(app, held), sign_in(app, SIGNED_OUT)
            address = f"/answer/{token}/accept"
            assert client.post(address).status_code == 400
            form = TOKEN.findall(client.get(address).get_data(as_text=True))[-1]
            assert client.post(address, data={"csrf_token": form}).status_code == 200
            with app.app_context():
                assert row_of(held.person).status == "accepted"

    def test_a_guess_is_answered_like_any_address_that_leads_nowhere(self, desk: tuple[Flask, Held]) -> None:
        app, held = desk
        token, client = link(app, held), sign_in(app, SIGNED_OUT)
        nowhere = client.get("/no-such-page")
        for guess in (token[:-1] + ("y" if token[-1] == "x" else "x"), token.split(".")[0], "x.y"):
            answer = client.get(f"/answer/{guess}")
            assert (answer.status_code, without_tokens(answer.get_data(as_text=True))) == (
                404,
                without_tokens(nowhere.get_data(as_text=True)),
            )


def test_a_conflict_is_asked_for_on_the_next_page(desk: tuple[Flask, Held]) -> None:
    app, held = desk
    link(app, held)
    peer = sign_in(app, held.peer)
    answer = peer.post(f"/my/duties/{held.address}/decline", data={"reason": "conflicted"})
    assert answer.headers["Location"].endswith(f"/my/duties/{held.address}/conflict")
    page = peer.get(f"/my/duties/{held.address}/conflict").get_data(as_text=True)
    assert "8 June" not in page.split("<main")[0]
    tie = {"authority": f"Council {held.helpers[2]}", "kind": "friend", "note": ""}
    done = peer.post(f"/my/duties/{held.address}/conflict", data=tie)
    assert done.status_code == 303, done.get_data(as_text=True)[-3000:]


def test_the_coordinator_sees_who_left_and_one_button(desk: tuple[Flask, Held]) -> None:
    app, held = desk
    with app.app_context():
        decline_offer(DeclineOffer(held.address, "busy"), held.peer, TEN_BEFORE)
    cleared = sign_in(app, held.world.cleared)
    today = cleared.get("/today/seats-let-go").get_data(as_text=True)
    assert f"/duties/{SEALED}/reserve" in today
    page = cleared.get(f"/duties/{SEALED}").get_data(as_text=True)
    assert f"{held.peer.name} declined." in page
    assert "Offer to the first reserve" in page
    asked = cleared.get(f"/duties/{SEALED}/reserve").get_data(as_text=True)
    assert "No reserve is known" in asked
    assert "too busy" not in sign_in(app, held.world.liaison).get(f"/duties/{SEALED}/reserve").get_data(as_text=True)


class TestNobodyElse:
    """Whoever may not know is answered as if there were no such inspection, byte for byte."""

    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("path", ["/reserve", "/leak", "/people/{address}/disclose", "/people/nobody/disclose"])
    def test_on_the_pages_of_the_duty(self, desk: tuple[Flask, Held], path: str, method: str) -> None:
        app, held = desk
        world = held.world
        tied = replace(world.chief(held.target), role="chief-executive")
        path = path.replace("{address}", held.address)
        for reader in (world.uncleared, tied, world.director(held.target), world.panel, world.administrator):
            client = sign_in(app, reader)
            form = {"data": {"what": "What", "told": "What"}} if method == "post" else {}
            answers = [getattr(client, method)(f"/duties/{id_}{path}", **form) for id_ in (SEALED, "nothing-at-all")]
            assert answers[0].status_code == answers[1].status_code in (403, 404)
            texts = [without_tokens(each.get_data(as_text=True)) for each in answers]
            assert texts[0].replace(SEALED, "X") == texts[1].replace("nothing-at-all", "X")

    def test_a_report_of_a_suspicion_tells_nothing(self, desk: tuple[Flask, Held]) -> None:
        app, held = desk
        texts = []
        for told in (f"Council {held.target} in June", "Nothing in particular"):
            client = sign_in(app, held.world.director(held.target))
            done = client.post("/suspected-leak", data={"told": told}, follow_redirects=True)
            texts.append(without_tokens(done.get_data(as_text=True)))
        assert texts[0] == texts[1]


def test_a_leak_on_pages(desk: tuple[Flask, Held]) -> None:
    app, held = desk
    cleared = sign_in(app, held.world.cleared)
    assert cleared.post(f"/duties/{SEALED}/leak").status_code == 400
    yesterday = TEN_BEFORE - timedelta(days=1)
    day = [str(getattr(yesterday, part)) for part in ("day", "month", "year")]
    done = cleared.post(f"/duties/{SEALED}/leak", data={"what": "A councillor knew", "noticed_on": day})
    assert done.status_code == 303, done.get_data(as_text=True)[-3000:]
    page = cleared.get(done.headers["Location"]).get_data(as_text=True)
    assert "A councillor knew" in page
    assert "Cleared for sealed inspections" in page
    assert "Move the inspection to another week" in page
    assert "A councillor" not in sign_in(app, held.world.administrator).get(done.headers["Location"]).get_data(
        as_text=True
    )
