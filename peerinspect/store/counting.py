"""How often something was asked, counted once for all processes that share the database.

The counts stand beside those of failed attempts, under keyed digests that name nobody, and go when their window of time
is over. Each is one statement on a connection of its own: no page waits for another's transaction to be counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from peerinspect.store.base import db
from peerinspect.store.tables import AttemptRow

OURS = "asked:"
"""How the keys of these counts begin; those of failed attempts have no such sign."""


def is_shared() -> bool:
    """Whether several processes are likely to share the database, so that counts have to be in it."""
    return bool(db.engine.dialect.name != "sqlite")


def count_once_more(key: str, seconds: int, now: datetime) -> tuple[int, datetime]:
    """Count one under the key: how many there are now in its window of so many seconds, and when the window ends."""
    with db.engine.begin() as connection:
        number, ends = connection.execute(_one_more(connection, OURS + key, now, timedelta(seconds=seconds))).one()
        if number == 1:
            connection.execute(_those_over(now))
    return int(number), ends


def _one_more(connection: Connection, key: str, now: datetime, lasts: timedelta) -> Any:
    """One statement that opens a window, or adds to the one that is open: two at the same moment are counted as two."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row, until = AttemptRow, now + lasts
    is_over = row.waits_until <= now
    added = insert(row).values(key=key, failures=1, last_at=until, waits_until=until)
    changed = {
        "failures": case((is_over, 1), else_=row.failures + 1),
        "last_at": case((is_over, until), else_=row.last_at),
        "waits_until": case((is_over, until), else_=row.waits_until),
    }
    upsert = added.on_conflict_do_update(index_elements=[row.key], set_=changed)
    return upsert.returning(row.failures, row.waits_until)


def _those_over(now: datetime) -> Any:
    """Forget the windows that are over. What another process is just counting is left to the next one who comes by."""
    row = AttemptRow
    over = select(row.key).where(row.last_at <= now, row.key.startswith(OURS)).with_for_update(skip_locked=True)
    return delete(row).where(row.key.in_(over)).execution_options(synchronize_session=False)
