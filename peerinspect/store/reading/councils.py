"""Councils, what lies beside them, what they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import select

from peerinspect.domain import Arrangement, Authority, Judgement, Period
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.connection import is_writing
from peerinspect.store.reading.grouping import Ids, among, grouped, is_one_of
from peerinspect.store.reading.once import until_changed

FEW = 50
"""As many councils are read by their codes. More are looked up among all, which are kept until one changes; so are few
where all are at hand."""


def read_authorities(codes: Ids = None) -> Mapping[str, Authority]:
    """Councils by code, each with its judgements, the earliest inspected first."""
    if codes is None:
        return _all_authorities()
    every = _all_authorities.at_hand()
    if every is None and (len(codes) <= FEW or is_writing(db.session())):
        return _authorities(codes)
    every = every or _all_authorities()
    return {code: every[code] for code in sorted(codes) if code in every}


@until_changed(t.AuthorityRow, t.JudgementRow, t.GradeRow)
def _all_authorities() -> Mapping[str, Authority]:
    return MappingProxyType(_authorities(None))


def _authorities(codes: Ids) -> dict[str, Authority]:
    row, judgements = t.AuthorityRow, _judgements(codes)
    query = select(row.code, row.name, row.region, row.latitude, row.longitude).order_by(row.code)
    return {
        code: Authority(code, name, region, latitude, longitude, judgements=judgements.get(code, ()))
        for code, name, region, latitude, longitude in db.session.execute(among(query, row.code, codes))
    }


def _judgements(codes: Ids) -> dict[str, tuple[Judgement, ...]]:
    """The judgements of councils by code, the earliest inspected first."""
    row, grade = t.JudgementRow, t.GradeRow
    graded = select(grade.judgement, grade.area, grade.grade).order_by(grade.area)
    if codes is not None:
        graded = graded.join(row, row.id == grade.judgement)
    grades = grouped(among(graded, row.authority, codes))
    query = select(row.authority, row.id, row.framework, row.inspected, row.published)
    found = grouped(among(query.order_by(row.inspected, row.id), row.authority, codes))
    return {
        code: tuple(
            Judgement(framework, inspected, published, dict(grades.get(id_, ())))
            for id_, framework, inspected, published in rows
        )
        for code, rows in found.items()
    }


def read_borders(codes: Ids = None) -> frozenset[frozenset[str]]:
    """Every unordered pair of councils that border each other; those of some councils, or all."""
    row = t.BorderRow
    if codes is None or len(codes) > FEW or _every_border.at_hand() is not None:
        every = _every_border()
        return every if codes is None else frozenset(pair for pair in every if not pair.isdisjoint(codes))
    query = select(row.one, row.other).where(is_one_of(row.one, codes) | is_one_of(row.other, codes))
    return frozenset(frozenset(pair) for pair in db.session.execute(query))


@until_changed(t.BorderRow)
def _every_border() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in db.session.execute(select(t.BorderRow.one, t.BorderRow.other)))


def read_neighbours(codes: Ids = None) -> dict[tuple[str, str], int]:
    """Ranks of the statistical neighbours of some councils, or all."""
    row = t.NeighbourRow
    found = among(select(row.authority, row.neighbour, row.rank), row.authority, codes)
    query = found.order_by(row.authority, row.neighbour)
    return {(authority, neighbour): rank for authority, neighbour, rank in db.session.execute(query)}


@until_changed(t.ArrangementRow, t.ArrangementMemberRow)
def read_arrangements() -> tuple[Arrangement, ...]:
    """Every arrangement, by number."""
    members = grouped(select(t.ArrangementMemberRow.arrangement, t.ArrangementMemberRow.authority))
    row = t.ArrangementRow
    query = select(row.id, row.kind, row.starts, row.ends).order_by(row.id)
    return tuple(
        Arrangement(kind, frozenset(code for (code,) in members.get(id_, ())), Period(starts, ends))
        for id_, kind, starts, ends in db.session.execute(query)
    )


def read_arrangements_of(codes: Ids) -> tuple[Arrangement, ...]:
    """The arrangements that any of some councils is in, by number, each with all its councils."""
    if codes is None or len(codes) > FEW or read_arrangements.at_hand() is not None:
        every = read_arrangements()
        return every if codes is None else tuple(each for each in every if not each.authorities.isdisjoint(codes))
    row, member = t.ArrangementRow, t.ArrangementMemberRow
    wanted = among(select(member.arrangement), member.authority, codes)
    members = grouped(select(member.arrangement, member.authority).where(member.arrangement.in_(wanted)))
    query = select(row.id, row.kind, row.starts, row.ends).where(row.id.in_(wanted)).order_by(row.id)
    return tuple(
        Arrangement(kind, frozenset(code for (code,) in members.get(id_, ())), Period(starts, ends))
        for id_, kind, starts, ends in db.session.execute(query)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A council on the map: what most pages need of it."""

    code: str
    name: str
    region: str | None
    latitude: float | None
    longitude: float | None
    ended_on: date | None = None


def read_places() -> dict[str, Place]:
    """Every council by code, without its judgements."""
    return dict(_places())


@until_changed(t.AuthorityRow)
def _places() -> Mapping[str, Place]:
    row = t.AuthorityRow
    query = select(row.code, row.name, row.region, row.latitude, row.longitude, row.ended_on).order_by(row.name)
    return {code: Place(code, *rest) for code, *rest in db.session.execute(query)}
