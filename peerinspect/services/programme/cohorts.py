"""Cohorts of the aspirant programme, and who is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_person
from peerinspect.services.notices import tell, users_of
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.programme import (
    find_cohort,
    find_member,
    in_a_cohort_now,
    is_cohort_name_free,
    member_rows,
)
from peerinspect.store.tables import CohortMemberRow, CohortRow

MOST_PLACES = 200
IS_OVER = "They have completed the programme, or left it, already"


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort as it is to be. `lead` says who leads it: a name, and a post where that helps."""

    name: str = ""
    starts: date | None = None
    ends: date | None = None
    places: int = 12
    lead: str = ""


@dataclass(frozen=True, slots=True)
class JoinCohort:
    """Somebody who aspires to be a director joins a cohort on `day`."""

    cohort_id: str
    person_id: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class EndMembership:
    """A member completed the programme on `day`; or left it, where `leaves`, and why."""

    member_id: str
    day: date | None = None
    leaves: bool = False
    why: str = ""


def open_cohort(command: Cohort, reader: Reader) -> str:
    """Open it; its id. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        _check_cohort(command, "", 0)
        row = CohortRow(id=store.new_token())
        _write(row, command)
        store.add(row)
        history.record(reader.user_id, "open-cohort", row.id, sentence=f"Opened the cohort {row.name}.")
        return row.id


def change_cohort(cohort_id: str, command: Cohort, reader: Reader) -> None:
    """Change it. For coordinators. There are never fewer places than members."""
    only(reader, COORDINATOR)
    with store.transaction():
        row = _cohort(cohort_id)
        _check_cohort(command, row.id, _taken(row.id))
        _write(row, command)
        history.record(reader.user_id, "change-cohort", row.id, sentence=f"Changed the cohort {row.name}.")


def join_cohort(command: JoinCohort, reader: Reader, today: date) -> str:
    """Take somebody in who aspires to be a director; the id of the membership. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        cohort = _cohort(command.cohort_id)
        checks = Checks()
        _check_joining(checks, command, cohort, today)
        checks.done()
        day = command.day or today
        row = CohortMemberRow(
            id=store.new_token(), cohort=cohort.id, person=command.person_id, joined_on=day, why=""
        )  # fmt: skip
        store.add(row)
        sentence = f"{_name(row.person)} joined the cohort {cohort.name} on {plain_day(day)}."
        event = history.record(reader.user_id, "join-cohort", row.person, sentence=sentence)
        tell("cohort-joined", event, users_of(row.person), work=cohort.name, day=plain_day(day))
        return row.id


def end_membership(command: EndMembership, reader: Reader, today: date) -> None:
    """Write down that somebody completed the programme, or left it and why. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row = find_member(command.member_id)
        if row is None:
            raise NotFound("no such member")
        checks = Checks()
        checks.need(row.completed_on is None and row.left_on is None, "", IS_OVER)
        _check_day(checks, command.day, today)
        if command.day is not None:
            checks.need(
                command.day >= row.joined_on, "day", f"They joined on {plain_day(row.joined_on)}, so not before"
            )
        if command.leaves:
            check_text(checks, command.why, "why", "Say why they leave, in a sentence", "the reason")
        checks.done()
        _end(row, command, reader)


def _end(row: CohortMemberRow, command: EndMembership, reader: Reader) -> None:
    """Write it beside its event. The reason stands on the record alone."""
    day, cohort = command.day, _cohort(row.cohort)
    if command.leaves:
        row.left_on, row.why = day, tidy(command.why)
    else:
        row.completed_on = day
    what, action = ("left", "leave-cohort") if command.leaves else ("completed the programme with", "complete-cohort")
    when = f" on {plain_day(day)}" if day else ""
    sentence = f"{_name(row.person)} {what} the cohort {cohort.name}{when}."
    history.record(reader.user_id, action, row.person, sentence=sentence)


def _cohort(cohort_id: str) -> CohortRow:
    row = find_cohort(cohort_id)
    if row is None:
        raise NotFound("no such cohort")
    return row


def _taken(cohort_id: str) -> int:
    """How many places are taken: by all but those who left."""
    return sum(each.left_on is None for each in member_rows([cohort_id]))


def _check_cohort(command: Cohort, cohort_id: str, taken: int) -> None:
    checks = Checks()
    check_text(checks, command.name, "name", "Enter a name for the cohort", "the name", LONGEST_REFERENCE)
    is_free = is_cohort_name_free(tidy(command.name), cohort_id)
    checks.need(is_free, "name", "Another cohort has this name. Choose a different one")
    checks.period(command.starts, command.ends, ("starts", "ends"), "the cohort")
    checks.number(command.places, "places", 1, MOST_PLACES, "Places")
    checks.need(command.places >= taken, "places", f"There are {taken} people in it, so not fewer places")
    check_text(checks, command.lead, "lead", "Say who leads it", "this", LONGEST_REFERENCE)
    checks.done()


def _write(row: CohortRow, command: Cohort) -> None:
    if command.starts is None or command.ends is None:
        raise ValueError("the days were checked")
    row.name, row.lead, row.places = tidy(command.name), tidy(command.lead), command.places
    row.starts, row.ends = command.starts, command.ends


def _check_joining(checks: Checks, command: JoinCohort, cohort: CohortRow, today: date) -> None:
    """The person aspires, is in no other cohort now, was never in this one, and a place is free."""
    field = "person_id"
    if not checks.need(command.person_id, field, "Choose somebody from the list"):
        return
    person = hold_person(command.person_id)
    checks.need(person.aspirant and person.left_on is None, field, "Only who aspires to be a director joins a cohort")
    mine = [each for each in member_rows([cohort.id], [person.id])]
    checks.need(not mine, field, "They are, or were, in this cohort")
    checks.need(person.id not in in_a_cohort_now(cohort.id), field, "They are in another cohort")
    checks.need(_taken(cohort.id) < cohort.places, "", "All places of this cohort are taken")
    _check_day(checks, command.day, today)
    if command.day is not None:
        checks.need(command.day <= cohort.ends, "day", f"The cohort ends on {plain_day(cohort.ends)}")


def _check_day(checks: Checks, day: date | None, today: date) -> None:
    if checks.need(day, "day", "Enter the day") and day is not None:
        checks.need(day <= today, "day", "Enter a day that has come")


def _name(person: str) -> str:
    return read_names([person]).get(person) or person
