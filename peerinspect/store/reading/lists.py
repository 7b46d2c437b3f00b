"""Lists of duties, narrowed, counted and cut where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, func, not_, or_, select

from peerinspect.domain.lives import LIVES
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.duties import is_finished
from peerinspect.store.reading.placements import OFF

CURRENT, SOON, OVER, ALL = "", "soon", "over", "all"
"""What is going on or to come; what begins within twelve weeks; what is over or called off; everything."""
SOON_IS = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties of one kind are asked for; "" asks nothing. `region` is that of a target council."""

    kind: str
    text: str = ""
    state: str = ""
    council: str = ""
    region: str = ""
    when: str = CURRENT
    is_unfilled: bool = False


def count_of_duties(wanted: Wanted, as_of: date, with_sealed: bool) -> int:
    """How many duties are asked for; sealed ones only `with_sealed`."""
    query = select(func.count()).select_from(t.DutyRow).where(*_conditions(wanted, as_of, with_sealed))
    return db.session.scalar(query) or 0


def ids_of_duties(wanted: Wanted, as_of: date, with_sealed: bool, skipped: int, most: int) -> list[str]:
    """The ids of one page of them, by first day, then by the first of their councils' names."""
    row, target, council = t.DutyRow, t.DutyAuthorityRow, t.AuthorityRow
    name = (
        select(func.min(council.name))
        .join(target, target.authority == council.code)
        .where(target.duty == row.id)
        .scalar_subquery()
    )
    query = select(row.id).where(*_conditions(wanted, as_of, with_sealed)).order_by(row.starts, name, row.id)
    return list(db.session.scalars(query.offset(skipped).limit(most)))


def _conditions(wanted: Wanted, as_of: date, with_sealed: bool) -> list[ColumnElement[bool]]:
    found = [t.DutyRow.kind == wanted.kind, *_of_time(wanted, as_of), *_of_place(wanted)]
    if not with_sealed:
        found.append(not_(_is_sealed(as_of)))
    if wanted.state:
        found.append(_is_in(wanted.kind, wanted.state))
    if wanted.is_unfilled:
        found.append(t.DutyRow.seats > _taken())
    return found


def _is_sealed(as_of: date) -> ColumnElement[bool]:
    row = t.InspectionRow
    return exists().where(row.duty == t.DutyRow.id, row.sealed, or_(row.notice.is_(None), row.notice > as_of))


def _is_in(kind: str, state: str) -> ColumnElement[bool]:
    """One of which nobody has said anything is where its life begins."""
    row = t.DutyRow
    return or_(row.state.is_(None), row.state == state) if state == LIVES[kind].first else row.state == state


def _taken() -> ColumnElement[int]:
    """How many people are on the duty, or have done it."""
    row = t.PlacementRow
    query = select(func.count()).where(row.duty == t.DutyRow.id, row.status.not_in(sorted(OFF)))
    return query.scalar_subquery()


def _of_time(wanted: Wanted, as_of: date) -> list[ColumnElement[bool]]:
    """Whoever asks for a state asks for it whenever it was."""
    row = t.DutyRow
    is_over = or_(row.ends < as_of, is_finished())
    match wanted.when:
        case "over":
            return [is_over]
        case "soon":
            return [not_(is_over), row.starts >= as_of, row.starts <= as_of + SOON_IS]
        case "":
            return [] if wanted.state else [not_(is_over)]
        case _:
            return []


def _of_place(wanted: Wanted) -> list[ColumnElement[bool]]:
    row, target, council, review = t.DutyRow, t.DutyAuthorityRow, t.AuthorityRow, t.ReviewRow
    at = exists().where(target.duty == row.id, target.authority == council.code)
    found: list[ColumnElement[bool]] = []
    if wanted.council:
        found.append(exists().where(target.duty == row.id, target.authority == wanted.council))
    if wanted.region:
        found.append(at.where(council.region == wanted.region))
    for word in wanted.text.split():
        named = at.where(council.name.icontains(word, autoescape=True))
        case = exists().where(review.duty == row.id, review.case_reference.icontains(word, autoescape=True))
        found.append(or_(named, case))
    return found
