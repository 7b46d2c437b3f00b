"""Questions about one duty that take a search to answer: what is asked, how far it has come, what came out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import CompressedBytes, DutyId, Model, Moment, PersonId, Token, UserId, Word


class QuestionRow(Model):
    """A question. `sort` is try (this person on the duty), longer (the same, searched for longer) or fill.

    `part` is the part of the roster that it is about. `version` is a digest of the problem and the roster that it was
    asked of: the same question of the same version has the same answer. `state`: queued, running, cancelling, done,
    cancelled or failed. `found` counts what the search has shown so far; `answer` is JSON.
    """

    __tablename__ = "question"
    id: Mapped[Token]
    sort: Mapped[Word]
    duty: Mapped[DutyId]
    person: Mapped[PersonId | None]
    part: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(80))
    state: Mapped[Word] = mapped_column(default="queued", index=True)
    as_of: Mapped[date]
    asked_by: Mapped[UserId]
    queued_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    finished_at: Mapped[datetime | None] = mapped_column(Moment())
    found: Mapped[int] = mapped_column(default=0)
    answer: Mapped[bytes | None] = mapped_column(CompressedBytes(), deferred=True)
    message: Mapped[str] = mapped_column(Text, default="")
