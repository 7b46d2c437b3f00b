"""Users: the first one, further ones, and signing in."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from sqlalchemy import select

from peerinspect import store
from peerinspect.reference import load_reference
from peerinspect.services.addresses import keyed
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import ADMINISTRATOR, CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, ROLES, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_councils
from peerinspect.store.tables import AuthorityRow, PersonRow, PostRow, UserAuthorityRow, UserRow

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
SHORTEST_PASSWORD = 12
_BEFORE_KEY = "."
_NO_ENTRY = (
    "Check the email address and the password. After five failed attempts you must wait fifteen minutes before the next"
)


@dataclass(frozen=True, slots=True)
class SetUp:
    """Make the first administrator of an empty service. `code` is the one that `serve` prints."""

    code: str
    email: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class AddUser:
    """Add a user. `person_id` ties a director to their record; `authorities` are codes of councils they work for."""

    email: str
    name: str
    role: str
    password: str
    person_id: str | None = None
    authorities: tuple[str, ...] = ()
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """An attempt to sign in."""

    email: str
    password: str


def needs_set_up() -> bool:
    """Whether the service has no user yet."""
    return store.db.session.scalar(select(UserRow.id).limit(1)) is None


def set_up_code() -> str:
    """The code that the first administrator must enter: only who can read the server's own output knows it."""
    return keyed("set-up")[:12]


def set_up(command: SetUp, today: date) -> Reader:
    """Make the first administrator and load the reference councils. Refused once there is a user."""
    with store.transaction():
        if not needs_set_up():
            raise Refusal("peerinspect has been set up already. Sign in instead")
        checks = Checks()
        is_right = hmac.compare_digest(command.code.strip().encode(), set_up_code().encode())
        checks.need(is_right, "code", "Enter the set-up code that the server printed when it started")
        _check_user(checks, command.email, command.name, command.password)
        checks.done()
        load_reference_councils()
        user = _new_user(command.email, command.name, ADMINISTRATOR, command.password)
        store.add(user)
        history.record(user.id, "set-up", user.id, sentence=f"Set the service up with {user.name} as administrator.")
        return _reader(user, frozenset())


def load_reference_councils() -> None:
    """Write the reference councils, unless there are councils already. Call it in a transaction."""
    if store.db.session.scalar(select(AuthorityRow.code).limit(1)) is None:
        reference = load_reference()
        load_councils(reference.authorities.values(), reference.borders, reference.neighbours, reference.arrangements)


def add_user(command: AddUser, reader: Reader, today: date) -> str:
    """Add a user and return their id. For administrators."""
    only(reader, ADMINISTRATOR)
    with store.transaction():
        _check_addition(command)
        user = _new_user(command.email, command.name, command.role, command.password)
        user.person, user.cleared = command.person_id or None, command.cleared
        store.add(user, *(UserAuthorityRow(user=user.id, authority=code) for code in sorted(set(command.authorities))))
        history.record(reader.user_id, "add-user", user.id, sentence=f"Added {user.name} as {user.role}.")
        return user.id


def _check_addition(command: AddUser) -> None:
    """Refuse what does not fit together."""
    checks = Checks()
    _check_user(checks, command.email, command.name, command.password)
    checks.need(command.role in ROLES, "role", "Choose a role")
    person = command.person_id
    if person:
        checks.need(store.db.session.get(PersonRow, person), "person_id", "Choose a person from the list")
    checks.need(
        person or command.role != DIRECTOR, "person_id", "Choose the person whose duties and declarations these are"
    )
    if command.authorities or command.role == CHIEF_EXECUTIVE:
        checks.councils(command.authorities)
    may_be_cleared = command.role == COORDINATOR or not command.cleared
    checks.need(may_be_cleared, "cleared", "Only a coordinator can be cleared for sealed work")
    checks.done()


def _check_user(checks: Checks, email: str, name: str, password: str) -> None:
    """What every user needs."""
    address = email.strip().lower()
    looks_right = 3 <= len(address) <= 254 and "@" in address[1:-1] and not any(map(str.isspace, address))
    if checks.need(looks_right, "email", "Enter an email address, like name@example.org"):
        taken = store.db.session.scalar(select(UserRow.id).where(UserRow.email == address))
        checks.need(taken is None, "email", "There is a user with this email address already")
    checks.need(0 < len(name.strip()) <= 200, "name", "Enter a name")
    checks.need(
        SHORTEST_PASSWORD <= len(password) <= 1000,
        "password",
        f"Choose a password of at least {SHORTEST_PASSWORD} characters",
    )


def _new_user(email: str, name: str, role: str, password: str) -> UserRow:
    """A user whose password is kept as an argon2 hash."""
    return UserRow(
        id=store.new_token(),
        email=email.strip().lower(),
        name=name.strip(),
        role=role,
        password_hash=_hasher().hash(password),
    )


def _hasher() -> PasswordHasher:
    """The hasher; PASSWORD_COST (time, memory in KiB) makes tests quick."""
    time_cost, memory_cost = current_app.config.get("PASSWORD_COST", (3, 65_536))
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost)


@cache
def _nobodys_hash(time_cost: int, memory_cost: int) -> str:
    """The hash that an unknown address is checked against, so that it takes as long as a known one."""
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost).hash("nobody has this password")


def sign_in(command: SignIn, now: datetime) -> Reader:
    """The reader behind an address and a password.

    Takes the same work for an unknown address as for a wrong password, and refuses both in the same words. After five
    failures in a row the address is locked for fifteen minutes. `now` is in UTC.
    """
    address = command.email.strip().lower()
    user = store.db.session.scalar(select(UserRow).where(UserRow.email == address))
    hasher = _hasher()
    known_hash = user.password_hash if user else _nobodys_hash(hasher.time_cost, hasher.memory_cost)
    is_right = _matches(hasher, known_hash, command.password[:1000]) and user is not None
    reader = _note_attempt(user.id, is_right, now) if user else None
    if reader is None:
        raise Refusal({"email": _NO_ENTRY})
    return reader


def _matches(hasher: PasswordHasher, known_hash: str, password: str) -> bool:
    """Whether the password is the one that was hashed."""
    try:
        return hasher.verify(known_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _note_attempt(user_id: str, is_right: bool, now: datetime) -> Reader | None:
    """Count a failure or clear the count; the reader, when they may come in."""
    with store.transaction():
        user = store.db.session.get(UserRow, user_id)
        if user is None or (user.locked_until and now < user.locked_until):
            return None
        if not is_right:
            user.failures += 1
            if user.failures >= FAILURES_ALLOWED:
                user.failures, user.locked_until = 0, now + LOCKED_FOR
                history.record("", "locked-out", user.id, sentence=f"Locked {user.name} out for fifteen minutes.")
            return None
        user.failures, user.locked_until = 0, None
        user.signed_in_before, user.signed_in_at = user.signed_in_at, now
        return _reader(user, _ties(user, now.date()))


def load_reader(user_id: str, today: date) -> Reader | None:
    """The reader for a session's user id, with the ties of today; None when there is no such user."""
    user = store.db.session.get(UserRow, user_id)
    return None if user is None else _reader(user, _ties(user, today))


def open_session(reader: Reader) -> str:
    """What a session of the reader has to carry: who they are, and the key that signing out will change."""
    user = store.db.session.get_one(UserRow, reader.user_id)
    return f"{user.id}{_BEFORE_KEY}{user.session_key}"


def load_session(carried: str, today: date) -> Reader | None:
    """The reader behind what a session carries; None when there is no such user, or they have signed out since."""
    user_id, _, key = carried.partition(_BEFORE_KEY)
    user = store.db.session.get(UserRow, user_id)
    return load_reader(user_id, today) if user and hmac.compare_digest(user.session_key, key) else None


def end_sessions(reader: Reader) -> None:
    """End every session of the reader, copied ones too."""
    with store.transaction():
        user = store.db.session.get(UserRow, reader.user_id)
        if user:
            user.session_key = store.new_token()


def _ties(user: UserRow, today: date) -> frozenset[str]:
    """The councils a user works for: by their own record, and by every post they hold or are about to take up."""
    session = store.db.session
    own = session.scalars(select(UserAuthorityRow.authority).where(UserAuthorityRow.user == user.id)).all()
    if user.person is None:
        return frozenset(own)
    is_over = PostRow.ends < today
    posts = select(PostRow.authority).where(PostRow.person == user.person, PostRow.ends.is_(None) | ~is_over)
    return frozenset(own) | frozenset(session.scalars(posts))


def _reader(user: UserRow, ties: frozenset[str]) -> Reader:
    """The user as the rest of the service sees them."""
    return Reader(user.id, user.name, user.role, user.person, ties, user.cleared)
