"""The secret address of somebody's calendar feed: made, made anew, revoked. Only its digest is kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete

from peerinspect import store
from peerinspect.services.addresses import keyed
from peerinspect.services.checking import own_person
from peerinspect.services.queries.calendars import OWN, feed_of
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.sessions import load_reader
from peerinspect.store import history
from peerinspect.store.tables import CalendarEntryRow, CalendarFeedRow

KEYS = 2
"""Random ids that an address is made of: 160 bits."""


def make_address(reader: Reader, today: date) -> str:
    """A new secret for the address of the reader's feed, shown only now. The one before is good no more."""
    if feed_of(reader) == OWN:
        own_person(reader)
    secret = "".join(store.new_token() for _ in range(KEYS))
    with store.transaction():
        row = store.db.session.get(CalendarFeedRow, reader.user_id)
        sentence = f"{reader.name} made {'another' if row else 'an'} address for their calendar."
        store.db.session.execute(delete(CalendarFeedRow).where(CalendarFeedRow.user == reader.user_id))
        made = CalendarFeedRow(user=reader.user_id, digest=_digest(secret), role=reader.role, made_on=today)
        made.person = reader.person_id
        store.add(made)
        history.record(reader.user_id, "make-calendar-address", reader.user_id, sentence=sentence)
    return secret


def revoke_address(reader: Reader) -> None:
    """Let the address of the reader's feed be good no more."""
    with store.transaction():
        if store.db.session.get(CalendarFeedRow, reader.user_id) is None:
            raise Refusal("Your calendar has no address")
        forget_address(reader.user_id)
        sentence = f"{reader.name} revoked the address of their calendar."
        history.record(reader.user_id, "revoke-calendar-address", reader.user_id, sentence=sentence)


def forget_address(user_id: str) -> None:
    """Forget the address of a user's feed, and what was in it. Call it in a transaction."""
    for row in (CalendarFeedRow, CalendarEntryRow):
        store.db.session.execute(delete(row).where(row.user == user_id))


def reader_at(secret: str, today: date) -> Reader | None:
    """Whose feed is at the address, as at a day.

    None for an address that is not, or no more, good: also once the account was disabled or has ended with the post,
    and when it has another role, or is another person's, than when the address was made.
    """
    row = store.db.session.query(CalendarFeedRow).filter_by(digest=_digest(secret)).one_or_none()
    reader = load_reader(row.user, today) if row else None
    if row is None or reader is None or (row.role, row.person) != (reader.role, reader.person_id):
        return None
    return reader


def _digest(secret: str) -> str:
    """Under what an address is kept: it is random, and the key is not in the database."""
    return keyed("calendar address", secret)
