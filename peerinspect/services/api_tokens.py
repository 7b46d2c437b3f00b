"""Personal tokens with which a program comes in as its owner: made, listed, revoked, and told apart when they come.

A token may do at most what its owner may at that moment, within its scopes, until it expires. It ends at once when the
account is disabled, or when role, clearance, councils, password or second factor change (`sessions.end_all_sessions`).
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import InternalError, OperationalError

from peerinspect import store
from peerinspect.services.addresses import keyed
from peerinspect.services.checking import Checks
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.sessions import load_reader
from peerinspect.services.user_events import MAKE_TOKEN, REVOKE_TOKEN
from peerinspect.services.veil import knows_sealed_work
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.store.tables import ApiTokenRow, UserRow

READ, CHANGE, SEARCH, SEALED = "read", "change", "search", "sealed"
SCOPES = (READ, CHANGE, SEARCH, SEALED)
"""What a token can be good for: reading; changing; searching for rosters and explanations; sealed work in all of it."""
PREFIX = "peer_"
SHAPE = re.compile(r"peer_[a-z2-9]{32}[0-9a-f]{8}")
"""What a token looks like, for programs that look for secrets where none should be."""
LONGEST, USUAL = 365, 90
"""Days for which a token is good."""
MOST = 20
"""Good tokens that one user may have."""
_RANDOM_IDS = 2


@dataclass(frozen=True, slots=True)
class MakeToken:
    """A token for `days` days, in the reader's own name. `name` says what it is for."""

    name: str
    scopes: tuple[str, ...]
    days: int = USUAL


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who comes in by a token: its owner, as much of them as its scopes let through."""

    token_id: str
    reader: Reader
    scopes: frozenset[str]


def make_token(command: MakeToken, reader: Reader, now: datetime, by: str | None = None) -> str:
    """A new token of the reader's, shown only now. `by` is who makes it, where it is not the reader."""
    with store.transaction():
        check_token(command, reader, now)
        token = new_secret()
        row = ApiTokenRow(user=reader.user_id, name=command.name.strip(), digest=_digest(token), role=reader.role)
        row.id, row.person, row.scopes = store.new_token(), reader.person_id, " ".join(_ordered(command.scopes))
        row.made_at, row.expires_at = now, now + timedelta(days=command.days)
        store.add(row)
        good_for = f"good for {counted(command.days, 'day')}, to {', '.join(_ordered(command.scopes))}"
        sentence = f'Made the token "{row.name}" for {reader.name}, {good_for}.'
        history.record(by or reader.user_id, MAKE_TOKEN, reader.user_id, sentence=sentence)
    return token


def _ordered(scopes: Collection[str]) -> list[str]:
    return [scope for scope in SCOPES if scope in scopes]


def check_token(command: MakeToken, reader: Reader, now: datetime) -> None:
    """Raise Refusal for a token that the reader cannot have."""
    checks = Checks()
    checks.need(1 <= len(command.name.strip()) <= 80, "name", "Say what the token is for, in at most 80 characters")
    checks.need(command.scopes and set(command.scopes) <= set(SCOPES), "scopes", "Choose what the token may do")
    checks.need(command.name.isprintable(), "name", "Write the name in one line of plain letters")
    may_see = SEALED not in command.scopes or knows_sealed_work(reader)
    checks.need(may_see, "scopes", "Only whoever is cleared for sealed work can have a token that shows it")
    checks.number(command.days, "days", 1, LONGEST, "The number of days")
    row = ApiTokenRow
    good = select(row.name).where(row.user == reader.user_id, row.revoked_at.is_(None), row.expires_at > now)
    names = store.db.session.scalars(good).all()
    checks.need(len(names) < MOST, "", f"You have {MOST} tokens. Revoke one that you do not use")
    is_new = command.name.strip() not in names
    checks.need(is_new, "name", "You have a token of this name. Revoke it first, or choose another name")
    checks.done()


def revoke_token(token_id: str, reader: Reader, now: datetime) -> None:
    """Let one of the reader's tokens be good no more. NotFound for anybody else's."""
    with store.transaction():
        row = store.db.session.get(ApiTokenRow, token_id)
        if row is None or row.user != reader.user_id:
            raise NotFound("no such token")
        _revoke(row, reader.user_id, now)


def revoke_any_token(token_id: str, by: str, now: datetime) -> None:
    """Let a token be good no more, whoever's it is: for the operator, at the command line."""
    with store.transaction():
        row = store.db.session.get(ApiTokenRow, token_id)
        if row is None:
            raise NotFound("no such token")
        _revoke(row, by, now)


def _revoke(row: ApiTokenRow, by: str, now: datetime) -> None:
    if row.revoked_at is not None:
        raise Refusal("This token is revoked already")
    row.revoked_at = now
    owner = store.db.session.get_one(UserRow, row.user)
    history.record(by, REVOKE_TOKEN, row.user, sentence=f'Revoked the token "{row.name}" of {owner.name}.')


def who_bears(token: str, today: date, now: datetime) -> Bearer | None:
    """Who comes in by a token; None for one that is not, or no longer, good.

    Also None once the account was disabled or has ended with the post, or has another role or person than when the
    token was made. The day of its use is noted, and nothing finer.
    """
    if not is_well_formed(token):
        return None
    row = store.db.session.scalar(select(ApiTokenRow).where(ApiTokenRow.digest == _digest(token)))
    if row is None or row.revoked_at is not None or row.expires_at <= now:
        return None
    reader = load_reader(row.user, today)
    if reader is None or (row.role, row.person) != (reader.role, reader.person_id):
        return None
    scopes = frozenset(row.scopes.split())
    bearer = Bearer(row.id, replace(reader, sealed_off=SEALED not in scopes), scopes)
    _note_use(row, now.date())
    return bearer


def _note_use(row: ApiTokenRow, day: date) -> None:
    """Once a day at most: reading must not write each time. It goes on where nothing can be written any more, which
    PostgreSQL calls an internal error where the database is for reading only."""
    if row.last_used_on != day:
        token_id = row.id
        with contextlib.suppress(OperationalError, InternalError), store.transaction():
            store.db.session.get_one(ApiTokenRow, token_id).last_used_on = day


def new_secret() -> str:
    """A token of 160 random bits with a checksum: what is no token is told apart without asking the database."""
    body = PREFIX + "".join(store.new_token() for _ in range(_RANDOM_IDS))
    return body + _checksum(body)


def is_well_formed(token: str) -> bool:
    """Whether this could be one of our tokens."""
    return SHAPE.fullmatch(token) is not None and _checksum(token[:-8]) == token[-8:]


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"


def _digest(token: str) -> str:
    """Under what a token is kept: it is random, and the key is not in the database."""
    return keyed("api token", token)
