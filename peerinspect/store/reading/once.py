"""Whole tables are read once a transaction: several queries of one page ask for everybody, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from peerinspect.store.base import db
from peerinspect.store.connection import is_writing

_READ = "peerinspect_read"
Asked = ParamSpec("Asked")
Rows = TypeVar("Rows")


def once_a_transaction(read: Callable[Asked, Rows]) -> Callable[Asked, Rows]:
    """Remember what the query found for its arguments, until the transaction that it read in is over.

    A unit of work that writes reads afresh every time. What is handed out is shared, so it must not be changed.
    """

    @wraps(read)
    def remembered(*args: Asked.args, **kwargs: Asked.kwargs) -> Rows:
        session = db.session()
        if is_writing(session):
            return read(*args, **kwargs)
        found: dict[Hashable, Any] = session.info.setdefault(_READ, {})
        key = read, args, tuple(sorted(kwargs.items()))
        if key not in found:
            found[key] = read(*args, **kwargs)
        rows: Rows = found[key]
        return rows

    return remembered


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_READ, None)


@event.listens_for(Session, "after_flush")
def _forget_what_changed(session: Session, _context: Any) -> None:
    session.info.pop(_READ, None)
