"""A board's subgroups: who leads each, and who is in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select, update

from peerinspect import store
from peerinspect.services.checking import Checks
from peerinspect.services.reader import Reader
from peerinspect.services.safeguarding.commands import AddSubgroup, ChangeSubgroup, EndSubgroup
from peerinspect.services.safeguarding.reach import board_written, check_last_day, check_line, note, row_written
from peerinspect.services.wording import counted, plain_day
from peerinspect.store.reading.safeguarding import BoardRecord, member_rows
from peerinspect.store.tables import SafeguardingSubgroupMemberRow, SafeguardingSubgroupRow


def add_subgroup(command: AddSubgroup, reader: Reader, today: date) -> str:
    """Set up a subgroup; its id. For coordinators and the chief executives of the board's councils."""
    with store.transaction():
        board = board_written(reader, command.board, today, by_chief=True)
        name, members = _check(command, board, today)
        row = SafeguardingSubgroupRow(board=board.id, name=name, lead=command.lead or None, starts=command.starts)
        store.add(row)
        _keep_members(row.id, members)
        note(reader, "add-subgroup", board.id, f"New subgroup: {name}, of {counted(len(members), 'member')}.")
        return row.id


def change_subgroup(command: ChangeSubgroup, reader: Reader, today: date) -> None:
    """Change a subgroup's name, lead or members. For coordinators and the chief executives of the board's councils."""
    with store.transaction():
        row, board = row_written(
            reader, SafeguardingSubgroupRow, command.subgroup, today, by_chief=True, of=command.board
        )
        row.name, members = _check(command, board, today)
        row.lead, row.starts = command.lead or None, command.starts
        _keep_members(row.id, members)
        note(reader, "change-subgroup", board.id, f"Changed: {row.name}, of {counted(len(members), 'member')}.")


def end_subgroup(command: EndSubgroup, reader: Reader, today: date) -> None:
    """Enter a subgroup's last day. For coordinators and the chief executives of the board's councils."""
    with store.transaction():
        row, board = row_written(
            reader, SafeguardingSubgroupRow, command.subgroup, today, by_chief=True, of=command.board
        )
        checks = Checks()
        check_last_day(checks, command.ends, row.starts)
        checks.done()
        row.ends = command.ends
        note(reader, "end-subgroup", board.id, f"{row.name} goes on until {plain_day(command.ends or today)}.")


def _check(command: AddSubgroup | ChangeSubgroup, board: BoardRecord, today: date) -> tuple[str, frozenset[str]]:
    """The name and the members; the lead is one of them, whether ticked or not."""
    checks = Checks()
    name = check_line(checks, command.name, "name", "Enter what the subgroup is called", "the name")
    sitting = {each.id for each in member_rows(board.id) if each.ends is None or each.ends >= today}
    checks.need(not command.lead or command.lead in sitting, "lead", "Choose a member from the list")
    checks.need(set(command.members) <= sitting, "members", "Choose members of the board")
    checks.done()
    return name, frozenset({*command.members, *([command.lead] if command.lead else [])})


def _keep_members(subgroup: str, members: Iterable[str]) -> None:
    row = SafeguardingSubgroupMemberRow
    store.db.session.execute(delete(row).where(row.subgroup == subgroup))
    store.add(*(row(subgroup=subgroup, member=each) for each in sorted(members)))


def leave_subgroups(member: str) -> None:
    """Take somebody who leaves the board out of its subgroups. Call it in a transaction."""
    row, group = SafeguardingSubgroupMemberRow, SafeguardingSubgroupRow
    session = store.db.session
    if session.scalar(select(row.subgroup).where(row.member == member).limit(1)):
        session.execute(delete(row).where(row.member == member))
        session.execute(update(group).where(group.lead == member).values(lead=None))
