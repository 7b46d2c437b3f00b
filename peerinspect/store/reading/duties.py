"""Duties, and which of them are sealed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from peerinspect.domain import Duty, Period
from peerinspect.domain.lives import LIVES
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.connection import is_writing
from peerinspect.store.reading.grouping import Ids, among, grouped
from peerinspect.store.reading.once import once_a_transaction, until_changed

FEW = 100
"""As many duties are read by their ids. More are looked up among all, which are kept until one changes; so are few
where all are at hand."""


def sealed_duties(as_of: date) -> frozenset[str]:
    """The duties that are sealed on a day: sealed inspections whose notice day has not come."""
    row = t.InspectionRow
    query = select(row.duty).where(row.sealed, (row.notice.is_(None)) | (row.notice > as_of))
    return frozenset(db.session.scalars(query))


def ever_sealed_duties() -> frozenset[str]:
    """The inspections that are sealed, or were before their notice day."""
    row = t.InspectionRow
    return frozenset(db.session.scalars(select(row.duty).where(row.sealed)))


def is_called_off() -> ColumnElement[bool]:
    """The condition that a duty was called off and nobody has done any of it: it is no work, past or to come."""
    row, placement = t.DutyRow, t.PlacementRow
    states = [and_(row.kind == kind, row.state.in_(sorted(life.called_off))) for kind, life in LIVES.items()]
    done = exists().where(placement.duty == row.id, placement.status == "done")
    return and_(row.state.is_not(None), or_(*states), not_(done))


def read_duties(as_of: date, ids: Ids = None) -> dict[str, Duty]:
    """Duties by id. `sealed` is true only until the notice day.

    Where no ids are given, those that were called off are left out.
    """
    if ids is None:
        return _work(as_of)
    if (every := _looked_up(as_of, ids)) is not None:
        return {id_: every[id_] for id_ in sorted(ids) if id_ in every}
    return dict(_some_duties(as_of, frozenset(ids)))


def work_among(as_of: date, ids: Ids) -> dict[str, Duty]:
    """Some duties by id, without those that were called off."""
    if ids is not None and _looked_up(as_of, ids) is None:
        return _read_duties(as_of, ids, [_is_work()])
    off = called_off()
    return {id_: duty for id_, duty in read_duties(as_of, ids).items() if id_ not in off}


def duties_within(as_of: date, span: Period, kind: str | None = None) -> dict[str, Duty]:
    """The duties, of one kind or all, that have a day in the span; those that were called off are left out."""
    return {
        id_: duty
        for id_, duty in _work(as_of).items()
        if (kind is None or duty.kind == kind) and duty.period.overlaps(span)
    }


def _looked_up(as_of: date, ids: Collection[str]) -> Mapping[str, Duty] | None:
    """Every duty, where it is better to look some up among all than to read these alone."""
    if (every := _every_duty.at_hand(as_of)) is not None:
        return every
    return _every_duty(as_of) if len(ids) > FEW and not is_writing(db.session()) else None


def _work(as_of: date) -> dict[str, Duty]:
    """Every duty but those that were called off."""
    off = called_off()
    return {id_: duty for id_, duty in _every_duty(as_of).items() if id_ not in off}


@until_changed(t.DutyRow, t.DutyAuthorityRow, t.DutySkillRow, t.OnSiteRow, t.InspectionRow, t.ReviewRow)
def _every_duty(as_of: date) -> Mapping[str, Duty]:
    """Those that were called off among them: that turns on placements, which change far more often."""
    return MappingProxyType(_read_duties(as_of, None))


@once_a_transaction
def _some_duties(as_of: date, ids: frozenset[str]) -> Mapping[str, Duty]:
    """A duty's page asks for the one duty again and again."""
    return _read_duties(as_of, ids)


@once_a_transaction
def called_off() -> frozenset[str]:
    """The ids of the duties that were called off: they are no work, past or to come."""
    return frozenset(db.session.scalars(select(t.DutyRow.id).where(t.DutyRow.state.is_not(None), is_called_off())))


def _read_duties(as_of: date, ids: Ids, such: Sequence[ColumnElement[bool]] = ()) -> dict[str, Duty]:
    """Duties by ids, or all; of them only `such` ones."""
    targets = _duty_rows(t.DutyAuthorityRow, ids, such, "authority")
    skills = _duty_rows(t.DutySkillRow, ids, such, "skill")
    on_site = _duty_rows(t.OnSiteRow, ids, such, "starts", "ends")
    row, inspection = t.DutyRow, t.InspectionRow
    common = (row.id, row.kind, row.starts, row.ends, row.seats, row.days, row.level, row.priority, row.has_on_site)
    own = (inspection.subtype, inspection.notice, inspection.sealed, t.ReviewRow.case_reference)
    query = (
        select(*common, *own)
        .outerjoin(inspection, inspection.duty == row.id)
        .outerjoin(t.ReviewRow, t.ReviewRow.duty == row.id)
        .where(*such)
        .order_by(row.id)
    )
    found: dict[str, Duty] = {}
    for id_, kind, starts, ends, seats, days, level, priority, has_on_site, *rest in db.session.execute(
        among(query, row.id, ids)
    ):
        subtype, notice, is_sealed, case = rest
        found[id_] = Duty(
            id_,
            kind,
            Period(starts, ends),
            seats,
            authorities=frozenset(code for (code,) in targets.get(id_, ())),
            subtype=subtype or "judgement",
            on_site=tuple(Period(*each) for each in on_site.get(id_, ())) if has_on_site else None,
            notice=notice,
            days=days,
            skills=frozenset(skill for (skill,) in skills.get(id_, ())),
            level=level,
            priority=priority,
            case=case,
            sealed=bool(is_sealed) and (notice is None or notice > as_of),
        )
    return found


def states_of(ids: Ids) -> dict[str, tuple[str, date | None]]:
    """Where duties are in their lives, and since when, by id. One of which nobody has said is where its life begins."""
    row = t.DutyRow
    found = db.session.execute(among(select(row.id, row.kind, row.state, row.state_on), row.id, ids))
    return {id_: (state or LIVES[kind].first, day) for id_, kind, state, day in found}


def is_finished() -> ColumnElement[bool]:
    """The condition that a duty's work is over by its state."""
    row = t.DutyRow
    states = [and_(row.kind == kind, row.state.in_(sorted(life.finished))) for kind, life in LIVES.items()]
    return and_(row.state.is_not(None), or_(*states))


def finished_duties(as_of: date) -> frozenset[str]:
    """The duties whose work is over by their state, although their last day has not passed: nobody is sought for them.

    One whose last day has passed is over anyway.
    """
    row = t.DutyRow
    return frozenset(db.session.scalars(select(row.id).where(row.ends >= as_of, is_finished())))


def _is_work() -> ColumnElement[bool]:
    """The condition that a duty was not called off."""
    return or_(t.DutyRow.state.is_(None), not_(is_called_off()))


def _duty_rows(table: Any, ids: Ids, such: Sequence[ColumnElement[bool]], *columns: str) -> dict[str, list[Any]]:
    """Rows of something that duties have, by duty, in a fixed order."""
    chosen = [getattr(table, name) for name in columns]
    query = among(select(table.duty, *chosen), table.duty, ids)
    if such:
        query = query.where(table.duty.in_(select(t.DutyRow.id).where(*such)))
    return grouped(query.order_by(table.duty, *chosen))


def vacancy_rows(codes: Ids = None) -> tuple[t.VacancyRow, ...]:
    """Vacancies, the earliest first."""
    row = t.VacancyRow
    return tuple(db.session.scalars(among(select(row), row.authority, codes).order_by(row.starts, row.id)))
