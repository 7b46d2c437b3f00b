"""The search of findings: what is out, ranked, a page at a time, chosen and counted in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, exists, extract, func, literal, select

from peerinspect.domain.lives.review_kinds import LOCAL, RAPID_REVIEWS_FROM, SERIOUS
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.searching import LessonSearch, Term

Chosen = TypeVar("Chosen", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Several of one sort: any of them; of different sorts: all of them. Empty: whatever."""

    terms: tuple[Term, ...] = ()
    themes: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding that is looked for, its texts with the matching words between searching.BEGINS and ENDS."""

    lesson: str
    review: str
    number: int
    out_on: date
    found: str
    learning: str


def search(wanted: Wanted, today: date, size: int, number: int) -> list[Hit]:
    """A page of what is out by today and is looked for: the best match first, then what came out last."""
    row = t.LessonRow
    asked = LessonSearch(wanted.terms) if wanted.terms else None
    texts = (row.found, row.learning) if asked is None else (asked.marked("found"), asked.marked("learning"))
    query = _narrowed(select(row.id, row.review, row.number, row.out_on, *texts), wanted, asked, today)
    order = (row.out_on.desc(), row.review, row.number)
    query = query.order_by(*(order if asked is None else (asked.rank(), *order)))
    return [Hit(*each) for each in db.session.execute(query.limit(size).offset((number - 1) * size))]


def count(wanted: Wanted, today: date) -> int:
    """How many there are in all."""
    asked = LessonSearch(wanted.terms) if wanted.terms else None
    return db.session.scalar(_narrowed(select(func.count()).select_from(t.LessonRow), wanted, asked, today)) or 0


def years_out(today: date) -> list[int]:
    """The years in which findings came out, the latest first."""
    row = t.LessonRow
    year = extract("year", row.out_on)
    found = db.session.scalars(select(year).where(row.out_on <= today).distinct())
    return sorted((int(each) for each in found), reverse=True)


def _narrowed(query: Select[Chosen], wanted: Wanted, asked: LessonSearch | None, today: date) -> Select[Chosen]:
    """The query, cut to what is out and is looked for. What is not out is never there, whoever asks."""
    row, theme, target = t.LessonRow, t.LessonThemeRow, t.DutyAuthorityRow
    query = query.where(row.out_on.is_not(None), row.out_on <= today)
    if asked is not None:
        query = query.join(asked.table, asked.lesson == row.id).where(asked.matches())
    if wanted.themes:
        query = query.where(exists().where(theme.lesson == row.id, theme.theme.in_(wanted.themes)))
    if wanted.councils:
        query = query.where(exists().where(target.duty == row.review, target.authority.in_(wanted.councils)))
    if wanted.years:
        query = query.where(extract("year", row.out_on).in_(wanted.years))
    return query.where(_is_of_kind(wanted.kinds)) if wanted.kinds else query


def _is_of_kind(kinds: Sequence[str]) -> ColumnElement[bool]:
    """The condition on the review's kind: where nobody has said it, that of the law of its day."""
    review, duty = t.ReviewRow, t.DutyRow
    known = func.coalesce(review.known_on, review.notified_on, duty.starts)
    presumed = case((known < RAPID_REVIEWS_FROM, literal(SERIOUS)), else_=literal(LOCAL))
    kind = func.coalesce(review.kind, presumed)
    wanted = (review.duty == t.LessonRow.review, duty.id == t.LessonRow.review, kind.in_(kinds))
    return exists().where(*wanted).correlate(t.LessonRow)
