"""Calendar feeds: at which secret address somebody's is read, and what each entry of it last said."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model, Word


class CalendarFeedRow(Model):
    """The address of a user's calendar feed. Only its keyed digest is kept.

    `role` and `person` are those of the user when the address was made: a feed ends when either changes.
    """

    __tablename__ = "calendar_feed"
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Word]
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    made_on: Mapped[date]


class CalendarEntryRow(Model):
    """What an entry of a user's feed said when it was last read: a digest of it, never its words.

    `sequence` counts what it said before; `changed_on` is the day on which it was first read to say this. The days
    are kept so that an entry that has gone can still be called off.
    """

    __tablename__ = "calendar_entry"
    __table_args__ = (CheckConstraint("starts <= ends", "period"), CheckConstraint("sequence >= 0", "sequence"))
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int]
    changed_on: Mapped[date]
    starts: Mapped[date]
    ends: Mapped[date]
