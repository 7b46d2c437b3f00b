"""Which rows a transaction has written: by objects, or by statements for many rows.

What is noted may be more than was written, never less: each row noted is read again before the transaction ends.
Statements as bare text are not seen; a test holds the service to writing none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from peerinspect.store.base import db

_TOUCHED = "peerinspect_touched"


@dataclass(slots=True)
class Touched:
    """Keys of rows by table, and the tables that got rows whose keys are not known."""

    keys: dict[Table, set[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(set))
    grown: set[Table] = field(default_factory=set)

    def tables(self) -> set[Table]:
        """Every table concerned."""
        return self.keys.keys() | self.grown


def taken(session: Session) -> Touched | None:
    """What was noted since it was asked for last; None for nothing."""
    found: Touched | None = session.info.pop(_TOUCHED, None)
    return found


def _noted(session: Session) -> Touched:
    found: Touched = session.info.setdefault(_TOUCHED, Touched())
    return found


def _note_objects(session: Session, _context: object) -> None:
    """Objects that were just written."""
    for each in (*session.new, *session.dirty, *session.deleted):
        state = inspect(each)
        keys = _noted(session).keys[state.mapper.local_table]
        keys.add(tuple(state.mapper.primary_key_from_instance(each)))
        keys.update([tuple(state.identity)] if state.identity else [])


def _note_statement(execution: ORMExecuteState) -> None:
    """A statement that is about to write many rows."""
    if not (execution.is_insert or execution.is_update or execution.is_delete):
        return
    session, statement = execution.session, execution.statement
    table: Table = statement.table  # type: ignore[attr-defined]
    if execution.is_insert:
        _note_inserted(_noted(session), table, _rows(execution))
        return
    keys = _noted(session).keys[table]
    given = _rows(execution)
    if given and statement.whereclause is None:  # type: ignore[attr-defined]
        keys.update(tuple(row[name] for name in _key_names(table)) for row in given)
        return
    query = select(*table.primary_key.columns)
    clause = statement.whereclause  # type: ignore[attr-defined]
    keys.update(tuple(row) for row in session.connection().execute(query if clause is None else query.where(clause)))
    if execution.is_update:
        _noted(session).grown.add(table)


def _note_inserted(touched: Touched, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    names = _key_names(table)
    listed = list(rows)
    if not listed or any(row.get(name) is None for row in listed for name in names):
        touched.grown.add(table)
    else:
        touched.keys[table].update(tuple(row[name] for name in names) for row in listed)


def _rows(execution: ORMExecuteState) -> list[Mapping[str, Any]]:
    given = execution.parameters
    return [] if not given else [given] if isinstance(given, Mapping) else list(given)


def _key_names(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _forget(session: Session, previous: Any) -> None:
    """What was undone was not written. A savepoint that is undone leaves what was noted: too much does no harm."""
    if previous.parent is None:
        session.info.pop(_TOUCHED, None)


def watch(settle: Callable[[Session, Touched], None]) -> None:
    """Note what each session writes, and have `settle` called with it before it is committed."""

    def before_commit(session: Session) -> None:
        if session.in_nested_transaction():
            return
        session.flush()
        if (touched := taken(session)) is not None:
            settle(session, touched)

    event.listen(db.session, "after_flush", _note_objects)
    event.listen(db.session, "do_orm_execute", _note_statement)
    event.listen(db.session, "after_soft_rollback", _forget)
    event.listen(db.session, "before_commit", before_commit)
