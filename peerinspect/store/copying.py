"""All rows of a database, out and in: as lines of JSON by table, alike for SQLite and PostgreSQL.

Tables and types are those that the database itself tells of, and not those that the code knows, so that a copy of an
earlier version can be taken and put back; migrations then bring it up to date.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Inspector,
    LargeBinary,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.schema import AddConstraint, DropConstraint

from peerinspect.store.base import db
from peerinspect.store.numbering import count_on
from peerinspect.store.searching import belongs_to_search

REVISION = "alembic_version"
_NOT_OURS = "procrastinate_"
_BATCH = 500


@contextmanager
def steady_sight() -> Iterator[Connection]:
    """A connection that sees the database as it is at one moment, while others go on writing."""
    with db.engine.connect() as plain:
        on_postgresql = plain.dialect.name == "postgresql"
        sight = plain.execution_options(isolation_level="REPEATABLE READ") if on_postgresql else plain
        with sight.begin():
            yield sight


def revision_of(connection: Connection) -> str | None:
    """The migration that the database has come to; None for a database without any table of ours."""
    if not inspect(connection).has_table(REVISION):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {REVISION}"))
    return found


def knows_revision(revision: str) -> bool:
    """Whether the migrations of this program lead there."""
    script = ScriptDirectory(current_app.config["MIGRATIONS"])
    return any(each.revision == revision for each in script.walk_revisions())


def tables_of(connection: Connection) -> list[Table]:
    """Every table of ours in the database, but those that hold no rows of their own."""
    inspector: Inspector = inspect(connection)
    names = [name for name in inspector.get_table_names() if _is_ours(name)]
    metadata = MetaData()
    metadata.reflect(connection, only=names, resolve_fks=False)
    return [metadata.tables[name] for name in sorted(names)]


def _is_ours(name: str) -> bool:
    return name != REVISION and not name.startswith(_NOT_OURS) and not belongs_to_search(name)


def lines_of(connection: Connection, table: Table) -> Iterator[str]:
    """A table: first the names of its columns, then a row a line, by its key."""
    columns = list(table.columns)
    yield json.dumps([column.name for column in columns])
    query = select(*columns).order_by(*table.primary_key.columns)
    for row in connection.execute(query, execution_options={"yield_per": 1000}):
        yield json.dumps([_written(value) for value in row], ensure_ascii=False)


def load_lines(connection: Connection, table: Table, lines: Iterable[str]) -> int:
    """Put the rows back; how many there were."""
    reading = iter(lines)
    names: list[str] = json.loads(next(reading))
    readers = [_reader_of(table.columns[name].type) for name in names]
    count = 0
    while some := list(islice(reading, _BATCH)):
        rows = [_row(names, readers, json.loads(line)) for line in some]
        connection.execute(insert(table), rows)
        count += len(rows)
    return count


def _row(names: Sequence[str], readers: Sequence[Callable[[Any], Any]], values: Sequence[Any]) -> dict[str, Any]:
    return {
        name: None if value is None else read(value) for name, read, value in zip(names, readers, values, strict=True)
    }


def _written(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _reader_of(kind: object) -> Callable[[Any], Any]:
    """What reads a column's values from JSON."""
    if isinstance(kind, LargeBinary):
        return base64.b64decode
    if isinstance(kind, DateTime):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(kind, Date) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def drop_everything(connection: Connection) -> None:
    """Take out every table of ours. PostgreSQL alone: a file is replaced instead."""
    connection.execute(text("DROP TABLE IF EXISTS lesson_search"))
    for name in inspect(connection).get_table_names():
        if not name.startswith(_NOT_OURS):
            connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
    for told in (
        "FUNCTION IF EXISTS lesson_search_keep() CASCADE",
        "FUNCTION IF EXISTS lesson_words_of(text) CASCADE",
        "TEXT SEARCH CONFIGURATION IF EXISTS lesson_words CASCADE",
        "TEXT SEARCH DICTIONARY IF EXISTS lesson_stem CASCADE",
    ):
        connection.execute(text(f"DROP {told}"))


@contextmanager
def unbound(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Rows may come in any order inside; afterwards each points at one that is there, or an error is raised."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        yield
        return
    full = MetaData()
    full.reflect(connection, only=[table.name for table in tables], resolve_fks=True)
    bonds = [bond for table in tables for bond in full.tables[table.name].foreign_key_constraints]
    for bond in bonds:
        connection.execute(DropConstraint(bond))
    yield
    for bond in bonds:
        connection.execute(AddConstraint(bond))
    count_on(connection, tables)
