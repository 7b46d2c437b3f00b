"""Invitations by e-mail: a link with which somebody chooses their first password, once, within two weeks.

The link's secret goes into the message and nowhere else; the database keeps its digest. What is said of a link rests
on the secret alone: whoever made one up learns nothing of any account.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.accounts import check_address, new_user
from peerinspect.services.addresses import keyed
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_person
from peerinspect.services.notices import tell
from peerinspect.services.passwords import check_password, hashed
from peerinspect.services.pool import LEFT
from peerinspect.services.reader import ADMINISTRATOR, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.second_factor import is_required
from peerinspect.services.sessions import end_all_sessions, ended_with_post, load_reader
from peerinspect.services.sign_on.linking import is_linked
from peerinspect.services.signing_in import NOTHING, SET_UP, Entry
from peerinspect.services.user_events import INVITE, INVITE_PERSON, WITHDRAW_INVITATION, WITHDRAW_PERSONS_INVITATION
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.users import invitations_of
from peerinspect.store.tables import InvitationRow, PersonRow, UserRow

LASTS = timedelta(days=14)
MOST_AT_ONCE = 200
OPEN, UNKNOWN, EXPIRED, USED, WITHDRAWN = "open", "unknown", "expired", "used", "withdrawn"
STATES = (OPEN, UNKNOWN, EXPIRED, USED, WITHDRAWN)
"""What a link can be. One whose account was disabled, or ended with the post, is like one that was taken back."""
REASONS = {
    UNKNOWN: "This link is not complete, or it never was one of ours. Copy all of it from the message, or ask whoever "
    "invited you to send another one",
    EXPIRED: "This link is no longer good: it was open for two weeks. Ask whoever invited you to send another one",
    USED: "This link has been used, and each is good for once. If it was you, sign in with the password that you chose",
    WITHDRAWN: "This link was taken back, or another one took its place. Use the latest message that you have, or ask "
    "whoever invited you",
}
"""Why a link lets nobody in, in words for whoever opens it."""
ROLE_WORDS = {
    DIRECTOR: "a director or senior manager",
    "coordinator": "a coordinator",
    "liaison": "the Ofsted liaison",
    "chief-executive": "a chief executive",
    "panel": "a member of the national panel",
    "administrator": "an administrator",
}
_HAS_ONE = "They have an account already, and have chosen a password"
_COMES_IN = "They have an account already, and come in with their organisation's own sign-in"
_NO_POST = "They hold no post, so that they could not sign in. Add their post first"


@dataclass(frozen=True, slots=True)
class InvitePerson:
    """Invite somebody of the register to sign in, at an e-mail address."""

    person_id: str
    email: str


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """A first password, chosen with the secret of a link."""

    secret: str
    password: str


@dataclass(frozen=True, slots=True)
class Invited:
    """What a link is, and whom it lets in: `name` and `email` are empty unless it is open."""

    state: str
    name: str = ""
    email: str = ""
    until: datetime | None = None


def invite_person(command: InvitePerson, reader: Reader, now: datetime) -> str:
    """Send somebody of the register a link, and make them an account where they have none; the user's id.

    A link that was sent before is good no longer. For coordinators and administrators.
    """
    only(reader, COORDINATOR, ADMINISTRATOR)
    with store.transaction():
        person, checks = hold_person(command.person_id), Checks()
        user, address = _account_of(person), command.email.strip().lower()
        checks.need(person.left_on is None, "", LEFT)
        if user is None or user.email != address:
            check_address(checks, address)
        if user is not None:
            _check_invitable(checks, user, now)
        checks.done()
        person.email = address
        user = user or _new_account(person, reader)
        user.email = address
        store.db.session.flush()
        if ended_with_post(user, now.date()):
            raise Refusal(_NO_POST)
        _send(user, reader, now)
        history.record(reader.user_id, INVITE_PERSON, person.id, sentence="Invited them by e-mail to sign in.")
        return user.id


def invite_people(person_ids: Iterable[str], reader: Reader, now: datetime) -> int:
    """Invite many at once, each at the address on their record; how many were invited.

    All of them or, where one cannot be invited, none: the message says who. For coordinators and administrators.
    """
    only(reader, COORDINATOR, ADMINISTRATOR)
    wanted = list(dict.fromkeys(person_ids))
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise Refusal({"people": f"Choose between 1 and {MOST_AT_ONCE} people"})
    with store.transaction():
        for person_id in wanted:
            person = hold_person(person_id)
            try:
                invite_person(InvitePerson(person_id, person.email or ""), reader, now)
            except Refusal as refusal:
                told = "; ".join(refusal.messages.values())
                raise Refusal({"people": f"{person.name} cannot be invited. {told}"}) from None
    return len(wanted)


def invite_user(user_id: str, reader: Reader, now: datetime) -> None:
    """Send a link to a user who has chosen no password yet. For administrators."""
    only(reader, ADMINISTRATOR)
    with store.transaction():
        user, checks = _hold_user(user_id), Checks()
        _check_invitable(checks, user, now)
        checks.done()
        if ended_with_post(user, now.date()):
            raise Refusal(_NO_POST)
        _send(user, reader, now)


def withdraw_persons_invitation(person_id: str, reader: Reader, now: datetime) -> None:
    """Take back the link that somebody of the register was sent. For coordinators and administrators."""
    only(reader, COORDINATOR, ADMINISTRATOR)
    with store.transaction():
        user = _account_of(hold_person(person_id))
        if user is None:
            raise NotFound("no invitation of this person")
        _withdraw(user, reader, now)
        sentence = "Took back the invitation to sign in."
        history.record(reader.user_id, WITHDRAW_PERSONS_INVITATION, person_id, sentence=sentence)


def withdraw_invitation(user_id: str, reader: Reader, now: datetime) -> None:
    """Take back the link that a user was sent. For administrators."""
    only(reader, ADMINISTRATOR)
    with store.transaction():
        _withdraw(_hold_user(user_id), reader, now)


def look_at(secret: str, now: datetime) -> Invited:
    """What a link is, by its secret. It is not used up by being looked at."""
    row = _find(secret)
    if row is None:
        return Invited(UNKNOWN)
    state = state_of(row, now)
    user = store.db.session.get_one(UserRow, row.user)
    if state == OPEN and (user.password_hash or load_reader(user.id, now.date()) is None):
        state = USED if user.password_hash else WITHDRAWN
    return Invited(state, user.name, user.email, row.until) if state == OPEN else Invited(state)


def state_of(row: InvitationRow, now: datetime) -> str:
    """What a link is by its own dates."""
    if row.used_at is not None:
        return USED
    if row.withdrawn_at is not None:
        return WITHDRAWN
    return EXPIRED if row.until <= now else OPEN


def accept_invitation(command: AcceptInvitation, now: datetime) -> Entry:
    """Choose the first password with a link, which is then used up: who comes in, and what they must still show."""
    with store.transaction():
        row = _find(command.secret)
        user = store.db.session.get(UserRow, row.user, with_for_update=True) if row else None
        state = look_at(command.secret, now).state
        if row is None or user is None or state != OPEN:
            raise Refusal(REASONS[state if state != OPEN else UNKNOWN])
        checks = Checks()
        check_password(checks, command.password, user.email, user.name)
        checks.done()
        user.password_hash, user.entry_digest, user.entry_until = hashed(command.password), None, None
        row.used_at = now
        end_all_sessions(user)
        sentence = f"{user.name} chose a password with the link of an invitation."
        history.record(user.id, "choose-password", user.id, sentence=sentence)
        return _entry(user, now)


def _entry(user: UserRow, now: datetime) -> Entry:
    """The entry of whoever has just chosen a password."""
    reader = load_reader(user.id, now.date())
    assert reader is not None, "the link was open"
    if is_required(user) or user.factor_on is not None:
        return Entry(reader, SET_UP)
    user.signed_in_before, user.signed_in_at = user.signed_in_at, now
    return Entry(reader, NOTHING)


def _find(secret: str) -> InvitationRow | None:
    """The invitation that the secret belongs to."""
    wanted = select(InvitationRow).where(InvitationRow.digest == _digest(secret))
    return store.db.session.scalar(wanted)


def _digest(secret: str) -> str:
    return keyed("invitation", secret.strip())


def _account_of(person: PersonRow) -> UserRow | None:
    """The person's account as a director or senior manager: the one that is in use, where there are several."""
    row = UserRow
    query = select(row).where(row.person == person.id, row.role == DIRECTOR).order_by(row.disabled_at.is_not(None))
    return store.db.session.scalar(query.order_by(row.id).limit(1))


def _hold_user(user_id: str) -> UserRow:
    user = store.db.session.get(UserRow, user_id, with_for_update=True)
    if user is None:
        raise NotFound("no such user")
    return user


def _check_invitable(checks: Checks, user: UserRow, now: datetime) -> None:
    """Only who never came in is invited: a link to an account in use would hand it to whoever reads the link."""
    disabled = "Their account is disabled. An administrator can let them sign in again"
    checks.need(user.disabled_at is None, "", disabled)
    checks.need(not user.password_hash, "", _HAS_ONE)
    checks.need(not is_linked(user.id), "", _COMES_IN)


def _new_account(person: PersonRow, reader: Reader) -> UserRow:
    user = new_user(person.email or "", person.name, DIRECTOR)
    user.person = person.id
    store.add(user)
    history.record(reader.user_id, "add-user", user.id, sentence=f"Added {user.name} as {DIRECTOR}.")
    return user


def _send(user: UserRow, reader: Reader, now: datetime) -> None:
    """A link in place of any that was sent before, in a message to the user."""
    _close_open(user, now)
    secret = secrets.token_urlsafe(24)
    until = now + LASTS
    made = InvitationRow(user=user.id, digest=_digest(secret), invited_by=reader.user_id, made_at=now, until=until)
    store.add(made)
    event = history.record(reader.user_id, INVITE, user.id, sentence=f"Invited {user.name} by e-mail.")
    facts = {"role": ROLE_WORDS[user.role], "until": plain_day(until.date()), "path": f"/invitations/{secret}"}
    tell("invitation", event, [user.id], **facts)


def _withdraw(user: UserRow, reader: Reader, now: datetime) -> None:
    if not _close_open(user, now):
        raise Refusal("There is no open invitation to take back")
    sentence = f"Took back the invitation of {user.name}."
    history.record(reader.user_id, WITHDRAW_INVITATION, user.id, sentence=sentence)


def _close_open(user: UserRow, now: datetime) -> int:
    """Make every open link of the user one that was taken back; how many there were."""
    found = [row for row in invitations_of(user.id) if state_of(row, now) == OPEN]
    for row in found:
        row.withdrawn_at = now
    store.db.session.flush()
    return len(found)
