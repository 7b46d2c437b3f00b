"""Pages of messages: one's own, everybody's for the administrator, when mail comes, and addresses to mend."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import SEALED, Lived, pages, sign_in, without_tokens
from small_world import CODES

from peerinspect import jobs, store
from peerinspect.services import notices
from peerinspect.services.notices.outbox import claim_next, settle
from peerinspect.services.notices.post import REFUSED, Outcome
from peerinspect.services.passwords import hashed
from peerinspect.store import history
from peerinspect.store.tables import BouncedAddressRow, EventRow, MessageRow, UserRow

OWNER = f"user-{CODES[8]}-director"
PASSWORD = "a password of some length"


@pytest.fixture
def strict(lived: tuple[Flask, Lived], tmp_path: Path) -> Iterator[tuple[Flask, Lived]]:
    """The world of every sort of thing, where forms must carry their token as they do in earnest."""
    with pages(tmp_path / "lived", WTF_CSRF_ENABLED=True) as app:
        yield app, lived[1]


def in_store(app: Flask, act: Callable[[], object]) -> None:
    """Do something to the store."""
    with app.app_context(), store.transaction():
        act()


def bounce(duty: str | None = None) -> None:
    """Mail to the director of C08 comes back, and has reached nobody else yet."""
    event = history.record("admin", "something", "subject", duty=duty, sentence="So.")
    notices.tell("held-offer", event, [OWNER])
    address = store.db.session.get_one(UserRow, OWNER).email
    store.add(BouncedAddressRow(address=address, bounced_at=datetime.now(UTC), reply=550))
    for row in store.db.session.query(MessageRow).filter_by(user=OWNER, event=event):
        row.state, row.fault = "bounced", "address"


def text_of(client: FlaskClient, address: str) -> str:
    """A page that opens."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.get_data(as_text=True)


def token_of(page: str) -> str:
    """The token of a page's last form."""
    return re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[-1]


def states(app: Flask, user: str) -> list[str]:
    with app.app_context():
        query = store.db.session.query(MessageRow).filter_by(user=user).order_by(MessageRow.event)
        return [row.state for row in query]


def test_everybody_finds_their_messages_from_every_page(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.asked)
    assert 'href="/messages/"' in text_of(client, "/my/duties")
    page = text_of(client, "/messages/")
    assert "<h1" in page and "My messages" in page
    assert 'href="/my/duties"' in page and "/answer/" not in page, "a link that answers is in the mail alone"
    assert "What you are told will be listed here" in text_of(sign_in(app, found.world.administrator), "/messages/")


def test_the_administrator_sees_states_and_no_words(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.administrator)
    page = text_of(client, "/messages/all")
    assert "No mail server is set" in page
    assert "Roster published" in page and "Failed" in page and "does not take the message" in page
    with app.app_context():
        facts = [json.loads(row.facts) for row in store.db.session.query(MessageRow)]
        hidden = [value for each in facts for name, value in each.items() if name in ("path", "work", "days")]
    assert hidden and not [value for value in hidden if value in page]
    assert "No message matches" in text_of(client, "/messages/all?state=bounced")
    assert "Roster published" in text_of(client, "/messages/all?state=failed&kind=roster-published&who=liaison")
    assert "No message matches" in text_of(client, "/messages/all?who=%25")


def test_a_failed_message_is_tried_again_once_however_often_one_clicks(strict: tuple[Flask, Lived]) -> None:
    app, found = strict
    client = sign_in(app, found.world.administrator)
    page = text_of(client, "/messages/all?state=failed")
    address = re.search(r'action="(/messages/all/[^"]+/again)"', page)
    assert address
    tokens = re.findall(r'action="/messages/all/[^"]+/again".*?name="csrf_token"[^>]*value="([^"]+)"', page, re.S)
    for _ in range(2):
        answer = client.post(address[1], data={"csrf_token": tokens[0]})
        assert (answer.status_code, answer.location) == (303, "/messages/all")
    assert "failed" not in states(app, "liaison")
    with app.app_context():
        assert store.db.session.query(EventRow).filter_by(action="send-again").count() == 1
    assert client.post(address[1]).status_code == 400, "without its token a form does nothing"


def test_choosing_when_mail_comes(strict: tuple[Flask, Lived]) -> None:
    app, found = strict
    client = sign_in(app, found.world.liaison)
    assert "At once" in text_of(client, "/account/")
    data = {"rhythm": "daily", "csrf_token": token_of(text_of(client, "/account/mail"))}
    for _ in range(2):
        assert client.post("/account/mail", data=data).status_code == 303
    assert "Once a day, at 7am" in text_of(client, "/account/")
    refused = client.post(
        "/account/mail", data={"csrf_token": token_of(text_of(client, "/account/mail")), "rhythm": ""}
    )
    assert refused.status_code == 400 and b"Choose when you want your messages" in refused.data
    with app.app_context():
        assert store.db.session.query(EventRow).filter_by(action="choose-mail").count() == 1


def test_an_address_that_failed_stands_on_the_day_and_on_the_records_until_it_is_mended(
    lived: tuple[Flask, Lived],
) -> None:
    app, found = lived
    in_store(app, bounce)
    coordinator, administrator = (sign_in(app, one) for one in (found.world.uncleared, found.world.administrator))
    mend = f"/messages/addresses/{OWNER}"
    assert "address that mail comes back from" in text_of(coordinator, "/today")
    for client, address in (
        (coordinator, "/today/addresses-failed"),
        (coordinator, f"/people/{CODES[8]}-director"),
        (administrator, f"/users/{OWNER}"),
        (administrator, "/messages/all"),
    ):
        assert mend in text_of(client, address), address
    assert "550" in text_of(coordinator, mend)
    assert coordinator.post(f"{mend}/again").location == "/today/addresses-failed"
    assert "Mail arrives everywhere" in text_of(coordinator, "/today/addresses-failed")
    assert states(app, OWNER)[-1] == "waiting"
    assert coordinator.get(mend).status_code == 404


def test_a_failure_that_only_sealed_work_brought_to_light_shows_to_the_cleared_alone(
    lived: tuple[Flask, Lived],
) -> None:
    app, found = lived
    readers = {"uncleared": found.world.uncleared, "administrator": found.world.administrator}
    addresses = {
        "uncleared": ("/today", "/today/addresses-failed", f"/people/{CODES[8]}-director"),
        "administrator": (
            "/messages/all",
            f"/users/{OWNER}",
            "/messages/all?state=bounced",
            f"/messages/all?who={OWNER}",
        ),
    }
    clients = {name: sign_in(app, reader) for name, reader in readers.items()}
    asked = [(name, each) for name, listed in addresses.items() for each in listed]
    before = [_plain(text_of(clients[name], each)) for name, each in asked]
    in_store(app, lambda: bounce(SEALED))
    assert [_plain(text_of(clients[name], each)) for name, each in asked] == before
    assert clients["uncleared"].get(f"/messages/addresses/{OWNER}").status_code == 404
    assert f"/messages/addresses/{OWNER}" in text_of(sign_in(app, found.world.cleared), "/today/addresses-failed")


def _plain(page: str) -> str:
    """The page without what differs from one rendering to the next."""
    return re.sub(r'value="[^"]*~[^"]*"', "", without_tokens(page))


def test_a_new_address_is_asked_for_confirmed_by_its_owner_and_used(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    in_store(app, bounce)
    in_store(app, lambda: setattr(store.db.session.get_one(UserRow, OWNER), "password_hash", hashed(PASSWORD)))
    coordinator, owner = sign_in(app, found.world.uncleared), sign_in(app, found.world.director(CODES[8]))
    asked = coordinator.post(f"/messages/addresses/{OWNER}", data={"email": "no address"})
    assert asked.status_code == 400 and b"Enter an email address" in asked.data
    assert coordinator.post(f"/messages/addresses/{OWNER}", data={"email": "new@example.org"}).status_code == 303
    link = _link(app)
    signed_out = app.test_client().get(link)
    assert signed_out.status_code == 303 and signed_out.location.startswith("/sign-in?next=")
    assert "another account" in text_of(coordinator, link)
    assert coordinator.post(link).status_code == 400
    assert "new@example.org" in text_of(owner, link)
    assert owner.post(link).location == "/account/"
    assert owner.get(link).status_code == 404
    assert "new@example.org" in text_of(owner, "/account/")
    assert states(app, OWNER)[-2:] == ["waiting", "waiting"]


def test_ones_own_new_address_takes_the_password(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    in_store(app, lambda: setattr(store.db.session.get_one(UserRow, OWNER), "password_hash", hashed(PASSWORD)))
    owner = sign_in(app, found.world.director(CODES[8]))
    data = {"email": "new@example.org", "password": "something else entirely"}
    refused = owner.post("/messages/own-address", data=data)
    assert refused.status_code == 400 and b"This is not your password" in refused.data
    assert owner.post("/messages/own-address", data={**data, "password": PASSWORD}).status_code == 303
    assert "new@example.org" in text_of(owner, "/messages/own-address")
    assert owner.post(_link(app)).status_code == 303


def _link(app: Flask) -> str:
    """The link in the last message to a new address."""
    with app.app_context():
        query = (
            store.db.session.query(MessageRow).filter_by(kind="address-to-confirm").order_by(MessageRow.event.desc())
        )
        return str(json.loads(query.first().facts)["path"])


def test_the_service_itself_sends_what_waits_into_the_mailbox(lived: tuple[Flask, Lived]) -> None:
    app, _ = lived
    with app.app_context():
        waiting = store.db.session.query(MessageRow).filter_by(state="waiting").count()
    postman = jobs.lane_of(app, "messages")
    postman.start()
    mailbox, until = Path(app.config["INSTANCE"]) / "mailbox", datetime.now(UTC) + timedelta(seconds=60)
    try:
        while datetime.now(UTC) < until and _all_states(app) & {"waiting", "sending"}:
            time.sleep(0.2)
    finally:
        postman.stop()
    assert waiting and len(list(mailbox.glob("*.eml"))) == waiting
    assert _all_states(app) == {"sent", "failed"}


def _all_states(app: Flask) -> set[str]:
    with app.app_context():
        return {row.state for row in store.db.session.query(MessageRow)}


def test_what_a_server_refused_and_what_was_sent_leave_nothing_in_the_log(
    lived: tuple[Flask, Lived], caplog: pytest.LogCaptureFixture
) -> None:
    app, _ = lived
    caplog.set_level("DEBUG")
    with app.app_context():
        moment = datetime.now(UTC) + timedelta(seconds=1)
        while (parcel := claim_next(moment)) is not None:
            settle(parcel, Outcome(REFUSED, "address", 550), moment)
    assert caplog.text == ""
