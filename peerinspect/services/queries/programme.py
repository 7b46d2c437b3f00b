"""The aspirant programme: cohorts and members for who plans, one's own part for aspirants, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.aspiring import LEARNING
from peerinspect.services.checking import only, own_person
from peerinspect.services.queries.aspirants import COMPLETED, LEFT, Aspirants, member_state, training_views
from peerinspect.services.queries.people import title_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.views import Choice
from peerinspect.services.views import programme as views
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.programme import (
    CONFIRMED,
    aspirants,
    cohort_rows,
    directors_since,
    find_cohort,
    find_member,
    find_training,
    in_a_cohort_now,
    member_rows,
    ready_words,
    training_rows,
    training_to_confirm,
)
from peerinspect.store.tables import CohortMemberRow, CohortRow


def cohorts(reader: Reader, today: date) -> tuple[views.CohortLine, ...]:
    """Every cohort, the latest first. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    return _cohort_lines(cohort_rows(), member_rows(), today)


def cohort(reader: Reader, cohort_id: str, today: date) -> views.CohortPage:
    """One cohort with its members. For coordinators and the liaison. NotFound for one that is not there."""
    only(reader, COORDINATOR, LIAISON)
    row = _cohort_row(cohort_id)
    members = member_rows([row.id])
    (line,) = _cohort_lines([row], members, today)
    known = Aspirants(Sight(reader, today), {each.person for each in members})
    found = (known.line(each) for each in members)
    return views.CohortPage(line, tuple(sorted(found, key=lambda each: (each.name, each.id))))


def cohort_member(reader: Reader, member_id: str, today: date) -> views.MemberPage:
    """One member of a cohort. For coordinators and the liaison. NotFound for one that is not there."""
    only(reader, COORDINATOR, LIAISON)
    row = find_member(member_id)
    if row is None:
        raise NotFound("no such member")
    known = Aspirants(Sight(reader, today), {row.person})
    (line,) = _cohort_lines([_cohort_row(row.cohort)], member_rows([row.cohort]), today)
    after = [day for day in directors_since([row.person]).get(row.person, ()) if day > row.joined_on]
    return views.MemberPage(
        cohort=line,
        line=known.line(row),
        why=row.why,
        goal=known.goal(row.person),
        training=known.training(row.person),
        words=known.words(row.person),
        director_on=after[0] if after else None,
    )


def joining_choices(reader: Reader, cohort_id: str, today: date) -> tuple[Choice, ...]:
    """Who could join a cohort: aspirants who are in no other now and were never in this one, by name."""
    only(reader, COORDINATOR)
    row = _cohort_row(cohort_id)
    taken = in_a_cohort_now(row.id) | {each.person for each in member_rows([row.id])}
    sight, people = Sight(reader, today), read_people(aspirants() - taken)
    named = sorted((one.name, one.id, title_of(one, sight.places, today)) for one in people.values())
    return tuple(Choice(id_, f"{name}, {title}") for name, id_, title in named)


def training_waiting(reader: Reader) -> tuple[views.TrainingView, ...]:
    """Training that waits for a coordinator's word, the earliest first. For coordinators."""
    only(reader, COORDINATOR)
    return training_views(training_to_confirm())


def aspirant_training(reader: Reader, training_id: str) -> views.TrainingView:
    """One entry of training. For coordinators. NotFound for one that is not there."""
    only(reader, COORDINATOR)
    row = find_training(training_id)
    if row is None:
        raise NotFound("no such training")
    (found,) = training_views([row])
    return found


def programme_report(reader: Reader, today: date) -> tuple[views.CohortOutcome, ...]:
    """What became of each cohort, the latest first. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    rows, members = cohort_rows(), member_rows()
    lines = {each.id: each for each in _cohort_lines(rows, members, today)}
    people = {each.person for each in members}
    known, posts = Aspirants(Sight(reader, today), people), directors_since(people)
    return tuple(
        _outcome(lines[row.id], [each for each in members if each.cohort == row.id], known, posts) for row in rows
    )


def my_programme(reader: Reader, today: date) -> views.MyProgramme:
    """The reader's own part of the programme."""
    own = own_person(reader)
    known = Aspirants(Sight(reader, today), {own})
    mine = member_rows(people=[own])
    rows = {row.id: row for row in cohort_rows({each.cohort for each in mine})}
    found = tuple(_own_cohort(rows[each.cohort], each) for each in mine)
    words = known.words(own)
    is_aspirant = read_people([own])[own].aspirant
    return views.MyProgramme(
        found, known.training(own), known.facts(own) if is_aspirant else (), words[0] if words else None
    )


def confirmed_training(people: Collection[str]) -> dict[str, tuple[views.TrainingView, ...]]:
    """The confirmed training of some people, for whoever may read of it; the caller says who that is."""
    found: dict[str, tuple[views.TrainingView, ...]] = {}
    for each in training_views([row for row in training_rows(people) if row.outcome == CONFIRMED]):
        found[each.person_id] = (*found.get(each.person_id, ()), each)
    return found


def _own_cohort(cohort: CohortRow, row: CohortMemberRow) -> views.OwnCohort:
    period = Period(cohort.starts, cohort.ends)
    return views.OwnCohort(
        cohort.name, period, cohort.lead, member_state(row), row.joined_on, row.completed_on or row.left_on
    )


def _cohort_row(cohort_id: str) -> CohortRow:
    row = find_cohort(cohort_id)
    if row is None:
        raise NotFound("no such cohort")
    return row


def _cohort_lines(
    rows: Iterable[CohortRow], members: Collection[CohortMemberRow], today: date
) -> tuple[views.CohortLine, ...]:
    ready = {person for person, said in ready_words({each.person for each in members}).items() if said[0].is_ready}
    return tuple(_cohort_line(row, [each for each in members if each.cohort == row.id], ready, today) for row in rows)


def _cohort_line(
    row: CohortRow, members: Collection[CohortMemberRow], ready: Collection[str], today: date
) -> views.CohortLine:
    states = [member_state(each) for each in members]
    return views.CohortLine(
        id=row.id,
        name=row.name,
        period=Period(row.starts, row.ends),
        state="coming" if row.starts > today else "over" if row.ends < today else "running",
        places=row.places,
        lead=row.lead,
        members=sum(state != LEFT for state in states),
        completed=states.count(COMPLETED),
        left=states.count(LEFT),
        ready=sum(each.person in ready and not each.left_on for each in members),
    )


def _outcome(
    line: views.CohortLine,
    members: Iterable[CohortMemberRow],
    known: Aspirants,
    posts: Mapping[str, Collection[date]],
) -> views.CohortOutcome:
    """Placements that began on the day of joining or later, and directors' posts that began after it."""
    given = [(each.person, one) for each in members for one in known.given(each.person, each.joined_on)]
    return views.CohortOutcome(
        line=line,
        cover=sum(one.kind == LEARNING[0] for _, one in given),
        secondments=sum(one.kind == LEARNING[1] for _, one in given),
        people_placed=len({person for person, _ in given}),
        days=sum(one.days for _, one in given),
        directors=sum(any(day > each.joined_on for day in posts.get(each.person, ())) for each in members),
    )
