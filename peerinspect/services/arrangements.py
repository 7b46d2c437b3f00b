"""What councils share, or are at odds about, for a while."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain.authority import ARRANGEMENT_KINDS
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import joined, plain_day
from peerinspect.store import history
from peerinspect.store.history import Happening
from peerinspect.store.tables import ArrangementMemberRow, ArrangementRow, AuthorityRow

BETWEEN = {
    "director": "Shares a director with",
    "trust": "Shares a trust with",
    "directorate": "Shares a directorate with",
    "partnership": "In a partnership with",
    "adoption": "Shares an adoption agency with",
    "service": "Shares a service with",
    "police": "Shares a police force with",
    "icb": "Shares an integrated care board with",
    "dispute": "In dispute with",
    "merger": "Merging with",
    "complaint": "Complaint open with",
}
"""Each kind of arrangement, as the beginning of a sentence about one of the councils."""
MOST_COUNCILS = 20


@dataclass(frozen=True, slots=True)
class AddArrangement:
    """Something between two councils or more. `kind` is one of domain.authority.ARRANGEMENT_KINDS."""

    kind: str
    authorities: tuple[str, ...]
    starts: date | None
    ends: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class EndArrangement:
    """The last day of an arrangement. Where a council is named by `code`, the arrangement must be one of its own."""

    arrangement_id: int
    ends: date | None
    code: str = ""


def add_arrangement(command: AddArrangement, reader: Reader, today: date) -> int:
    """Add an arrangement and return its number. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        codes, checks = sorted({*command.authorities, command.code} - {""}), Checks()
        checks.need(command.kind in ARRANGEMENT_KINDS, "kind", "Choose what there is between them")
        checks.councils(codes)
        checks.need(2 <= len(codes) <= MOST_COUNCILS, "authorities", "Choose at least one other council")
        checks.need(command.starts, "starts", "Enter the day on which it began")
        if command.starts and command.ends:
            checks.need(command.starts <= command.ends, "ends", "The last day must be on or after the first")
        checks.done()
        row = join_councils(command.kind, codes, command.starts, command.ends)
        _tell(reader, "add-arrangement", row, codes, f"from {plain_day(command.starts)}" if command.starts else "")
        return row.id


def end_arrangement(command: EndArrangement, reader: Reader, today: date) -> None:
    """Enter the last day of an arrangement. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row = store.db.session.get(ArrangementRow, command.arrangement_id, with_for_update=True)
        if row is None or command.code not in ("", *_members(row.id)):
            raise NotFound("no such arrangement")
        checks, ends = Checks(), command.ends
        if checks.need(ends, "ends", "Enter the last day") and ends is not None:
            checks.need(row.starts is None or row.starts <= ends, "ends", "It cannot have ended before it began")
            checks.need(row.ends is None or ends < row.ends, "ends", "It ends on that day, or earlier, already")
        checks.done()
        row.ends = ends
        store.db.session.flush()
        _tell(reader, "end-arrangement", row, _members(row.id), f"to {plain_day(ends)}" if ends else "")


def join_councils(kind: str, codes: Collection[str], starts: date | None, ends: date | None = None) -> ArrangementRow:
    """Write an arrangement in the open transaction; it was checked before."""
    row = ArrangementRow(kind=kind, starts=starts, ends=ends)
    store.add(row)
    store.add(*(ArrangementMemberRow(arrangement=row.id, authority=code) for code in sorted(codes)))
    return row


def _members(arrangement: int) -> list[str]:
    row = ArrangementMemberRow
    return list(store.db.session.scalars(select(row.authority).where(row.arrangement == arrangement)))


def _tell(reader: Reader, action: str, row: ArrangementRow, codes: Iterable[str], when: str) -> None:
    """Each of the councils has the event in its history."""
    councils = select(AuthorityRow.code, AuthorityRow.name).where(AuthorityRow.code.in_(sorted(codes)))
    names = {code: name for code, name in store.db.session.execute(councils)}
    happened = []
    for code in names:
        others = joined(sorted(name for other, name in names.items() if other != code))
        happened.append(Happening(action, code, {"sentence": f"{BETWEEN[row.kind]} {others}, {when}."}))
    history.record_all(reader.user_id, happened)
