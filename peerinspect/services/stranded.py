"""Tasks whose worker has gone: killed, cut off, or hung. They are queued again, or given up after the last attempt.

A worker on this machine is looked for among the processes, so that one that was killed is missed at once. Of any other
nothing is known but that it beats: after some time without a beat it counts as gone. Should it come back, it holds no
claim any more, and writes nothing (see `tasks`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from peerinspect import store
from peerinspect.services import processes, tasks
from peerinspect.store.base import db
from peerinspect.store.connection import is_writing
from peerinspect.store.tables import TaskRow

STRANDED_AFTER = 60.0
"""Seconds without a beat after which a worker counts as gone, unless the settings say otherwise."""
OnEnd = Callable[[str, str, str], None]
"""Is told of a task that nobody does any more: its key, its state (queued again, failed or cancelled), the fault."""


def this_worker() -> str:
    """A name for a worker of this process, which no other has."""
    return f"{processes.this_process()}:{store.new_token()[:6]}"


def sweep_stranded(now: datetime, on_end: Mapping[str, OnEnd] | None = None) -> int:
    """Queue again what nobody does any more, or give it up; how many tasks that were.

    `on_end`, by kind, is told of each in the same transaction, so that what the key stands for never says otherwise.
    """
    if not _stranded(now):
        return 0
    with store.transaction():
        left = _stranded(now)
        for row in left:
            state = tasks._after_attempt(row, tasks.GONE, None)  # noqa: SLF001
            db.session.flush()
            if on_end and row.kind in on_end:
                on_end[row.kind](row.key, state, tasks.GONE)
        return len(left)


def _stranded(now: datetime) -> list[TaskRow]:
    """The tasks at work whose worker has gone."""
    running = db.session.scalars(select(TaskRow).where(TaskRow.state == tasks.RUNNING)).all()
    found = [row for row in running if _is_gone(row, now)]
    if not found and not is_writing(db.session()):
        db.session.rollback()
    return found


def _is_gone(row: TaskRow, now: datetime) -> bool:
    """Whether the worker of a task has ended, or beats no more.

    SQLite lets one write at a time: beats wait for a long one, so there more patience is needed.
    """
    longest = float(current_app.config.get("STRANDED_AFTER") or STRANDED_AFTER)
    patience = timedelta(seconds=longest * (1 if db.engine.dialect.name == "postgresql" else 5))
    if row.heartbeat_at is None or row.heartbeat_at < now - patience:
        return True
    return processes.is_gone((row.worker or "").partition(":")[0])
