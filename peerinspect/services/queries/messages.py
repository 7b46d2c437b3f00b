"""Messages: one's own, what became of everybody's, and whose address failed.

Administrators see to whom a message went and whether it arrived, not what it says. A message about sealed work is, like
its event, no part of what is shown or counted to whoever may not know of the work; nor is an address whose failure only
such a message has brought to light.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from peerinspect.services import views
from peerinspect.services.addresses import keyed
from peerinspect.services.checking import only
from peerinspect.services.notices.kinds import KINDS
from peerinspect.services.notices.rhythms import rhythms_of
from peerinspect.services.notices.telling import BOUNCED, STATES
from peerinspect.services.notices.texts import letter_of
from peerinspect.services.reader import ADMINISTRATOR, COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.veil import SEALED_ACTIONS, knows_sealed_work
from peerinspect.store import db
from peerinspect.store.history import LeftOut
from peerinspect.store.reading.duties import ever_sealed_duties, sealed_duties
from peerinspect.store.reading.messages import (
    Bounced,
    Wanted,
    bounced_users,
    messages_page,
    own_messages_page,
)
from peerinspect.store.tables import AddressChangeRow, MessageRow, UserRow

MESSAGES_A_PAGE = 50


def kinds_of_messages() -> Mapping[str, str]:
    """Every sort of message in words, by what stands for it in an address, sorted by the words.

    Sorts that read the same are one: the words are a sort's name.
    """
    words = sorted({kind.words for kind in KINDS.values()})
    return {each.lower().replace(" ", "-"): each for each in words}


def my_messages(reader: Reader, page: int, today: date | None = None) -> views.Cut[views.OwnMessage]:
    """A page of what the reader was told, the latest first; the last page where there are fewer.

    Whoever asks by a way that no sealed work goes needs `today`, and is told nothing of what is sealed on that day.
    """
    if not reader.is_signed_in or (reader.sealed_off and today is None):
        return views.Cut((), 1, 1, 0)
    left_out = hidden_from(reader, today) if reader.sealed_off and today is not None else None
    rows, total = own_messages_page(reader.user_id, page, MESSAGES_A_PAGE, left_out)
    number, pages = _page(page, total)
    if number != page:
        rows, total = own_messages_page(reader.user_id, number, MESSAGES_A_PAGE, left_out)
    return views.Cut(tuple(_own(row) for row in rows if row.kind in KINDS), number, pages, total)


def _own(row: MessageRow) -> views.OwnMessage:
    known = {name: value for name, value in json.loads(row.facts).items() if name not in KINDS[row.kind].secrets}
    letter = letter_of(row.kind, known)
    return views.OwnMessage(row.id, row.made_at, row.sent_at, row.state, letter.subject, letter.body, letter.path)


def messages(reader: Reader, state: str, kind: str, who: str, page: int, today: date) -> views.Cut[views.MessageLine]:
    """A page of what was sent, and is to be, the latest first. For administrators.

    `state` is one of STATES, `kind` one of kinds_of_messages, `who` part of a name or an address; "" is any.
    """
    only(reader, ADMINISTRATOR)
    words = kinds_of_messages().get(kind)
    kinds = [name for name, each in KINDS.items() if each.words == words]
    wanted = Wanted([state] if state in STATES else [], kinds, who)
    left_out = hidden_from(reader, today)
    rows, total = messages_page(wanted, left_out, page, MESSAGES_A_PAGE)
    number, pages = _page(page, total)
    if number != page:
        rows, total = messages_page(wanted, left_out, number, MESSAGES_A_PAGE)
    return views.Cut(tuple(_line(row, user) for row, user in rows), number, pages, total)


def _line(row: MessageRow, user: UserRow) -> views.MessageLine:
    words = KINDS[row.kind].words if row.kind in KINDS else row.kind.replace("-", " ").capitalize()
    return views.MessageLine(
        row.id, user.id, user.name, words, row.state, row.made_at, row.due_at, row.sent_at, row.tries, row.fault or ""
    )


def _page(asked: int, total: int) -> tuple[int, int]:
    """The page that there is nearest to the one asked for, and how many there are."""
    pages = max(1, -(-total // MESSAGES_A_PAGE))
    return min(max(1, asked), pages), pages


def mail_troubles(reader: Reader, today: date) -> tuple[views.MailTrouble, ...]:
    """The users whose address was refused, as far as the reader may know, by name.

    For coordinators and administrators.
    """
    only(reader, COORDINATOR, ADMINISTRATOR)
    return tuple(_trouble(each) for each in bounced_users(BOUNCED, hidden_from(reader, today)))


def _trouble(found: Bounced) -> views.MailTrouble:
    return views.MailTrouble(
        found.user, found.name, found.role, found.person, found.address, found.bounced_at, found.reply
    )


def address_to_mend(reader: Reader, user_id: str, today: date) -> views.AddressToMend:
    """A user's address, and what is wrong with it. For administrators, and the user; for coordinators where mail to it
    came back. NotFound for anybody else, and for no such user."""
    user = db.session.get(UserRow, user_id)
    troubles = bounced_users(BOUNCED, hidden_from(reader, today), user_id)
    may_see = reader.role == ADMINISTRATOR or reader.user_id == user_id or (reader.role == COORDINATOR and troubles)
    if user is None or not may_see:
        raise NotFound("no such user")
    change = db.session.get(AddressChangeRow, user_id)
    return views.AddressToMend(
        user.id,
        user.name,
        user.email,
        _trouble(troubles[0]) if troubles else None,
        change.address if change else None,
        change.until if change else None,
    )


def address_to_confirm(reader: Reader, secret: str, now: datetime) -> views.AddressToConfirm:
    """What the link in a message to a new address is about. NotFound for one that is not, or no longer, good."""
    row = db.session.scalar(select(AddressChangeRow).where(AddressChangeRow.digest == digest_of_link(secret)))
    if row is None or row.until <= now:
        raise NotFound("no such link")
    user = db.session.get_one(UserRow, row.user)
    return views.AddressToConfirm(row.address, row.until, bool(user.password_hash) and reader.user_id != user.id)


def digest_of_link(secret: str) -> str:
    """Under what a link is kept: the key is not in the database."""
    return keyed("address link", secret)


def own_rhythm(reader: Reader) -> str:
    """How often the reader wants mail."""
    return rhythms_of([reader.user_id])[reader.user_id]


def hidden_from(reader: Reader, today: date) -> LeftOut:
    """The messages that the reader may not know of, by their events.

    Administrators read nothing of inspections, announced ones among them: what was once sealed stays hidden from them.
    """
    if knows_sealed_work(reader):
        return LeftOut()
    hidden = ever_sealed_duties() if reader.role == ADMINISTRATOR else sealed_duties(today)
    return LeftOut(hidden, SEALED_ACTIONS)
