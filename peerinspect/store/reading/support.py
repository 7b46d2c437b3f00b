"""What councils ask for, and what is kept of programmes of support."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, not_, or_, select
from sqlalchemy.orm import aliased

from peerinspect.domain.kinds import SUPPORT
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.duties import is_called_off
from peerinspect.store.reading.grouping import Ids, among, grouped, is_one_of

REPORTED = ("live", "reviewed", "closed")
"""The states of support that has begun."""


def programmes(duties: Ids) -> dict[str, t.SupportProgrammeRow]:
    """What support rests on, by duty. Support that was read in as a whole has none."""
    row = t.SupportProgrammeRow
    return {each.duty: each for each in db.session.scalars(among(select(row), row.duty, duties))}


def runs_as_programme(duty: str) -> bool:
    """Whether the support is run from its own page: it was registered there, or its need was recorded there."""
    return db.session.get(t.SupportProgrammeRow, duty) is not None


def themes_of(duties: Ids) -> dict[str, frozenset[str]]:
    """The themes of support, by duty."""
    row = t.SupportThemeRow
    found = grouped(among(select(row.duty, row.theme), row.duty, duties))
    return {duty: frozenset(theme for (theme,) in rows) for duty, rows in found.items()}


def advisers_of(duties: Ids) -> dict[tuple[str, str], t.SupportAdviserRow]:
    """What is kept of advisers beyond their placements, by duty and person."""
    row = t.SupportAdviserRow
    return {(each.duty, each.person): each for each in db.session.scalars(among(select(row), row.duty, duties))}


def leads_of(duties: Ids) -> dict[str, str]:
    """Who was named to lead, by duty: whether they are on it still, the placements say."""
    row = t.SupportAdviserRow
    query = among(select(row.duty, row.person).where(row.is_lead), row.duty, duties)
    return {duty: person for duty, person in db.session.execute(query)}


def led_from(councils: Collection[str]) -> frozenset[str]:
    """The duties whose named lead holds, or once held, a post at one of the councils."""
    row, post = t.SupportAdviserRow, t.PostRow
    query = select(row.duty).join(post, post.person == row.person)
    return frozenset(db.session.scalars(query.where(row.is_lead, is_one_of(post.authority, councils))))


def agreements_of(duties: Ids) -> dict[str, t.SupportAgreementRow]:
    """What is to be agreed, by duty."""
    row = t.SupportAgreementRow
    return {each.duty: each for each in db.session.scalars(among(select(row), row.duty, duties))}


def words_on_support(duty: str) -> dict[str, t.SupportWordRow]:
    """What councils said of the agreement, by council."""
    row = t.SupportWordRow
    return {each.authority: each for each in db.session.scalars(select(row).where(row.duty == duty))}


def visits_of(duties: Ids) -> dict[str, list[t.SupportVisitRow]]:
    """Visits that were held or cancelled, by duty, the earliest first."""
    row = t.SupportVisitRow
    found: dict[str, list[t.SupportVisitRow]] = {}
    for each in db.session.scalars(among(select(row), row.duty, duties).order_by(row.duty, row.starts)):
        found.setdefault(each.duty, []).append(each)
    return found


def attendance_of(duty: str) -> dict[date, dict[str, int]]:
    """Days by person of each visit that was held, by the visit's first day."""
    row = t.SupportAttendanceRow
    found: dict[date, dict[str, int]] = {}
    query = select(row.starts, row.person, row.days).where(row.duty == duty).order_by(row.starts, row.person)
    for starts, person, days in db.session.execute(query):
        found.setdefault(starts, {})[person] = days
    return found


def notes_of(duty: str) -> tuple[t.SupportNoteRow, ...]:
    """The notes on a programme, the latest first."""
    row = t.SupportNoteRow
    return tuple(db.session.scalars(select(row).where(row.duty == duty).order_by(row.number.desc())))


def next_note(duty: str) -> int:
    """The number of the next note on a programme."""
    row = t.SupportNoteRow
    return (db.session.scalar(select(func.max(row.number)).where(row.duty == duty)) or 0) + 1


def waiting_requests(councils: Ids = None) -> tuple[t.SupportRequestRow, ...]:
    """What is asked for and not answered, of some councils or all, the earliest first."""
    row = t.SupportRequestRow
    query = among(select(row).where(row.outcome.is_(None)), row.authority, councils)
    return tuple(db.session.scalars(query.order_by(row.asked_on, row.id)))


def requests_of(councils: Ids) -> tuple[t.SupportRequestRow, ...]:
    """Everything that councils ever asked for, the latest first."""
    row = t.SupportRequestRow
    query = among(select(row), row.authority, councils)
    return tuple(db.session.scalars(query.order_by(row.asked_on.desc(), row.id)))


def themes_asked_for(requests: Ids) -> dict[str, frozenset[str]]:
    """The themes of requests, by request."""
    row = t.SupportRequestThemeRow
    found = grouped(among(select(row.request, row.theme), row.request, requests))
    return {request: frozenset(theme for (theme,) in rows) for request, rows in found.items()}


def support_at(councils: Ids) -> frozenset[str]:
    """The support that some councils got, get or are to get."""
    row, target = t.DutyRow, t.DutyAuthorityRow
    query = select(row.id).join(target, target.duty == row.id).where(row.kind == SUPPORT)
    return frozenset(db.session.scalars(among(query, target.authority, councils)))


def support_begun() -> tuple[str, ...]:
    """Support that has begun by its state, over or not, by first day; what was called off is no part of it."""
    row = t.DutyRow
    query = select(row.id).where(row.kind == SUPPORT, row.state.in_(REPORTED)).order_by(row.starts, row.id)
    return tuple(db.session.scalars(query))


def support_given() -> tuple[tuple[str, str, str, int | None], ...]:
    """Everybody who was asked to give support: person, duty, status as recorded, days that they gave where known."""
    row, placement, adviser = t.DutyRow, aliased(t.PlacementRow), t.SupportAdviserRow
    query = (
        select(placement.person, placement.duty, placement.status, adviser.days_given)
        .join(row, row.id == placement.duty)
        .outerjoin(adviser, (adviser.duty == placement.duty) & (adviser.person == placement.person))
        .where(row.kind == SUPPORT, or_(row.state.is_(None), not_(is_called_off())))
        .order_by(placement.duty, placement.person)
    )
    return tuple((person, duty, status, days) for person, duty, status, days in db.session.execute(query))


def director_ids(councils: Collection[str], day: date) -> frozenset[str]:
    """Who directs some councils on a day."""
    row = t.PostRow
    begun = row.starts.is_(None) | (row.starts <= day)
    lasts = row.ends.is_(None) | (row.ends >= day)
    query = select(row.person).where(row.role == "director", is_one_of(row.authority, councils), begun, lasts)
    return frozenset(db.session.scalars(query))
