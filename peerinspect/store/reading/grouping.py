"""What the named queries have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Select

from peerinspect.store.base import db

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
    return query if ids is None else query.where(column.in_(sorted(ids)))
