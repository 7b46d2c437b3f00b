"""Secondments to inspection teams: the Ofsted liaison asks, searches propose people, and what follows is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, kinds
from peerinspect.services.checking import Checks, only
from peerinspect.services.duties import RegisterSecondment, check_secondment
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
    """People wanted for a term on inspection teams. `region` is "" for any."""

    starts: date | None
    ends: date | None
    region: str = ""
    seats: int = 1
    level: str = "observer"
    skills: tuple[str, ...] = ()
    note: str = ""


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
            )
        )
        wish = f" People from {command.region} are preferred." if command.region else ""
        sentence = f"The Ofsted liaison asked for this secondment.{wish}"
        event = history.record(reader.user_id, "request-secondment", duty.id, duty=duty.id, sentence=sentence)
        tell("secondment-asked", event, coordinators(), days=_span(command))
        return duty.id


def _span(command: RequestSecondment) -> str:
    """The term in words; both days have been checked."""
    return f"{plain_day(command.starts)} to {plain_day(command.ends)}" if command.starts and command.ends else ""


def record_training(command: RecordTraining, reader: Reader, today: date) -> None:
    """Keep it. For the Ofsted liaison and coordinators."""
    with store.transaction():
        _, placement = _on_it(command.duty_id, command.address, reader, today)
        checks = Checks()
        _check_come(checks, command.day, today)
        missing = "Say what they were trained in"
        check_text(checks, command.training, "training", missing, "the training", LONGEST_REFERENCE)
        checks.done()
        row = _secondee(placement)
        row.trained_on, row.training = command.day, tidy(command.training)
        store.add(row)
        _record("train-secondee", row, "was trained for it", command.day, reader)


def record_return(command: RecordReturn, reader: Reader, today: date) -> None:
    """Keep it, and end the person's part: from then on it is past work. For the Ofsted liaison and coordinators."""
    with store.transaction():
        duty, placement = _on_it(command.duty_id, command.address, reader, today)
        row = _secondee(placement)
        checks = Checks()
        checks.need(row.returned_on is None, "", "Their return is recorded already")
        _check_come(checks, command.day, today)
        begun = command.day is None or command.day >= duty.first_day
        checks.need(begun, "day", f"Enter a day from {plain_day(duty.first_day)} on, the first of the term")
        check_text(checks, command.note, "note", "", "the note")
        checks.done()
        row.returned_on, row.note = command.day, tidy(command.note)
        placement.status, placement.finer = "done", None
        store.add(row)
        _record("return-secondee", row, "went back to their council", command.day, reader)


def _on_it(duty_id: str, address: str, reader: Reader, today: date) -> tuple[Duty, PlacementRow]:
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


def _check_come(checks: Checks, day: date | None, today: date) -> None:
    if checks.need(day, "day", "Enter the day") and day is not None:
        checks.need(day <= today, "day", "Enter a day that has come")


def _record(action: str, row: SecondeeRow, what: str, day: date | None, reader: Reader) -> None:
    name = read_names([row.person]).get(row.person) or row.person
    when = f" on {plain_day(day)}" if day else ""
    history.record(reader.user_id, action, row.person, duty=row.duty, sentence=f"{name} {what}{when}.")
