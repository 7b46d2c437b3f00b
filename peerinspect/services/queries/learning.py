"""Aspirants and their mentors, as each of the two and as whoever plans sees them."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Duty
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.aspiring import LEARNING
from peerinspect.services.checking import only, own_person
from peerinspect.services.mentors import UNDER_WAY, placement_to_mentor, possible_mentors
from peerinspect.services.queries.duties import may_open
from peerinspect.services.queries.people import title_of
from peerinspect.services.queries.programme import confirmed_training
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.mentors import aspirations_of, mentorings_on, mentorings_with
from peerinspect.store.reading.people import addresses_of, offer_rows, read_names, read_people
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.users import accounts_of
from peerinspect.store.tables import MentoringRow

SETTLED = ("accepted", "live")


def my_aspiration(reader: Reader, today: date) -> views.MyAspiration:
    """What the reader has said of what they aspire to."""
    own = own_person(reader)
    days = {row.kind: row.days for row in offer_rows(own)}
    said = aspirations_of([own]).get(own)
    interim, second = (days.get(kind, 0) for kind in LEARNING)
    return views.MyAspiration(read_people([own])[own].aspirant, said.goal if said else "", interim, second)


def my_mentoring(reader: Reader, today: date) -> tuple[views.MentoringView, ...]:
    """All mentoring in which the reader takes part, present first, on either side."""
    own, sight = own_person(reader), Sight(reader, today)
    rows = mentorings_with(own)
    duties = sight.duties({row.duty for row in rows})
    others = read_people({_other(row, own) for row in rows})
    goals, going = aspirations_of({row.person for row in rows}), _going(today, duties)
    reached = _reached_at(set(others))
    trained = confirmed_training({row.person for row in rows if row.mentor == own and _is_current(row, going)})
    found = [
        views.MentoringView(
            is_mentor=row.mentor == own,
            other_name=others[_other(row, own)].name,
            other_title=title_of(others[_other(row, own)], sight.places, today),
            address=reached.get(_other(row, own), ""),
            work=duty_title(duties[row.duty], sight.places),
            period=duties[row.duty].period,
            goal=goals[row.person].goal if row.mentor == own and row.person in goals else "",
            named_on=row.named_on,
            ended_on=row.ended_on,
            is_current=_is_current(row, going),
            training=trained.get(row.person, ()) if row.mentor == own and _is_current(row, going) else (),
        )
        for row in rows
        if row.duty in duties
    ]
    return tuple(sorted(found, key=lambda each: not each.is_current))


def _other(row: MentoringRow, own: str) -> str:
    return row.person if row.mentor == own else row.mentor


def _going(today: date, duties: dict[str, Duty]) -> set[tuple[str, str]]:
    """The placements on which somebody is, or is asked to be, still."""
    lasting = {id_: duty for id_, duty in duties.items() if duty.last_day >= today}
    return {(each.person, each.duty) for each in read_placements(today, lasting) if each.status in UNDER_WAY}


def _is_current(row: MentoringRow, going: set[tuple[str, str]]) -> bool:
    """Mentoring ends with the placement, whether or not anybody has written that down yet."""
    return row.ended_on is None and (row.person, row.duty) in going


def _reached_at(people: set[str]) -> dict[str, str]:
    """Where people can be reached: the address that they sign in with, else the one on their record."""
    accounts = {row.person: row.email for row in accounts_of(people) if row.person and row.role == DIRECTOR}
    return {**addresses_of(people), **accounts}


def duty_mentors(reader: Reader, duty_id: str, today: date) -> views.DutyMentors:
    """The mentors on a duty: all, past ones too, for who plans; those at work there now for the council's own people.

    NotFound for a duty that the reader may not open.
    """
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    if not may_open(reader, duty):
        raise NotFound("no such duty")
    if duty.kind not in LEARNING:
        return views.DutyMentors()
    plans = reader.role in (COORDINATOR, LIAISON)
    going = _going(today, {duty.id: duty})
    rows = [row for row in mentorings_on(duty.id) if plans or _is_current(row, going)]
    names = read_names({id_ for row in rows for id_ in (row.person, row.mentor)})
    found = tuple(
        views.DutyMentor(
            id=row.id,
            person_id=row.person,
            person_name=names[row.person],
            mentor_id=row.mentor,
            mentor_name=names[row.mentor],
            named_on=row.named_on,
            ended_on=row.ended_on,
            why=row.why if plans else "",
            is_current=_is_current(row, going),
        )
        for row in rows
    )
    served = {each.person_id for each in found if each.is_current}
    may_change = reader.role == COORDINATOR
    return views.DutyMentors(found, _without(duty, served, today) if may_change else (), may_change)


def _without(duty: Duty, served: set[str], today: date) -> tuple[views.Learner, ...]:
    """The aspirants on the duty who have no mentor there."""
    going = {person for person, _ in _going(today, {duty.id: duty})} - served
    people = read_people(going)
    goals = aspirations_of(going)
    found = (
        views.Learner(placement_address(id_, duty.id), id_, one.name, goals[id_].goal if id_ in goals else "")
        for id_, one in people.items()
        if one.aspirant
    )
    return tuple(sorted(found, key=lambda each: each.name))


def learner(reader: Reader, duty_id: str, address: str, today: date) -> views.Learner:
    """An aspirant on a duty, by the address of their placement. For coordinators. NotFound for anybody else."""
    only(reader, COORDINATOR)
    duty = Sight(reader, today).duty(duty_id)
    if duty.kind not in LEARNING:
        raise NotFound("no such placement")
    for each in _without(duty, set(), today):
        if each.address == address:
            return each
    raise NotFound("no such placement")


def mentor_choices(reader: Reader, duty_id: str, person_id: str, today: date) -> tuple[views.Choice, ...]:
    """Who could be the mentor of a person on a duty, by name. For coordinators."""
    only(reader, COORDINATOR)
    duty = placement_to_mentor(duty_id, person_id, today)
    places, people = Sight(reader, today).places, read_people(possible_mentors(duty, person_id, today))
    named = [(one.name, one.id, title_of(one, places, today)) for one in people.values()]
    return tuple(views.Choice(id_, f"{name}, {title}") for name, id_, title in sorted(named))
