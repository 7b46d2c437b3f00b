"""What a database holds and how its tables are made, as the database itself says: for comparing before and after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import Column, Connection, func, select

from peerinspect import store
from peerinspect.store.base import Base, ExactNumber, Moment
from peerinspect.store.searching import belongs_to_search
from peerinspect.store.standing import NOT_FACTS

Rows = dict[str, list[dict[str, Any]]]
Shape = dict[str, frozenset[tuple[object, ...]]]
_OF_COLUMNS = (
    "SELECT table_name, 'column', column_name, data_type, character_maximum_length, is_nullable, column_default"
    " FROM information_schema.columns WHERE table_schema = 'public'"
)
_OF_CONSTRAINTS = (
    "SELECT conrelid::regclass::text, 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace AND conrelid <> 0"
)
_OF_INDICES = "SELECT tablename, 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"


def rows_of(connection: Connection) -> Rows:
    """Every row of every table."""
    return {name: [dict(row) for row in _told(connection, f'SELECT * FROM "{name}"')] for name in _tables(connection)}


def shape_of(connection: Connection) -> Shape:
    """Of every table its columns with their types and defaults, its constraints and its indices."""
    tables = set(_tables(connection))
    found: dict[str, set[tuple[object, ...]]] = {name: set() for name in tables}
    for name, *told in _said(connection) if _is_sqlite(connection) else _said_by_postgresql(connection):
        if name.strip('"') in tables:
            found[name.strip('"')].add(tuple(told))
    return {name: frozenset(told) for name, told in found.items()}


def lost_between(before: Rows, after: Rows) -> list[str]:
    """What the rows of tables that are there before and after say otherwise, in the columns that are; a line each."""
    found = []
    for table in sorted(before.keys() & after.keys() - {"alembic_version"}):
        columns = sorted(_columns(before[table]) & _columns(after[table]))
        old, new = (
            Counter(repr([row[name] for name in columns]) for row in rows) for rows in (before[table], after[table])
        )
        found += [f"{table}: lost {each}" for each in old - new] + [f"{table}: has got {each}" for each in new - old]
    return found


def emptied_columns(before: Rows, after: Rows) -> dict[str, set[str]]:
    """By table, where rows are still there, the columns that held something before and hold nothing in any after."""
    found = {}
    for table in (name for name in before if before[name] and after[name]):
        columns = {name for name in before[table][0] if any(row[name] is not None for row in before[table])}
        if gone := {name for name in columns if all(row[name] is None for row in after[table])}:
            found[table] = gone
    return found


def fill_what_is_empty() -> list[str]:
    """Put a row into each table that has none, since a migration may lose those too; the tables of facts concerned.

    The rows make no sense. Each column holds something that it would not hold by default.
    """
    filled = []
    for mapper in sorted(Base.registry.mappers, key=lambda each: Base.metadata.sorted_tables.index(each.local_table)):
        table = mapper.local_table
        if not store.db.session.scalar(select(func.count()).select_from(table)):
            told = enumerate(table.columns)
            values = {mapper.get_property_by_column(each).key: _value(each, number) for number, each in told}
            store.add(mapper.class_(**values))
            filled.append(table.name)
    return [name for name in filled if name not in NOT_FACTS]


def _value(column: Column[Any], number: int) -> Any:
    """Something for a column: what it points to, or else something of its kind; the later the further to the right."""
    for key in column.foreign_keys:
        return store.db.session.scalar(select(key.column).limit(1))
    day = date(2026, 2, 3) + timedelta(days=number)
    if isinstance(column.type, ExactNumber):
        return Fraction(5, 7)
    if isinstance(column.type, Moment):
        return datetime.combine(day, time(4, 5), UTC)
    kind = getattr(column.type, "impl_instance", column.type).python_type
    some = {bool: True, int: 7, float: 0.75, date: day, bytes: b"\0some", str: f"some {column.name}"}[kind]
    return some[: column.type.length] if isinstance(some, str) else some


def _columns(rows: list[dict[str, Any]]) -> set[str]:
    return set(rows[0]) if rows else set()


def _tables(connection: Connection) -> list[str]:
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    if not _is_sqlite(connection):
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return [name for name in connection.exec_driver_sql(asked).scalars() if not belongs_to_search(name)]


def _said_by_postgresql(connection: Connection) -> Iterator[tuple[Any, ...]]:
    for asked in (_OF_COLUMNS, _OF_CONSTRAINTS, _OF_INDICES):
        yield from (tuple(row) for row in connection.exec_driver_sql(asked))


def _said(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """Columns, what points elsewhere, indices with their columns, and what is checked."""
    for table in _tables(connection):
        for _, *told in connection.exec_driver_sql(f'PRAGMA table_info("{table}")'):
            yield (table, "column", *told)
        for number, sequence, *told in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")'):
            del number
            yield (table, "points", sequence, *told)
        for _, name, is_unique, *_ in connection.exec_driver_sql(f'PRAGMA index_list("{table}")').all():
            columns = tuple(each[2] for each in connection.exec_driver_sql(f'PRAGMA index_info("{name}")'))
            yield (table, "index", None if name.startswith("sqlite_") else name, is_unique, columns)
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar_one()
        for name in re.findall(r"CONSTRAINT\s+\"?(\w+)\"?", made):
            yield (table, "constraint", name)


def _told(connection: Connection, asked: str) -> Iterator[Any]:
    yield from connection.exec_driver_sql(asked).mappings()


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
