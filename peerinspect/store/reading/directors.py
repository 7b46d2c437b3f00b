"""Posts of director through time: posts, cover, who was there before, and what is shared between councils."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from peerinspect.domain import Period
from peerinspect.domain.directors import COVER, Term
from peerinspect.domain.kinds import INTERIM, LEADERSHIP, OVERALL
from peerinspect.domain.lives import LIVES
from peerinspect.domain.periods import ONE_DAY
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, grouped

COVERING = ("accepted", "live", "done")
"""The statuses of whoever covers a vacancy, is about to, or did."""
_CALLED_OFF = sorted(LIVES[INTERIM].called_off)
_BY_NAME = "name:"
"""Who is known by name alone is told apart by what no id begins with."""


def director_terms(codes: Ids = None, since: date | None = None) -> dict[str, list[Term]]:
    """Every term of director, or of cover for one, by council: of some councils or all, not over before `since`.

    A director whom councils share stands at each of them, for as long as they share.
    """
    shared = _sharing()
    wanted = None if codes is None else {*codes, *(each for code in codes for one, _ in shared[code] for each in one)}
    found: dict[str, list[Term]] = defaultdict(list)
    for each in (*_posts(wanted, since), *_before(wanted, since)):
        found[each.council].append(each)
    told = _shared_terms(found, shared)
    for each in (*_cover(wanted, since), *_named(wanted, since), *_handed(found, wanted)):
        found[each.council].append(each)
    for each in told:
        found[each.council].append(each)
    return found if codes is None else {code: found[code] for code in codes}


def _lasting(row: Any, since: date | None) -> ColumnElement[bool]:
    return true() if since is None else or_(row.ends.is_(None), row.ends >= since)


def _posts(codes: Ids, since: date | None) -> Iterator[Term]:
    row, person = t.PostRow, t.PersonRow
    query = select(row.authority, row.person, person.name, row.basis, row.starts, row.ends)
    query = query.join(person, person.id == row.person).where(row.role == "director", _lasting(row, since))
    for code, id_, name, basis, starts, ends in db.session.execute(among(query, row.authority, codes)):
        yield Term(code, id_, name, basis, Period(starts, ends))


def _before(codes: Ids, since: date | None) -> Iterator[Term]:
    row = t.PastDirectorRow
    query = select(row.authority, row.together, row.name, row.basis, row.starts, row.ends)
    for code, together, name, basis, starts, ends in db.session.execute(
        among(query.where(_lasting(row, since)), row.authority, codes)
    ):
        yield Term(code, _BY_NAME + together, name, basis, Period(starts, ends))


def _cover(codes: Ids, since: date | None) -> Iterator[Term]:
    """Whoever was placed on a vacancy's duty, for its days."""
    row, duty, placed, person = t.VacancyRow, t.DutyRow, t.PlacementRow, t.PersonRow
    query = (
        select(row.authority, placed.person, person.name, duty.starts, duty.ends)
        .join(duty, duty.id == row.duty)
        .join(placed, placed.duty == duty.id)
        .join(person, person.id == placed.person)
        .where(
            placed.status.in_(COVERING),
            or_(duty.state.is_(None), duty.state.not_in(_CALLED_OFF)),
            _lasting(duty, since),
        )
    )
    for code, id_, name, starts, ends in db.session.execute(among(query, row.authority, codes)):
        yield Term(code, id_, name, COVER, Period(starts, ends))


def _named(codes: Ids, since: date | None) -> Iterator[Term]:
    """Whoever was named to look after a vacant post, until it was handed back at the latest."""
    row, held, back, person = t.VacancyRow, t.HoldingRow, t.HandbackRow, t.PersonRow
    query = (
        select(row.authority, held.person, held.name, person.name, held.office, held.starts, held.ends, back.starts)
        .join(held, held.vacancy == row.id)
        .join(back, back.vacancy == row.id, isouter=True)
        .join(person, person.id == held.person, isouter=True)
        .where(_lasting(held, since))
    )
    for code, id_, typed, name, office, starts, ends, new in db.session.execute(among(query, row.authority, codes)):
        last = min((day for day in (ends, new and new - ONE_DAY) if day is not None), default=None)
        if last is None or starts <= last:
            yield Term(code, id_ or _BY_NAME + typed, name or typed, COVER, Period(starts, last), office=office)


def _handed(found: Mapping[str, Collection[Term]], codes: Ids) -> Iterator[Term]:
    """Whoever took over a post and is known by name alone: until the next director's first day.

    Where a post begins on that very day, the post speaks for them.
    """
    row, vacancy = t.HandbackRow, t.VacancyRow
    query = select(vacancy.authority, row.name, row.starts).join(vacancy, vacancy.id == row.vacancy)
    for code, name, starts in db.session.execute(among(query.where(row.person.is_(None)), vacancy.authority, codes)):
        posts = [one.period.start for one in found.get(code, ()) if one.is_post and one.period.start]
        if starts in posts:
            continue
        later = [day for day in posts if day > starts]
        last = min(later) - ONE_DAY if later else None
        yield Term(code, _BY_NAME + name, name, "substantive", Period(starts, last))


Sharing = Mapping[str, list[tuple[frozenset[str], Period]]]


def _sharing() -> Sharing:
    """The councils that share a director with each council, and for how long."""
    row, member = t.ArrangementRow, t.ArrangementMemberRow
    query = select(row.id, row.starts, row.ends, member.authority).join(member, member.arrangement == row.id)
    found: dict[str, list[tuple[frozenset[str], Period]]] = defaultdict(list)
    groups = grouped(query.where(row.kind == "director").order_by(row.id, member.authority))
    for rows in groups.values():
        codes, period = frozenset(code for *_, code in rows), Period(*rows[0][:2])
        for code in codes:
            found[code].append((codes, period))
    return found


def _shared_terms(found: dict[str, list[Term]], shared: Sharing) -> list[Term]:
    """Name on each term the councils that share; the terms of those who have a post at one of these councils alone."""
    told: list[Term] = []
    for code in [each for each in shared if shared[each]]:
        for codes, period in shared[code]:
            others = codes - {code}
            found[code] = [_with_others(each, others, period) for each in found[code]]
            coming = [each for other in sorted(others) for each in found.get(other, ())]
            told += [each for each in _at(code, codes, period, coming) if not _is_there(each, found[code], told)]
    return told


def _with_others(each: Term, others: frozenset[str], period: Period) -> Term:
    if each.basis != "joint" or not each.period.overlaps(period):
        return each
    return Term(each.council, each.person, each.name, each.basis, each.period, each.shared_with | others)


def _at(code: str, codes: frozenset[str], period: Period, coming: Iterable[Term]) -> Iterator[Term]:
    for each in coming:
        within = each.period.within(period)
        if within is not None and each.is_post:
            yield Term(code, each.person, each.name, "joint", within, codes - {code})


def _is_there(each: Term, own: Iterable[Term], told: Iterable[Term]) -> bool:
    """Whether the person's own post at the council, or the same term told before, says it already."""
    known = (one for one in (*own, *told) if one.council == each.council)
    return any(one.person == each.person and one.period.overlaps(each.period) for one in known)


def vacancy_of_duty(duty_id: str) -> t.VacancyRow | None:
    """The vacancy that an interim duty covers."""
    row = t.VacancyRow
    return db.session.scalar(select(row).where(row.duty == duty_id))


def vacancy_of(vacancy_id: str) -> t.VacancyRow | None:
    """A vacancy by its id."""
    return db.session.get(t.VacancyRow, vacancy_id)


def open_vacancies(codes: Ids) -> tuple[tuple[t.VacancyRow, str | None, date | None, bool], ...]:
    """Vacancies that are not over by their state, the earliest first: the row, the state, since when, whether it was
    handed back. One whose cover has run out, and that nobody closed, is open still."""
    row, duty, back = t.VacancyRow, t.DutyRow, t.HandbackRow
    query: Select[Any] = select(row, duty.state, duty.state_on, back.vacancy.is_not(None))
    query = query.join(duty, duty.id == row.duty).join(back, back.vacancy == row.id, isouter=True)
    over = duty.state.in_(sorted(LIVES[INTERIM].finished))
    query = query.where(or_(duty.state.is_(None), ~over))
    found = db.session.execute(among(query, row.authority, codes).order_by(row.starts, row.id))
    return tuple((vacancy, state, since, bool(is_back)) for vacancy, state, since, is_back in found)


def holding_rows(vacancy: str) -> tuple[t.HoldingRow, ...]:
    """Who was named for a vacancy, the earliest first."""
    row = t.HoldingRow
    return tuple(db.session.scalars(select(row).where(row.vacancy == vacancy).order_by(row.starts, row.id)))


def has_holder(duty_id: str, day: date) -> bool:
    """Whether anybody was named to look after the vacancy behind a duty on a day."""
    row, vacancy = t.HoldingRow, t.VacancyRow
    query = select(row.id).join(vacancy, vacancy.id == row.vacancy).where(vacancy.duty == duty_id)
    return db.session.scalar(query.where(row.starts <= day, _lasting(row, day)).limit(1)) is not None


def covering_people(duty_id: str) -> frozenset[str]:
    """The people who agreed to cover a vacancy, or did."""
    row = t.PlacementRow
    return frozenset(db.session.scalars(select(row.person).where(row.duty == duty_id, row.status.in_(COVERING))))


def handback_of(vacancy: str) -> t.HandbackRow | None:
    """How a vacancy was handed back; None while it was not."""
    return db.session.get(t.HandbackRow, vacancy)


def vacancies_since(codes: Ids, since: date) -> tuple[t.VacancyRow, ...]:
    """Vacancies whose cover lasts to a day or longer, the earliest first."""
    row = t.VacancyRow
    query = select(row).where(row.ends >= since).order_by(row.starts, row.id)
    return tuple(db.session.scalars(among(query, row.authority, codes)))


def handbacks() -> dict[str, t.HandbackRow]:
    """How every post was handed back, by vacancy."""
    return {row.vacancy: row for row in db.session.scalars(select(t.HandbackRow))}


def past_directors_of(code: str) -> tuple[t.PastDirectorRow, ...]:
    """Those who were a council's director and are known by name alone, the earliest first."""
    row = t.PastDirectorRow
    return tuple(db.session.scalars(select(row).where(row.authority == code).order_by(row.starts, row.id)))


def leaving_of(person: str, left_on: date) -> t.LeavingRow | None:
    """What was told of why somebody left on a day."""
    row = t.LeavingRow
    return db.session.scalar(select(row).where(row.person == person, row.left_on == left_on))


def reasons_within(span: Period, told_by: date) -> dict[str, int]:
    """How often each reason was given by those who left in a span, told by a day at the latest."""
    row = t.LeavingRow
    within = (row.left_on >= span.start, row.left_on <= span.end, row.told_on <= told_by)
    query = select(row.reason, func.count()).where(*within).group_by(row.reason)
    return {reason: count for reason, count in db.session.execute(query)}


def words_within(span: Period, told_by: date) -> tuple[str, ...]:
    """What those who left in a span wrote, in the order of the alphabet: no order of theirs."""
    row = t.LeavingRow
    within = (row.left_on >= span.start, row.left_on <= span.end, row.told_on <= told_by)
    return tuple(
        sorted(db.session.scalars(select(row.own_words).where(*within, row.own_words != "")), key=str.casefold)
    )


def grades_published(today: date, codes: Ids = None) -> dict[str, list[tuple[date, dict[str, str]]]]:
    """The grades of published judgements by council, overall and of leadership, the earliest first."""
    row, grade = t.JudgementRow, t.GradeRow
    query = select(row.authority, row.id, row.published, grade.area, grade.grade).join(grade, grade.judgement == row.id)
    query = query.where(grade.area.in_((OVERALL, LEADERSHIP)), row.published.is_not(None), row.published <= today)
    found: dict[str, dict[int, tuple[date, dict[str, str]]]] = defaultdict(dict)
    ordered = among(query, row.authority, codes).order_by(row.published, row.id)
    for code, number, published, area, word in db.session.execute(ordered):
        found[code].setdefault(number, (published, {}))[1][area] = word
    return {code: list(judged.values()) for code, judged in found.items()}
