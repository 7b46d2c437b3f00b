"""Searches divided over many workers: they share nothing but these rows, so files travel through them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import CompressedBytes, Model, Moment, Token, Word


class DividedSearchRow(Model):
    """One part of a plan whose problem is divided: open work, or that of a sealed circle. `waves` have been begun."""

    __tablename__ = "divided_search"
    __table_args__ = (UniqueConstraint("job", "part"),)
    id: Mapped[Token]
    job: Mapped[str] = mapped_column(String(40), ForeignKey("job.id"))
    part: Mapped[Word]
    waves: Mapped[int] = mapped_column(default=0)
    problem_bytes: Mapped[bytes] = mapped_column(CompressedBytes(), deferred=True)
    begun_at: Mapped[datetime] = mapped_column(Moment())


class DividedPieceRow(Model):
    """One piece of a wave: a problem file, and its roster file once it is solved. `state`: waiting, done or failed."""

    __tablename__ = "divided_piece"
    __table_args__ = (UniqueConstraint("search", "wave", "number"),)
    id: Mapped[Token]
    search: Mapped[str] = mapped_column(String(40), ForeignKey("divided_search.id"))
    wave: Mapped[int]
    number: Mapped[int]
    state: Mapped[Word] = mapped_column(default="waiting")
    time_limit: Mapped[int]
    problem_bytes: Mapped[bytes] = mapped_column(CompressedBytes(), deferred=True)
    roster_bytes: Mapped[bytes | None] = mapped_column(CompressedBytes(), deferred=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment())
