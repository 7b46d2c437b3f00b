"""Whose board it is: who may read of it, and who may write what."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.safeguarding import BoardRecord, read_boards
from peerinspect.store.tables import SafeguardingBoardRow

Row = TypeVar("Row")
LONGEST_LINE = 300
OVER = "This board has ended. What it was stays on its page"


def board_seen(reader: Reader, board: str, today: date) -> BoardRecord:
    """A board that the reader may read of: any for coordinators and the liaison, else those of the reader's councils.

    NotFound for every other.
    """
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR)
    found = read_boards([board]).get(board)
    if found is None or not may_read(reader, found, today):
        raise NotFound("no such board")
    return found


def may_read(reader: Reader, board: BoardRecord, today: date) -> bool:
    """Whether the board is the reader's business; of one that has ended it is for who was in it on its last day."""
    if reader.role in (COORDINATOR, LIAISON):
        return True
    if reader.role not in (CHIEF_EXECUTIVE, DIRECTOR):
        return False
    day = min(today, board.ended_on) if board.ended_on else today
    return bool(board.councils_on(day) & reader.authorities)


def board_written(
    reader: Reader, board: str, today: date, by_chief: bool = False, though_over: bool = False
) -> BoardRecord:
    """A board that the reader may write on, its row locked until the transaction ends. Call it in one.

    `by_chief`: so may the chief executives of its councils. NotFound for another's board; Refusal for one that is
    over, unless `though_over`: its last report comes afterwards.
    """
    only(reader, COORDINATOR, *((CHIEF_EXECUTIVE,) if by_chief else ()))
    row = SafeguardingBoardRow
    store.db.session.scalar(select(row).where(row.id == board).with_for_update())
    found = board_seen(reader, board, today)
    if found.is_over(today) and not though_over:
        raise Refusal(OVER)
    return found


def row_written(
    reader: Reader, table: type[Row], id_: str, today: date, by_chief: bool = False, of: str = ""
) -> tuple[Row, BoardRecord]:
    """A row of a board that the reader may write on, and the board. NotFound where there is none. In a transaction.

    Where the command names a board, `of`, it must be the row's.
    """
    row: Any = store.db.session.get(table, id_)
    if row is None or of not in ("", row.board):
        raise NotFound("no such entry")
    board = board_written(reader, row.board, today, by_chief)
    store.db.session.refresh(row)
    return row, board


def check_line(checks: Checks, text: str, field: str, missing: str, name: str) -> str:
    """Note what is wrong with a line of text; the line as it is kept."""
    check_text(checks, text, field, missing, name, LONGEST_LINE)
    return " ".join(tidy(text).split())


def check_last_day(checks: Checks, ends: date | None, starts: date | None) -> None:
    """Note what could be no last day. It may lie ahead."""
    checks.need(ends, "ends", "Enter the last day")
    if ends and starts:
        checks.need(ends >= starts, "ends", "The last day must be on or after the first")


def note(reader: Reader, action: str, board: str, sentence: str) -> int:
    """Write the event about a board."""
    return history.record(reader.user_id, action, board, sentence=sentence)
