"""Tasks handed out by procrastinate, on PostgreSQL, where the settings say so: its tables, and what is put into them.

A job of procrastinate says no more than that a task waits. It is written in the very transaction that queues the task,
so that neither is ever there without the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from importlib import resources

from flask import current_app
from sqlalchemy import text

from peerinspect.config import WrongSetting
from peerinspect.store.base import db
from peerinspect.store.postgresql import is_postgresql

PROCRASTINATE = "procrastinate"
TASK = "peerinspect.task"
"""What procrastinate calls the one thing that it is to do: take a task on."""
_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, 0, NULL, NULL, CAST(:args AS jsonb),"
    " CAST(:at AS timestamptz))::procrastinate_job_to_defer_v1])"
)
_CANCEL = text(
    "SELECT procrastinate_cancel_job_v1(id, true, false) FROM procrastinate_jobs"
    " WHERE status IN ('todo', 'doing') AND queue_name = :queue AND args->>'task_id' = :id"
)
_TURN = 0x70726F63
"""The number of the lock under which the tables are made."""


def is_handed_out() -> bool:
    """Whether procrastinate hands tasks out."""
    return bool(current_app.config.get("JOBS") == PROCRASTINATE)


def announce(kind: str, task_id: str, not_before: datetime | None = None) -> None:
    """Have procrastinate hand a task out, once this transaction is committed and the moment has come."""
    if is_handed_out():
        told = {"queue": kind, "task": TASK, "args": json.dumps({"task_id": task_id}), "at": not_before}
        db.session.connection().execute(_DEFER, told)


def abort(kind: str, task_id: str) -> None:
    """Have procrastinate hand a task out no more, or tell whoever does it to stop."""
    if is_handed_out():
        db.session.connection().execute(_CANCEL, {"queue": kind, "id": task_id})


def make_tables() -> None:
    """Make procrastinate's tables where they are not there. Raises WrongSetting on any engine but PostgreSQL."""
    if not is_handed_out():
        return
    if not is_postgresql(db.engine):
        raise WrongSetting("PEERINSPECT_JOBS=procrastinate needs PostgreSQL; see PEERINSPECT_DATABASE")
    schema = (resources.files("procrastinate.sql") / "schema.sql").read_text(encoding="utf-8")
    with db.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        if connection.scalar(text("SELECT to_regclass('procrastinate_jobs')")) is None:
            driver = connection.connection.driver_connection
            if driver is None:
                raise AssertionError("an open connection has a driver")
            driver.execute(schema)


def queued_elsewhere(ids: Iterable[str]) -> set[str]:
    """Which of these tasks procrastinate has a job for that waits or is at work."""
    waiting = text("SELECT args->>'task_id' FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
    known = set(db.session.connection().scalars(waiting))
    return known & set(ids)
