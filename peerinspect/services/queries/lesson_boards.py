"""What boards were sent, what they did about it, and what they are late with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from peerinspect.domain.themes import in_order
from peerinspect.services.checking import only
from peerinspect.services.lessons.answering import PLANNED, board_for, may_answer_for, may_read_board, sent_to_answer
from peerinspect.services.lessons.audience import boards_chaired_by
from peerinspect.services.lessons.deadlines import is_overdue
from peerinspect.services.lessons.spreading import lessons_to_catch_up
from peerinspect.services.lessons.subscribing import followed
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.views.common import Cut
from peerinspect.services.views.home import AttentionLine
from peerinspect.services.views.lessons import BoardLessons, LessonBoardLine, SentView
from peerinspect.services.wording import council_names, counted, duty_title
from peerinspect.store.reading.lessons import (
    boards_with_lessons,
    counts_by_board,
    overdue_by_board,
    overdue_in_all,
    page_of_sent,
    read_lessons,
    subscriptions,
    themes_of,
)
from peerinspect.store.reading.safeguarding import BoardRecord, boards_of, read_boards
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import LessonSentRow

STATES = ("", "waiting", "overdue", "open", "settled")
"""What of a board's lessons can be asked for; "" for all of them."""
LESSONS_A_PAGE = 20


def lesson_boards(reader: Reader, today: date) -> tuple[LessonBoardLine, ...]:
    """The boards whose lessons the reader may read: who is late comes first, then by name.

    Coordinators see the boards that subscribe or were sent something; chief executives, directors and chairs their own.
    """
    only(reader, COORDINATOR, CHIEF_EXECUTIVE, DIRECTOR)
    if reader.role == COORDINATOR:
        found = read_boards(boards_with_lessons())
    else:
        chaired = boards_chaired_by(reader.person_id) if reader.person_id else frozenset()
        near = {**boards_of(reader.authorities), **(read_boards(chaired) if chaired else {})}
        found = {id_: board for id_, board in near.items() if may_read_board(board, reader, today)}
    lines = _lines(Sight(reader, today), found)
    return tuple(sorted(lines, key=lambda line: (-line.overdue, -line.behind, line.name, line.id)))


def board_lessons(reader: Reader, board_id: str, state: str, page: int, today: date) -> BoardLessons:
    """A page of what a board was sent: what nobody has acknowledged first. `state` is one of STATES."""
    board = board_for(board_id, reader, today)
    sight = Sight(reader, today)
    rows, total = page_of_sent(board_id, state, today, LESSONS_A_PAGE, page)
    pages = max(1, -(-total // LESSONS_A_PAGE))
    number = min(max(1, page), pages)
    if number != page:
        rows, _ = page_of_sent(board_id, state, today, LESSONS_A_PAGE, number)
    may_answer = may_answer_for(board, reader, today)
    may_subscribe = may_answer and reader.role != DIRECTOR
    items = sent_views(sight, rows, {board_id: board}, {board_id} if may_answer else set())
    return BoardLessons(
        line=_lines(sight, {board_id: board})[0],
        state=state,
        cut=Cut(items, number, pages, total),
        may_subscribe=may_subscribe,
        may_answer=may_answer,
        opens_board=reader.role == COORDINATOR or bool(board.councils_on(today) & reader.authorities),
        to_catch_up=len(lessons_to_catch_up(board_id, today)) if may_subscribe else 0,
    )


def sent_lesson(reader: Reader, sent_id: str, today: date) -> SentView:
    """One finding that a board was sent, for who answers for the board."""
    row, board = sent_to_answer(sent_id, reader, today)
    return sent_views(Sight(reader, today), [row], {board.id: board}, {board.id})[0]


def lessons_overdue(reader: Reader, today: date) -> int:
    """How many findings boards have not acknowledged in time. For coordinators."""
    only(reader, COORDINATOR)
    return overdue_in_all(today)


def overdue_lines(today: date) -> list[AttentionLine]:
    """The boards that are late with acknowledging what they were sent, a line each."""
    late = overdue_by_board(today)
    boards = read_boards(set(late)) if late else {}
    return [
        AttentionLine(
            f"The board of {boards[id_].name}",
            f"{counted(number, 'finding')} not acknowledged in time",
            due,
            lesson_board_id=id_,
            number=number,
        )
        for id_, (number, due) in late.items()
    ]


def sent_views(
    sight: Sight, rows: Iterable[LessonSentRow], boards: Mapping[str, BoardRecord], answering: Collection[str]
) -> tuple[SentView, ...]:
    """What was sent, as the reader sees it. `boards` holds every board of the rows; `answering` the reader's own."""
    listed = list(rows)
    lessons = read_lessons({row.lesson for row in listed})
    themes, duties = themes_of(set(lessons)), sight.duties({each.review for each in lessons.values()})
    names = user_names({user for row in listed for user in (row.acknowledged_by, row.answered_by) if user})
    return tuple(
        SentView(
            id=row.id,
            board_id=row.board,
            board_name=boards[row.board].name,
            lesson_id=row.lesson,
            number=lessons[row.lesson].number,
            review_title=duty_title(duties[lessons[row.lesson].review], sight.places),
            found=lessons[row.lesson].found,
            learning=lessons[row.lesson].learning,
            themes=in_order(themes.get(row.lesson, frozenset())),
            why=row.why,
            sent_on=row.sent_on,
            acknowledge_by=row.acknowledge_by,
            acknowledged_on=row.acknowledged_on,
            acknowledged_by=names.get(row.acknowledged_by or "", ""),
            is_overdue=is_overdue(row.acknowledge_by, row.acknowledged_on, sight.today),
            answer=row.answer or "",
            words=row.words,
            act_by=row.act_by,
            is_behind=row.answer == PLANNED and row.act_by is not None and row.act_by < sight.today,
            answered_on=row.answered_on,
            answered_by=names.get(row.answered_by or "", ""),
            may_answer=row.board in answering,
        )
        for row in listed
    )


def _lines(sight: Sight, boards: Mapping[str, BoardRecord]) -> list[LessonBoardLine]:
    counts, kept = counts_by_board(sight.today, set(boards)), subscriptions(set(boards))
    nothing = (0, 0, 0, 0)
    return [
        LessonBoardLine(
            id_,
            board.name,
            council_names(board.councils_on(sight.today), sight.places),
            followed(kept.get(id_, frozenset())),
            *counts.get(id_, nothing),
        )
        for id_, board in boards.items()
    ]
