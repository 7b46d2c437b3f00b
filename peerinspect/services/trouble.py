"""When the database cannot do what it is there for: a full disk, one that cannot be written to, a server out of reach.

Such an error is nobody's fault and passes: nothing of the change was saved, and all goes on once there is room again.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.exc import TimeoutError as PoolIsEmpty

FULL = "The disk of the database is full"
READ_ONLY = "The database cannot be written to"
AWAY = "The database cannot be reached"
BUSY = "The database is busy"
_SQLITE = {
    "database or disk is full": FULL,
    "disk i/o error": READ_ONLY,
    "attempt to write a readonly database": READ_ONLY,
    "unable to open database file": READ_ONLY,
    "database is locked": BUSY,
}
_STATES = {
    "53100": FULL,
    "25006": READ_ONLY,
    "53300": AWAY,
    "57P01": AWAY,
    "57P02": AWAY,
    "57P03": AWAY,
    "40P01": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
}
"""PostgreSQL's own numbers: disk_full, read_only_sql_transaction, too_many_connections, shutdowns and start-up; then
a deadlock, a lock that was not to be had in time, and a statement that took too long."""


def trouble_of(error: BaseException) -> str:
    """What is the matter with the database or its disk, in a sentence; "" where the error is of another kind."""
    return next((found for each in _causes(error) if (found := _trouble(each))), "")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        own = getattr(following, "orig", None)
        following = own if isinstance(own, BaseException) else following.__cause__


def _trouble(error: BaseException) -> str:
    if isinstance(error, PoolIsEmpty):
        return BUSY
    package, kind = type(error).__module__.partition(".")[0], type(error).__name__
    if package == "sqlite3":
        told = str(error).lower()
        return next((words for sign, words in _SQLITE.items() if sign in told), "")
    if package == "psycopg":
        state = getattr(error, "sqlstate", None)
        return _STATES.get(state, "") if state else AWAY if kind == "OperationalError" else ""
    return ""
