"""One's own password: changing it, choosing it for the first time, and being asked for it before what matters."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.addresses import keyed
from peerinspect.services.attempts import counts_of, note_failure, note_success, refuse_while_waiting
from peerinspect.services.checking import Checks
from peerinspect.services.passwords import check_password, hashed, matches
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.sessions import end_all_sessions, load_reader
from peerinspect.store import history
from peerinspect.store.tables import UserRow

_NO_ENTRY = "Check the email address and the set-up code. A code is good for seven days, and once"


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """Another password for the reader; `old` is the one they have."""

    old: str
    password: str


@dataclass(frozen=True, slots=True)
class ChoosePassword:
    """A password chosen with a set-up code: the first, or after one was forgotten. `address` is the network's."""

    email: str
    code: str
    password: str
    address: str = ""


def change_password(command: ChangePassword, reader: Reader, now: datetime) -> None:
    """Change the reader's password, and end every session of theirs."""
    confirm_password(command.old, reader, now, "old")
    with store.transaction():
        user = store.db.session.get_one(UserRow, reader.user_id)
        checks = Checks()
        check_password(checks, command.password, user.email, user.name)
        checks.need(command.password != command.old, "password", "Choose another password than the one you have")
        checks.done()
        _set(user, command.password)
        history.record(user.id, "change-password", user.id, sentence=f"{user.name} changed the password.")


def confirm_password(password: str, reader: Reader, now: datetime, field: str = "password") -> None:
    """Raise Refusal, beside the field, unless this is the reader's password. Wrong ones count, and wait."""
    count, _ = counts_of("own password", reader.user_id, "")
    refuse_while_waiting([count], now, field)
    user = store.db.session.get_one(UserRow, reader.user_id)
    is_right = matches(user.password_hash, password)
    with store.transaction():
        if is_right:
            note_success(count)
        else:
            note_failure([count], now)
    if not is_right:
        raise Refusal({field: "This is not your password"})


def digest_of_entry(user_id: str, code: str) -> str:
    """Under what a set-up code is kept: it is random, and the key is not in the database."""
    return keyed("entry code", user_id, "".join(sign for sign in code.casefold() if sign.isalnum()))


def choose_password(command: ChoosePassword, now: datetime) -> None:
    """Choose a password with a set-up code, which is then used up. Every session ends.

    An address without a code is refused like a wrong code.
    """
    email = command.email.strip().lower()
    counts = counts_of("entry code", email, command.address)
    refuse_while_waiting(counts, now, "email")
    user = store.db.session.scalar(select(UserRow).where(UserRow.email == email))
    if user is None or not _fits(user, command.code, now):
        with store.transaction():
            note_failure(counts, now)
        raise Refusal({"email": _NO_ENTRY})
    with store.transaction():
        _choose(user.id, command, now)
        note_success(counts[0])


def _choose(user_id: str, command: ChoosePassword, now: datetime) -> None:
    user = store.db.session.get_one(UserRow, user_id, with_for_update=True)
    if not _fits(user, command.code, now):
        raise Refusal({"email": _NO_ENTRY})
    checks = Checks()
    check_password(checks, command.password, user.email, user.name)
    checks.done()
    _set(user, command.password)
    user.entry_digest = user.entry_until = None
    sentence = f"{user.name} chose a password with a set-up code."
    history.record(user.id, "choose-password", user.id, sentence=sentence)


def _fits(user: UserRow, code: str, now: datetime) -> bool:
    """Whether the code is the user's, and the user may come in at all."""
    if user.entry_digest is None or user.entry_until is None or user.entry_until <= now:
        return False
    is_right = hmac.compare_digest(user.entry_digest, digest_of_entry(user.id, code))
    return is_right and load_reader(user.id, now.date()) is not None


def _set(user: UserRow, password: str) -> None:
    user.password_hash = hashed(password)
    end_all_sessions(user)
