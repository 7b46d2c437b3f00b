"""What happened: a chain of events, each beside the change it tells of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model, Moment, Word


class EventRow(Model):
    """One event. `digest` covers every other column; `payload_digest` stands for the payload, which may be erased."""

    __tablename__ = "event"
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment())
    user: Mapped[str] = mapped_column(String(40))
    action: Mapped[Word]
    subject: Mapped[str] = mapped_column(String(40), index=True)
    duty: Mapped[str | None] = mapped_column(String(40), index=True)
    payload_digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class PayloadRow(Model):
    """What an event says, as JSON: apart, so that a purge under the retention policy leaves the chain provable.

    It tells, too, which sum over all facts the event found.
    """

    __tablename__ = "event_payload"
    sequence: Mapped[int] = mapped_column(ForeignKey("event.sequence"), primary_key=True)
    content: Mapped[str] = mapped_column(Text)


class HistoryHeadRow(Model):
    """The last link, in one row: writers queue for it, and a chain cut short is noticed.

    `facts` is the sum over the digests of all facts; `shape` tells which columns those digests are of. `stamps` has
    one for each table of facts, new with every commit that writes to it.
    """

    __tablename__ = "history_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    facts: Mapped[str | None] = mapped_column(Text)
    shape: Mapped[str | None] = mapped_column(String(64))
    stamps: Mapped[str | None] = mapped_column(Text)


class FactDigestRow(Model):
    """The digest of one row of a table of facts, as it was last written: after event `sequence`.

    The salt keeps the row from being guessed back; it goes with the row.
    """

    __tablename__ = "fact_digest"
    table: Mapped[str] = mapped_column(String(63), primary_key=True)
    key: Mapped[str] = mapped_column(String(700), primary_key=True)
    sequence: Mapped[int]
    salt: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64))
