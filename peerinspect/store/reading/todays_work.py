"""What the coordinator's day counts of the systems beside rosters: a statement each, without what pages need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from peerinspect.domain import kinds
from peerinspect.domain.lives import LIVES
from peerinspect.store import tables as t
from peerinspect.store.base import db

AGREED = ("accepted", "live", "done")


def open_reviews() -> tuple[tuple[t.DutyRow, t.ReviewRow | None], ...]:
    """The reviews of which something is awaited, by first day."""
    duty, review = t.DutyRow, t.ReviewRow
    going = or_(duty.state.is_(None), duty.state.not_in(sorted(LIVES[kinds.REVIEW].finished)))
    query = select(duty, review).outerjoin(review, review.duty == duty.id).where(duty.kind == kinds.REVIEW, going)
    return tuple((one, other) for one, other in db.session.execute(query.order_by(duty.starts, duty.id)))


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who agreed to a secondment and is not recorded as back. `pattern`, `months` as in what was asked for."""

    person: str
    name: str
    duty: str
    starts: date
    ends: date
    trained_on: date | None
    pattern: str | None
    months: int | None


def secondees_away(today: date) -> tuple[Away, ...]:
    """Those on secondments that have begun and that nobody has ended, by first day.

    Of work that nobody ever said anything of, only what still goes on.
    """
    duty, placement, person = t.DutyRow, t.PlacementRow, t.PersonRow
    kept, need = t.SecondeeRow, t.SecondmentNeedRow
    going = or_(duty.state.not_in(sorted(LIVES[kinds.SECOND].finished)), duty.state.is_(None) & (duty.ends >= today))
    query = (
        select(person.id, person.name, duty.id, duty.starts, duty.ends, kept.trained_on, need.pattern, need.months)
        .join_from(duty, placement, placement.duty == duty.id)
        .join(person, person.id == placement.person)
        .outerjoin(kept, (kept.duty == duty.id) & (kept.person == person.id))
        .outerjoin(need, need.duty == duty.id)
        .where(duty.kind == kinds.SECOND, duty.starts <= today, going)
        .where(placement.status.in_(AGREED), kept.returned_on.is_(None))
    )
    return tuple(Away(*row) for row in db.session.execute(query.order_by(duty.starts, duty.id, person.id)))
