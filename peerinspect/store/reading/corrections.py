"""What people have asked to be put right."""

from __future__ import annotations

from sqlalchemy import func, select

from peerinspect.store import tables as t
from peerinspect.store.base import db


def find_correction(correction_id: str) -> t.CorrectionRow | None:
    """One question by its id."""
    return db.session.get(t.CorrectionRow, correction_id)


def corrections_of(person: str) -> tuple[t.CorrectionRow, ...]:
    """What one person asked, the latest first."""
    row = t.CorrectionRow
    query = select(row).where(row.person == person)
    return tuple(db.session.scalars(query.order_by(row.asked_on.desc(), row.id)))


def corrections(is_open: bool, most: int) -> tuple[t.CorrectionRow, ...]:
    """Questions that wait, the earliest first; or answered ones, the latest first."""
    row = t.CorrectionRow
    query = select(row).where(row.outcome.is_(None) if is_open else row.outcome.is_not(None))
    order = (row.asked_on, row.id) if is_open else (row.answered_on.desc(), row.id)
    return tuple(db.session.scalars(query.order_by(*order).limit(most)))


def open_corrections() -> int:
    """How many questions wait for an answer."""
    row = t.CorrectionRow
    return db.session.scalar(select(func.count()).select_from(row).where(row.outcome.is_(None))) or 0
