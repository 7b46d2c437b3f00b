"""Mending addresses: trying one again, or another one, which counts once somebody has confirmed it from there.

The address is also what its owner signs in with. So a new one counts only when its link is opened, and, where the
account has a password already, by somebody who is signed in to it: neither whoever gave the address nor a stranger
who reads it can take an account over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.services.accounts import check_address, looks_like_address
from peerinspect.services.checking import Checks, only
from peerinspect.services.notices.telling import BOUNCED, FAILED, WAITING, tell_at
from peerinspect.services.own_password import confirm_password
from peerinspect.services.queries.messages import address_to_mend, digest_of_link, hidden_from
from peerinspect.services.reader import ADMINISTRATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.user_events import ASK_ADDRESS, CHANGE_ADDRESS, SEND_AGAIN, TRY_ADDRESS
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.messages import message_told
from peerinspect.store.tables import AddressChangeRow, BouncedAddressRow, MessageRow, UserRow

LASTS = timedelta(days=7)
NOT_THE_OWNER = "Sign in as the user whose address this is to be, and open the link again"


@dataclass(frozen=True, slots=True)
class AskAddress:
    """Another address for a user. Whoever asks for themselves gives their password."""

    user_id: str
    email: str
    password: str = ""


def ask_address(command: AskAddress, reader: Reader, today: date, now: datetime) -> None:
    """Send a link to the address; it becomes the user's own when somebody opens it there, within seven days.

    For users themselves, administrators, and coordinators where mail to the user came back; NotFound for others.
    """
    address_to_mend(reader, command.user_id, today)
    is_own = command.user_id == reader.user_id
    address, checks = command.email.strip().lower(), Checks()
    if is_own:  # Whether it is somebody else's is no business of theirs: the link will say.
        checks.need(looks_like_address(address), "email", "Enter an email address, like name@example.org")
    else:
        check_address(checks, address)
    checks.done()
    if is_own:
        confirm_password(command.password, reader, now)
    with store.transaction():
        user = store.db.session.get_one(UserRow, command.user_id, with_for_update=True)
        secret, until = store.new_token(), now + LASTS
        store.db.session.merge(
            AddressChangeRow(user=user.id, address=address, digest=digest_of_link(secret), until=until)
        )
        sentence = f"Asked for {address} as the new address of {user.name}."
        event = history.record(reader.user_id, ASK_ADDRESS, user.id, sentence=sentence)
        path = f"/messages/address/{secret}"
        tell_at(address, "address-to-confirm", event, user.id, path=path, until=plain_day(until.date()))


def confirm_address(secret: str, reader: Reader, now: datetime) -> None:
    """Make the address of a link the user's own: what waited for it is sent. The link is used up.

    Raises NotFound for a link that is not good, and Refusal where the owner has to sign in first, or where another user
    has the address by now.
    """
    with store.transaction():
        query = select(AddressChangeRow).where(AddressChangeRow.digest == digest_of_link(secret)).with_for_update()
        change = store.db.session.scalar(query)
        if change is None or change.until <= now:
            raise NotFound("no such link")
        user = store.db.session.get_one(UserRow, change.user, with_for_update=True)
        if user.disabled_at is not None:
            raise NotFound("no such link")
        if user.password_hash and reader.user_id != user.id:
            raise Refusal(NOT_THE_OWNER)
        checks = Checks()
        check_address(checks, change.address)
        checks.done()
        before, user.email = user.email, change.address
        store.db.session.delete(change)
        store.db.session.flush()
        _forget_bounces(before, user.email)
        _release(user.id, now)
        sentence = f"{user.name} confirmed a new address, {user.email}."
        history.record(user.id, CHANGE_ADDRESS, user.id, sentence=sentence)


def try_address_again(user_id: str, reader: Reader, today: date, now: datetime) -> None:
    """Send what came back once more, to the same address. For whoever may see that mail to it came back."""
    found = address_to_mend(reader, user_id, today)
    if found.trouble is None:
        raise Refusal("Nothing has come back from this address since it was last tried")
    with store.transaction():
        user = store.db.session.get_one(UserRow, user_id, with_for_update=True)
        _forget_bounces(user.email)
        _release(user.id, now)
        sentence = f"Had the address of {user.name} tried again."
        history.record(reader.user_id, TRY_ADDRESS, user.id, sentence=sentence)


def send_again(message_id: str, reader: Reader, today: date, now: datetime) -> None:
    """Try a message again on which all tries had failed. For administrators; NotFound for one they may not know of."""
    only(reader, ADMINISTRATOR)
    with store.transaction():
        row = message_told(message_id, hidden_from(reader, today))
        if row is None:
            raise NotFound("no such message")
        if row.state != FAILED:
            raise Refusal("This message is not one on which all tries have failed")
        row.state, row.tries, row.due_at, row.fault = WAITING, 0, now, None
        history.record(reader.user_id, SEND_AGAIN, row.user, sentence="Had a message tried again.")


def _forget_bounces(*addresses: str) -> None:
    row = BouncedAddressRow
    store.db.session.execute(delete(row).where(row.address.in_(addresses)))


def _release(user: str, now: datetime) -> None:
    """Let what came back be sent: to the address that the user has now, as new mail."""
    row = MessageRow
    for each in store.db.session.scalars(select(row).where(row.user == user, row.state == BOUNCED)):
        if each.address is None:
            each.state, each.tries, each.due_at, each.fault, each.mail = WAITING, 0, now, None, None
