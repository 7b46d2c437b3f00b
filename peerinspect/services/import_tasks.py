"""The tasks behind files that are read or saved in the background, and what becomes of one when nobody is left."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from peerinspect import store
from peerinspect.services import tasks
from peerinspect.store.tables import ImportRow

IMPORT = "import"
LONGEST = 3600
"""Seconds for reading or saving one file."""
QUEUED, READING, READY, CONFIRMED, SAVING, DONE, FAILED = (
    "queued",
    "reading",
    "ready",
    "confirmed",
    "saving",
    "done",
    "failed",
)
WAITING = {QUEUED: READING, CONFIRMED: SAVING}
"""The states in which a worker takes a file on, and what it makes of them."""
STOPPED_READING = "The service was stopped while it read the file. Choose the file again"
STOPPED_SAVING = "Nothing was imported: the saving was stopped. Confirm it again"
ABANDONED = timedelta(minutes=10)
"""After so long, a file at work that no task stands for counts as left: a small one takes seconds."""


def queue_file(row: ImportRow) -> None:
    """Queue the task of a file that was just written down, or confirmed."""
    tasks.queue_task(IMPORT, row.id, time_limit=LONGEST)


def begin_file(import_id: str) -> str | None:
    """Write down that a file is at work; what is done with it. None where there is nothing left to do."""
    row = store.db.session.get(ImportRow, import_id)
    if row is None:
        return None
    row.state = WAITING.get(row.state, row.state)
    return row.state if row.state in (READING, SAVING) else None


def file_ended(import_id: str, state: str, _fault: str) -> None:
    """Bring a file in line with its task, whose worker has gone. Nothing of it was saved. Call it in a transaction."""
    row = store.db.session.get(ImportRow, import_id)
    if row is None or row.state not in (READING, SAVING, *WAITING):
        return
    if state == tasks.QUEUED:
        row.state = {READING: QUEUED, SAVING: CONFIRMED}.get(row.state, row.state)
    elif state == tasks.CANCELLED and row.state in (READING, QUEUED):
        store.db.session.delete(row)
    else:
        _leave(row)


def _leave(row: ImportRow) -> None:
    """Say that the service was stopped. Whoever confirmed a file still has its preview."""
    if row.state in (SAVING, CONFIRMED):
        row.state, row.message = READY, STOPPED_SAVING
    else:
        row.state, row.message = FAILED, STOPPED_READING


def recover_files(before: datetime) -> None:
    """Close the files that have been at work since before a moment, and have no task."""
    with store.transaction():
        row = ImportRow
        since = func.coalesce(row.begun_at, row.made_at)
        left = select(row).where(row.state.in_((READING, SAVING)), since < before)
        for each in store.db.session.scalars(left).all():
            if not tasks.is_live(IMPORT, each.id):
                _leave(each)
