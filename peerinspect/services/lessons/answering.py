"""What a board does about a finding: it is read and acknowledged, then acted on, or it does not apply there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.lessons.audience import chairs_of
from peerinspect.services.lessons.particulars import particulars_in
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.connection import is_writing
from peerinspect.store.reading.lessons import find_lesson, find_sent
from peerinspect.store.reading.safeguarding import BoardRecord, read_boards
from peerinspect.store.tables import LessonSentRow

PLANNED, DONE, NOT_HERE = "planned", "done", "not-here"
ANSWERS = (PLANNED, DONE, NOT_HERE)
"""What a board can say it does about a finding: it plans to act, it has acted, or it does not apply there."""
SETTLED = frozenset({DONE, NOT_HERE})
_SAID = {PLANNED: "plans to act", DONE: "has acted", NOT_HERE: "says that it does not apply there"}
ALREADY = "This was acknowledged already"


@dataclass(frozen=True, slots=True)
class AnswerLesson:
    """What the board does about a finding: one of ANSWERS, in words; the day by which it acts, where it plans to."""

    answer: str = ""
    words: str = ""
    act_by: date | None = None


def acknowledge(sent_id: str, reader: Reader, today: date) -> str:
    """Say that the board has read it; the board's id. For who answers for the board. The second time is refused."""
    with store.transaction():
        row, board = sent_to_answer(sent_id, reader, today)
        if row.acknowledged_on is not None:
            raise Refusal(ALREADY)
        row.acknowledged_by, row.acknowledged_on = reader.user_id, today
        _record("acknowledge-lesson", row, board, "has read and acknowledged a finding", reader)
        return board.id


def answer_lesson(sent_id: str, command: AnswerLesson, reader: Reader, today: date) -> str:
    """Say what the board does about it; the board's id. It may be said again, until the end of time.

    Whoever answers has read it, so it counts as acknowledged with that. For who answers for the board.
    """
    with store.transaction():
        row, board = sent_to_answer(sent_id, reader, today)
        _check(command, today)
        if row.acknowledged_on is None:
            row.acknowledged_by, row.acknowledged_on = reader.user_id, today
        row.answer, row.words = command.answer, tidy(command.words)
        row.act_by = command.act_by if command.answer == PLANNED else None
        row.answered_by, row.answered_on = reader.user_id, today
        until = f", by {plain_day(row.act_by)}" if row.act_by else ""
        _record("answer-lesson", row, board, f"{_SAID[command.answer]}{until}: {row.words}", reader)
        return board.id


def may_read_board(board: BoardRecord, reader: Reader, today: date) -> bool:
    """Whether the reader may open a board's page of lessons.

    Coordinators open all; chief executives and directors those of their own councils; a chair the board they chair.
    """
    if reader.role == COORDINATOR:
        return True
    if reader.role not in (CHIEF_EXECUTIVE, DIRECTOR):
        return False
    return bool(board.councils_on(today) & reader.authorities) or _chairs(board, reader, today)


def may_answer_for(board: BoardRecord, reader: Reader, today: date) -> bool:
    """Whether the reader answers for the board: a coordinator by letter, a council's chief executive, the chair."""
    if reader.role == CHIEF_EXECUTIVE:
        return bool(board.councils_on(today) & reader.authorities)
    return reader.role == COORDINATOR or (reader.role == DIRECTOR and _chairs(board, reader, today))


def board_for(board_id: str, reader: Reader, today: date) -> BoardRecord:
    """The board, for who may read what it was sent. NotFound for everybody else."""
    only(reader, COORDINATOR, CHIEF_EXECUTIVE, DIRECTOR)
    board = read_boards([board_id]).get(board_id)
    if board is None or not may_read_board(board, reader, today):
        raise NotFound("no such board")
    return board


def sent_to_answer(sent_id: str, reader: Reader, today: date) -> tuple[LessonSentRow, BoardRecord]:
    """What was sent, and to which board, for who answers for it. NotFound for everybody else."""
    only(reader, COORDINATOR, CHIEF_EXECUTIVE, DIRECTOR)
    row = find_sent(sent_id)
    board = read_boards([row.board]).get(row.board) if row else None
    if row is None or board is None or not may_answer_for(board, reader, today):
        raise NotFound("no such finding")
    if is_writing(store.db.session()):
        store.db.session.refresh(row, with_for_update=True)
    return row, board


def _chairs(board: BoardRecord, reader: Reader, today: date) -> bool:
    return reader.person_id is not None and reader.person_id in chairs_of([board], today).get(board.id, ())


def _check(command: AnswerLesson, today: date) -> None:
    checks = Checks()
    checks.need(command.answer in ANSWERS, "answer", "Choose what your board does about it")
    missing = "Say why it does not apply" if command.answer == NOT_HERE else "Say what you do, in a sentence"
    check_text(checks, command.words, "words", missing, "this")
    told = particulars_in(command.words)
    checks.need(not told, "words", told)
    if command.answer == PLANNED and checks.need(command.act_by, "act_by", "Enter the day by which it is done"):
        is_to_come = command.act_by is not None and command.act_by >= today
        checks.need(is_to_come, "act_by", "Enter a day that is still to come")
    checks.done()


def _record(action: str, row: LessonSentRow, board: BoardRecord, what: str, reader: Reader) -> None:
    lesson = find_lesson(row.lesson)
    review = lesson.review if lesson else None
    history.record(reader.user_id, action, board.id, duty=review, sentence=f"The board of {board.name} {what}.")
