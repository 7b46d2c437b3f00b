"""Taking rows out for good, with whatever hangs on them, and what the history said of them.

A row that points at one that goes, and can stand without it, loses the pointer; one that cannot goes too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Table, delete, func, select, tuple_, update

from peerinspect.store import proving
from peerinspect.store.base import Base, db
from peerinspect.store.history import PURGE
from peerinspect.store.tables import EventRow, PayloadRow

TAKE_STOCK = "take-stock"
_MANY = 400


class Erasure:
    """What has gone so far: how many rows by table, and the keys by which the history names them."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.keys: set[str] = set()

    def take(self, table: Table, which: ColumnElement[bool]) -> int:
        """Take rows out, with what hangs on them; how many of this table there were."""
        for child, bond in _pointing_at(table):
            self._let_go(child, bond, table, which)
        if len(table.primary_key.columns) == 1:
            found = db.session.scalars(select(*table.primary_key.columns).where(which))
            self.keys.update(str(key) for key in found if isinstance(key, str))
        count = db.session.scalar(select(func.count()).select_from(table).where(which)) or 0
        if count:
            db.session.execute(delete(_entity(table)).where(which))
            self.counts[table.name] += count
        return count

    def _let_go(self, child: Table, bond: ForeignKeyConstraint, table: Table, which: ColumnElement[bool]) -> None:
        here = [each.parent for each in bond.elements]
        there = select(*(each.column for each in bond.elements)).select_from(table).where(which)
        points = (here[0] if len(here) == 1 else tuple_(*here)).in_(there)
        if all(column.nullable and not column.primary_key for column in here):
            db.session.execute(update(_entity(child)).where(points).values({column.name: None for column in here}))
        elif child is not table:
            self.take(child, points)


def _pointing_at(table: Table) -> Iterator[tuple[Table, ForeignKeyConstraint]]:
    for child in Base.metadata.sorted_tables:
        for bond in child.foreign_key_constraints:
            if bond.referred_table is table:
                yield child, bond


def _entity(table: Table) -> type[Base]:
    """The class of a table's rows, so that what is written of it is noted."""
    return next(each.class_ for each in Base.registry.mappers if each.local_table is table)


def erase_payloads(named: Collection[str], looks_before: datetime) -> list[int]:
    """Erase what events said that were about one of these, and lists of looks before a moment; their numbers."""
    about = list(_sequences_about(named))
    kept = EventRow.action.not_in((PURGE, TAKE_STOCK))
    looked = db.session.scalars(
        select(EventRow.sequence).where(kept, EventRow.action.like("look%"), EventRow.at < looks_before)
    )
    there = set(db.session.scalars(select(PayloadRow.sequence)))
    gone = sorted({*about, *looked} & there)
    for some in _chunks(gone):
        db.session.execute(delete(PayloadRow).where(PayloadRow.sequence.in_(some)))
    return gone


def _sequences_about(named: Collection[str]) -> Iterator[int]:
    """The events of some subjects or duties."""
    kept = EventRow.action.not_in((PURGE, TAKE_STOCK))
    for some in _chunks(sorted(named)):
        about = EventRow.subject.in_(some) | EventRow.duty.in_(some)
        yield from db.session.scalars(select(EventRow.sequence).where(kept, about))


def told_of_erasure(sequences: Iterable[int]) -> str:
    """The numbers as the event of a purge tells them."""
    return proving.runs(sequences)


def _chunks(listed: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(listed), _MANY):
        yield listed[start : start + _MANY]
