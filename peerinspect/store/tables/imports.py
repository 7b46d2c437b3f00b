"""Files on their way in: held between their preview and the word to save them, for their owner alone."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import CompressedBytes, Line, Model, Moment, Token, UserId, Word


class ImportRow(Model):
    """A file. `state`: queued, reading, ready, confirmed, saving, done or failed.

    `preview` is JSON, and `digest` its digest: what the owner has read and confirms. Content and preview are erased
    when the file is saved; the whole row is when it expires or is discarded. `knows_sealed` says whether the owner
    could see sealed work when the file came in: what is previewed may hold some. `begun_at` is when its saving was
    confirmed.
    """

    __tablename__ = "import_file"
    id: Mapped[Token]
    owner: Mapped[UserId] = mapped_column(index=True)
    kind: Mapped[Word]
    filename: Mapped[Line]
    state: Mapped[Word] = mapped_column(index=True)
    as_of: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    finished_at: Mapped[datetime | None] = mapped_column(Moment())
    begun_at: Mapped[datetime | None] = mapped_column(Moment())
    knows_sealed: Mapped[bool]
    content: Mapped[bytes | None] = mapped_column(CompressedBytes(), deferred=True)
    preview: Mapped[bytes | None] = mapped_column(CompressedBytes(), deferred=True)
    digest: Mapped[str] = mapped_column(String(80), default="")
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int] = mapped_column(default=0)
    counts: Mapped[str] = mapped_column(Text, default="{}")
    message: Mapped[str] = mapped_column(Text, default="")
