"""Taking messages out of the outbox, and noting what became of them.

A message is held by one sender at a time. Whoever takes it writes a claim into its row, in a transaction, before
anything is sent; what became of it is written only where the claim still stands. So two senders never have the same
message, and one that was killed loses nothing: when its claim runs out, the message is taken again, under the same
name. A mail whose sending was noted never goes again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from peerinspect import store
from peerinspect.services.notices import post
from peerinspect.services.notices.kinds import KINDS
from peerinspect.services.notices.post import Outcome
from peerinspect.services.notices.recipients import told_day
from peerinspect.services.notices.rhythms import DAILY, rhythms_of
from peerinspect.services.notices.telling import BOUNCED, ENDED, FAILED, SENDING, SENT, WAITING
from peerinspect.services.notices.texts import Mail, letter_of, mail_of
from peerinspect.services.sessions import load_reader
from peerinspect.store.tables import BouncedAddressRow, MessageRow, UserRow

LEASE = timedelta(minutes=15)
"""How long a claim holds: longer than a mail can take, with a server that waits as long as it may at every step."""
MOST_TRIES = 24
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
"""Between two tries; each wait is twice the one before it. All tries together take nearly three days."""
MOST_IN_A_DIGEST = 100
NO_TEXT = "no-text"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail, and the claim under which its sender holds the messages in it."""

    claim: str
    mail: Mail


def claim_next(now: datetime) -> Parcel | None:
    """Take what is due longest, for this caller alone; None where nothing is due.

    What can no longer be sent is noted on the way: to an account that has ended, or to an address that is refused.
    """
    if store.db.session.scalar(select(MessageRow.id).where(_is_due(now)).limit(1)) is None:
        store.db.session.rollback()
        return None
    with store.transaction():
        while True:
            user = _next_user(now)
            if user is None:
                return None
            rows = _group(_due_rows(user.id, now))
            parcel = _claim(rows, user, now) if rows else None
            if parcel is not None:
                return parcel


def next_due(now: datetime) -> float | None:
    """Seconds until something may be due; None where nothing waits."""
    row = MessageRow
    waiting = select(func.min(row.due_at)).where(row.state == WAITING)
    held = select(func.min(row.claimed_until)).where(row.state == SENDING)
    moments = [found for query in (waiting, held) if (found := store.db.session.scalar(query)) is not None]
    store.db.session.rollback()
    return max(1.0, (min(moments) - now).total_seconds()) if moments else None


def settle(parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    """Note what became of a mail, unless somebody else holds it by now."""
    with store.transaction():
        row = MessageRow
        held = select(row).where(row.claim == parcel.claim, row.state == SENDING).with_for_update()
        rows = store.db.session.scalars(held).all()
        for each in rows:
            _note(each, outcome, now)
        if rows and outcome.how == post.REFUSED:
            note_bounce(parcel.mail.address, outcome.reply, now)


def note_bounce(address: str, reply: int, now: datetime) -> None:
    """Note that a server refused the address for good. Call it in a transaction."""
    store.add_unless_there(BouncedAddressRow(address=address, bounced_at=now, reply=reply))


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(tries - 1, 16)
    return min(doubled, LONGEST_WAIT)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """The condition that a message may be sent now: its time has come, or whoever was sending it is gone."""
    row = MessageRow
    return or_(and_(row.state == WAITING, row.due_at <= now), and_(row.state == SENDING, row.claimed_until <= now))


def _next_user(now: datetime) -> UserRow | None:
    """Whoever has waited longest for a message. Their row is locked, so that their messages have one sender at once."""
    row = MessageRow
    found = store.db.session.scalar(select(row.user).where(_is_due(now)).order_by(row.due_at, row.id).limit(1))
    return store.db.session.get_one(UserRow, found, with_for_update=True) if found else None


def _due_rows(user: str, now: datetime) -> Sequence[MessageRow]:
    """What is due to one user, the earliest first, as it is under the lock."""
    query = select(MessageRow).where(MessageRow.user == user, _is_due(now)).order_by(MessageRow.due_at, MessageRow.id)
    return store.db.session.scalars(query.execution_options(populate_existing=True)).all()


def _group(rows: Sequence[MessageRow]) -> Sequence[MessageRow]:
    """What goes in one mail with the first: what did so before; else, for a digest, whatever waits."""
    if not rows:
        return ()
    first = rows[0]
    if first.mail is not None:
        return [each for each in rows if each.mail == first.mail]
    if rhythms_of([first.user])[first.user] != DAILY or _goes_alone(first):
        return [first]
    return [each for each in rows if each.mail is None and not _goes_alone(each)][:MOST_IN_A_DIGEST]


def _goes_alone(row: MessageRow) -> bool:
    """Whether a message is no part of any digest."""
    return row.address is not None or row.kind not in KINDS or KINDS[row.kind].at_once


def _claim(rows: Sequence[MessageRow], user: UserRow, now: datetime) -> Parcel | None:
    """Claim the rows, which go in one mail; None, and a note in them, where they cannot be sent."""
    address = rows[0].address or user.email
    stays = _why_not(rows, user, address)
    if stays is not None:
        for each in rows:
            each.state, each.fault, each.claim, each.claimed_until = *stays, None, None
        return None
    claim, mail = store.new_token(), rows[0].mail or store.new_token()
    for each in rows:
        each.state, each.claim, each.claimed_until, each.mail = SENDING, claim, now + LEASE, mail
        each.tries += 1
    letters = [letter_of(each.kind, json.loads(each.facts)) for each in rows]
    return Parcel(claim, mail_of(mail, address, user.name, letters))


def _why_not(rows: Sequence[MessageRow], user: UserRow, address: str) -> tuple[str, str | None] | None:
    """The state in which rows stay that cannot be sent, and the fault; None where they can."""
    if load_reader(user.id, told_day()) is None:
        return ENDED, None
    if any(each.kind not in KINDS for each in rows):
        return FAILED, NO_TEXT
    if store.db.session.get(BouncedAddressRow, address) is not None:
        return BOUNCED, "address"
    if rows[0].tries >= MOST_TRIES:
        return FAILED, rows[0].fault
    return None


def _note(row: MessageRow, outcome: Outcome, now: datetime) -> None:
    """Note in a row what became of the mail that it is in."""
    row.claim = row.claimed_until = None
    row.fault = outcome.fault or None
    if outcome.how == post.SENT:
        row.state, row.sent_at = SENT, now
        row.facts = _without_secrets(row)
    elif outcome.how == post.REFUSED:
        row.state = BOUNCED
    elif outcome.how == post.OUTAGE:
        row.state, row.tries = WAITING, row.tries - 1
    elif outcome.how == post.NEVER or row.tries >= MOST_TRIES:
        row.state = FAILED
    else:
        row.state, row.due_at = WAITING, now + wait_after(row.tries)


def _without_secrets(row: MessageRow) -> str:
    """The facts, but for those that must not lie about once they are sent."""
    kept = {name: value for name, value in json.loads(row.facts).items() if name not in KINDS[row.kind].secrets}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)
