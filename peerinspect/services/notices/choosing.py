"""What readers choose about their mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.checking import Checks
from peerinspect.services.notices.kinds import KINDS
from peerinspect.services.notices.rhythms import AT_ONCE, RHYTHMS, next_digest
from peerinspect.services.notices.telling import WAITING
from peerinspect.services.reader import Reader
from peerinspect.services.user_events import CHOOSE_MAIL
from peerinspect.store import history
from peerinspect.store.tables import MailChoiceRow, MessageRow, UserRow

TOLD = {AT_ONCE: "each message at once", "daily": "one mail a day"}


@dataclass(frozen=True, slots=True)
class ChooseRhythm:
    """How often the reader wants mail: one of RHYTHMS."""

    rhythm: str


def choose_rhythm(command: ChooseRhythm, reader: Reader, now: datetime) -> None:
    """Choose it, for what waits too. `now` is in UTC."""
    with store.transaction():
        user = store.db.session.get_one(UserRow, reader.user_id, with_for_update=True)
        checks = Checks()
        checks.need(command.rhythm in RHYTHMS, "rhythm", "Choose when you want your messages")
        checks.done()
        row = store.db.session.get(MailChoiceRow, user.id) or MailChoiceRow(user=user.id)
        row.rhythm = command.rhythm
        store.add(row)
        _apply(user.id, now if command.rhythm == AT_ONCE else next_digest(now))
        history.record(user.id, CHOOSE_MAIL, user.id, sentence=f"{user.name} chose {TOLD[command.rhythm]}.")


def _apply(user: str, due_at: datetime) -> None:
    """Let what waits, and was never tried, go when the user wants it now."""
    row = MessageRow
    waiting = select(row).where(row.user == user, row.state == WAITING, row.mail.is_(None), row.address.is_(None))
    for each in store.db.session.scalars(waiting):
        if each.kind in KINDS and not KINDS[each.kind].at_once:
            each.due_at = due_at
