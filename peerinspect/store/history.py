"""The history of every change: append-only, chained, and written in the same transaction as the change itself.

An event's digest covers its columns and the digest of its payload, never the payload, so that a payload may be erased
under the retention policy and the chain still proves that nothing else was touched. Each payload carries a salt: what
was erased cannot be guessed back from its digest. What was erased is told by the event of the purge that did it, so
that a payload that is missing without one is found. Of today's facts `standing` says whether the history left them so.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, event, func, insert, select

from peerinspect.store import sums
from peerinspect.store.base import db
from peerinspect.store.tables import EventRow, HistoryHeadRow, PayloadRow

START = "0" * 64
HEAD = 1
PURGE = "purge"
"""The action of the events that tell which payloads were erased, as `erased`: numbers and runs of them, 3-7."""
_CHAINED = ("sequence", "at", "user", "action", "subject", "duty", "payload_digest", "previous")
"""The columns that an event's digest covers, in their order."""


class AppendOnly(Exception):
    """History was about to be changed."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it reads: `payload` is None where it was erased."""

    sequence: int
    at: datetime
    user: str
    action: str
    subject: str
    duty: str | None
    payload: dict[str, str] | None


def record(user: str, action: str, subject: str, *, duty: str | None = None, **payload: str) -> int:
    """Write an event beside the change that the open transaction makes, and return its number.

    `subject` is the id of the thing concerned; `duty` the duty that the event would give away, so that whoever may not
    know of the duty does not see the event.
    """
    return record_all(user, [Happening(action, subject, payload, duty)])[0]


@dataclass(frozen=True, slots=True)
class Happening:
    """What an event is to say; see `record`."""

    action: str
    subject: str
    payload: Mapping[str, str]
    duty: str | None = None


def record_all(user: str, happenings: Iterable[Happening]) -> list[int]:
    """Write many events as `record` writes one, each linked to the one before it, in a few statements."""
    head = db.session.scalar(select(HistoryHeadRow).where(HistoryHeadRow.id == HEAD).with_for_update())
    if head is None:
        head = HistoryHeadRow(id=HEAD, sequence=0, digest=START)
        db.session.add(head)
    events: list[dict[str, Any]] = []
    payloads: list[dict[str, Any]] = []
    for each in happenings:
        content = _content(each, head.facts)
        columns = {
            "sequence": head.sequence + 1,
            "at": datetime.now(UTC),
            "user": user,
            "action": each.action,
            "subject": each.subject,
            "duty": each.duty,
            "payload_digest": digest_of(content),
            "previous": head.digest,
        }
        head.sequence, head.digest = head.sequence + 1, _link(columns)
        events.append({**columns, "digest": head.digest})
        payloads.append({"sequence": head.sequence, "content": content})
    db.session.flush()
    if events:
        db.session.execute(insert(EventRow), events)
        db.session.execute(insert(PayloadRow), payloads)
    return [each["sequence"] for each in events]


def _content(happening: Happening, facts: str | None) -> str:
    """What an event says, as it is stored: with a salt, and the sum over the facts that it found."""
    found = {"facts": sums.short(facts)} if facts else {}
    return json.dumps({"salt": secrets.token_hex(8), **found, **happening.payload}, sort_keys=True, ensure_ascii=False)


def digest_of(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _link(columns: Mapping[str, Any]) -> str:
    """The digest of an event: of all its columns, the digest of the event before it among them."""
    moment = columns["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return digest_of(json.dumps([moment if name == "at" else columns[name] for name in _CHAINED]))


def linked(row: EventRow | Row[Any]) -> str:
    """The digest that the event must have, as it is stored."""
    return _link({name: getattr(row, name) for name in _CHAINED})


def verify() -> list[str]:
    """What is wrong with the history and the facts that it left, a sentence each; see `proving`."""
    from peerinspect.store import proving  # which reads what this module writes

    return proving.verify()


def length() -> int:
    """How many events there are: every change of a fact adds one, so the same length means the same facts."""
    return db.session.scalar(select(HistoryHeadRow.sequence).where(HistoryHeadRow.id == HEAD)) or 0


def last_change(passing_over: Collection[str]) -> int:
    """The number of the last event that is none of these actions: the same number means the same facts, where those
    actions change none."""
    query = select(EventRow.sequence).where(EventRow.action.not_in(sorted(passing_over)))
    return db.session.scalar(query.order_by(EventRow.sequence.desc()).limit(1)) or 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Events that are passed over before any are counted: about some duties, of some sorts, by one user."""

    duties: Collection[str] = ()
    actions: Collection[str] = ()
    user: str | None = None


def events(
    subject: str | None = None, after: datetime | None = None, most: int = 200, left_out: LeftOut | None = None
) -> list[Event]:
    """Events, the latest first: of one subject or all, after a moment or ever.

    What is left out takes none of the `most` places: a reader could tell from the gap how much there was of it.
    """
    query = select(EventRow, PayloadRow.content).outerjoin(PayloadRow, PayloadRow.sequence == EventRow.sequence)
    query = query.where(*_about(subject), *_kept(left_out or LeftOut()))
    if after is not None:
        query = query.where(EventRow.at > after)
    return _read(query.order_by(EventRow.sequence.desc()).limit(most))


def page_of_events(subject: str, number: int, size: int, left_out: LeftOut) -> tuple[list[Event], int]:
    """A page of the events of one subject, the latest first, and how many there are; what is left out is no part."""
    wanted = (*_about(subject), *_kept(left_out))
    total = db.session.scalar(select(func.count()).select_from(EventRow).where(*wanted)) or 0
    query = select(EventRow, PayloadRow.content).outerjoin(PayloadRow, PayloadRow.sequence == EventRow.sequence)
    ordered = query.where(*wanted).order_by(EventRow.sequence.desc())
    return _read(ordered.limit(size).offset((number - 1) * size)), total


def _about(subject: str | None) -> tuple[ColumnElement[bool], ...]:
    """The events of a subject, those that tell of it among them; all of them for None."""
    return () if subject is None else ((EventRow.subject == subject) | (EventRow.duty == subject),)


def _kept(left_out: LeftOut) -> tuple[ColumnElement[bool], ...]:
    """What is not left out."""
    return (
        EventRow.duty.is_(None) | EventRow.duty.not_in(sorted(left_out.duties)),
        EventRow.action.not_in(sorted(left_out.actions)),
        EventRow.user.not_in([left_out.user] if left_out.user else []),
    )


def _read(query: Select[tuple[EventRow, Any]]) -> list[Event]:
    return [
        Event(
            row.sequence, row.at, row.user, row.action, row.subject, row.duty, json.loads(content) if content else None
        )
        for row, content in db.session.execute(query)
    ]


@event.listens_for(EventRow, "before_update")
@event.listens_for(EventRow, "before_delete")
@event.listens_for(PayloadRow, "before_update")
def _refuse(_mapper: object, _connection: object, _row: object) -> None:
    """Keep the code itself from changing what happened. Tampering below it is what `verify` is for."""
    raise AppendOnly("history is only ever added to")
