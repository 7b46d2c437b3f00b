"""Multi-agency training of aspirants: added by themselves or a coordinator, and confirmed by a coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.programme import TRAINING_FIELDS
from peerinspect.services.checking import Checks, only, own_person
from peerinspect.services.holding import hold_person
from peerinspect.services.notices import coordinators, tell, users_of
from peerinspect.services.reader import COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.programme import CONFIRMED, DECLINED, find_training
from peerinspect.store.tables import AspirantTrainingRow


@dataclass(frozen=True, slots=True)
class AddTraining:
    """Training in a field of TRAINING_FIELDS, from `starts` to `ends`; one day where `ends` is None.

    `evidence` is a reference to a certificate or a letter. `person_id` is "" for the reader's own.
    """

    field: str = ""
    starts: date | None = None
    ends: date | None = None
    provider: str = ""
    evidence: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class SettleTraining:
    """Confirm an entry of training; or decline it, and why."""

    training_id: str
    confirms: bool = True
    why: str = ""


def add_training(command: AddTraining, reader: Reader, today: date) -> str:
    """Add it; its id. What a coordinator records is confirmed; what people add of themselves waits for one."""
    only(reader, COORDINATOR, DIRECTOR)
    is_own = reader.role == DIRECTOR
    person_id = own_person(reader) if is_own else command.person_id
    with store.transaction():
        person, checks = hold_person(person_id), Checks()
        checks.need(person.aspirant, "", _TO_ASPIRE if is_own else "Only who aspires to be a director trains for it")
        _check(checks, command, today)
        checks.done()
        row = _row(command, person.id, reader, today)
        if not is_own:
            row.outcome, row.settled_by, row.settled_on = CONFIRMED, reader.user_id, today
        store.add(row)
        field = TRAINING_FIELDS[row.field].lower()
        sentence = f"Training in {field} with {row.provider} was added{'' if is_own else ' and confirmed'}."
        event = history.record(reader.user_id, "add-aspirant-training", person.id, sentence=sentence)
        if is_own:
            tell("training-to-confirm", event, coordinators(), person=_name(person.id), work=field)
        return row.id


_TO_ASPIRE = "Say first what you hope to learn"


def settle_training(command: SettleTraining, reader: Reader, today: date) -> None:
    """Confirm it, or decline it and say why; the person reads that. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row = find_training(command.training_id)
        if row is None:
            raise NotFound("no such training")
        checks = Checks()
        checks.need(row.outcome is None, "", "This was settled already")
        if not command.confirms:
            check_text(checks, command.why, "why", "Say why, so that they know what to do", "the reason")
        checks.done()
        row.outcome = CONFIRMED if command.confirms else DECLINED
        row.why = "" if command.confirms else tidy(command.why)
        row.settled_by, row.settled_on = reader.user_id, today
        field = TRAINING_FIELDS[row.field].lower()
        sentence = f"Training in {field} with {row.provider} was {row.outcome}."
        event = history.record(reader.user_id, "settle-aspirant-training", row.person, sentence=sentence)
        tell("training-settled", event, users_of(row.person), work=field, outcome=row.outcome)


def _check(checks: Checks, command: AddTraining, today: date) -> None:
    checks.need(command.field in TRAINING_FIELDS, "field", "Choose what it was training in")
    if checks.need(command.starts, "starts", "Enter the first day of the training") and command.starts:
        last = command.ends or command.starts
        checks.need(last >= command.starts, "ends", "The last day must be on or after the first")
        checks.need(last <= today, "ends" if command.ends else "starts", "Enter training that is over")
    longest = LONGEST_REFERENCE
    check_text(checks, command.provider, "provider", "Say who gave the training", "this", longest)
    missing = "Enter a reference, like the number of a certificate"
    check_text(checks, command.evidence, "evidence", missing, "the reference", longest)


def _row(command: AddTraining, person: str, reader: Reader, today: date) -> AspirantTrainingRow:
    if command.starts is None:
        raise ValueError("the days were checked")
    return AspirantTrainingRow(
        id=store.new_token(),
        person=person,
        field=command.field,
        starts=command.starts,
        ends=command.ends or command.starts,
        provider=tidy(command.provider),
        evidence=tidy(command.evidence),
        recorded_by=reader.user_id,
        recorded_on=today,
        why="",
    )


def _name(person: str) -> str:
    return read_names([person]).get(person) or person
