"""What is the matter with a safeguarding board, and where its page is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from peerinspect.domain.safeguarding import board_title, is_meeting_overdue, report_due
from peerinspect.services.queries.chairs import Chairs
from peerinspect.services.reader import Reader
from peerinspect.services.safeguarding.reach import may_read
from peerinspect.services.views import Choice
from peerinspect.store.reading.safeguarding import BoardRecord, board_of_term, boards_of, read_boards

VACANT, CHAIR_DUE, CONTESTED = "vacant", "chair-due", "contested"
REPORT_OVERDUE, MEETING_OVERDUE, ENDED = "report-overdue", "meeting-overdue", "ended"
STATES = (VACANT, CHAIR_DUE, CONTESTED, REPORT_OVERDUE, MEETING_OVERDUE, ENDED)
MONTHS_AHEAD = 6


def title_on(board: BoardRecord, today: date) -> str:
    """What a board is called on a day; one that has ended keeps the title of its last."""
    day = min(today, board.ended_on) if board.ended_on else today
    return board_title(board.name, day, board.partnership_from, board.called)


def board_link(reader: Reader, duty_id: str, today: date) -> Choice | None:
    """The lasting board of a chair's term, by id and title, where the reader may open it."""
    found = board_of_term(duty_id)
    return _link(reader, read_boards([found])[found], today) if found else None


def council_boards(reader: Reader, code: str, today: date) -> tuple[Choice, ...]:
    """The boards that cover a council today, by id and title, as far as the reader may open them."""
    found = (each for each in boards_of([code]).values() if code in each.councils_on(today) and not each.is_over(today))
    return tuple(link for each in found if (link := _link(reader, each, today)))


def _link(reader: Reader, board: BoardRecord, today: date) -> Choice | None:
    return Choice(board.id, title_on(board, today)) if may_read(reader, board, today) else None


def flags_of(
    board: BoardRecord,
    chairs: Chairs,
    held: Collection[date],
    years: Collection[int],
    sees_contested: bool,
    months: int = MONTHS_AHEAD,
) -> tuple[str, ...]:
    """What is the matter with a board, of STATES. A board that has ended owes its last report and nothing more.

    `held`: the days of its meetings, `years` those that it has reported on.
    """
    today = chairs.today
    due = report_due(years, board.report_month, board.founded_on, board.ended_on, today)
    is_late = due is not None and due.is_overdue
    if board.is_over(today):
        return (ENDED, REPORT_OVERDUE) if is_late else (ENDED,)
    found = {
        VACANT: chairs.is_vacant(board.id),
        CHAIR_DUE: chairs.is_due(board.id, months),
        CONTESTED: sees_contested and chairs.is_contested(board.id),
        REPORT_OVERDUE: is_late,
        MEETING_OVERDUE: is_meeting_overdue(held, board.meetings_a_year, board.founded_on, today),
    }
    return tuple(state for state, is_so in found.items() if is_so)
