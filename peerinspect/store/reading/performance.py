"""What performance information alone asks for: days of publication and chairs' terms, of many councils at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, not_, or_, select
from sqlalchemy.orm import aliased

from peerinspect.domain import Period, kinds
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.duties import is_called_off
from peerinspect.store.reading.grouping import Ids, among, grouped

GRADED = (kinds.OVERALL, kinds.LEADERSHIP)
PUBLISHED = "published"
SETTLED = ("accepted", "live", "done")


def days_of_judgements(today: date, codes: Ids = None) -> Mapping[str, list[tuple[date]]]:
    """The days on which judgements with an overall grade, or one of leadership, were published, by council."""
    row, grade = t.JudgementRow, t.GradeRow
    query = select(row.authority, row.published).join(grade, grade.judgement == row.id).distinct()
    return grouped(among(query.where(row.published <= today, grade.area.in_(GRADED)), row.authority, codes))


def chairs_of_boards(span: Period, codes: Ids = None) -> Mapping[str, list[tuple[str, date, date]]]:
    """Who chaired a council's board on a day of the span, by council: person, first day, last day."""
    duty, target, placement = t.DutyRow, t.DutyAuthorityRow, aliased(t.PlacementRow)
    query = (
        select(target.authority, placement.person, duty.starts, duty.ends)
        .join(duty, duty.id == target.duty)
        .join(placement, placement.duty == duty.id)
        .where(
            duty.kind == kinds.CHAIR, placement.status.in_(SETTLED), or_(duty.state.is_(None), not_(is_called_off()))
        )
    )
    query = query if span.start is None else query.where(duty.ends >= span.start)
    query = query if span.end is None else query.where(duty.starts <= span.end)
    return grouped(among(query, target.authority, codes).order_by(duty.starts, duty.id, placement.person))


def count_of_chairs(today: date) -> int:
    """How many appointments of chairs there are that have not ended: those that are published."""
    duty, placement = t.DutyRow, aliased(t.PlacementRow)
    query = select(func.count()).select_from(placement).join(duty, duty.id == placement.duty)
    such = (duty.kind == kinds.CHAIR, duty.ends >= today, placement.status.in_(("accepted", "live")))
    return db.session.scalar(query.where(*such, or_(duty.state.is_(None), not_(is_called_off())))) or 0


def days_of_reviews(span: Period, codes: Ids = None) -> Mapping[str, list[tuple[date]]]:
    """The days of the span on which reviews were published in full, by council: their work ended on that day."""
    duty, target = t.DutyRow, t.DutyAuthorityRow
    query = (
        select(target.authority, duty.ends)
        .join(duty, duty.id == target.duty)
        .where(duty.kind == kinds.REVIEW, duty.state == PUBLISHED, duty.ends >= span.start, duty.ends <= span.end)
    )
    return grouped(among(query, target.authority, codes).order_by(duty.ends, duty.id))


def people_of(codes: Ids) -> frozenset[str]:
    """The ids of everybody who holds, or ever held, a post at some councils."""
    row = t.PostRow
    return frozenset(db.session.scalars(among(select(row.person), row.authority, codes)))
