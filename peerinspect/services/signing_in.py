"""Signing in: the password first, then the second factor where there must be one."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.attempts import counts_of, note_failure, note_success, refuse_while_waiting
from peerinspect.services.passwords import matches
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.second_factor import is_required
from peerinspect.services.sessions import load_reader
from peerinspect.store import history
from peerinspect.store.tables import UserRow

NOTHING, CODE, SET_UP = "", "code", "set-up"
_NO_ENTRY = "Check the email address and the password. After five failed attempts each further one has to wait"


@dataclass(frozen=True, slots=True)
class SignIn:
    """An attempt to sign in from a network address. `is_forwarded` says that a proxy stands between."""

    email: str
    password: str
    address: str = ""
    is_forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody whose password was right. They are signed in only where `needed` is NOTHING.

    Where it is CODE they must give a code of their second factor, where it is SET_UP set one up first.
    """

    reader: Reader
    needed: str


def sign_in(command: SignIn, now: datetime) -> Entry:
    """Who is behind an email address and a password, and what they must still show. `now` is in UTC.

    Takes the same work for an unknown email address as for a wrong password, and refuses both, and accounts that have
    ended, in the same words. After five failures from one network address each further attempt waits twice as long.
    """
    email = command.email.strip().lower()
    counts = counts_of("password", email, command.address)
    refuse_while_waiting(counts, now, "email")
    user = store.db.session.scalar(select(UserRow).where(UserRow.email == email))
    is_right = matches(user.password_hash if user else None, command.password)
    with store.transaction():
        entry = entry_of(user.id, command.address, command.is_forwarded, now) if user and is_right else None
        if entry is not None:
            note_success(counts[0])
            return entry
        if note_failure(counts, now) and user is not None:
            sentence = f"Failed attempts to sign in as {user.name}: further ones from there have to wait."
            history.record("", "held-back", user.id, sentence=sentence)
    raise Refusal({"email": _NO_ENTRY})


def entry_of(
    user_id: str | None, address: str, is_forwarded: bool, now: datetime, has_proved_more: bool = False
) -> Entry | None:
    """The entry of somebody who proved that they are the user; None where they may not come in. Call it in a
    transaction. `has_proved_more` says that what they proved counts as their second factor.
    """
    user = store.db.session.get(UserRow, user_id) if user_id else None
    reader = load_reader(user.id, now.date()) if user else None
    if user is None or reader is None or (user.is_demo and not is_local(address, is_forwarded)):
        return None
    if not has_proved_more and user.factor_on is not None:
        return Entry(reader, CODE)
    if not has_proved_more and is_required(user):
        return Entry(reader, SET_UP)
    user.signed_in_before, user.signed_in_at = user.signed_in_at, now
    return Entry(reader, NOTHING)


def is_local(address: str, is_forwarded: bool) -> bool:
    """Whether the attempt comes from this computer itself: from nowhere else do the demo's users come in."""
    if is_forwarded:
        return False
    try:
        return not address or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
