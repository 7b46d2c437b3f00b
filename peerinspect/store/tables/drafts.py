"""What coordinators say of seats on drafts, and who could step in for whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import DutyId, Model, Moment, PersonId, Token, UserId, Word


class SeatWordRow(Model):
    """A coordinator's word on a person and a duty, which every later search keeps to until it is taken back.

    `sort` is pin (they are to be on it) or set-aside (they are not). A row is never changed but to say who took the
    word back, and when.
    """

    __tablename__ = "seat_word"
    id: Mapped[Token]
    person: Mapped[PersonId]
    duty: Mapped[DutyId]
    sort: Mapped[Word]
    reason: Mapped[str] = mapped_column(Text)
    said_by: Mapped[UserId]
    said_at: Mapped[datetime] = mapped_column(Moment())
    ended_by: Mapped[UserId | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment())


class ReserveRow(Model):
    """Somebody who could step in for a person on a duty of a roster's part. `rank` 1 is asked first.

    `rules` lists the rules that would need a waiver, with spaces between.
    """

    __tablename__ = "reserve"
    part: Mapped[int] = mapped_column(ForeignKey("roster_part.id"), primary_key=True)
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    substitute: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"))
    rules: Mapped[str] = mapped_column(Text, default="")
