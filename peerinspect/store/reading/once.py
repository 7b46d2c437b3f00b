"""Whole tables are read once a transaction: several queries of one page ask for everybody, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from peerinspect.store.base import db
from peerinspect.store.connection import is_writing

_READ = "peerinspect_read"
Rows = TypeVar("Rows")


def once_a_transaction(read: Callable[[], Rows]) -> Callable[[], Rows]:
    """Remember what the query without arguments found, until the transaction that it read in is over.

    A unit of work that writes reads afresh every time. What is handed out is shared, so it must not be changed.
    """

    @wraps(read)
    def remembered() -> Rows:
        session = db.session()
        if is_writing(session):
            return read()
        found: dict[Callable[[], Any], Any] = session.info.setdefault(_READ, {})
        if read not in found:
            found[read] = read()
        rows: Rows = found[read]
        return rows

    return remembered


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_READ, None)


@event.listens_for(Session, "after_flush")
def _forget_what_changed(session: Session, _context: Any) -> None:
    session.info.pop(_READ, None)
