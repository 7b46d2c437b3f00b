"""Whatever ends somebody's right to be here ends their sessions at once, those half begun too, and with the account the
calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, sign_in
from small_world import ADMIN, CODES, TODAY

from peerinspect import store
from peerinspect.services import sessions, user_changes
from peerinspect.services.own_password import ChangePassword, ChoosePassword, change_password, choose_password
from peerinspect.services.passwords import hashed
from peerinspect.services.posts import EndPost, end_post
from peerinspect.services.reader import Reader
from peerinspect.services.second_factor import give_up_factor
from peerinspect.services.sign_on.linking import unlink
from peerinspect.services.user_changes import ChangeUser
from peerinspect.store.reading.people import post_rows
from peerinspect.store.tables import SignOnLinkRow, UserAuthorityRow, UserRow

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CODE, PASSWORD = CODES[5], "a long enough password"
Ending = Callable[[Lived, Reader], object]


def _changed(reader: Reader, **changes: object) -> None:
    as_is = ChangeUser(reader.user_id, reader.role, reader.person_id, tuple(sorted(reader.authorities)), reader.cleared)
    user_changes.change_user(replace(as_is, **changes), ADMIN)


def _new_password(found: Lived, reader: Reader) -> None:
    code = user_changes.issue_entry_code(reader.user_id, ADMIN, NOW)
    email = store.db.session.get_one(UserRow, reader.user_id).email
    with store.transaction():
        carried = store.db.session.get_one(UserRow, reader.user_id)
        carried.email = email.lower()
    choose_password(ChoosePassword(email, code, "quite another password"), NOW)


def _own_password(found: Lived, reader: Reader) -> None:
    with store.transaction():
        store.db.session.get_one(UserRow, reader.user_id).password_hash = hashed(PASSWORD)
    change_password(ChangePassword(PASSWORD, "quite another password"), reader, NOW)


def _factor_given_up(found: Lived, reader: Reader) -> None:
    with store.transaction():
        user = store.db.session.get_one(UserRow, reader.user_id)
        user.password_hash, user.factor_on, user.factor_seed = hashed(PASSWORD), NOW, "seed"
    give_up_factor(PASSWORD, reader, NOW)


def _factor_reset(found: Lived, reader: Reader) -> None:
    with store.transaction():
        store.db.session.get_one(UserRow, reader.user_id).factor_on = NOW
    user_changes.reset_second_factor(reader.user_id, ADMIN)


def _unlinked(found: Lived, reader: Reader) -> None:
    with store.transaction():
        store.add(SignOnLinkRow(user=reader.user_id, issuer="https://x", subject="1", linked_on=TODAY))
    unlink(reader.user_id, ADMIN)


def _post_ends(found: Lived, reader: Reader) -> None:
    (post,) = post_rows(reader.person_id or "")
    end_post(EndPost(reader.person_id or "", post.id, TODAY - timedelta(days=1)), found.world.cleared, TODAY)


def _tie_ends(found: Lived, reader: Reader) -> None:
    with store.transaction():
        for row in store.db.session.query(UserAuthorityRow).filter_by(user=reader.user_id):
            row.ends = TODAY - timedelta(days=1)


WHO: dict[str, Callable[[Lived], Reader]] = {
    "director": lambda found: found.world.director(CODE),
    "coordinator": lambda found: found.world.cleared,
    "liaison": lambda found: found.world.liaison,
    "chief": lambda found: found.world.chief(CODE),
}
ENDINGS: dict[str, tuple[str, Ending]] = {
    "disabled": ("director", lambda _, reader: user_changes.disable_user(reader.user_id, ADMIN, NOW)),
    "another role": ("director", lambda _, reader: _changed(reader, role="panel", person_id=None, authorities=())),
    "a role with more power": (
        "director",
        lambda _, reader: _changed(reader, role="liaison", person_id=None, authorities=()),
    ),
    "another person": ("director", lambda _, reader: _changed(reader, person_id=f"{CODE}-senior")),
    "clearance withdrawn": ("coordinator", lambda _, reader: _changed(reader, cleared=False)),
    "a council to work for": ("liaison", lambda _, reader: _changed(reader, authorities=(CODE,))),
    "signed out elsewhere": ("liaison", lambda _, reader: sessions.end_sessions(reader)),
    "password changed": ("director", _own_password),
    "password chosen": ("director", _new_password),
    "second factor given up": ("director", _factor_given_up),
    "second factor reset": ("liaison", _factor_reset),
    "unlinked from single sign-on": ("director", _unlinked),
    "post ended": ("director", _post_ends),
    "tie ended": ("chief", _tie_ends),
}
WITH_THE_ACCOUNT = {"disabled", "another role", "a role with more power", "another person", "post ended"}
"""What ends the calendar too: another password or device is no reason to set it up again."""


def is_in(client: FlaskClient) -> bool:
    """Whether the browser is signed in. The account's own page is open to every role."""
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize("name", ENDINGS)
def test_a_session_ends_at_once(lived: tuple[Flask, Lived], name: str) -> None:
    app, found = lived
    who, end = ENDINGS[name]
    reader = WHO[who](found)
    browsers = [sign_in(app, reader) for _ in range(2)]
    assert all(is_in(browser) for browser in browsers)
    with app.app_context():
        end(found, reader)
    assert not any(is_in(browser) for browser in browsers)


@pytest.mark.parametrize("name", ENDINGS)
def test_one_that_is_half_begun_ends_too(lived: tuple[Flask, Lived], name: str) -> None:
    app, found = lived
    who, end = ENDINGS[name]
    reader = WHO[who](found)
    client = app.test_client()
    with app.app_context():
        carried = sessions.open_session(reader)
    with client.session_transaction() as session:
        session["halfway"] = [carried, datetime.now(UTC).timestamp()]
    assert client.get("/sign-in/code").status_code == 200
    with app.app_context():
        end(found, reader)
    assert client.get("/sign-in/code").headers["Location"] == "/sign-in"


@pytest.mark.parametrize("name", [name for name, (who, _) in ENDINGS.items() if who != "chief"])
def test_the_calendar_ends_with_the_account_alone(lived: tuple[Flask, Lived], name: str) -> None:
    app, found = lived
    who, end = ENDINGS[name]
    reader = WHO[who](found)
    page = sign_in(app, reader).post("/calendar/address").get_data(as_text=True)
    (path,) = set(re.findall(r"/calendars/\w+\.ics", page))
    assert app.test_client().get(path).status_code == 200
    with app.app_context():
        end(found, reader)
    assert app.test_client().get(path).status_code == (404 if name in WITH_THE_ACCOUNT else 200)


def test_the_tie_to_a_council_ends_with_the_post_and_not_the_whole_account(lived: tuple[Flask, Lived]) -> None:
    """Of somebody who is kept on: they come in, and open nothing of the council any more."""
    app, found = lived
    reader = found.world.director(CODE)
    with app.app_context():
        _post_ends(found, reader)
        with store.transaction():
            store.db.session.get_one(UserRow, reader.user_id).kept_until = TODAY + timedelta(days=30)
        loaded = sessions.load_reader(reader.user_id, TODAY)
    assert loaded is not None and loaded.authorities == frozenset()
    assert is_in(sign_in(app, reader))
