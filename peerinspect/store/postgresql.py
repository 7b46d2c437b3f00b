"""How PostgreSQL is opened: the pool of connections, how long anything may take, and what a reader sees of writers."""

from __future__ import annotations

from typing import Any

from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import OperationalError

from peerinspect.config import WrongSetting

READERS = "REPEATABLE READ"
"""A page reads in many statements and must not mix two states: all of them see the state of the first, as on SQLite."""
WRITERS = "READ COMMITTED"
"""A writer has to see what was written while it waited for its turn; and while it has it, nobody else writes facts.

Under REPEATABLE READ the very statement that waits would fix what it sees, from before the wait."""
TURN = 0x7065657273
"""The number of the lock that writers take one after the other."""
CONNECT_SECONDS = 5
POOL_SECONDS = 10
"""How long a thread waits for a connection of the pool."""
PLAIN_SORTS = frozenset({"c", "c.utf8", "posix"})
"""The collations that sort by the numbers of signs."""
_SILENT_MILLISECONDS = 20_000
"""After so long without an answer of the network a connection counts as broken."""


def engine_options(address: str, config: dict[str, Any]) -> dict[str, Any]:
    """Options of the engine for an SQLAlchemy address; none for any database but PostgreSQL.

    DATABASE_CONNECTIONS of the settings stay open, and as many more come and go. A connection is tried before it is
    used, so that the service recovers by itself when the database was away. What the address itself says goes before.
    """
    url = make_url(address)
    if url.get_backend_name() != "postgresql":
        return {}
    connections = int(config.get("DATABASE_CONNECTIONS") or 12)
    said = {name: value for name, value in _connect_arguments(config).items() if name not in url.query}
    return {
        "connect_args": said,
        "max_overflow": connections,
        "pool_pre_ping": True,
        "pool_recycle": 1800,
        "pool_size": connections,
        "pool_timeout": POOL_SECONDS,
    }


def _connect_arguments(config: dict[str, Any]) -> dict[str, Any]:
    """What each connection is opened with. Seconds of 0 stand for no end."""
    statement = int(config.get("DATABASE_STATEMENT_SECONDS", 120)) * 1000
    lock = int(config.get("DATABASE_LOCK_SECONDS", 15)) * 1000
    return {
        "application_name": "peerinspect",
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_count": 3,
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "options": f"-c statement_timeout={statement} -c lock_timeout={lock} -c timezone=UTC",
        "tcp_user_timeout": _SILENT_MILLISECONDS,
    }


def is_postgresql(bind: Engine | Connection) -> bool:
    """Whether it leads to PostgreSQL."""
    return bool(bind.dialect.name == "postgresql")


def take_turn(connection: Connection) -> None:
    """Wait until no other writer is under way, in whatever process; the turn ends with the transaction.

    Readers wait for nobody. Raises OperationalError after DATABASE_LOCK_SECONDS.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})


def begin_changing_tables(connection: Connection) -> None:
    """Let one process alone bring the tables up to date, for as long as it takes, while no writer is under way.

    Several start together on several machines: who comes second finds nothing left to do. Raises WrongSetting, for
    whoever made the database, where it sorts or writes text in another way than peerinspect does.
    """
    _check_text(connection)
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    take_turn(connection)


def _check_text(connection: Connection) -> None:
    """Text is sorted by its signs' numbers, as in SQLite and in Python: elsewhere lists would not agree."""
    query = "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    sorts, writes = connection.execute(text(query)).one()
    if writes != "UTF8" or sorts.lower().replace("-", "") not in PLAIN_SORTS:
        raise WrongSetting(
            f"the database writes text as {writes} and sorts it as {sorts}; make one with "
            "CREATE DATABASE peerinspect TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
        )


class SteadySession(FlaskSession):
    """A session whose reads, from the first to the next end of its transaction, see one state."""

    def get_bind(self, *told: Any, **named: Any) -> Engine | Connection:
        """The engine, on PostgreSQL such that what begins on it is a reader's transaction."""
        found = super().get_bind(*told, **named)
        if not isinstance(found, Engine) or not is_postgresql(found):
            return found
        steady: dict[Engine, Engine] = self.info.setdefault("steady", {})
        if found not in steady:
            steady[found] = found.execution_options(isolation_level=READERS)
        return steady[found]

    def close(self) -> None:
        """End it. Where its connection is lost there is nothing left to undo: the connection is let go without a word.

        A request is answered by then, and its answer must not become a fault.
        """
        try:
            super().close()
        except OperationalError as fault:
            if not fault.connection_invalidated:
                raise
            self.invalidate()
