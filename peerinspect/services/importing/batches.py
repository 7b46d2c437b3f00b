"""Rows to write, gathered by table, so that many take a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, insert, update

from peerinspect import store

_AT_ONCE = 500


class Batches:
    """Removals, then changes, then new rows; each in the order in which its table was first named."""

    def __init__(self) -> None:
        self._gone: dict[tuple[Any, str], list[Any]] = defaultdict(list)
        self._changes: dict[tuple[Any, frozenset[str]], list[dict[str, Any]]] = defaultdict(list)
        self._some: list[Any] = []
        self._new: dict[Any, list[dict[str, Any]]] = defaultdict(list)

    def remove(self, table: Any, column: str, keys: Collection[Any]) -> None:
        """Remove the rows that have one of the keys in a column."""
        self._gone[table, column].extend(keys)

    def remove_where(self, table: Any, where: Any) -> None:
        """Remove the rows of which something is so."""
        self._some.append(delete(table).where(where))

    def change_where(self, table: Any, where: Any, **values: Any) -> None:
        """Change the rows of which something is so."""
        self._some.append(update(table).where(where).values(**values))

    def change(self, table: Any, **values: Any) -> None:
        """Change the row whose key is among the values."""
        self._changes[table, frozenset(values)].append(values)

    def add(self, table: Any, **values: Any) -> None:
        """Add a row."""
        self._new[table].append(values)

    def run(self) -> None:
        """Write it all, in the open transaction."""
        session = store.db.session
        session.flush()
        for (table, column), keys in self._gone.items():
            for first in range(0, len(keys), _AT_ONCE):
                chosen = keys[first : first + _AT_ONCE]
                session.execute(delete(table).where(getattr(table, column).in_(chosen)))
        for statement in self._some:
            session.execute(statement, execution_options={"synchronize_session": False})
        for (table, _), rows in self._changes.items():
            session.execute(update(table), rows)
        for table, rows in self._new.items():
            session.execute(insert(table), rows)
        session.expire_all()
