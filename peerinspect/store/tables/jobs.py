"""Long work: what is queued, how far it has come, whether it was asked to stop."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model, Moment, Token, UserId, Word


class JobRow(Model):
    """A plan to be made. `state`: queued, running, cancelling, done, cancelled or failed.

    `scope`, `supposed` and `for_cleared` are those of the roster to be made.
    """

    __tablename__ = "job"
    id: Mapped[Token]
    state: Mapped[Word] = mapped_column(default="queued", index=True)
    as_of: Mapped[date]
    time_limit: Mapped[int]
    started_by: Mapped[UserId]
    queued_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    started_at: Mapped[datetime | None] = mapped_column(Moment())
    finished_at: Mapped[datetime | None] = mapped_column(Moment())
    from_roster: Mapped[str | None] = mapped_column(String(40), ForeignKey("roster.id"))
    roster: Mapped[str | None] = mapped_column(String(40), ForeignKey("roster.id"))
    message: Mapped[str] = mapped_column(Text, default="")
    scope: Mapped[str | None] = mapped_column(Text)
    supposed: Mapped[str | None] = mapped_column(Text)
    for_cleared: Mapped[bool | None]
    divided: Mapped[bool | None]
    """Whether somebody wants it searched in pieces; None leaves it to the settings."""


class JobPartRow(Model):
    """One part of a plan: its state (waiting, running, done), its goals so far, as JSON, and when it was done."""

    __tablename__ = "job_part"
    job: Mapped[str] = mapped_column(String(40), ForeignKey("job.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[Word] = mapped_column(default="waiting")
    status: Mapped[Word] = mapped_column(default="")
    goals: Mapped[str] = mapped_column(Text, default="[]")
    pieces_done: Mapped[int | None]
    pieces_total: Mapped[int | None]
    """Of a divided search, how many pieces are over, and how many there are so far."""
    finished_at: Mapped[datetime | None] = mapped_column(Moment())
