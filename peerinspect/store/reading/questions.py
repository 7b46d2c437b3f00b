"""Questions about duties, and what was answered. Answers are read only when asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import undefer

from peerinspect.store import tables as t
from peerinspect.store.base import db


def find_question(question_id: str) -> t.QuestionRow | None:
    """A question by its id, with its answer."""
    row = t.QuestionRow
    return db.session.scalar(select(row).where(row.id == question_id).options(undefer(row.answer)))


def questions_about(duty: str, sort: str, version: str, states: Collection[str]) -> Sequence[t.QuestionRow]:
    """The questions of a sort about a duty that were asked of a version of the roster, the latest first."""
    row = t.QuestionRow
    query = select(row).where(row.duty == duty, row.sort == sort, row.version == version)
    return db.session.scalars(query.where(row.state.in_(sorted(states))).order_by(row.queued_at.desc())).all()


def questions_under_way(states: Collection[str]) -> Sequence[t.QuestionRow]:
    """The questions in some states, the oldest first."""
    row = t.QuestionRow
    return db.session.scalars(select(row).where(row.state.in_(sorted(states))).order_by(row.queued_at)).all()
