"""Whole tables are read once a transaction, or once until they change: many queries of one page ask for everybody."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import update_wrapper, wraps
from typing import Any, Generic, ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from peerinspect.store.base import Base, db
from peerinspect.store.connection import is_writing
from peerinspect.store.stamps import Stamps, read_stamps, stamps_of

MOST = 24
"""So many answers are kept in a process: each may be a whole table."""
_READ = "peerinspect_read"
_STAMPS = "peerinspect_stamps"
_CHANGED = "peerinspect_changed"
Asked = ParamSpec("Asked")
Rows = TypeVar("Rows")


class Shelf:
    """Answers of queries, each under what was asked, with the stamps of the tables it was read from. Threads share it.

    Of what was asked only the latest answer is kept.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, tuple[Stamps, Any]] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, asked: Hashable, stamps: Stamps) -> Any:
        """The answer that was read under these stamps; None where there is none."""
        with self._turn:
            known, rows = self._answers.get(asked, (None, None))
            if known != stamps:
                return None
            self._answers.move_to_end(asked)
            return rows

    def put(self, asked: Hashable, stamps: Stamps, rows: Rows) -> Rows:
        """Keep an answer, and hand it back."""
        with self._turn:
            self._answers[asked] = (stamps, rows)
            self._answers.move_to_end(asked)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return rows


_SHELF = Shelf()


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


class UntilChanged(Generic[Asked, Rows]):
    """A query whose answers are kept until one of its `tables` is written to."""

    def __init__(self, read: Callable[Asked, Rows], tables: Iterable[type[Base]]) -> None:
        self._read = read
        self.tables = tuple(table.__tablename__ for table in tables)
        update_wrapper(self, read)

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> Rows:
        """What is kept; else what is read now, which is kept."""
        if (stamps := self._stamps()) is None:
            return self._read(*args, **kwargs)
        found = self._kept(stamps, *args, **kwargs)
        return _SHELF.put(self._asked(args, kwargs), stamps, self._read(*args, **kwargs)) if found is None else found

    def at_hand(self, *args: Asked.args, **kwargs: Asked.kwargs) -> Rows | None:
        """What is kept; None where nothing is."""
        return None if (stamps := self._stamps()) is None else self._kept(stamps, *args, **kwargs)

    def _kept(self, stamps: Stamps, *args: Asked.args, **kwargs: Asked.kwargs) -> Rows | None:
        found: Rows | None = _SHELF.get(self._asked(args, kwargs), stamps)
        return found

    def _asked(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Hashable:
        return self._read, args, tuple(sorted(kwargs.items()))

    def _stamps(self) -> Stamps | None:
        """The stamps of its tables; None where the session has changes of its own, or the database has no stamps."""
        session = db.session()
        if is_writing(session) or session.info.get(_CHANGED):
            return None
        if _STAMPS not in session.info:
            session.info[_STAMPS] = read_stamps(session)
        known: dict[str, str] | None = session.info[_STAMPS]
        return None if known is None else stamps_of(known, self.tables)


def until_changed(*tables: type[Base]) -> Callable[[Callable[Asked, Rows]], UntilChanged[Asked, Rows]]:
    """Remember what the query found for its arguments until one of the tables that it reads is written to.

    All tables that it reads must be named, and be tables of facts. A unit of work that writes reads afresh every
    time. What is handed out is shared by all threads, so it must not be changed; it holds no rows of a session.
    """
    return lambda read: UntilChanged(read, tables)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        for name in (_READ, _STAMPS, _CHANGED):
            session.info.pop(name, None)


@event.listens_for(Session, "after_flush")
def _forget_what_changed(session: Session, _context: Any) -> None:
    session.info.pop(_READ, None)
    session.info[_CHANGED] = True


@event.listens_for(Session, "do_orm_execute")
def _forget_what_a_statement_changes(execution: Any) -> None:
    if execution.is_insert or execution.is_update or execution.is_delete:
        _forget_what_changed(execution.session, None)
