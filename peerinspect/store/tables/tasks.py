"""Long work as those who do it see it: who has taken it on, since when, and whether they are still there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import CompressedBytes, Model, Moment, Token, Word


class TaskRow(Model):
    """One piece of work. `state`: queued, running, done, failed or cancelled.

    `key` says what it is about, mostly the id of a row that holds the facts: the task holds only the claim. `claim` is
    a new token each time somebody takes it on; whoever writes a result holds that token, or writes nothing. `attempts`
    counts the times it was taken on and not handed back. `fault` is a word, and `progress` a sentence that names
    nobody and no work. `steps_done` of `steps_total` are numbers for a page. Time limits are in seconds.
    """

    __tablename__ = "task"
    __table_args__ = (Index(None, "state", "kind", "not_before"), Index(None, "kind", "key"))
    id: Mapped[Token]
    kind: Mapped[Word]
    key: Mapped[str] = mapped_column(String(120))
    state: Mapped[Word] = mapped_column(default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    most_attempts: Mapped[int] = mapped_column(default=3)
    time_limit: Mapped[int | None]
    worker: Mapped[str | None] = mapped_column(String(120))
    claim: Mapped[str | None] = mapped_column(String(40))
    claimed_at: Mapped[datetime | None] = mapped_column(Moment())
    heartbeat_at: Mapped[datetime | None] = mapped_column(Moment())
    cancel_asked_at: Mapped[datetime | None] = mapped_column(Moment())
    progress: Mapped[str] = mapped_column(String(300), default="")
    steps_done: Mapped[int] = mapped_column(default=0)
    steps_total: Mapped[int] = mapped_column(default=0)
    fault: Mapped[Word] = mapped_column(default="")
    not_before: Mapped[datetime | None] = mapped_column(Moment())
    queued_at: Mapped[datetime] = mapped_column(Moment())
    ended_at: Mapped[datetime | None] = mapped_column(Moment())
    request: Mapped[str | None] = mapped_column(String(64))
    """The name of the request that asked for it, under which the log has both."""


class KeptAnswerRow(Model):
    """What a task found out, kept for pages as long as it holds. `version` is a digest of what it rests on.

    There is one for each kind and key. `content` is JSON, for those alone who may see what the key names.
    """

    __tablename__ = "kept_answer"
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    version: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(CompressedBytes())
    made_at: Mapped[datetime] = mapped_column(Moment())
