"""Asking what takes a search to answer: would this person do, what would fill this duty. `answering` does the work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.lives import LIVES
from peerinspect.services.checking import only
from peerinspect.services.kept import ASK
from peerinspect.services.queries.sight import Sight
from peerinspect.services.question_tasks import queue_question, stop_question
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.standing import Standing, part_now, standing
from peerinspect.store import history
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.questions import find_question, questions_about, questions_under_way
from peerinspect.store.tables import QuestionRow

TRY, LONGER, FILL = "try", "longer", "fill"
WAITING = ("queued", "running", "cancelling")
WORTH_KEEPING = ("queued", "running", "done")
MOST_AT_ONCE = 5
"""Questions of one coordinator that may wait at the same time."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Put this person on the duty and search again; without a person: find what would fill it.

    `is_longer` asks for a search of up to a minute, where a moment's search has proven nothing.
    """

    duty_id: str
    person_id: str | None = None
    is_longer: bool = False

    @property
    def sort(self) -> str:
        """Which of the questions it is."""
        if self.person_id is None:
            return FILL
        return LONGER if self.is_longer else TRY


@dataclass(frozen=True, slots=True)
class StopAsking:
    """Stop looking for the answer."""

    question_id: str


def ask(command: Ask, reader: Reader, today: date) -> str:
    """Queue the question and return its id at once. For coordinators.

    What was asked before of the same problem and the same roster is the same question, answered or not.
    """
    only(reader, COORDINATOR)
    duty = Sight(reader, today).duty(command.duty_id)
    _check(command, duty, today)
    part = part_now(duty, today)
    found = standing(part, today)
    if found.roster_id is None or part is None:
        raise Refusal("There is no roster yet to try it on. Search for one first")
    if duty.id not in found.facts.duties or command.person_id not in (None, *found.facts.people):
        raise Refusal("No search may place this person on this duty")
    with store.transaction():
        known = _asked_before(command, found)
        if known is not None:
            return known.id
        _check_patience(reader)
        row = _row(command, part, found, reader, today)
        store.add(row)
        queue_question(row)
        history.record(reader.user_id, ASK, row.id, duty=duty.id, sentence=_sentence(command))
        return row.id


def _check(command: Ask, duty: Duty, today: date) -> None:
    if command.person_id is not None and command.person_id not in read_people([command.person_id]):
        raise NotFound("no such person")
    if duty.last_day < today or _is_finished(duty):
        raise Refusal("This duty is over, and what is over is not filled")


def _is_finished(duty: Duty) -> bool:
    """Whether the duty's work is over by its state, or was called off."""
    state, _ = states_of([duty.id])[duty.id]
    return state in LIVES[duty.kind].finished


def _asked_before(command: Ask, found: Standing) -> QuestionRow | None:
    asked = questions_about(command.duty_id, command.sort, found.version, WORTH_KEEPING)
    return next((each for each in asked if each.person == command.person_id), None)


def _check_patience(reader: Reader) -> None:
    """Only the reader's own questions count: others' may be about what the reader may not know of."""
    own = [each for each in questions_under_way(WAITING) if each.asked_by == reader.user_id]
    if len(own) >= MOST_AT_ONCE:
        raise Refusal(f"You have {MOST_AT_ONCE} questions waiting already. Read or stop one of them first")


def _row(command: Ask, part: str, found: Standing, reader: Reader, today: date) -> QuestionRow:
    return QuestionRow(
        id=store.new_token(),
        sort=command.sort,
        duty=command.duty_id,
        person=command.person_id,
        part=part,
        version=found.version,
        as_of=today,
        asked_by=reader.user_id,
        queued_at=datetime.now(UTC),
    )


def _sentence(command: Ask) -> str:
    return "Asked what would fill this duty." if command.sort == FILL else "Asked what it would cost to place somebody."


def known_question(sight: Sight, question_id: str) -> tuple[QuestionRow, Duty]:
    """A question and its duty. Raises NotFound alike for one that is not there and one that may not be known."""
    row = find_question(question_id)
    duty = sight.duties([row.duty]).get(row.duty) if row else None
    if row is None or duty is None:
        raise NotFound("no such question")
    return row, duty


def stop_asking(command: StopAsking, reader: Reader, today: date) -> None:
    """Stop looking for the answer to a question. For coordinators who may know of its duty."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, _ = known_question(Sight(reader, today), command.question_id)
        if row.state not in WAITING:
            raise Refusal("The search is over already")
        stop_question(row)
