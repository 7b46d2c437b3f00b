"""How somebody did: three questions in plain words, once the duty is over.

The Ofsted liaison writes it; the liaison and coordinators read it. Once it is shared, the person reads the three
answers and nothing else: a comment may speak of others on the team or of the council, and whether one would be asked
again is for those who ask. It is never public, and it moves no search.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, kinds
from peerinspect.services.checking import Checks, only
from peerinspect.services.liaison.lasting import between_inspections
from peerinspect.services.lives.placing import placement_at
from peerinspect.services.notices import tell, users_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.tables import EvaluationRow, PlacementRow

EVALUATED = frozenset({kinds.INSPECT, kinds.SECOND})
"""The kinds of duty that the Ofsted liaison evaluates people on: those done for Ofsted."""
ANSWERS = ("yes", "partly", "no")
AGAIN = ("yes", "no")
NOT_OVER = "People are evaluated once their part of the duty is over"
SHARED = "This evaluation has been shared with the person, so it is not changed any more"


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Answer the three questions, each with one of ANSWERS; `again` is one of AGAIN. `shares`: tell the person."""

    duty_id: str
    address: str
    prepared: str = ""
    worked: str = ""
    judged: str = ""
    again: str = ""
    comment: str = ""
    shares: bool = False


def evaluate(command: Evaluate, reader: Reader, today: date) -> None:
    """Write the evaluation, or write it again while it is not shared. For the Ofsted liaison."""
    only(reader, LIAISON)
    with store.transaction():
        duty, placement = _found(command.duty_id, command.address, reader, today)
        row = store.db.session.get(EvaluationRow, (placement.person, duty.id))
        _check(command, row, is_to_be_evaluated(duty, placement.person, today))
        _write(command, row or EvaluationRow(person=placement.person, duty=duty.id), reader, today)
        told = "evaluated again" if row else "evaluated"
        shared = " The person was told." if command.shares else ""
        sentence = f"{_name(placement.person)} was {told} after this duty.{shared}"
        event = history.record(reader.user_id, "evaluate-peer", placement.person, duty=duty.id, sentence=sentence)
        tell("evaluation-shared", event, users_of(placement.person) if command.shares else ())


def share_evaluation(duty_id: str, address: str, reader: Reader, today: date) -> None:
    """Let the person read the three answers. For the Ofsted liaison. Sharing it twice changes nothing."""
    only(reader, LIAISON)
    with store.transaction():
        duty, placement = _found(duty_id, address, reader, today)
        row = store.db.session.get(EvaluationRow, (placement.person, duty.id))
        if row is None:
            raise NotFound("no such evaluation")
        if row.shared_on is not None:
            return
        row.shared_by, row.shared_on = reader.user_id, today
        sentence = f"The evaluation of {_name(row.person)} was shared with them."
        event = history.record(reader.user_id, "share-evaluation", row.person, duty=duty.id, sentence=sentence)
        tell("evaluation-shared", event, users_of(row.person))


def is_to_be_evaluated(duty: Duty, person: str, today: date) -> bool:
    """Whether the person's part of the duty is over, and the duty one that the liaison evaluates."""
    if duty.kind not in EVALUATED:
        return False
    if (person, duty.id) in between_inspections({duty.id: duty}, today):
        return False
    return any(each.status == "done" for each in read_placements(today, {duty.id: duty}, [person]))


def _found(duty_id: str, address: str, reader: Reader, today: date) -> tuple[Duty, PlacementRow]:
    duty = Sight(reader, today).duty(duty_id)
    return duty, placement_at(address, duty)


def _name(person: str) -> str:
    return read_names([person]).get(person) or person


def _check(command: Evaluate, row: EvaluationRow | None, is_over: bool) -> None:
    checks = Checks()
    checks.need(is_over, "", NOT_OVER)
    checks.need(row is None or row.shared_on is None, "", SHARED)
    for field in ("prepared", "worked", "judged"):
        checks.need(getattr(command, field) in ANSWERS, field, "Choose yes, partly or no")
    checks.need(command.again in AGAIN, "again", "Choose yes or no")
    check_text(checks, command.comment, "comment", "", "the comment")
    checks.done()


def _write(command: Evaluate, row: EvaluationRow, reader: Reader, today: date) -> None:
    row.prepared, row.worked, row.judged = command.prepared, command.worked, command.judged
    row.again, row.comment = command.again == "yes", tidy(command.comment)
    row.evaluated_by, row.evaluated_on = reader.user_id, today
    if command.shares:
        row.shared_by, row.shared_on = reader.user_id, today
    store.add(row)
