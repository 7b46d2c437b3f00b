"""Where a user is signed in: each session has a line that they can see, and end."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Delete, delete

from peerinspect import store
from peerinspect.services.own_password import confirm_password
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store import history
from peerinspect.store.tables import UserRow, UserSessionRow

LASTS = timedelta(hours=12)
"""After so long a session is over in any case, and its line goes."""


def begin_session(reader: Reader, device: str, now: datetime) -> str:
    """Note that the reader signed in on a device, told in plain words. Returns the session's id.

    The lines of sessions that are over, whoever's they were, go with it.
    """
    with store.transaction():
        store.db.session.execute(delete(UserSessionRow).where(UserSessionRow.began_at < now - LASTS))
        row = UserSessionRow(id=store.new_token(), user=reader.user_id, began_at=now, device=device)
        store.add(row)
        return row.id


def sign_out(reader: Reader, session: str) -> None:
    """End the session that the reader signs out of, and copies of it. Their others go on."""
    with store.transaction():
        store.db.session.execute(_lines(reader).where(UserSessionRow.id == session))


def end_session(session: str, password: str, reader: Reader, now: datetime) -> None:
    """End one session of the reader's. The password is asked for. NotFound for what is none of theirs, or over."""
    _confirm(password, reader, now)
    with store.transaction():
        row = store.db.session.get(UserSessionRow, session)
        if row is None or row.user != reader.user_id:
            raise NotFound("no such session")
        store.db.session.delete(row)
        history.record(reader.user_id, "end-session", reader.user_id, sentence=f"{reader.name} ended a session.")


def end_other_sessions(here: str, password: str, reader: Reader, now: datetime) -> None:
    """End every session of the reader's but the one they are in. The password is asked for."""
    _confirm(password, reader, now)
    with store.transaction():
        store.db.session.execute(_lines(reader).where(UserSessionRow.id != here))
        sentence = f"{reader.name} ended all other sessions."
        history.record(reader.user_id, "end-session", reader.user_id, sentence=sentence)


def _lines(reader: Reader) -> Delete:
    return delete(UserSessionRow).where(UserSessionRow.user == reader.user_id)


def _confirm(password: str, reader: Reader, now: datetime) -> None:
    """Ask for the password of whoever has one: some sign in with their organisation alone."""
    if store.db.session.get_one(UserRow, reader.user_id).password_hash:
        confirm_password(password, reader, now)
