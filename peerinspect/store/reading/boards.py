"""Steps of boards that wait, what was said about them, appraisals and removals."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import is_one_of


def board_steps(duty: str) -> tuple[t.BoardStepRow, ...]:
    """The steps that were proposed for a board, the latest first."""
    row = t.BoardStepRow
    found = db.session.scalars(select(row).where(row.duty == duty).order_by(row.made_on.desc(), row.id))
    return tuple(sorted(found, key=lambda each: (each.outcome is not None, -each.made_on.toordinal(), each.id)))


def waiting_steps(duties: Collection[str]) -> tuple[t.BoardStepRow, ...]:
    """The steps of some boards that wait for somebody's word."""
    row = t.BoardStepRow
    query = select(row).where(is_one_of(row.duty, duties), row.outcome.is_(None))
    return tuple(db.session.scalars(query.order_by(row.made_on, row.id)))


def words_on(steps: Collection[str]) -> tuple[t.BoardAgreementRow, ...]:
    """What was said about some steps, by step and party."""
    row = t.BoardAgreementRow
    query = select(row).where(is_one_of(row.step, steps))
    return tuple(db.session.scalars(query.order_by(row.step, row.party)))


def appraisals_of(duty: str) -> tuple[t.AppraisalRow, ...]:
    """The appraisals of a chair's term, the latest first."""
    row = t.AppraisalRow
    return tuple(db.session.scalars(select(row).where(row.duty == duty).order_by(row.day.desc(), row.id)))


def removals_of(duty: str) -> tuple[t.RemovalRow, ...]:
    """The removals that were begun in a chair's term: one that goes on first, then the latest."""
    row = t.RemovalRow
    found = db.session.scalars(select(row).where(row.duty == duty))
    return tuple(sorted(found, key=lambda each: (each.outcome is not None, -each.served_on.toordinal(), each.id)))


def stands_in_for(duty: str) -> str | None:
    """The duty of the chair whom an interim chair of this duty follows; None for any other board."""
    row = db.session.get(t.BoardRow, duty)
    return row.stands_in_for if row else None


def steps_of(duties: Collection[str]) -> tuple[t.BoardStepRow, ...]:
    """Every step that was proposed for some boards, the earliest first."""
    row = t.BoardStepRow
    query = select(row).where(is_one_of(row.duty, duties))
    return tuple(db.session.scalars(query.order_by(row.made_on, row.id)))


def under_notice(duties: Collection[str]) -> frozenset[str]:
    """Those of some boards of which the chair's removal is under way."""
    row = t.RemovalRow
    query = select(row.duty).where(is_one_of(row.duty, duties), row.outcome.is_(None))
    return frozenset(db.session.scalars(query))


def interim_terms(duties: Collection[str]) -> frozenset[str]:
    """Those of some chairs' terms that stand in for another chair's."""
    row = t.BoardRow
    query = select(row.duty).where(is_one_of(row.duty, duties), row.stands_in_for.is_not(None))
    return frozenset(db.session.scalars(query))
