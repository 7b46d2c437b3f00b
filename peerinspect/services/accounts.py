"""Users: the first one, further ones, and signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from peerinspect.services.reader import Reader


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
    raise NotImplementedError


def set_up_code() -> str:
    """The code that the first administrator must enter: only who can read the server's own output knows it."""
    raise NotImplementedError


def set_up(command: SetUp, today: date) -> Reader:
    """Make the first administrator and load the reference councils. Refused once there is a user."""
    raise NotImplementedError


def add_user(command: AddUser, reader: Reader, today: date) -> str:
    """Add a user and return their id. For administrators."""
    raise NotImplementedError


def sign_in(command: SignIn, now: datetime) -> Reader:
    """The reader behind an address and a password.

    Takes the same work for an unknown address as for a wrong password, and refuses both in the same words. After five
    failures in a row the address is locked for fifteen minutes. `now` is in UTC.
    """
    raise NotImplementedError


def load_reader(user_id: str, today: date) -> Reader | None:
    """The reader for a session's user id, with the ties of today; None when there is no such user."""
    raise NotImplementedError
