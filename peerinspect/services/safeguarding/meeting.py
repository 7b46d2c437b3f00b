"""When a board meets, and what it publishes a year."""

from __future__ import annotations

from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain.safeguarding import AGENCIES
from peerinspect.services.checking import Checks
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.safeguarding.commands import CancelMeeting, HoldMeeting, PlanMeeting, PublishReport
from peerinspect.services.safeguarding.reach import board_written, check_line, note, row_written
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import counted, joined, plain_day
from peerinspect.store.reading.safeguarding import agencies_of, meeting_rows
from peerinspect.store.tables import (
    SafeguardingAttendanceRow,
    SafeguardingMeetingRow,
    SafeguardingReportRow,
)

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
FURTHEST = timedelta(days=3 * 366)
FIRST_YEAR = 2007
"""Local boards were set up by April 2006: no report is on an earlier year."""


def plan_meeting(command: PlanMeeting, reader: Reader, today: date) -> str:
    """Put a meeting in the board's calendar, also one of the past; its id."""
    with store.transaction():
        board = board_written(reader, command.board, today, by_chief=True)
        checks, day = Checks(), command.day
        checks.need(day, "day", "Enter the day of the meeting")
        if day:
            checks.need(day <= today + FURTHEST, "day", "Enter a day of the next three years")
            checks.need(not board.founded_on or day >= board.founded_on, "day", "The board was not there on that day")
            taken = any(each.day == day and each.state != CANCELLED for each in meeting_rows(board.id, day))
            checks.need(not taken, "day", "The board has a meeting on that day already")
        checks.done()
        row = SafeguardingMeetingRow(board=board.id, day=day, state=PLANNED)
        store.add(row)
        note(reader, "plan-meeting", board.id, f"Planned: a meeting on {plain_day(row.day)}.")
        return row.id


def hold_meeting(command: HoldMeeting, reader: Reader, today: date) -> None:
    """Record that a meeting took place, and which agencies were there; a second time puts that right."""
    with store.transaction():
        row, board = row_written(
            reader, SafeguardingMeetingRow, command.meeting, today, by_chief=True, of=command.board
        )
        if row.state == CANCELLED:
            raise Refusal("This meeting was cancelled. Plan another")
        checks = Checks()
        checks.need(row.day <= today, "", "This meeting is still to come")
        checks.need(command.came, "came", "Tick the agencies that were there")
        expected = {*agencies_of(board.id, row.day), *command.came}
        checks.need(expected <= AGENCIES.keys(), "came", "Choose agencies from the list")
        reference = check_line(checks, command.reference, "reference", "", "the reference")
        checks.done()
        row.state, row.reference = HELD, reference
        _keep_attendance(row.id, {each: each in command.came for each in expected})
        missing = [AGENCIES[each].lower() for each in AGENCIES if each in expected - set(command.came)]
        told = f" Not there: {joined(missing)}." if missing else ""
        there = counted(len(command.came), "agency") if len(command.came) == 1 else f"{len(command.came)} agencies"
        note(reader, "hold-meeting", board.id, f"Met on {plain_day(row.day)}, with {there}.{told}")


def _keep_attendance(meeting: str, came: dict[str, bool]) -> None:
    for agency, was_there in sorted(came.items()):
        row = store.db.session.get(SafeguardingAttendanceRow, (meeting, agency))
        if row is None:
            store.add(SafeguardingAttendanceRow(meeting=meeting, agency=agency, came=was_there))
        else:
            row.came = was_there


def cancel_meeting(command: CancelMeeting, reader: Reader, today: date) -> None:
    """Cancel a meeting that was planned, with a reason."""
    with store.transaction():
        row, board = row_written(
            reader, SafeguardingMeetingRow, command.meeting, today, by_chief=True, of=command.board
        )
        if row.state != PLANNED:
            raise Refusal("Only a meeting that is planned can be cancelled")
        checks = Checks()
        check_text(checks, command.reason, "reason", "Say why it is not held", "the reason")
        checks.done()
        row.state, row.reason = CANCELLED, tidy(command.reason)
        note(reader, "cancel-meeting", board.id, f"Cancelled: the meeting on {plain_day(row.day)}.")


def publish_report(command: PublishReport, reader: Reader, today: date) -> None:
    """Record that the report on a year is published; a second time puts day and reference right."""
    with store.transaction():
        board = board_written(reader, command.board, today, by_chief=True, though_over=True)
        checks, day = Checks(), command.published_on
        checks.need(FIRST_YEAR <= command.year <= today.year + 1, "year", "Choose a year from the list")
        checks.need(day, "published_on", "Enter the day on which it was published")
        if day:
            checks.need(day <= today, "published_on", "Enter a day that is not to come")
            is_over = command.year > today.year + 1 or day > date(max(1, command.year), 3, 31)
            checks.need(is_over, "published_on", "The year that it reports on must be over")
        missing = "Say where it is to be found: a reference, a title or an address"
        reference = check_line(checks, command.reference, "reference", missing, "the reference")
        checks.done()
        row = store.db.session.get(SafeguardingReportRow, (board.id, command.year))
        if row is None:
            store.add(SafeguardingReportRow(board=board.id, year=command.year, published_on=day, reference=reference))
        else:
            row.published_on, row.reference = day or today, reference
        sentence = f"Published the report on the year to 31 March {command.year}, on {plain_day(day or today)}."
        note(reader, "publish-report", board.id, sentence)
