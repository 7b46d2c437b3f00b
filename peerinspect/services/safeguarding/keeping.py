"""A board itself: registered, changed, ended; councils that join it and leave it."""

from __future__ import annotations

from datetime import date

from peerinspect import store
from peerinspect.domain.safeguarding import CHAIR, SCRUTINEER
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.safeguarding.commands import (
    ChangeSafeguardingBoard,
    CoverCouncil,
    EndSafeguardingBoard,
    LetCouncilGo,
    RegisterSafeguardingBoard,
)
from peerinspect.services.safeguarding.reach import board_written, check_last_day, check_line, note
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import council_names, joined, plain_day
from peerinspect.store.founding import found_board
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.safeguarding import BoardRecord, boards_of
from peerinspect.store.tables import SafeguardingBoardAuthorityRow, SafeguardingBoardRow

MOST_MEETINGS = 24
MONTHS = 12


def register_safeguarding_board(command: RegisterSafeguardingBoard, reader: Reader, today: date) -> str:
    """Register a board; its id. Refused where the same councils have one already. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        checks = Checks()
        checks.councils(command.authorities)
        name = check_line(checks, command.name, "name", "", "the name")
        checks.need(
            command.founded_on is None or command.founded_on <= today, "founded_on", "Enter a day that is not to come"
        )
        checks.need(
            not _same_councils(command.authorities, today), "authorities", "These councils have a board already"
        )
        checks.done()
        board = found_board(frozenset(command.authorities), name, command.founded_on)
        names = joined(council_names(set(command.authorities), read_places()))
        note(reader, "register-safeguarding-board", board, f"Registered the board of {names}.")
    return board


def _same_councils(codes: tuple[str, ...], today: date) -> bool:
    wanted = frozenset(codes)
    return any(each.councils_on(today) == wanted and not each.is_over(today) for each in boards_of(wanted).values())


def change_safeguarding_board(command: ChangeSafeguardingBoard, reader: Reader, today: date) -> None:
    """Change what a board is called and what is asked of it. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        board = board_written(reader, command.board, today)
        checks = Checks()
        name = check_line(checks, command.name, "name", "Enter the place that the board is for", "the name")
        called = check_line(checks, command.called, "called", "", "the title")
        _check_days(checks, command, today)
        checks.need(command.chair_word in ("", CHAIR, SCRUTINEER), "chair_word", "Choose one from the list")
        checks.number(command.meetings_a_year, "meetings_a_year", 1, MOST_MEETINGS, "Meetings a year")
        checks.number(command.report_month, "report_month", 1, MONTHS, "The month")
        checks.done()
        row = store.db.session.get_one(SafeguardingBoardRow, board.id)
        row.name, row.called, row.chair_word = name, called, command.chair_word or None
        row.founded_on, row.partnership_from = command.founded_on, command.partnership_from
        row.meetings_a_year, row.report_month = command.meetings_a_year, command.report_month
        note(reader, "change-safeguarding-board", board.id, f"Changed: {_changes(board, row)}.")


def _check_days(checks: Checks, command: ChangeSafeguardingBoard, today: date) -> None:
    founded, since = command.founded_on, command.partnership_from
    checks.need(founded is None or founded <= today, "founded_on", "Enter a day that is not to come")
    checks.need(since is None or since <= today, "partnership_from", "Enter a day that is not to come")
    is_after = founded is None or since is None or since >= founded
    checks.need(is_after, "partnership_from", "The change came on or after the board's first day")


_WORDS = {
    "name": "the place",
    "called": "its own title",
    "chair_word": "what its chair is called",
    "founded_on": "its first day",
    "partnership_from": "when it became a partnership",
    "meetings_a_year": "meetings a year",
    "report_month": "when its report is due",
}


def _changes(board: BoardRecord, row: SafeguardingBoardRow) -> str:
    """What is different, in words."""
    changed = [words for field, words in _WORDS.items() if getattr(board, field) != getattr(row, field)]
    return joined(changed) or "nothing"


def end_safeguarding_board(command: EndSafeguardingBoard, reader: Reader, today: date) -> None:
    """End a board. Its chairs' terms are ended by their own steps. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        board = board_written(reader, command.board, today)
        checks = Checks()
        checks.need(command.ended_on, "ended_on", "Enter the last day")
        checks.need(
            not (command.ended_on and board.founded_on) or command.ended_on >= board.founded_on,
            "ended_on",
            "The last day must be on or after the first",
        )
        check_text(checks, command.reason, "reason", "Say why it ends, and what comes after", "the reason")
        checks.done()
        row = store.db.session.get_one(SafeguardingBoardRow, board.id)
        row.ended_on = command.ended_on
        last = plain_day(command.ended_on) if command.ended_on else ""
        note(reader, "end-safeguarding-board", board.id, f"Ended. Last day: {last}. {tidy(command.reason)}")


def cover_council(command: CoverCouncil, reader: Reader, today: date) -> None:
    """Have a council join a board, also one that had left. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        board = board_written(reader, command.board, today)
        checks = Checks()
        checks.council(command.authority)
        checks.need(command.starts, "starts", "Enter the first day")
        row = store.db.session.get(SafeguardingBoardAuthorityRow, (board.id, command.authority))
        if row is not None:
            left = row.ends is not None and (command.starts is None or row.ends < command.starts)
            checks.need(left, "authority", "The board covers this council already on that day")
        checks.done()
        if row is None:
            store.add(SafeguardingBoardAuthorityRow(board=board.id, authority=command.authority, starts=command.starts))
        else:
            row.starts, row.ends = command.starts, None
        name, day = read_places()[command.authority].name, plain_day(command.starts or today)
        note(reader, "cover-council", board.id, f"{name} joins the board on {day}.")


def let_council_go(command: LetCouncilGo, reader: Reader, today: date) -> None:
    """Have a council leave a board. Refused for the last one: then the board ends. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        board = board_written(reader, command.board, today)
        period = board.councils.get(command.authority)
        if period is None or period.end is not None:
            raise Refusal({"authority": "Choose a council that the board covers"})
        checks = Checks()
        check_last_day(checks, command.ends, period.start)
        others = [code for code, each in board.councils.items() if code != command.authority and each.end is None]
        checks.need(others, "authority", "It is the board's only council. End the board instead")
        checks.done()
        row = store.db.session.get_one(SafeguardingBoardAuthorityRow, (board.id, command.authority))
        row.ends = command.ends
        name, day = read_places()[command.authority].name, plain_day(command.ends or today)
        note(reader, "let-council-go", board.id, f"{name} leaves the board. Last day: {day}.")
