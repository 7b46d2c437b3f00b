"""What people ask to be put right on their record, and what coordinators answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only, own_person
from peerinspect.services.holding import hold_person
from peerinspect.services.notices import coordinators, tell, users_of
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.corrections import corrections_of, find_correction
from peerinspect.store.tables import CorrectionRow

ABOUT = ("name", "post", "training", "vetting", "judgement", "other")
"""What of a record can be wrong."""
CORRECTED, STANDS = "corrected", "stands"
OUTCOMES = (CORRECTED, STANDS)
MOST_OPEN = 10
_OUTCOME_WORDS = {CORRECTED: "it was put right", STANDS: "it stays as it is"}


@dataclass(frozen=True, slots=True)
class AskForCorrection:
    """What is wrong on one's own record, and what would be right."""

    about: str
    words: str


@dataclass(frozen=True, slots=True)
class AnswerCorrection:
    """What became of it: corrected, or stands, and a sentence to the person."""

    correction_id: str
    outcome: str
    answer: str


def ask_for_correction(command: AskForCorrection, reader: Reader, today: date) -> str:
    """Ask; returns the id of the question. For people, of themselves."""
    person_id = own_person(reader)
    with store.transaction():
        person, checks = hold_person(person_id), Checks()
        checks.need(command.about in ABOUT, "about", "Choose what is wrong")
        check_text(checks, command.words, "words", "Say what is wrong, and what would be right", "this")
        waiting = [row for row in corrections_of(person_id) if row.outcome is None]
        checks.need(len(waiting) < MOST_OPEN, "", "Ten of your questions wait already. Wait for their answers first")
        checks.done()
        row = CorrectionRow(
            id=store.new_token(), person=person_id, about=command.about, words=tidy(command.words),
            asked_by=reader.user_id, asked_on=today, outcome=None, answer="",
        )  # fmt: skip
        store.add(row)
        sentence = "Asked for something on the record to be put right."
        event = history.record(reader.user_id, "ask-for-correction", person_id, sentence=sentence)
        tell("correction-asked", event, coordinators(), person=person.name)
        return row.id


def answer_correction(command: AnswerCorrection, reader: Reader, today: date) -> None:
    """Answer, once. The record itself is changed on the person's page. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = find_correction(command.correction_id), Checks()
        if row is None:
            raise NotFound("no such question")
        hold_person(row.person)
        store.db.session.refresh(row)
        checks.need(command.outcome in OUTCOMES, "outcome", "Choose what became of it")
        check_text(checks, command.answer, "answer", "Write what they should know", "the answer")
        checks.need(row.outcome is None, "", "This was answered already")
        checks.need(row.person != reader.person_id, "", "Another coordinator has to answer what you asked yourself")
        checks.done()
        row.outcome, row.answer = command.outcome, tidy(command.answer)
        row.answered_by, row.answered_on = reader.user_id, today
        store.db.session.flush()
        outcome = _OUTCOME_WORDS[command.outcome]
        sentence = f"Answered a question about the record: {outcome}."
        event = history.record(reader.user_id, "answer-correction", row.person, sentence=sentence)
        tell("correction-answered", event, users_of(row.person), outcome=outcome)
