"""The pages on which drafts are changed, compared and supposed: forms, second clicks, tokens, and who sees what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import SEALED, Lived, pages, plan, sign_in, without_tokens
from small_world import TODAY

from peerinspect.services import disclosure
from peerinspect.services.plans import claim_job, run_job
from peerinspect.services.seats import PinSeat, pin_seat

WHY = "A word that stays among those who plan"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def placement(app: Flask, found: Lived, duty: str, draft: str | None = None) -> str:
    """The address of the draft's placement on a duty."""
    with app.app_context():
        view = disclosure.roster(found.world.cleared, draft or found.draft, TODAY)
        return next(each.address for each in view.placements if each.duty_id == duty)


def afresh(app: Flask, found: Lived) -> tuple[str, set[str]]:
    """A draft that answers what holds by now, and everybody on it: a swap on it changes nothing else."""
    with app.app_context():
        draft = plan(found.world)
        return draft, {each.person_id for each in disclosure.roster(found.world.cleared, draft, TODAY).placements}


def text_of(client: FlaskClient, address: str) -> str:
    """A page that opens, as text."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def words_in(app: Flask, found: Lived) -> int:
    with app.app_context():
        return len(disclosure.seat_words(found.world.cleared, TODAY))


def test_a_second_click_says_nothing_twice(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.uncleared)
    address = f"/rosters/{found.draft}/seats/{placement(app, found, 'board-0')}/set-aside"
    token = TOKEN.search(text_of(client, address)).group(1)
    before = words_in(app, found)
    first, second = (client.post(address, data={"csrf_token": token, "reason": WHY}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert words_in(app, found) == before + 1
    third = client.post(address, data={"reason": WHY})
    assert third.status_code == 400
    assert "Take that back first" in third.get_data(as_text=True)


def test_a_form_from_elsewhere_changes_nothing(lived_in: tuple[Path, Lived]) -> None:
    folder, found = lived_in
    with pages(folder, WTF_CSRF_ENABLED=True) as app:
        client = sign_in(app, found.world.cleared)
        seat = placement(app, found, "board-0")
        for address in (
            f"/rosters/{found.draft}/seats/{seat}/pin",
            f"/rosters/{found.draft}/seats/{seat}/set-aside",
            f"/rosters/{found.draft}/seats/{seat}/swap",
            f"/rosters/{found.draft}/words/{found.word}/take-back",
            f"/rosters/{found.published}/withdraw",
            "/searches/what-if/leaves",
        ):
            assert client.post(address, data={"reason": WHY}).status_code == 400, address
        assert words_in(app, found) == 1


def test_a_refused_reason_is_named_beside_its_field(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.uncleared)
    seat = placement(app, found, "board-0")
    for step in ("pin", "set-aside"):
        answer = client.post(f"/rosters/{found.draft}/seats/{seat}/{step}", data={"reason": " "})
        told = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert 'href="#reason"' in told and "Say why." in told


def test_nobody_is_swapped_in_whom_a_rule_forbids(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.uncleared)
    address = f"/rosters/{found.draft}/seats/{placement(app, found, 'board-0')}/swap"
    told = text_of(client, f"{address}?person=C00-senior")
    assert "nobody can waive it" in told and "Swap, and search again" not in told
    answer = client.post(address, data={"person": "C00-senior", "reason": WHY})
    assert answer.status_code == 400
    assert words_in(app, found) == 1


def test_a_swap_starts_a_search_from_the_draft(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.cleared)
    draft, busy = afresh(app, found)
    address = f"/rosters/{draft}/seats/{placement(app, found, 'board-0', draft)}/swap"
    chosen = next(each for each in re.findall(r"person=([\w-]+)", text_of(client, address)) if each not in busy)
    told = text_of(client, f"{address}?person={chosen}")
    assert "A waiver will be needed" in told, "everybody acts in their post here"
    answer = client.post(address, data={"person": chosen, "reason": WHY})
    assert answer.status_code == 303 and "/searches/" in answer.headers["Location"]
    with app.app_context():
        job = claim_job()
        run_job(job)
        made = disclosure.job(found.world.cleared, job, TODAY).roster_id
    told = text_of(client, f"/rosters/{made}")
    assert "1 placement changed from" in told
    compared = text_of(client, f"/rosters/compare?one={draft}&other={made}")
    assert WHY in compared and "1 placement changed" in compared


def test_the_reason_is_read_by_those_who_plan_and_the_liaison_alone(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    seat = placement(app, found, "board-0")
    sign_in(app, found.world.cleared).post(f"/rosters/{found.draft}/seats/{seat}/set-aside", data={"reason": WHY})
    for reader in (found.world.cleared, found.world.uncleared, found.world.liaison):
        assert WHY in text_of(sign_in(app, reader), f"/rosters/{found.draft}/by-hand")
    for name, reader in found.readers().items():
        client = sign_in(app, reader)
        for address in (
            "/",
            "/duties/board-0",
            "/duties/board-0/history",
            "/my/not-this-time",
            "/rulebook/",
            "/people/",
        ):
            assert WHY not in client.get(address, follow_redirects=True).get_data(as_text=True), (name, address)


def test_the_pages_say_what_is_supposed_and_offer_no_publication(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.cleared)
    sent = {"figure": "vetting-lapsed:years", "value": "2", "time_limit": "20"}
    answer = client.post("/searches/what-if/rule", data=sent)
    assert answer.status_code == 303
    with app.app_context():
        job = claim_job()
        run_job(job)
        made = disclosure.job(found.world.cleared, job, TODAY).roster_id
    told = text_of(client, f"/rosters/{made}")
    assert "never published" in told and "A DBS check lasts 2 years." in told
    assert "Publish this roster" not in told
    assert client.post(f"/rosters/{made}/publish").status_code == 400
    assert "A DBS check lasts 2 years." in text_of(client, "/rosters/")
    assert client.get("/searches/what-if/anything-else").status_code == 404


def test_a_scope_that_makes_no_sense_is_named_beside_its_field(lived: tuple[Flask, Lived]) -> None:
    client = sign_in(lived[0], lived[1].world.cleared)
    sent = {"first": ["2", "5", "2026"], "last": ["1", "5", "2026"], "time_limit": "20"}
    told = client.post("/searches/new", data=sent).get_data(as_text=True)
    assert "The last day must be on or after the first" in told


def test_a_word_on_a_sealed_seat_changes_no_byte_for_the_uncleared(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.uncleared)
    mine = placement(app, found, "board-0")
    seat = placement(app, found, SEALED)
    looked_at = [
        *(f"/rosters/{found.draft}{part}" for part in ("", "/people", "/by-hand", "/days", "/weeks", "/empty")),
        f"/rosters/{found.draft}/seats/{mine}",
        f"/rosters/{found.draft}/seats/{mine}/swap",
        f"/rosters/compare?one={found.published}&other={found.draft}",
        "/searches/what-if/moves",
        "/searches/new",
        "/rosters/",
    ]

    def seen() -> list[str]:
        return [without_tokens(text_of(client, address)) for address in looked_at]

    before = seen()
    with app.app_context():
        word = pin_seat(PinSeat(found.draft, seat, WHY), found.world.cleared, TODAY)
    assert seen() == before
    for step in ("", "/pin", "/set-aside", "/swap"):
        answers = [client.get(f"/rosters/{found.draft}/seats/{each}{step}") for each in (seat, "no-such-seat")]
        assert [answer.status_code for answer in answers] == [404, 404]
        told = [without_tokens(answer.get_data(as_text=True)) for answer in answers]
        assert told[0] == told[1]
    for each in (word, "no-such-word"):
        assert client.post(f"/rosters/{found.draft}/words/{each}/take-back").status_code == 404


@pytest.mark.parametrize("wanted", ["kind=chair", "region=South", "q=C07"])
def test_placements_are_narrowed(lived: tuple[Flask, Lived], wanted: str) -> None:
    app, found = lived
    client = sign_in(app, found.world.cleared)
    told = text_of(client, f"/rosters/{found.draft}/people?{wanted}")
    assert "Chair of the board of Council C07" in told
    assert "Inspection of Council C05" not in told.partition("<table")[2]


def test_a_search_under_way_is_watched_with_scripts_and_without(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.uncleared)
    watched = client.post("/searches/new", data={"time_limit": "20", "kinds": ["chair"]}).headers["Location"]
    told = text_of(client, watched)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in told
    assert f'hx-get="{watched}/progress"' in told
    assert "Searching for: board chairs." in told
    assert client.post(f"{watched}/cancel").status_code == 303
    over = text_of(client, watched)
    assert "http-equiv" not in over and "hx-get" not in over


def test_goals_are_shown_in_words_in_a_picture_and_in_a_table(lived: tuple[Flask, Lived]) -> None:
    told = text_of(sign_in(lived[0], lived[1].world.cleared), f"/searches/{lived[1].job}")
    assert "app-picture__svg--goals" in told
    assert "Seats left empty: best possible" in told
    assert "Best possible, as proven" in told
