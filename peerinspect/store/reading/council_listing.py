"""The register of councils, narrowed and cut where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, case, exists, func, or_, select

from peerinspect.domain import kinds
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among

NO_GRADE, VACANT, INTERIM = "none", "vacant", "interim"
PASSING = ("interim", "acting")
"""How a director's post is held for a while."""


@dataclass(frozen=True, slots=True)
class CouncilsWanted:
    """Which councils are looked for; "" asks nothing.

    `grade` is a grade or NO_GRADE; `director` is VACANT, or INTERIM for one who is interim or acting.
    """

    today: date
    words: tuple[str, ...] = ()
    region: str = ""
    grade: str = ""
    director: str = ""
    has_ended: bool = False


def page_of_councils(wanted: CouncilsWanted, number: int, size: int) -> tuple[list[str], int]:
    """The codes of one page, by name, and how many there are in all."""
    row = t.AuthorityRow
    conditions = _conditions(wanted)
    counted, listed = select(func.count()).select_from(row), select(row.code)
    if wanted.grade:
        latest = _latest_grades(wanted.today)
        counted = counted.outerjoin(latest, latest.c.authority == row.code)
        listed = listed.outerjoin(latest, latest.c.authority == row.code)
        grade = latest.c.grade
        conditions.append(grade.is_(None) if wanted.grade == NO_GRADE else grade == wanted.grade)
    total = db.session.scalar(counted.where(*conditions)) or 0
    query = listed.where(*conditions).order_by(row.name, row.code)
    return list(db.session.scalars(query.limit(size).offset((number - 1) * size))), total


def directors_of(codes: Ids, today: date) -> dict[str, list[tuple[str, str]]]:
    """The names and bases of the directors whom some councils have today."""
    post, found = t.PostRow, dict[str, list[tuple[str, str]]]()
    query = select(post.authority, t.PersonRow.name, post.basis).join(t.PersonRow, t.PersonRow.id == post.person)
    ordered = query.where(post.role == "director", _held(today)).order_by(post.authority, post.starts, post.id)
    for code, name, basis in db.session.execute(among(ordered, post.authority, codes)):
        found.setdefault(code, []).append((name, basis))
    return found


def ended_councils(codes: Ids) -> dict[str, date]:
    """The last days of those councils that have ended."""
    row = t.AuthorityRow
    query = among(select(row.code, row.ended_on).where(row.ended_on.is_not(None)), row.code, codes)
    return {code: ended for code, ended in db.session.execute(query)}


def judgement_rows(code: str) -> tuple[t.JudgementRow, ...]:
    """A council's judgements, with their numbers, the earliest inspected first."""
    row = t.JudgementRow
    return tuple(db.session.scalars(select(row).where(row.authority == code).order_by(row.inspected, row.id)))


def arrangements_of(code: str) -> tuple[tuple[t.ArrangementRow, tuple[str, ...]], ...]:
    """The arrangements that a council is in, by number, each with the other councils."""
    row, member = t.ArrangementRow, t.ArrangementMemberRow
    mine = select(member.arrangement).where(member.authority == code)
    rows = list(db.session.scalars(select(row).where(row.id.in_(mine)).order_by(row.id)))
    others: dict[int, list[str]] = {each.id: [] for each in rows}
    query = select(member.arrangement, member.authority).where(member.arrangement.in_(mine), member.authority != code)
    for arrangement, other in db.session.execute(query.order_by(member.authority)):
        others[arrangement].append(other)
    return tuple((each, tuple(others[each.id])) for each in rows)


def _conditions(wanted: CouncilsWanted) -> list[ColumnElement[bool]]:
    row = t.AuthorityRow
    over = row.ended_on.is_not(None) & (row.ended_on < wanted.today)
    found = [over if wanted.has_ended else ~over]
    found += [row.name.icontains(word, autoescape=True) for word in wanted.words]
    if wanted.region:
        found.append(row.region == wanted.region)
    if wanted.director == VACANT:
        found.append(~_has_director(wanted.today))
    if wanted.director == INTERIM:
        lasting = t.PostRow.basis.not_in(PASSING)
        found += [_has_director(wanted.today), ~_has_director(wanted.today, lasting)]
    return found


def _held(today: date) -> ColumnElement[bool]:
    post = t.PostRow
    return or_(post.starts.is_(None), post.starts <= today) & or_(post.ends.is_(None), post.ends >= today)


def _has_director(today: date, *such: ColumnElement[bool]) -> ColumnElement[bool]:
    """That somebody holds the director's post of the council today."""
    post = t.PostRow
    return exists().where(post.authority == t.AuthorityRow.code, post.role == "director", _held(today), *such)


def _latest_grades(today: date) -> Subquery:
    """The latest published overall grade of each council; its leadership grade where none is given."""
    judgement, grade = t.JudgementRow, t.GradeRow
    order = (
        judgement.inspected.desc().nulls_last(),
        judgement.id.desc(),
        case((grade.area == kinds.OVERALL, 0), else_=1),
    )
    place = func.row_number().over(partition_by=judgement.authority, order_by=order).label("place")
    ranked = (
        select(judgement.authority, grade.grade, place)
        .join(grade, grade.judgement == judgement.id)
        .where(judgement.published <= today, grade.area.in_((kinds.OVERALL, kinds.LEADERSHIP)))
        .subquery()
    )
    return select(ranked.c.authority, ranked.c.grade).where(ranked.c.place == 1).subquery()
