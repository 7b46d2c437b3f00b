"""Vacant director's posts: who covers them, and the days on which nobody looks after them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from peerinspect.domain import Duty, Period, kinds
from peerinspect.domain.directors import TEMPORARY, Term, days_without, holder_on, in_order
from peerinspect.domain.lives import EXTEND_COVER, HAND_BACK, LIVES
from peerinspect.domain.periods import ONE_DAY
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.vacancies.naming import possible_holders
from peerinspect.services.vacancies.tied import open_vacancy
from peerinspect.services.views import Choice
from peerinspect.services.views.directors import HandbackView, HolderLine, VacancyShort, VacancyView
from peerinspect.store.reading.directors import (
    covering_people,
    director_terms,
    handback_of,
    holding_rows,
    open_vacancies,
    vacancies_since,
    vacancy_of_duty,
)
from peerinspect.store.reading.duties import finished_duties, states_of, vacancy_rows
from peerinspect.store.reading.mentors import current_mentorings
from peerinspect.store.reading.people import people_with_post, read_names, read_people
from peerinspect.store.tables import HandbackRow, VacancyRow

COVERING = ("accepted", "live")
"""The statuses in which somebody covers a vacancy: an offer is no cover yet."""
LIFE = LIVES[kinds.INTERIM]


def vacancies(reader: Reader, today: date) -> tuple[views.VacancyLine, ...]:
    """Vacancies that have not ended, the earliest first: all for coordinators and the liaison, else one's own."""
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR)
    everywhere = reader.role in (COORDINATOR, LIAISON)
    return vacancy_lines(Sight(reader, today), None if everywhere else reader.authorities)


def vacancy_lines(sight: Sight, codes: Collection[str] | None) -> tuple[views.VacancyLine, ...]:
    """Vacancies of some councils, or all, that have not ended and were not called off."""
    over = finished_duties(sight.today)
    rows = [row for row in vacancy_rows(codes) if row.ends >= sight.today and row.duty not in over]
    duties = sight.duties({row.duty for row in rows})
    lines = sight.lines(duties)
    covering = {each.duty: each.person for each in sight.records(duties) if each.status in COVERING}
    names = read_names(set(covering.values()))
    return tuple(
        views.VacancyLine(
            id=row.id,
            authority=row.authority,
            authority_name=sight.places[row.authority].name,
            period=Period(row.starts, row.ends),
            reason=row.reason,
            duty=lines.get(row.duty),
            covered_by=names.get(covering.get(row.duty, "")),
        )
        for row in rows
    )


def vacant_posts(reader: Reader, today: date) -> tuple[VacancyShort, ...]:
    """Vacancies that nobody has closed, with who looks after them: those without anybody first, then the earliest.

    All for coordinators and the liaison, those of the own councils for chief executives.
    """
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE)
    return open_posts(Sight(reader, today), None if reader.role != CHIEF_EXECUTIVE else reader.authorities)


def open_posts(sight: Sight, codes: Collection[str] | None) -> tuple[VacancyShort, ...]:
    """The same for some councils, or all."""
    rows = open_vacancies(codes)
    terms = director_terms({row.authority for row, *_ in rows})
    found = [
        _short(sight, row, (state or LIFE.first, since), terms[row.authority], None)
        for row, state, since, is_back in rows
        if not is_back
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_bare, not one.gaps, one.vacant_from, one.authority_name)))


def uncovered_posts(sight: Sight) -> tuple[VacancyShort, ...]:
    """The vacancies with a day, today or later and before the cover's planned end, on which nobody is named."""
    today = sight.today
    return tuple(each for each in open_posts(sight, None) if any(gap.end and gap.end >= today for gap in each.gaps))


def _short(
    sight: Sight, row: VacancyRow, state: tuple[str, date | None], terms: Sequence[Term], back: HandbackRow | None
) -> VacancyShort:
    span, name = vacant_days(row, state, back, sight.today), state[0]
    begun = span.start is not None and span.start <= sight.today
    is_now = begun and (span.end is None or span.end >= sight.today)
    holding = in_charge(terms, row.vacant_from or row.starts)
    now = holder_on(holding, sight.today)
    return VacancyShort(
        duty_id=row.duty,
        authority=row.authority,
        authority_name=sight.places[row.authority].name,
        vacant_from=row.vacant_from or row.starts,
        planned=Period(row.starts, row.ends),
        state=name,
        state_name=LIFE.states.get(name, name),
        held_by=now.name if now and begun else "",
        gaps=days_without([each.period for each in holding], span),
        is_bare=is_now and now is None,
    )


def in_charge(terms: Iterable[Term], first: date) -> tuple[Term, ...]:
    """The terms of those who can be in charge of a post that falls vacant on a day: cover, interim and acting
    directors, and whoever takes up the post from that day on. The director who leaves is not among them, even where
    the register does not have their last day yet."""
    return tuple(
        each
        for each in terms
        if not each.is_post or each.basis in TEMPORARY or (each.period.start is not None and each.period.start >= first)
    )


def vacant_days(row: VacancyRow, state: tuple[str, date | None], back: HandbackRow | None, today: date) -> Period:
    """The days on which the post is vacant: until it is handed back or called off, else to the cover's planned end.

    A vacancy whose cover has run out, and that nobody closed, is vacant today still.
    """
    first = row.vacant_from or row.starts
    name, since = state
    last = max(row.ends, today)
    if back is not None:
        last = back.starts - ONE_DAY
    elif name in LIFE.finished:
        last = min(row.ends, since) if since and name in LIFE.called_off else row.ends
    return Period(first, max(first, last))


def vacancy(reader: Reader, duty_id: str, today: date) -> VacancyView:
    """One vacancy, for coordinators, the liaison and the council's chief executive. NotFound for anybody else's."""
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE)
    row, sight = vacancy_of_duty(duty_id), Sight(reader, today)
    if row is None or (reader.role == CHIEF_EXECUTIVE and row.authority not in reader.authorities):
        raise NotFound("no such vacancy")
    duty, state = sight.duty(duty_id), states_of([duty_id])[duty_id]
    back = handback_of(row.id)
    terms = director_terms({row.authority})[row.authority]
    is_over = state[0] in LIFE.finished
    keeps = reader.role in (COORDINATOR, CHIEF_EXECUTIVE) and not is_over
    drawn = {each.action for each in LIFE.steps_from(state[0])} if reader.role == COORDINATOR else set()
    return VacancyView(
        short=_short(sight, row, state, terms, back),
        reason=row.reason,
        months=round((duty.last_day - duty.first_day).days / 30.4),
        weeks=-(-((duty.last_day - duty.first_day).days + 1) // 7),
        holders=_holders(
            row, in_charge(terms, row.vacant_from or row.starts), vacant_days(row, state, back, today), keeps
        ),
        seats_empty=max(0, duty.seats - len(covering_people(duty.id))),
        without_mentor=without_mentor([duty])[duty.id],
        handback=_handback(back),
        is_over=is_over,
        may_name=keeps,
        may_extend=EXTEND_COVER in drawn,
        may_hand_back=HAND_BACK in drawn,
    )


def _holders(row: VacancyRow, terms: Sequence[Term], span: Period, keeps: bool) -> tuple[HolderLine, ...]:
    """Whoever held the post, or looked after it, on a day of the vacancy, the earliest first."""
    named: dict[tuple[date | None, str], str] = {
        (each.starts, each.person or f"name:{each.name}"): each.id for each in holding_rows(row.id)
    }
    return tuple(
        HolderLine(
            name=each.name,
            person_id=None if each.person.startswith("name:") else each.person,
            how=each.basis,
            office=each.office,
            period=each.period,
            holding_id=named.get((each.period.start, each.person)) if keeps and not each.is_post else None,
        )
        for each in in_order(in_charge(terms, row.vacant_from or row.starts))
        if each.period.overlaps(span)
    )


def without_mentor(duties: Collection[Duty]) -> Mapping[str, tuple[str, ...]]:
    """The names of aspirants who cover each vacancy and have no mentor, by duty."""
    covering = {duty.id: covering_people(duty.id) for duty in duties}
    people = read_people({id_ for each in covering.values() for id_ in each})
    mentored = {(each.person, each.duty) for each in current_mentorings(duties=list(covering))}
    return {
        duty: tuple(sorted(people[id_].name for id_ in ids if people[id_].aspirant and (id_, duty) not in mentored))
        for duty, ids in covering.items()
    }


def _handback(back: HandbackRow | None) -> HandbackView | None:
    if back is None:
        return None
    name = read_names([back.person])[back.person] if back.person else back.name
    return HandbackView(name, back.person, back.ends, back.starts, back.note, back.recorded_on)


def holder_choices(reader: Reader, duty_id: str, today: date) -> tuple[Choice, ...]:
    """The people of the register who can be named to look after a vacant post, by name."""
    row, _ = open_vacancy(duty_id, reader, today)
    return _choices(possible_holders(row, today))


def new_director_choices(reader: Reader, duty_id: str, today: date) -> tuple[Choice, ...]:
    """The people of the register to whom a post can be handed back: whoever could be a director, by name."""
    only(reader, COORDINATOR)
    row, _ = open_vacancy(duty_id, reader, today)
    return _choices(possible_holders(row, today) | people_with_post("director", today + timedelta(days=366)))


def _choices(people: Collection[str]) -> tuple[Choice, ...]:
    named = sorted((name, id_) for id_, name in read_names(people).items())
    return tuple(Choice(id_, name) for name, id_ in named)


def recent_vacancies(sight: Sight, code: str) -> tuple[VacancyShort, ...]:
    """A council's vacancies, open ones and those whose cover lasted to a day of the last two years."""
    rows = vacancies_since({code}, sight.today - timedelta(days=730))
    states = states_of({row.duty for row in rows}) if rows else {}
    terms = director_terms({code})[code] if rows else []
    return tuple(_short(sight, row, states[row.duty], terms, handback_of(row.id)) for row in rows)
