"""Inspections that somebody did during a secondment and that are registered nowhere here: typed in, and struck again.

Such a line is on record and counts towards the secondment. It is no placement: no rule looks at it. Who wants the
rules to know of an inspection registers it, with who was on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.services.checking import Checks, only
from peerinspect.services.liaison.seconding import check_come, on_it
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import read_names
from peerinspect.store.tables import SecondeeInspectionRow


@dataclass(frozen=True, slots=True)
class RecordInspection:
    """The person at `address` inspected `authority` from `starts` to `ends`; on one day where `ends` is None."""

    duty_id: str
    address: str
    authority: str = ""
    starts: date | None = None
    ends: date | None = None
    note: str = ""


def record_inspection(command: RecordInspection, reader: Reader, today: date) -> str:
    """Keep it; its id. For the Ofsted liaison and coordinators. Only what has been: sealed work is never typed in."""
    with store.transaction():
        duty, placement = on_it(command.duty_id, command.address, reader, today)
        checks = Checks()
        checks.council(command.authority)
        _check_days(checks, command, duty, today)
        check_text(checks, command.note, "note", "", "the note", LONGEST_REFERENCE)
        checks.done()
        row = SecondeeInspectionRow(
            id=store.new_token(),
            person=placement.person,
            duty=placement.duty,
            authority=command.authority,
            starts=command.starts,
            ends=command.ends or command.starts,
            note=tidy(command.note),
            recorded_by=reader.user_id,
            recorded_on=today,
        )
        store.add(row)
        _record("record-secondee-inspection", row, "was recorded", reader)
        return row.id


def _check_days(checks: Checks, command: RecordInspection, duty: Duty, today: date) -> None:
    """The days lie within the term, and are over."""
    check_come(checks, command.starts, today, "starts")
    if command.starts is None:
        return
    last = command.ends or command.starts
    checks.need(last >= command.starts, "ends", "The last day must be on or after the first")
    checks.need(last <= today, "ends", "Enter an inspection that is over")
    first = f"Enter a day from {plain_day(duty.first_day)} on, the first of the term"
    checks.need(command.starts >= duty.first_day, "starts", first)


def strike_inspection(inspection_id: str, reader: Reader, today: date) -> None:
    """Take a line back that was typed in by mistake. For the Ofsted liaison and coordinators."""
    only(reader, LIAISON, COORDINATOR)
    with store.transaction():
        row = store.db.session.get(SecondeeInspectionRow, inspection_id)
        if row is None:
            raise NotFound("no such inspection")
        Sight(reader, today).duty(row.duty)
        _record("strike-secondee-inspection", row, "was struck: it was typed in by mistake", reader)
        store.db.session.delete(row)


def _record(action: str, row: SecondeeInspectionRow, what: str, reader: Reader) -> None:
    name = read_names([row.person]).get(row.person) or row.person
    council = read_places()[row.authority].name
    sentence = f"An inspection of {council} by {name}, from {plain_day(row.starts)} on, {what}."
    history.record(reader.user_id, action, row.person, duty=row.duty, sentence=sentence)
