"""Mentors of aspirants: directors, or former ones, who help somebody through a term of cover or a secondment.

A mentor is independent of the council that the aspirant goes to: nothing that the rules call a tie leads there, and
they have declared lately. Mentoring ends with the placement; a coordinator may end it before.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Person
from peerinspect.services.aspiring import LEARNING
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_person
from peerinspect.services.notices import tell, users_of
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.ties import CLEAR, Ties
from peerinspect.services.wording import duty_title
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.duties import work_among
from peerinspect.store.reading.mentors import current_mentorings, find_mentoring
from peerinspect.store.reading.people import people_with_post, read_names, read_people
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.surroundings import facts_in, people_reaching, scope_around
from peerinspect.store.tables import MentoringRow

UNDER_WAY = ("offered", "accepted", "live")
"""The statuses of a placement in which somebody can have a mentor."""
OVER = "The placement is over"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class NameMentor:
    """A mentor for a person's placement on a duty. Another one who was named before is thanked, and ends."""

    duty_id: str
    person_id: str
    mentor_id: str


@dataclass(frozen=True, slots=True)
class EndMentoring:
    """Mentoring that ends before the placement does, and why."""

    mentoring_id: str
    why: str


def name_mentor(command: NameMentor, reader: Reader, today: date) -> str:
    """Name a mentor; returns the id of the mentoring. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person = hold_person(command.person_id)
        duty = placement_to_mentor(command.duty_id, command.person_id, today)
        checks = Checks()
        checks.need(person.aspirant, "", "Only who aspires to be a director has a mentor")
        is_fit = command.mentor_id in possible_mentors(duty, command.person_id, today)
        checks.need(is_fit, "mentor", "Choose a director, or a former one, who is independent of the council")
        now = [row for row in current_mentorings(duties=[duty.id]) if row.person == command.person_id]
        checks.need(all(row.mentor != command.mentor_id for row in now), "mentor", "They are the mentor already")
        checks.done()
        for row in now:
            _end(row, duty, today, "Another mentor was named", reader.user_id)
        made = MentoringRow(
            id=store.new_token(), person=person.id, duty=duty.id, mentor=command.mentor_id, named_by=reader.user_id,
            named_on=today, why="",
        )  # fmt: skip
        store.add(made)
        _tell_of(made, duty, reader)
        return made.id


def _tell_of(made: MentoringRow, duty: Duty, reader: Reader) -> None:
    """One event on each of the two records, and a message to each of the two."""
    names, work = read_names([made.person, made.mentor]), duty_title(duty, read_places())
    said = f"{names[made.mentor]} is the mentor of {names[made.person]}: {work}."
    event = history.record(reader.user_id, "name-mentor", made.person, duty=duty.id, sentence=said)
    tell("mentor-for-you", event, users_of(made.person), person=names[made.mentor], work=work)
    other = history.record(reader.user_id, "name-mentor", made.mentor, duty=duty.id, sentence=said)
    tell("you-are-mentor", other, users_of(made.mentor), person=names[made.person], work=work)


def end_mentoring(command: EndMentoring, reader: Reader, today: date) -> None:
    """End mentoring before the placement is over. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = find_mentoring(command.mentoring_id), Checks()
        if row is None:
            raise NotFound("no such mentoring")
        check_text(checks, command.why, "why", "Say why it ends", "this", _LONGEST)
        checks.need(row.ended_on is None, "", "This mentoring has ended already")
        checks.done()
        duty = work_among(today, [row.duty]).get(row.duty)
        _end(row, duty, today, tidy(command.why), reader.user_id)


def end_finished_mentoring(today: date) -> int:
    """End the mentoring of placements that are over, by whatever way; how much of it there was."""
    rows = current_mentorings()
    duties = work_among(today, {row.duty for row in rows}) if rows else {}
    going = {(each.person, each.duty) for each in read_placements(today, duties) if each.status in UNDER_WAY}
    over = [row.id for row in rows if (row.person, row.duty) not in going or duties[row.duty].last_day < today]
    if over:
        with store.transaction():
            for row in current_mentorings():
                if row.id in over:
                    _end(row, duties.get(row.duty), today, OVER, "")
    return len(over)


def _end(row: MentoringRow, duty: Duty | None, today: date, why: str, user: str) -> None:
    row.ended_on, row.why = today, why
    store.db.session.flush()
    names = read_names([row.person, row.mentor])
    work = duty_title(duty, read_places()) if duty else "work that is over"
    said = f"{names[row.mentor]} is no longer the mentor of {names[row.person]}: {work}. {why}."
    for person, other in ((row.person, row.mentor), (row.mentor, row.person)):
        event = history.record(user, "end-mentoring", person, duty=row.duty, sentence=said)
        tell("mentoring-over", event, users_of(person), person=names[other], work=work)


def placement_to_mentor(duty_id: str, person_id: str, today: date) -> Duty:
    """The duty on which the person is, or is asked to be, for a term. NotFound for any other placement."""
    duties = {id_: each for id_, each in work_among(today, [duty_id]).items() if each.kind in LEARNING}
    found = read_placements(today, duties, [person_id])
    if not any(each.status in UNDER_WAY for each in found):
        raise NotFound("no such placement")
    duty = duties[duty_id]
    if duty.last_day < today:
        raise Refusal(OVER)
    return duty


def possible_mentors(duty: Duty, aspirant: str, today: date) -> frozenset[str]:
    """Who could be the mentor: whoever is or was a director, and is clear of every council of the duty.

    The rules' facts decide, as for the register of interests: sealed work has no part in it.
    """
    found = people_with_post("director", today) - {aspirant}
    for code in duty.authorities:
        found &= _clear_of(code, found, today)
    return frozenset(found)


def _clear_of(code: str, people: Collection[str], today: date) -> set[str]:
    """Those of the people who are clear of the council."""
    near = people_reaching(code) & set(people)
    ties = Ties(facts_in(today, scope_around(today, near, {code})))

    def is_clear(person: Person) -> bool:
        state = ties.stand(person, code).state if person.id in near else ties.without_tie(person.declared_on)
        return state == CLEAR

    return {id_ for id_, person in read_people(people).items() if is_clear(person)}
