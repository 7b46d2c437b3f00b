"""The chair under notice: reads the grounds, and replies within the notice."""

from __future__ import annotations

import hmac
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.addresses import placement_address
from peerinspect.services.boards.commands import ReplyToNotice
from peerinspect.services.boards.examining import last_day_of_notice
from peerinspect.services.checking import Checks, own_person
from peerinspect.services.notices import chief_executives, coordinators, tell
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import duty_title, plain_day
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import RemovalRow

LONGEST_REPLY = 2000


def reply_to_notice(command: ReplyToNotice, reader: Reader, today: date) -> None:
    """Reply, once. For the chair whom the notice is about; refused after its last day."""
    with store.transaction():
        row = own_removal(command.address, reader)
        row = store.db.session.get_one(RemovalRow, row.id, with_for_update=True)
        checks, last = Checks(), last_day_of_notice(row)
        checks.need(row.outcome is None, "", "This has been decided. A reply changes nothing any more")
        checks.need(row.replied_on is None, "", "You have replied already")
        checks.need(today <= last, "", f"The last day for a reply was {plain_day(last)}")
        check_text(checks, command.reply, "reply", "Write your reply", "the reply", LONGEST_REPLY)
        checks.done()
        row.reply, row.replied_on = tidy(command.reply), today
        sentence = "The chair replied to the notice of removal. The reply is in the papers."
        event = history.record(reader.user_id, "reply-to-notice", row.duty, duty=row.duty, sentence=sentence)
        duty = read_duties(today, [row.duty])[row.duty]
        users = {user for code in duty.authorities for user in chief_executives(code)} | set(coordinators())
        tell("removal-reply", event, users, work=duty_title(duty, read_places()))


def own_removal(address: str, reader: Reader) -> RemovalRow:
    """The latest removal of the reader from the board at the address. NotFound for any other."""
    person = own_person(reader)
    row = RemovalRow
    found = store.db.session.scalars(select(row).where(row.person == person))
    for each in sorted(found, key=lambda one: (one.outcome is not None, -one.served_on.toordinal(), one.id)):
        if hmac.compare_digest(placement_address(person, each.duty).encode(), address.encode()):
            return each
    raise NotFound("no such removal of this person")
