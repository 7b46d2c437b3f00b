"""Telling people: rows that are written beside the event, and sent later."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select

from peerinspect import store
from peerinspect.services import tasks
from peerinspect.services.notices.kinds import KINDS, PATH, Kind
from peerinspect.services.notices.recipients import know_sealed_work, tied_to, told_day, work_for_councils
from peerinspect.services.notices.rhythms import due_at, rhythms_of
from peerinspect.services.veil import SEALED_ACTIONS
from peerinspect.store.reading.duties import sealed_duties
from peerinspect.store.tables import DutyAuthorityRow, EventRow, MessageRow, UserRow

WAITING, SENDING, SENT, FAILED, BOUNCED, ENDED = "waiting", "sending", "sent", "failed", "bounced", "ended"
STATES = (WAITING, SENDING, SENT, FAILED, BOUNCED, ENDED)
"""Where a message can be. It is `failed` once nobody tries any more, `bounced` where the address is refused, and
`ended` where the account ended before it was sent."""
LONGEST_FACT = 2000
POST = "post"
"""The kind of the task that sends what is due. There is always one; each message has it done when that is due."""
_ADDRESS = re.compile(r"/(?!/)[A-Za-z0-9/_.?=&%~:-]*")


class Unspeakable(ValueError):
    """A message was about to say what its kind may not."""


def tell(kind: str, event: int, users: Iterable[str], /, **facts: str) -> None:
    """Write one message about the event for each user; a user who has one about it gets none. Call it in a transaction.

    `facts` are exactly those of the kind, in words that each of the users may read. Raises Unspeakable for any other,
    and for an event about sealed work where the kind may not speak of that; nobody who may not know of the work is
    told. Users who can sign in no more are passed over.
    """
    _check(kind, facts)
    wanted = _listeners(KINDS[kind], store.db.session.get_one(EventRow, event), set(users))
    _write(kind, event, wanted, {name: _tidied(value) for name, value in facts.items()})


def tell_at(address: str, kind: str, event: int, user: str, /, **facts: str) -> None:
    """Write a message that goes to another address than the user's own, one that is still to be confirmed."""
    _check(kind, facts)
    _write(kind, event, [user], {name: _tidied(value) for name, value in facts.items()}, address)


def _check(kind: str, facts: Mapping[str, str]) -> None:
    """Refuse what the kind may not carry, and what it lacks."""
    known = KINDS.get(kind)
    if known is None:
        raise Unspeakable(f"there is no kind of message called {kind}")
    if set(facts) != known.facts:
        raise Unspeakable(f"a message of kind {kind} carries {sorted(known.facts)}, not {sorted(facts)}")
    if PATH in facts and not _ADDRESS.fullmatch(facts[PATH]):
        raise Unspeakable("a message leads to an address of this service alone")


def _tidied(value: str) -> str:
    """The words in one line: whatever else a name may hold cannot begin a header, or a line, of its own."""
    printable = "".join(each if each.isprintable() else " " for each in value)
    return " ".join(printable.split())[:LONGEST_FACT]


def _listeners(kind: Kind, event: EventRow, users: Collection[str]) -> list[str]:
    """Those of the users who can sign in, and may know of what the event tells."""
    row = UserRow
    found = set(store.db.session.scalars(select(row.id).where(row.id.in_(sorted(users)), row.disabled_at.is_(None))))
    is_about_sealed_duty = event.duty is not None and event.duty in sealed_duties(told_day())
    if not is_about_sealed_duty and event.action not in SEALED_ACTIONS:
        return sorted(found)
    if not kind.may_be_sealed:
        raise Unspeakable("this kind of message may not speak of sealed work")
    if event.action in SEALED_ACTIONS:
        return sorted(found if kind.for_the_asked else found & know_sealed_work())
    target = DutyAuthorityRow
    listed = list(store.db.session.scalars(select(target.authority).where(target.duty == event.duty)))
    # Who left the council long ago may be asked to inspect it: an offer without its message would tell whose it is.
    knowing, asked = know_sealed_work() - tied_to(listed, with_ended=True), work_for_councils() - tied_to(listed)
    return sorted(found & (knowing | asked))


def _write(kind: str, event: int, users: Iterable[str], facts: Mapping[str, str], address: str | None = None) -> None:
    """Write the rows that are not there yet."""
    session, row = store.db.session, MessageRow
    told = set(session.scalars(select(row.user).where(row.event == event)))
    made_at = session.get_one(EventRow, event).at
    wanted = [user for user in users if user not in told]
    rhythms = rhythms_of(wanted)
    content = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True)
    rows = [
        row(
            id=store.new_token(),
            event=event,
            user=user,
            kind=kind,
            facts=content,
            address=address,
            made_at=made_at,
            due_at=due_at(made_at, rhythms[user], KINDS[kind].at_once),
            state=WAITING,
        )
        for user in wanted
    ]
    session.add_all(rows)
    session.flush()
    if rows:
        tasks.queue_task(POST, "", most_attempts=0, not_before=min(each.due_at for each in rows))
