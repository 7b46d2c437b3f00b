"""Users: the first one, and further ones."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.reference import load_reference
from peerinspect.services.addresses import keyed
from peerinspect.services.checking import Checks, only
from peerinspect.services.passwords import check_password, hashed
from peerinspect.services.reader import ADMINISTRATOR, CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, ROLES, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.sessions import reader_of
from peerinspect.store import history
from peerinspect.store.loading import load_councils
from peerinspect.store.tables import AuthorityRow, PersonRow, UserAuthorityRow, UserRow


@dataclass(frozen=True, slots=True)
class SetUp:
    """Make the first administrator of an empty service. `code` is the one that `serve` prints."""

    code: str
    email: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class AddUser:
    """Add a user. `person_id` ties a director to their record; `authorities` are codes of councils they work for.

    Without a password they come in with a set-up code, which `user_changes.issue_entry_code` makes.
    """

    email: str
    name: str
    role: str
    password: str
    person_id: str | None = None
    authorities: tuple[str, ...] = ()
    cleared: bool = False


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
        _check_user(checks, command.email, command.name)
        check_password(checks, command.password, command.email, command.name)
        checks.done()
        load_reference_councils()
        user = new_user(command.email, command.name, ADMINISTRATOR, command.password)
        store.add(user)
        history.record(user.id, "set-up", user.id, sentence=f"Set the service up with {user.name} as administrator.")
        return reader_of(user, frozenset())


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
        user = new_user(command.email, command.name, command.role, command.password)
        user.person, user.cleared = command.person_id or None, command.cleared
        store.add(user, *(UserAuthorityRow(user=user.id, authority=code) for code in sorted(set(command.authorities))))
        history.record(reader.user_id, "add-user", user.id, sentence=f"Added {user.name} as {user.role}.")
        return user.id


def mark_as_demo(user_id: str) -> None:
    """Let a user of the demo come in without a second factor, and from this computer only. For the demo alone."""
    with store.transaction():
        store.db.session.get_one(UserRow, user_id).is_demo = True


def has_demo_users() -> bool:
    """Whether the database holds accounts of the demo, whose password everybody knows."""
    return store.db.session.scalar(select(UserRow.id).where(UserRow.is_demo).limit(1)) is not None


def _check_addition(command: AddUser) -> None:
    """Refuse what does not fit together."""
    checks = Checks()
    _check_user(checks, command.email, command.name)
    if command.password:
        check_password(checks, command.password, command.email, command.name)
    check_standing(checks, command.role, command.person_id, command.authorities, command.cleared)
    checks.done()


def check_standing(
    checks: Checks, role: str, person_id: str | None, authorities: Collection[str], cleared: bool
) -> None:
    """Note what does not fit together of a role, a person's record, councils and a clearance."""
    checks.need(role in ROLES, "role", "Choose a role")
    if person_id:
        checks.need(store.db.session.get(PersonRow, person_id), "person_id", "Choose a person from the list")
    checks.need(person_id or role != DIRECTOR, "person_id", "Choose the person whose duties and declarations these are")
    if authorities or role == CHIEF_EXECUTIVE:
        checks.councils(authorities)
    may_be_cleared = role == COORDINATOR or not cleared
    checks.need(may_be_cleared, "cleared", "Only a coordinator can be cleared for sealed work")


def _check_user(checks: Checks, email: str, name: str) -> None:
    """What every user needs."""
    check_address(checks, email)
    checks.need(0 < len(name.strip()) <= 200, "name", "Enter a name")


def check_address(checks: Checks, email: str) -> None:
    """Note what is wrong with an address that a user is to have, and that no user may have yet."""
    address = email.strip().lower()
    if checks.need(looks_like_address(address), "email", "Enter an email address, like name@example.org"):
        taken = store.db.session.scalar(select(UserRow.id).where(UserRow.email == address))
        checks.need(taken is None, "email", "There is a user with this email address already")


def looks_like_address(address: str) -> bool:
    """Whether a message could go there."""
    return 3 <= len(address) <= 254 and "@" in address[1:-1] and not any(map(str.isspace, address))


def new_user(email: str, name: str, role: str, password: str = "") -> UserRow:
    """A user. The password, where there is one already, is kept as an argon2 hash."""
    return UserRow(
        id=store.new_token(),
        email=email.strip().lower(),
        name=name.strip(),
        role=role,
        password_hash=hashed(password) if password else "",
    )
