"""Who runs a board and who sits on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.safeguarding import AGENCIES
from peerinspect.services.checking import Checks
from peerinspect.services.reader import CHIEF_EXECUTIVE, Reader
from peerinspect.services.safeguarding.commands import (
    AddMember,
    AddPartner,
    ChangeMember,
    ChangePartner,
    EndMember,
    EndPartner,
)
from peerinspect.services.safeguarding.grouping import leave_subgroups
from peerinspect.services.safeguarding.reach import board_written, check_last_day, check_line, note, row_written
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.people import people_at, read_names
from peerinspect.store.reading.safeguarding import BoardRecord
from peerinspect.store.tables import SafeguardingMemberRow, SafeguardingPartnerRow

WHICH_AGENCY = "Choose an agency from the list"
WHICH_OFFICE = "Enter the office, for example “Director of children's services”"


def add_partner(command: AddPartner, reader: Reader, today: date) -> str:
    """Add a partner; its id. For coordinators."""
    with store.transaction():
        board = board_written(reader, command.board, today)
        values = _partner(command)
        row = SafeguardingPartnerRow(board=board.id, **values)
        store.add(row)
        note(reader, "add-safeguarding-partner", board.id, f"New partner: {_named(row)}.")
        return row.id


def change_partner(command: ChangePartner, reader: Reader, today: date) -> None:
    """Put a partner right. For coordinators."""
    with store.transaction():
        row, board = row_written(reader, SafeguardingPartnerRow, command.partner, today, of=command.board)
        for field, value in _partner(command).items():
            setattr(row, field, value)
        note(reader, "change-safeguarding-partner", board.id, f"Changed a partner: {_named(row)}.")


def end_partner(command: EndPartner, reader: Reader, today: date) -> None:
    """Enter a partner's last day. For coordinators."""
    with store.transaction():
        row, board = row_written(reader, SafeguardingPartnerRow, command.partner, today, of=command.board)
        checks = Checks()
        check_last_day(checks, command.ends, row.starts)
        checks.done()
        row.ends = command.ends
        last = plain_day(command.ends or today)
        note(reader, "end-safeguarding-partner", board.id, f"{row.name} is a partner until {last}.")


def _partner(command: AddPartner | ChangePartner) -> dict[str, object]:
    checks = Checks()
    checks.need(command.agency in AGENCIES, "agency", WHICH_AGENCY)
    name = check_line(checks, command.name, "name", "Enter the organisation's name", "the name")
    office = check_line(checks, command.office, "office", WHICH_OFFICE, "the office")
    lead = check_line(checks, command.lead, "lead", "", "the name")
    checks.done()
    return {"agency": command.agency, "name": name, "office": office, "lead": lead, "starts": command.starts}


def _named(row: SafeguardingPartnerRow) -> str:
    return f"{row.name}, led by {row.lead or row.office}"


@dataclass(frozen=True)
class _Seat:
    """What is kept of a member, and who it is in words."""

    values: dict[str, object]
    words: str


def add_member(command: AddMember, reader: Reader, today: date) -> str:
    """Add a member; their id. For coordinators and the chief executives of the board's councils."""
    with store.transaction():
        board = board_written(reader, command.board, today, by_chief=True)
        seat = _seat(command, board, reader, today)
        row = SafeguardingMemberRow(board=board.id, **seat.values)
        store.add(row)
        note(reader, "add-safeguarding-member", board.id, f"New member: {seat.words}.")
        return row.id


def change_member(command: ChangeMember, reader: Reader, today: date) -> None:
    """Put a member right. For coordinators and the chief executives of the board's councils."""
    with store.transaction():
        row, board = row_written(reader, SafeguardingMemberRow, command.member, today, by_chief=True, of=command.board)
        seat = _seat(command, board, reader, today, row.person)
        for field, value in seat.values.items():
            setattr(row, field, value)
        note(reader, "change-safeguarding-member", board.id, f"Changed a member: {seat.words}.")


def end_member(command: EndMember, reader: Reader, today: date) -> None:
    """Enter a member's last day. For coordinators and the chief executives of the board's councils."""
    with store.transaction():
        row, board = row_written(reader, SafeguardingMemberRow, command.member, today, by_chief=True, of=command.board)
        checks = Checks()
        check_last_day(checks, command.ends, row.starts)
        checks.done()
        row.ends = command.ends
        leave_subgroups(row.id)
        who = read_names([row.person]).get(row.person, "") if row.person else row.name
        last = plain_day(command.ends or today)
        note(reader, "end-safeguarding-member", board.id, f"{who or row.office} sits on the board until {last}.")


def people_to_choose(board: BoardRecord, reader: Reader, today: date) -> dict[str, str]:
    """The people of the register who could be named as members: those with a post at a council of the board.

    A chief executive names their own council's people alone; others sit there under a name.
    """
    codes = board.councils_on(today)
    if reader.role == CHIEF_EXECUTIVE:
        codes &= reader.authorities
    return read_names(people_at(codes, today)) if codes else {}


def _seat(
    command: AddMember | ChangeMember, board: BoardRecord, reader: Reader, today: date, kept: str | None = None
) -> _Seat:
    checks = Checks()
    checks.need(command.agency in AGENCIES, "agency", WHICH_AGENCY)
    office = check_line(checks, command.office, "office", WHICH_OFFICE, "the office")
    name = check_line(checks, command.name, "name", "", "the name")
    choices = people_to_choose(board, reader, today)
    is_known = not command.person or command.person in choices or command.person == kept
    checks.need(is_known, "person", "Choose somebody from the list")
    checks.need(not (command.person and name), "name", "Choose somebody from the list, or enter a name: not both")
    checks.done()
    who = read_names([command.person]).get(command.person, "") if command.person else name
    values: dict[str, object] = {
        "agency": command.agency,
        "office": office,
        "person": command.person or None,
        "name": name,
        "starts": command.starts,
    }
    return _Seat(values, f"{who or 'nobody yet'}, {office} ({AGENCIES[command.agency].lower()})")
