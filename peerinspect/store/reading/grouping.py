"""What the named queries have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import ARRAY, ColumnElement, Select, any_, bindparam

from peerinspect.store.base import db
from peerinspect.store.postgresql import is_postgresql

Key = TypeVar("Key", str, int)
Ids = Collection[str] | None
"""Which ids to read; None reads all."""


def grouped(query: Select[Any]) -> dict[Any, list[Any]]:
    """Rows by their first column, each without it."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, *rest in db.session.execute(query):
        groups[key].append(rest)
    return groups


def among(query: Select[Any], column: Any, ids: Ids) -> Select[Any]:
    """The query, cut to some ids."""
    return query if ids is None else query.where(is_one_of(column, ids))


def is_one_of(column: Any, ids: Collection[Key]) -> ColumnElement[bool]:
    """The condition that a column holds one of some ids, however many.

    PostgreSQL gets them as one array: thousands of parameters take longer to write down than the rows to read.
    """
    wanted = sorted(ids)
    if is_postgresql(db.session.get_bind()):
        return column == any_(bindparam(None, wanted, ARRAY(column.type), unique=True))  # type: ignore[no-any-return]
    return column.in_(wanted)  # type: ignore[no-any-return]
