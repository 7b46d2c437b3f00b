"""Duties, and which of them are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from peerinspect.domain import Duty, Period
from peerinspect.domain.lives import LIVES
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, grouped
from peerinspect.store.reading.once import once_a_transaction


def sealed_duties(as_of: date) -> frozenset[str]:
    """The duties that are sealed on a day: sealed inspections whose notice day has not come."""
    row = t.InspectionRow
    query = select(row.duty).where(row.sealed, (row.notice.is_(None)) | (row.notice > as_of))
    return frozenset(db.session.scalars(query))


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
    return dict(_every_duty(as_of)) if ids is None else _read_duties(as_of, ids)


@once_a_transaction
def _every_duty(as_of: date) -> Mapping[str, Duty]:
    return _read_duties(as_of, None)


def _read_duties(as_of: date, ids: Ids) -> dict[str, Duty]:
    targets = _duty_rows(t.DutyAuthorityRow, ids, "authority")
    skills = _duty_rows(t.DutySkillRow, ids, "skill")
    on_site = _duty_rows(t.OnSiteRow, ids, "starts", "ends")
    query = (
        select(t.DutyRow, t.InspectionRow, t.ReviewRow.case_reference)
        .outerjoin(t.InspectionRow, t.InspectionRow.duty == t.DutyRow.id)
        .outerjoin(t.ReviewRow, t.ReviewRow.duty == t.DutyRow.id)
        .order_by(t.DutyRow.id)
    )
    if ids is None:
        query = query.where(or_(t.DutyRow.state.is_(None), not_(is_called_off())))
    return {
        row.id: Duty(
            row.id,
            row.kind,
            Period(row.starts, row.ends),
            row.seats,
            authorities=frozenset(code for (code,) in targets.get(row.id, ())),
            subtype=inspection.subtype if inspection else "judgement",
            on_site=tuple(Period(*days) for days in on_site.get(row.id, ())) if row.has_on_site else None,
            notice=inspection.notice if inspection else None,
            days=row.days,
            skills=frozenset(skill for (skill,) in skills.get(row.id, ())),
            level=row.level,
            priority=row.priority,
            case=case,
            sealed=_is_sealed(inspection, as_of),
        )
        for row, inspection, case in db.session.execute(among(query, t.DutyRow.id, ids))
    }


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


def _is_sealed(inspection: t.InspectionRow | None, as_of: date) -> bool:
    """Whether a duty is still sealed on the day."""
    if inspection is None or not inspection.sealed:
        return False
    return inspection.notice is None or inspection.notice > as_of


def _duty_rows(table: Any, ids: Ids, *columns: str) -> dict[str, list[Any]]:
    """Rows of something that duties have, by duty, in a fixed order."""
    chosen = [getattr(table, name) for name in columns]
    return grouped(among(select(table.duty, *chosen), table.duty, ids).order_by(table.duty, *chosen))


def vacancy_rows(codes: Ids = None) -> tuple[t.VacancyRow, ...]:
    """Vacancies, the earliest first."""
    row = t.VacancyRow
    return tuple(db.session.scalars(among(select(row), row.authority, codes).order_by(row.starts, row.id)))
