"""Who is whose mentor, and what people who aspire hope to learn."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, is_one_of


def find_mentoring(mentoring_id: str) -> t.MentoringRow | None:
    """One mentoring by its id."""
    return db.session.get(t.MentoringRow, mentoring_id)


def current_mentorings(duties: Ids = None) -> tuple[t.MentoringRow, ...]:
    """Mentoring that nobody has ended, on some duties or all, the earliest first."""
    row = t.MentoringRow
    query = among(select(row).where(row.ended_on.is_(None)), row.duty, duties)
    return tuple(db.session.scalars(query.order_by(row.named_on, row.id)))


def mentorings_on(duty: str) -> tuple[t.MentoringRow, ...]:
    """All mentoring on a duty, past and present, the latest first."""
    row = t.MentoringRow
    query = select(row).where(row.duty == duty)
    return tuple(db.session.scalars(query.order_by(row.ended_on.is_not(None), row.named_on.desc(), row.id)))


def mentorings_with(person: str) -> tuple[t.MentoringRow, ...]:
    """All mentoring in which somebody takes part, on either side, the latest first."""
    row = t.MentoringRow
    query = select(row).where(or_(row.person == person, row.mentor == person))
    return tuple(db.session.scalars(query.order_by(row.ended_on.is_not(None), row.named_on.desc(), row.id)))


def aspirations_of(people: Collection[str]) -> dict[str, t.AspirationRow]:
    """What people hope to learn, by id."""
    row = t.AspirationRow
    return {each.person: each for each in db.session.scalars(select(row).where(is_one_of(row.person, people)))}


def goal_of(person: str) -> str:
    """What one person hopes to learn; "" where they have not said."""
    row = db.session.get(t.AspirationRow, person)
    return row.goal if row else ""
