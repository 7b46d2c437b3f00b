"""Rows that came in with their numbers: the database is to number the next ones after them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Integer, Table, func, select


def count_on(connection: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL number new rows after those that are there. SQLite does by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        own = list(table.primary_key.columns)
        if len(own) != 1 or not isinstance(own[0].type, Integer):
            continue
        series = connection.scalar(select(func.pg_get_serial_sequence(table.name, own[0].name)))
        last = connection.scalar(select(func.max(own[0])))
        if series and last:
            connection.execute(select(func.setval(series, last)))
