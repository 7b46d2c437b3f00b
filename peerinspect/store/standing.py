"""Today's facts are those that the history left: a digest of each row, and a sum over all, kept at each commit.

The sum stands in the head of the history. Each event tells which sum it found, so that the chain holds every sum that
was. A row that was changed, added or taken out behind the service's back does not fit its digest; a digest that was
changed with it does not fit the sum. Whoever changes all three has to be found by a backup: the chain alone is kept.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table, delete, exists, insert, literal, select, tuple_, union_all
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from peerinspect.store.base import Base, db
from peerinspect.store.stamps import stamped
from peerinspect.store.sums import EMPTY, Kept, changed, digest_of_row, key_of
from peerinspect.store.tables import FactDigestRow, HistoryHeadRow
from peerinspect.store.touched import Touched

NOT_FACTS: Mapping[str, str] = {
    "event": "the history itself: its chain covers it",
    "event_payload": "the history itself: its chain covers it",
    "history_head": "the history itself",
    "fact_digest": "the digests themselves: the sum covers them",
    "alembic_version": "which migrations have run",
    "attempt": "failed attempts to sign in: they are forgotten after a while",
    "form_use": "forms that were sent: they keep a second click from counting, and are forgotten",
    "recovery_code": "secrets that are used up",
    "user_session": "who is signed in where: it ends by itself within a day",
    "address_change": "codes that wait to be used, and run out",
    "answer_link": "codes that wait to be used, and run out",
    "calendar_entry": "what a calendar was last read to say: worked out again at each reading",
    "message": "how far each message has got; the event that it tells of is in the history",
    "bounced_address": "what mail servers said",
    "job": "how far each search has got; its roster is a fact",
    "job_part": "how far each search has got; its roster is a fact",
    "question": "searches for an answer; nothing rests on them",
    "reserve": "worked out from the roster, and again whenever that changes",
    "import_file": "files on their way in; what is saved of them are facts",
    "task": "how far work in the background has got",
    "kept_answer": "worked out from facts, and again when they change",
    "round": "which daily rounds are done",
}
"""Tables that hold no facts, each with the reason: their changes need no event and have no digest."""

PASSING: Mapping[str, frozenset[str]] = {
    "user_account": frozenset({"signed_in_at", "signed_in_before", "session_key", "factor_step"}),
    "api_token": frozenset({"last_used_on"}),
}
"""Columns of facts that pass: what each visit leaves."""

_MANY = 400
_HEAD = 1


def covered() -> list[Table]:
    """The tables of facts, by name."""
    return [table for name, table in sorted(Base.metadata.tables.items()) if name not in NOT_FACTS]


def settle(session: Session, touched: Touched) -> None:
    """Bring digests and sum up to what the open transaction has written."""
    tables = [table for table in touched.tables() if table.name not in NOT_FACTS]
    if not tables or (head := _head(session)) is None or head.facts is None:
        return
    head.stamps = stamped(head.stamps, (table.name for table in tables))
    for table in sorted(tables, key=lambda each: each.name):
        keys = {tuple(key): key_of(key) for key in touched.keys.get(table, ())}
        if table in touched.grown:
            keys |= _without_digest(session, table)
        for some in _chunks(list(keys.items())):
            _settle_some(session, head, table, dict(some))
    session.flush()


def take_stock() -> bool:
    """Digest every row anew where the tables have changed since; whether they had. Call it in a transaction."""
    session = db.session()
    head, shape = _head(session), shape_of_facts()
    if head is not None and head.shape == shape:
        return False
    if head is None:
        head = HistoryHeadRow(id=_HEAD, sequence=0, digest="0" * 64)
        session.add(head)
    session.execute(delete(FactDigestRow))
    head.facts, head.shape, head.stamps = EMPTY, shape, stamped(None, ())
    for table in _with_rows(session):
        for some in _chunks(list(_without_digest(session, table).items())):
            _settle_some(session, head, table, dict(some))
    session.flush()
    return head.facts != EMPTY


def shape_of_facts() -> str:
    """A digest of which columns of which tables are covered."""
    named = [[table.name, sorted(column.name for column in _columns(table))] for table in covered()]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()


def faults_of_facts() -> Iterator[str]:
    """What is not as the history left it, a sentence each."""
    session = db.session()
    head = session.get(HistoryHeadRow, _HEAD)
    if head is None or head.facts is None:
        return
    total = EMPTY
    for table in covered():
        kept = _kept(session, table.name)
        total = changed(total, (), kept.values())
        if any(each.sequence > head.sequence for each in kept.values()):
            yield f"Events that changed “{table.name}” are missing."
        yield from _faults_of_table(session, table, kept)
    if total != head.facts:
        yield "The digests of the facts are not those that the history left."


def _faults_of_table(session: Session, table: Table, kept: dict[str, Kept]) -> Iterator[str]:
    left = dict(kept)
    try:
        for key, row in _rows(session, table, None):
            known = left.pop(key, None)
            if known is None:
                yield f"A row of “{table.name}” was added behind the history: {key}."
            elif digest_of_row(known.salt, row) != known.digest:
                yield f"A row of “{table.name}” is not as the history left it: {key}."
    except (SQLAlchemyError, ValueError, TypeError):
        yield f"What “{table.name}” holds cannot be read."
        return
    for key in left:
        yield f"A row of “{table.name}” was taken out behind the history: {key}."


def _settle_some(session: Session, head: HistoryHeadRow, table: Table, keys: dict[tuple[Any, ...], str]) -> None:
    """Compare some rows of a table with their digests, and change what differs."""
    rows = dict(_rows(session, table, keys))
    kept = _kept(session, table.name, keys.values())
    gone = [one for key, one in kept.items() if key not in rows or digest_of_row(one.salt, rows[key]) != one.digest]
    stay = kept.keys() - {one.key for one in gone}
    new = [_keep(table.name, key, head.sequence, row) for key, row in rows.items() if key not in stay]
    if gone:
        fact = FactDigestRow
        of_table = fact.table == table.name
        session.connection().execute(delete(fact).where(of_table, fact.key.in_([one.key for one in gone])))
    if new:
        session.connection().execute(insert(FactDigestRow.__table__), [one._asdict() for one in new])
    if gone or new:
        head.facts = changed(head.facts or EMPTY, gone, new)


def _keep(table: str, key: str, sequence: int, row: Mapping[str, Any]) -> Kept:
    salt = secrets.token_hex(8)
    return Kept(table, key, sequence, salt, digest_of_row(salt, row))


def _kept(session: Session, table: str, keys: Iterable[str] | None = None) -> dict[str, Kept]:
    """The digests of a table, by key: all, or of some keys."""
    fact = FactDigestRow
    query = select(fact.table, fact.key, fact.sequence, fact.salt, fact.digest).where(fact.table == table)
    found = session.connection().execute(query if keys is None else query.where(fact.key.in_(list(keys))))
    return {row.key: Kept(*row) for row in found}


def _rows(
    session: Session, table: Table, keys: Iterable[tuple[Any, ...]] | None
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Rows of a table with their keys, as they stand: all, or some."""
    own = list(table.primary_key.columns)
    query = select(*_columns(table))
    if keys is not None:
        query = query.where(own[0].in_([key[0] for key in keys]) if len(own) == 1 else tuple_(*own).in_(list(keys)))
    for row in session.connection().execute(query, execution_options={"yield_per": 1000}).mappings():
        found = {str(column.name): row[column] for column in _columns(table)}
        yield key_of(found[column.name] for column in own), found


def _without_digest(session: Session, table: Table) -> dict[tuple[Any, ...], str]:
    """The keys of rows that have no digest yet."""
    found = {tuple(row): key_of(row) for row in session.connection().execute(select(*table.primary_key.columns))}
    known = set(session.connection().scalars(select(FactDigestRow.key).where(FactDigestRow.table == table.name)))
    return {key: text for key, text in found.items() if text not in known}


def _columns(table: Table) -> list[Any]:
    """The columns that are covered."""
    return [column for column in table.columns if column.name not in PASSING.get(table.name, ())]


def _with_rows(session: Session) -> list[Table]:
    """The tables of facts that hold any: one statement, since most starts find none."""
    asked = union_all(*(select(literal(each.name)).where(exists(select(1).select_from(each))) for each in covered()))
    filled = set(session.connection().scalars(asked))
    return [table for table in covered() if table.name in filled]


def _head(session: Session) -> HistoryHeadRow | None:
    return session.scalar(select(HistoryHeadRow).where(HistoryHeadRow.id == _HEAD).with_for_update())


def _chunks(keys: list[tuple[tuple[Any, ...], str]]) -> Iterator[list[tuple[tuple[Any, ...], str]]]:
    for start in range(0, len(keys), _MANY):
        yield keys[start : start + _MANY]
