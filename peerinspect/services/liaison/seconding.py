"""Secondments to inspection teams: the Ofsted liaison asks, searches propose people, and what follows is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, kinds
from peerinspect.domain.secondments import (
    INSPECTIONS,
    LONGEST_TERM,
    MOST_INSPECTIONS,
    MOST_MONTHS,
    OTHER,
    PATTERNS,
    SHORTEST_TERM,
    TERM,
    USUAL_INSPECTIONS,
    USUAL_MONTHS,
    is_a_term,
    last_of_window,
)
from peerinspect.services.checking import Checks, only
from peerinspect.services.duties import RegisterSecondment, check_secondment
from peerinspect.services.liaison.returning import end_part
from peerinspect.services.lives.placing import placement_at
from peerinspect.services.notices import coordinators, tell
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.registering import NewDuty, register_duty
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.people_listing import regions_of_councils
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.tables import PlacementRow, SecondeeRow, SecondmentNeedRow, SecondmentRow

AGREED = frozenset({"accepted", "live", "done"})
"""The statuses of people whose training and return can be recorded."""


@dataclass(frozen=True, slots=True)
class RequestSecondment:
    """People wanted on inspection teams. `region` is "" for any; `pattern` one of domain.secondments.PATTERNS.

    The days from `starts` to `ends` are full-time: the whole term, or, in the pattern of so many `inspections` within
    so many `months` of the first day, the training at its start.
    """

    starts: date | None
    ends: date | None
    region: str = ""
    seats: int = 1
    level: str = "observer"
    skills: tuple[str, ...] = ()
    note: str = ""
    pattern: str = OTHER
    inspections: int = USUAL_INSPECTIONS
    months: int = USUAL_MONTHS


@dataclass(frozen=True, slots=True)
class RecordTraining:
    """The person at `address` was trained for the secondment on `day`; `training` says in what."""

    duty_id: str
    address: str
    day: date | None = None
    training: str = ""


@dataclass(frozen=True, slots=True)
class RecordReturn:
    """The person at `address` went back to their council; `day` was the last of their term."""

    duty_id: str
    address: str
    day: date | None = None
    note: str = ""


def request_secondment(command: RequestSecondment, reader: Reader, today: date) -> str:
    """Ask for it; the duty's id. For the Ofsted liaison."""
    only(reader, LIAISON)
    with store.transaction():
        checks = Checks()
        wanted = RegisterSecondment(command.starts, command.ends, command.seats, command.level, command.skills)
        check_secondment(checks, wanted, today)
        is_known = not command.region or command.region in regions_of_councils()
        checks.need(is_known, "region", "Choose a region from the list")
        check_text(checks, command.note, "note", "", "what else they should know")
        _check_pattern(checks, command)
        checks.done()
        duty = NewDuty(
            kinds.SECOND, command.starts, command.ends, (), command.seats, level=command.level, skills=command.skills
        )
        register_duty(duty, SecondmentRow(duty=duty.id, requested_on=today), reader)
        store.add(
            SecondmentNeedRow(
                duty=duty.id,
                region=command.region,
                note=tidy(command.note),
                requested_by=reader.user_id,
                requested_on=today,
                pattern=command.pattern,
                inspections=command.inspections if command.pattern == INSPECTIONS else None,
                months=command.months if command.pattern == INSPECTIONS else None,
            )
        )
        wish = f" People from {command.region} are preferred." if command.region else ""
        sentence = f"The Ofsted liaison asked for this secondment.{wish}"
        event = history.record(reader.user_id, "request-secondment", duty.id, duty=duty.id, sentence=sentence)
        tell("secondment-asked", event, coordinators(), days=_span(command))
        return duty.id


def _check_pattern(checks: Checks, command: RequestSecondment) -> None:
    """A term lasts one to two years; the training of the other pattern lies within its months."""
    if not checks.need(command.pattern in PATTERNS, "pattern", "Choose what they are wanted for"):
        return
    first, last = command.starts, command.ends
    if command.pattern == INSPECTIONS:
        checks.number(command.inspections, "inspections", 1, MOST_INSPECTIONS, "Inspections")
        checks.number(command.months, "months", 1, MOST_MONTHS, "Months")
        is_within = first is None or last is None or last <= last_of_window(first, max(1, command.months))
        checks.need(is_within, "ends", "The training must end within the months of the secondment")
    if command.pattern == TERM and first is not None and last is not None:
        until = [plain_day(last_of_window(first, months)) for months in (SHORTEST_TERM, LONGEST_TERM)]
        is_term = is_a_term(first, last)
        checks.need(is_term, "ends", f"A term lasts one to two years. Enter a day from {until[0]} to {until[1]}")


def _span(command: RequestSecondment) -> str:
    """The term in words; both days have been checked."""
    return f"{plain_day(command.starts)} to {plain_day(command.ends)}" if command.starts and command.ends else ""


def record_training(command: RecordTraining, reader: Reader, today: date) -> None:
    """Keep it. For the Ofsted liaison and coordinators."""
    with store.transaction():
        _, placement = on_it(command.duty_id, command.address, reader, today)
        checks = Checks()
        check_come(checks, command.day, today)
        missing = "Say what they were trained in"
        check_text(checks, command.training, "training", missing, "the training", LONGEST_REFERENCE)
        checks.done()
        row = _secondee(placement)
        row.trained_on, row.training = command.day, tidy(command.training)
        store.add(row)
        _record("train-secondee", row, "was trained for it", command.day, reader)


def record_return(command: RecordReturn, reader: Reader, today: date) -> None:
    """Keep it, and end the person's part on that day: from then on it is past work. See `returning`.

    For the Ofsted liaison and coordinators.
    """
    with store.transaction():
        duty, placement = on_it(command.duty_id, command.address, reader, today)
        row = _secondee(placement)
        checks = Checks()
        checks.need(row.returned_on is None, "", "Their return is recorded already")
        check_come(checks, command.day, today)
        begun = command.day is None or command.day >= duty.first_day
        checks.need(begun, "day", f"Enter a day from {plain_day(duty.first_day)} on, the first of the term")
        check_text(checks, command.note, "note", "", "the note")
        checks.done()
        row.returned_on, row.note = command.day, tidy(command.note)
        placement.status, placement.finer = "done", None
        store.add(row)
        _record("return-secondee", row, "went back to their council", command.day, reader)
        end_part(duty, placement, command.day or today, reader)


def on_it(duty_id: str, address: str, reader: Reader, today: date) -> tuple[Duty, PlacementRow]:
    """The secondment and somebody who agreed to it. NotFound for anything else."""
    only(reader, LIAISON, COORDINATOR)
    duty = Sight(reader, today).duty(duty_id)
    row = placement_at(address, duty)
    (record,) = read_placements(today, {duty.id: duty}, [row.person])
    if duty.kind != kinds.SECOND or record.status not in AGREED:
        raise NotFound("nobody on such a secondment")
    return duty, row


def _secondee(placement: PlacementRow) -> SecondeeRow:
    key = (placement.person, placement.duty)
    return store.db.session.get(SecondeeRow, key) or SecondeeRow(person=key[0], duty=key[1], training="", note="")


def check_come(checks: Checks, day: date | None, today: date, field: str = "day") -> None:
    """There is a day, and it has come."""
    if checks.need(day, field, "Enter the day") and day is not None:
        checks.need(day <= today, field, "Enter a day that has come")


def _record(action: str, row: SecondeeRow, what: str, day: date | None, reader: Reader) -> None:
    name = read_names([row.person]).get(row.person) or row.person
    when = f" on {plain_day(day)}" if day else ""
    history.record(reader.user_id, action, row.person, duty=row.duty, sentence=f"{name} {what}{when}.")
