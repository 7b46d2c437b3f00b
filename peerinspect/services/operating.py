"""What the operator may know of the service at work: states and figures, never what they are about.

A count of sealed work would be one more thing to guard: kinds of tasks are told under names that do not say which part
of the work they were for, and messages by their state alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.exc import SQLAlchemyError

from peerinspect import store
from peerinspect.services import tasks
from peerinspect.store import history
from peerinspect.store.tables import MessageRow, TaskRow
from peerinspect.telemetry import measures
from peerinspect.telemetry.measures import Figure

FINE, UNREACHABLE, BEHIND, SILENT, UNKNOWN = "ok", "unreachable", "behind", "silent", "unknown"
PATIENCE = 180.0
"""Seconds without a sign of any worker after which there is none, unless the settings say otherwise."""
ALWAYS_THERE = ("round", "post")
"""Kinds of standing tasks: where a worker is, one of them is done every minute."""
_APART = "-apart"


def states(now: datetime) -> dict[str, str]:
    """Of the database, its tables and the workers, a word each: ok, or what is wrong."""
    try:
        found = {"database": FINE, "tables": _tables(), "worker": _worker(now)}
    except SQLAlchemyError:
        found = {"database": UNREACHABLE, "tables": UNKNOWN, "worker": UNKNOWN}
    finally:
        _let_go()
    return found


def _let_go() -> None:
    """End the reading. Of a database that is out of reach nothing is held."""
    try:
        store.db.session.rollback()
    except SQLAlchemyError:
        store.db.session.remove()


def _tables() -> str:
    standing = store.db.session.scalars(text("SELECT version_num FROM alembic_version")).all()
    return FINE if list(standing) == [_latest(current_app.config["MIGRATIONS"])] else BEHIND


@cache
def _latest(migrations: str) -> str | None:
    return ScriptDirectory(migrations).get_current_head()


def _worker(now: datetime) -> str:
    """Whether some worker gave a sign of life: it beats for a task, or has done what is done every minute."""
    row, since = TaskRow, now - timedelta(seconds=float(current_app.config.get("WORKER_PATIENCE") or PATIENCE))
    beats: ColumnElement[bool] = (row.state == tasks.RUNNING) & (row.heartbeat_at > since)
    waits = func.coalesce(row.not_before, row.queued_at) > since
    stands: ColumnElement[bool] = (row.state == tasks.QUEUED) & row.kind.in_(ALWAYS_THERE) & waits
    return FINE if store.db.session.scalar(select(row.id).where(or_(beats, stands)).limit(1)) else SILENT


def spoken(kind: str) -> str:
    """A kind of task as measures and logs call it: not which part of the work it was for."""
    return kind.removesuffix(_APART)


def measured(now: datetime) -> bytes:
    """All measures in the text form of Prometheus: those counted as things happened, then figures of this moment."""
    return measures.as_text() + measures.figures_as_text(_figures(now))


def _figures(now: datetime) -> list[Figure]:
    queued, waited = _tasks(now)
    return [
        Figure("peerinspect_tasks", "Tasks that wait or are at work.", ("kind", "state"), queued),
        Figure("peerinspect_task_waits_seconds", "How long the oldest due task has waited.", ("kind",), waited),
        Figure("peerinspect_messages", "Messages by how far they have got.", ("state",), _messages()),
        Figure("peerinspect_history_events", "Events in the history.", (), {(): float(history.length())}),
        Figure("peerinspect_pool", "Connections of this process.", ("state",), _pool()),
    ]


def _tasks(now: datetime) -> tuple[dict[tuple[str, ...], float], dict[tuple[str, ...], float]]:
    """How many tasks are live by kind and state, and the longest wait of those that are due."""
    row = TaskRow
    found = store.db.session.execute(
        select(row.kind, row.state, row.queued_at, row.not_before).where(row.state.in_(tasks.LIVE))
    )
    numbers: dict[tuple[str, ...], float] = {}
    waits: dict[tuple[str, ...], float] = {}
    for kind, state, queued_at, not_before in found:
        at = (spoken(kind), state)
        numbers[at] = numbers.get(at, 0.0) + 1
        if state == tasks.QUEUED:
            seconds = max(0.0, (now - max(queued_at, not_before or queued_at)).total_seconds())
            waits[at[:1]] = max(waits.get(at[:1], 0.0), seconds)
    return numbers, waits


def _messages() -> dict[tuple[str, ...], float]:
    row = MessageRow
    found = store.db.session.execute(select(row.state, func.count()).group_by(row.state))
    return {(state,): float(number) for state, number in found}


def _pool() -> dict[tuple[str, ...], float]:
    """Connections that are out, and that wait to be taken, where the pool counts them."""
    pool = store.db.engine.pool
    asked = (("used", "checkedout"), ("waiting", "checkedin"))
    return {(told,): float(getattr(pool, name)()) for told, name in asked if hasattr(pool, name)}
