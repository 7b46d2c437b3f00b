"""A board's pages by role, the words and papers on them, second clicks, and what the chair under notice reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import pages, sign_in
from small_world import CODES, World, build_world

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement, add_months
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import AcceptOffer, accept_offer
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import BoardRow, BoardStepRow, DutyRow, UserAuthorityRow

T, T2, H, H2 = CODES[0], CODES[1], CODES[3], CODES[4]
DAY = date(2016, 3, 7)
BOARD, JOINT = "the-board", "the-joint-board"
CHAIR, OTHER = f"{H}-director", f"{H2}-director"
GROUNDS, REPLY, REASONS = "Three meetings were missed", "I was in hospital", "That explains one of them"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Flask, World]]:
    """A board and a joint board, both with a chair in post, in the days of chief executives."""
    with pages(tmp_path / "boards", TODAY=DAY) as app:
        with app.app_context():
            world = furnish()
        yield app, world


def furnish() -> World:
    days = Period(add_months(DAY, -1), add_months(DAY, 20))
    duties = [Duty(BOARD, "chair", days, 1, frozenset({T}), days=20)]
    duties.append(Duty(JOINT, "chair", days, 1, frozenset({T, T2}), days=20))
    world = build_world(DAY, duties)
    with store.transaction():
        load_placements([Placement(CHAIR, BOARD, "live")], [])
        store.db.session.get_one(DutyRow, BOARD).state = "in-post"
        store.db.session.get_one(DutyRow, JOINT).state = "panel"
    return world


def address_of(app: Flask, person: str, duty: str) -> str:
    with app.app_context():
        return placement_address(person, duty)


def only_step(app: Flask) -> BoardStepRow:
    with app.app_context():
        return store.db.session.query(BoardStepRow).one()


def text(client: FlaskClient, address: str, code: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == code, response.get_data(as_text=True)[:2000]
    return response.get_data(as_text=True)


def send(client: FlaskClient, address: str, code: int = 303, **data: str) -> str:
    response = client.post(address, data=data)
    assert response.status_code == code, response.get_data(as_text=True)[:4000]
    return text(client, response.headers["Location"]) if code == 303 else response.get_data(as_text=True)


def at(duty: str, *rest: str) -> str:
    return "/".join((f"/my-council/boards/{duty}", *rest))


def give_notice(app: Flask, world: World) -> FlaskClient:
    chief = sign_in(app, world.chief(T))
    shown = send(chief, at(BOARD, "steps/give-notice"), person=OTHER, notice_days="20", reason=GROUNDS)
    assert "Under notice of removal" in shown
    return chief


PATHS = ("", "/shortlist", "/steps/appraise", "/papers/appointment", "/papers/removal")


@pytest.mark.parametrize("path", PATHS)
def test_the_board_is_for_those_who_appoint(desk: tuple[Flask, World], path: str) -> None:
    app, world = desk
    codes: dict[str, tuple[Reader, int]] = {
        "chief": (world.chief(T), 200),
        "coordinator": (world.uncleared, 200),
        "another chief": (world.chief(T2), 404),
        "director of T": (world.director(T), 403),
        "staff of T": (world.senior(T), 403),
        "the chair": (world.director(H), 403),
        "liaison": (world.liaison, 403),
        "panel": (world.panel, 403),
        "administrator": (world.administrator, 403),
        "public": (SIGNED_OUT, 303),
    }
    found = {who: sign_in(app, reader).get(at(BOARD) + path).status_code for who, (reader, _) in codes.items()}
    assert found == {who: code for who, (_, code) in codes.items()}


def test_the_director_reads_no_statement_of_the_boards_chair(desk: tuple[Flask, World]) -> None:
    app, world = desk
    text(sign_in(app, world.director(T)), f"/duties/{BOARD}/independence", 404)
    assert "Independence statement" not in text(sign_in(app, world.director(T)), f"/duties/{BOARD}")
    text(sign_in(app, world.chief(T)), f"/duties/{BOARD}/independence")


def test_the_list_leads_to_the_board(desk: tuple[Flask, World]) -> None:
    app, world = desk
    shown = text(sign_in(app, world.chief(T)), "/my-council/boards")
    assert f'href="{at(BOARD)}"' in shown
    assert f"Director {H}" in shown
    assert at(BOARD) not in text(sign_in(app, world.chief(T2)), "/my-council/boards")


def test_an_appraisal_is_entered_and_read_again(desk: tuple[Flask, World]) -> None:
    app, world = desk
    chief = sign_in(app, world.chief(T))
    assert "Enter the day" in send(chief, at(BOARD, "steps/appraise"), 400)
    day = {"day": ["7", "3", "2016"], "reason": "A good year"}
    response = chief.post(at(BOARD, "steps/appraise"), data=day)
    assert response.status_code == 303
    shown = text(chief, at(BOARD))
    assert "A good year" in shown
    assert "7 March 2016" in shown
    assert "A good year" in text(chief, at(BOARD, "papers/appointment"))
    assert "A good year" not in text(chief, at(BOARD, "papers/appointment?edition=redacted"))


def test_a_removal_from_notice_to_the_interim_chair(desk: tuple[Flask, World]) -> None:
    app, world = desk
    chief = give_notice(app, world)
    chair = sign_in(app, world.director(H))
    address = f"/my/duties/{address_of(app, CHAIR, BOARD)}/removal"
    assert f'href="{address}"' in text(chair, "/my/duties")
    assert GROUNDS in text(chair, address)
    for other in (world.director(T), world.director(H2), world.senior(H)):
        text(sign_in(app, other), address, 404)
    assert "Write your reply" in send(chair, address, 400)
    assert "Your reply is sent" in send(chair, address, reply=REPLY)
    assert "You have replied already" in send(chair, address, 400, reply=REPLY)
    assert REPLY in text(chief, at(BOARD))
    assert "never without a named chair" in send(chief, at(BOARD, "steps/remove"), 400, reason=REASONS)
    with app.app_context():
        interim = store.db.session.query(BoardRow).filter_by(stands_in_for=BOARD).one().duty
        accept_offer(AcceptOffer(placement_address(OTHER, interim)), world.director(H2), DAY)
    shown = send(chief, at(BOARD, "steps/remove"), reason=REASONS)
    assert "Removed" in shown
    full, redacted = (text(chief, at(BOARD, f"papers/removal{end}")) for end in ("", "?edition=redacted"))
    for told in (GROUNDS, REPLY, REASONS):
        assert told in full
        assert told not in redacted
    assert REASONS in text(chair, address)
    assert f"Director {H}" in text(chief, at(interim)), "whom the interim chair follows"


def test_a_second_click_changes_nothing(desk: tuple[Flask, World]) -> None:
    app, world = desk
    chief = sign_in(app, world.chief(T))
    for _ in range(2):
        chief.post(at(JOINT, "steps/offer-chair"), data={"person": OTHER})
    step = only_step(app).id
    second = sign_in(app, world.chief(T2))
    answers = [second.post(at(JOINT, "proposed", step, "agree")).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert only_step(app).outcome == "taken"


def test_a_joint_step_shows_who_has_agreed_and_one_no_ends_it(desk: tuple[Flask, World]) -> None:
    app, world = desk
    first, second = sign_in(app, world.chief(T)), sign_in(app, world.chief(T2))
    assert "It waits for everybody else" in send(first, at(JOINT, "steps/offer-chair"), person=OTHER)
    step = only_step(app).id
    shown = text(second, at(JOINT))
    assert "Not said yet" in shown
    assert at(JOINT, "proposed", step, "agree") in shown
    assert at(JOINT, "proposed", step, "agree") not in text(first, at(JOINT))
    assert "Your word: Record the offer" in text(second, "/my-council/boards")
    assert "Say why" in send(second, at(JOINT, "proposed", step, "refuse"), 400)
    shown = send(second, at(JOINT, "proposed", step, "refuse"), reason="We know somebody better")
    assert "We know somebody better" in shown
    for reader in (world.chief(H), world.director(T)):
        assert sign_in(app, reader).post(at(JOINT, "proposed", step, "agree")).status_code in (403, 404)


def test_a_chief_executive_with_a_tie_is_refused_in_words(desk: tuple[Flask, World]) -> None:
    app, world = desk
    with app.app_context(), store.transaction():
        store.add(UserAuthorityRow(user=world.chief(T).user_id, authority=H))
    chief = sign_in(app, world.chief(T))
    shown = text(chief, at(BOARD))
    assert "and so do you" in shown
    assert "papers" not in shown
    assert "and so do you" in text(chief, at(BOARD, "papers/removal"), 400)
    assert "and so do you" in send(chief, at(BOARD, "steps/appraise"), 400, reason="x")


def test_coordinators_come_from_the_duty_and_name_a_letter(desk: tuple[Flask, World]) -> None:
    app, world = desk
    desk_page = sign_in(app, world.uncleared)
    assert f'href="{at(BOARD)}"' in text(desk_page, f"/duties/{BOARD}")
    assert "Enter the reference" in send(
        desk_page, at(BOARD, "steps/give-notice"), 400, person=OTHER, notice_days="20", reason=GROUNDS
    )
    shown = send(
        desk_page, at(BOARD, "steps/give-notice"), person=OTHER, notice_days="20", reason=GROUNDS, reference="L/1"
    )
    assert "Not said yet" in shown
    step = only_step(app).id
    letter = {"party": T, "agrees": "yes", "name": "Nora Name", "reference": "L/2"}
    shown = send(desk_page, at(BOARD, "proposed", step, "letter"), **letter)
    assert "Under notice of removal" in shown
    assert "Nora Name" in shown


def test_addresses_that_lead_nowhere(desk: tuple[Flask, World]) -> None:
    app, world = desk
    chief = sign_in(app, world.chief(T))
    for path in (
        at("no-such-board"),
        at(BOARD, "steps/no-such-step"),
        at(BOARD, "steps/take-post"),
        at(BOARD, "papers/secrets"),
        at(BOARD, "proposed/no-such-step/agree"),
    ):
        text(chief, path, 404)


def test_the_shortlist_names_rules_and_no_evidence(desk: tuple[Flask, World]) -> None:
    app, world = desk
    shown = text(sign_in(app, world.chief(T)), at(BOARD, "shortlist"))
    assert f"Director {H2}" in shown
    assert "Out of reach" in shown
    assert "kilometres" not in shown
    with app.app_context():
        assert disclosure.shortlist(world.chief(T), BOARD, DAY).others > 0


def test_who_is_late_may_reply_no_more(desk: tuple[Flask, World]) -> None:
    app, world = desk
    give_notice(app, world)
    app.config["TODAY"] = DAY + timedelta(days=21)
    shown = text(sign_in(app, world.director(H)), f"/my/duties/{address_of(app, CHAIR, BOARD)}/removal")
    assert "no reply was sent" in shown
    assert "Send my reply" not in shown
