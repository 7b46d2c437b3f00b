"""What an administrator changes about a user. Each of these ends every session of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select

from peerinspect import store
from peerinspect.services.accounts import check_standing
from peerinspect.services.calendar_addresses import forget_address
from peerinspect.services.checking import Checks, only
from peerinspect.services.own_password import digest_of_entry
from peerinspect.services.reader import ADMINISTRATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.second_factor import forget_factor
from peerinspect.services.sessions import end_all_sessions
from peerinspect.services.user_events import CHANGE_USER
from peerinspect.store import history
from peerinspect.store.reading.users import own_ties
from peerinspect.store.tables import UserAuthorityRow, UserRow

ENTRY_CODE_LASTS = timedelta(days=7)
_GROUP = 4


@dataclass(frozen=True, slots=True)
class ChangeUser:
    """What somebody may do, and for whom they work: all of it, as it is from now on.

    `ties_end` is the last day of their work for those councils, `kept_until` the last day on which they may sign in
    after their posts have ended; None is open, and not at all.
    """

    user_id: str
    role: str
    person_id: str | None = None
    authorities: tuple[str, ...] = ()
    cleared: bool = False
    ties_end: date | None = None
    kept_until: date | None = None


def disable_user(user_id: str, reader: Reader, now: datetime) -> None:
    """Let a user sign in no more. Raises Refusal for oneself, and for the last administrator."""
    with _changing(user_id, reader) as user:
        if user.disabled_at is not None:
            raise Refusal(f"{user.name} is disabled already")
        _keep_an_administrator(user, reader)
        user.disabled_at = now
        forget_address(user.id)
        user.entry_digest = user.entry_until = None
        _note(reader, "disable-user", user, f"Disabled {user.name}, who can sign in no more.")


def enable_user(user_id: str, reader: Reader) -> None:
    """Let a user who was disabled sign in again."""
    with _changing(user_id, reader) as user:
        if user.disabled_at is None:
            raise Refusal(f"{user.name} is not disabled")
        user.disabled_at = None
        _note(reader, "enable-user", user, f"Let {user.name} sign in again.")


def reset_second_factor(user_id: str, reader: Reader) -> None:
    """Forget a user's second factor: they set it up again when they next sign in."""
    with _changing(user_id, reader) as user:
        if user.factor_on is None:
            raise Refusal(f"{user.name} has no second factor yet")
        forget_factor(user)
        _note(reader, "reset-second-factor", user, f"Reset the second factor of {user.name}.")


def issue_entry_code(user_id: str, reader: Reader, now: datetime) -> str:
    """A set-up code with which the user chooses a password within seven days: shown once, and it replaces any other."""
    with _changing(user_id, reader) as user:
        if user.disabled_at is not None:
            raise Refusal(f"{user.name} is disabled. Let them sign in again first")
        code = store.new_token()
        user.entry_digest, user.entry_until = digest_of_entry(user.id, code), now + ENTRY_CODE_LASTS
        _note(reader, "issue-set-up-code", user, f"Made a set-up code for {user.name}.")
        return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def change_user(command: ChangeUser, reader: Reader) -> None:
    """Change a user's role, clearance and ties."""
    with _changing(command.user_id, reader) as user:
        checks = Checks()
        check_standing(checks, command.role, command.person_id, command.authorities, command.cleared)
        may_end = command.ties_end is None or command.authorities
        checks.need(may_end, "ties_end", "Choose the councils that this is the last day for, or leave it empty")
        checks.done()
        if command.role != ADMINISTRATOR:
            _keep_an_administrator(user, reader)
        told = _told(user, command)
        if (command.role, command.person_id or None) != (user.role, user.person):
            forget_address(user.id)
        user.role, user.cleared, user.person = command.role, command.cleared, command.person_id or None
        user.kept_until = command.kept_until
        _write_ties(command)
        _note(reader, CHANGE_USER, user, f"Changed {user.name}: {told}.", role=command.role)


def _told(user: UserRow, command: ChangeUser) -> str:
    """What changes, in words."""
    ties = own_ties(user.id)
    before = ({row.authority for row in ties}, {row.ends for row in ties})
    after = (set(command.authorities), {command.ties_end} if command.authorities else set())
    changes = {
        f"{command.role} in place of {user.role}": command.role != user.role,
        "cleared for sealed work": command.cleared and not user.cleared,
        "clearance for sealed work withdrawn": user.cleared and not command.cleared,
        "another person's record": (command.person_id or None) != user.person,
        "the councils they work for": before != after,
        "until when they may sign in after their post": command.kept_until != user.kept_until,
    }
    return ", ".join(what for what, is_so in changes.items() if is_so) or "nothing"


def _write_ties(command: ChangeUser) -> None:
    row = UserAuthorityRow
    store.db.session.execute(delete(row).where(row.user == command.user_id))
    codes = sorted(set(command.authorities))
    store.add(*(row(user=command.user_id, authority=code, ends=command.ties_end) for code in codes))


def _keep_an_administrator(user: UserRow, reader: Reader) -> None:
    """Nobody shuts themselves out, and one administrator is always left."""
    if user.role != ADMINISTRATOR:
        return
    if user.id == reader.user_id:
        raise Refusal("Ask another administrator: you cannot take your own access away")
    row = UserRow
    others = select(func.count()).where(row.role == ADMINISTRATOR, row.disabled_at.is_(None), row.id != user.id)
    if not store.db.session.scalar(others):
        raise Refusal(f"{user.name} is the last administrator. Add another one first")


@contextmanager
def _changing(user_id: str, reader: Reader) -> Iterator[UserRow]:
    """The user, to be changed in a transaction, with their sessions ended. For administrators."""
    only(reader, ADMINISTRATOR)
    with store.transaction():
        user = store.db.session.get(UserRow, user_id, with_for_update=True)
        if user is None:
            raise NotFound("no such user")
        yield user
        end_all_sessions(user)


def _note(reader: Reader, action: str, user: UserRow, sentence: str, **payload: str) -> None:
    history.record(reader.user_id, action, user.id, sentence=sentence, **payload)
