"""Boards for the demo: who runs them and sits on them, meetings and reports of past years, a few overdue. All of it
invented, and written in bulk with one event a board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, update

from peerinspect import store
from peerinspect.domain import add_months
from peerinspect.domain.safeguarding import report_due_on
from peerinspect.services.reader import Reader
from peerinspect.services.safeguarding.demonstration_ring import show_swap_and_ring
from peerinspect.services.safeguarding.meeting import CANCELLED, HELD, PLANNED
from peerinspect.store.history import Happening, record_all
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.safeguarding import BoardRecord, read_boards
from peerinspect.store.tables import (
    SafeguardingAttendanceRow,
    SafeguardingBoardRow,
    SafeguardingMeetingRow,
    SafeguardingMemberRow,
    SafeguardingPartnerRow,
    SafeguardingReportRow,
    SafeguardingSubgroupMemberRow,
    SafeguardingSubgroupRow,
)

WITH_MEMBERS, WITH_SUBGROUPS = 60, 30
"""So many boards have members, and of them so many have subgroups."""
YEARS_OF_REPORTS, YEARS_OF_MEETINGS = 4, 2
LATE_REPORT, LATE_MEETINGS, OWN_TITLE = 17, 23, 9
"""Every so manyeth board owes its report, has missed meetings, has a title of its own."""
FOUNDED = date(2019, 9, 29)
FIRST = (
    "Ash",
    "Blair",
    "Casey",
    "Drew",
    "Ellis",
    "Frankie",
    "Gray",
    "Harper",
    "Indigo",
    "Jules",
    "Kit",
    "Lane",
    "Merle",
)
LAST = ("Example", "Sample", "Pattern", "Mockton", "Placeholder", "Instance", "Demoford")
PARTNERS = (
    ("council", "{place} Council", "Chief executive"),
    ("police", "{place} Constabulary (invented)", "Assistant chief constable"),
    ("health", "{place} Integrated Care Board (invented)", "Chief nursing officer"),
    ("education", "Schools forum of {place}", "Head teacher"),
)
SEATS = (
    ("police", "Head of public protection"),
    ("health", "Designated nurse"),
    ("education", "Head teacher, primary schools"),
    ("education", "Principal, further education"),
    ("probation", "Head of the probation delivery unit"),
    ("voluntary", "Director of a family charity"),
    ("lay", "Lay member"),
)
SUBGROUPS = ("Learning from practice", "Children at risk outside the home", "Quality and performance")
ATTENDING = ("council", "police", "health", "education")


@dataclass
class _Rows:
    """What is to be written, by table."""

    of: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: Any, **values: Any) -> None:
        self.of.setdefault(table, []).append(values)

    def write(self) -> None:
        for table, rows in self.of.items():
            store.db.session.execute(insert(table), rows)


def show_safeguarding_boards(coordinator: Reader, today: date) -> None:
    """Fill the boards that there are, and have a few chair one another. Call it once the chairs' terms are there, since
    those make the boards, and a roster is published."""
    show_swap_and_ring(coordinator, today)
    boards = list(read_boards().values())
    directors, regions = _directors(today), {code: each.region or "" for code, each in read_places().items()}
    rows = _Rows()
    with store.transaction():
        store.db.session.execute(
            update(SafeguardingBoardRow), [_details(number, each) for number, each in enumerate(boards)]
        )
        for number, board in enumerate(boards):
            _partners(rows, number, board, regions)
            if number < WITH_MEMBERS:
                members = _members(rows, number, board, directors)
                if number < WITH_SUBGROUPS:
                    _subgroups(rows, number, board, members)
            _meetings(rows, number, board, today)
            _reports(rows, number, board, today)
        rows.write()
        sentence = "Who runs the board, who sits on it, its meetings and its reports: entered for the demonstration."
        told = [Happening("load-safeguarding-board", each.id, {"sentence": sentence}) for each in boards]
        record_all(coordinator.user_id, told)


def _directors(today: date) -> Mapping[str, str]:
    """The director of each council."""
    return {
        post.authority: one.id
        for one in read_people().values()
        for post in one.posts
        if post.role == "director" and post.period.holds(today)
    }


def _name(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"


def _details(number: int, board: BoardRecord) -> dict[str, Any]:
    called = f"Safer Children in {board.name}"[:300] if number % OWN_TITLE == 0 else ""
    word = "chair" if number % 3 == 0 else None
    return {"id": board.id, "founded_on": FOUNDED, "called": called, "chair_word": word}


def _partners(rows: _Rows, number: int, board: BoardRecord, regions: Mapping[str, str]) -> None:
    region = next((regions[code] for code in sorted(board.councils)), "") or board.name
    for offset, (agency, name, office) in enumerate(PARTNERS):
        place = region if agency in ("police", "health") else board.name
        rows.add(
            SafeguardingPartnerRow,
            id=store.new_token(),
            board=board.id,
            agency=agency,
            name=name.format(place=place)[:300],
            office=office,
            lead=_name(number + offset * 5),
            starts=FOUNDED,
            ends=None,
        )


def _members(rows: _Rows, number: int, board: BoardRecord, directors: Mapping[str, str]) -> list[str]:
    """The councils' directors, by the register, and others by name."""
    found = []
    for code in sorted(board.councils):
        found.append(store.new_token())
        director = directors.get(code)
        _member(rows, found[-1], board, "council", "Director of children's services", director, "")
    for offset, (agency, office) in enumerate(SEATS):
        found.append(store.new_token())
        _member(rows, found[-1], board, agency, office, None, _name(number * 3 + offset))
    return found


def _member(rows: _Rows, id_: str, board: BoardRecord, agency: str, office: str, person: str | None, name: str) -> None:
    values = {"agency": agency, "office": office, "person": person, "name": name, "starts": FOUNDED, "ends": None}
    rows.add(SafeguardingMemberRow, id=id_, board=board.id, **values)


def _subgroups(rows: _Rows, number: int, board: BoardRecord, members: list[str]) -> None:
    for offset, name in enumerate(SUBGROUPS[: 1 + number % 3]):
        id_, inside = store.new_token(), members[offset : offset + 4]
        rows.add(SafeguardingSubgroupRow, id=id_, board=board.id, name=name, lead=inside[0], starts=None, ends=None)
        for member in inside:
            rows.add(SafeguardingSubgroupMemberRow, subgroup=id_, member=member)


def _meetings(rows: _Rows, number: int, board: BoardRecord, today: date) -> None:
    """One a quarter, back and to come; some have missed a few."""
    latest = today - timedelta(days=10 + number % 70)
    latest = min(latest, latest.replace(day=20))  # in no Christmas week, whichever quarter it is
    quarters = range(4 * YEARS_OF_MEETINGS)
    missed = {1, 2} if number % LATE_MEETINGS == 5 else set()
    for quarter in quarters:
        day = add_months(latest, -3 * quarter)
        state = CANCELLED if quarter in missed else HELD
        reason = "Too few agencies could come" if state == CANCELLED else ""
        id_ = _meeting(rows, board, day, state, reason)
        if state == HELD:
            for place, agency in enumerate(ATTENDING):
                came = (number + quarter + place) % 7 != 0
                rows.add(SafeguardingAttendanceRow, meeting=id_, agency=agency, came=came)
    _meeting(rows, board, add_months(latest, 3), PLANNED, "")


def _meeting(rows: _Rows, board: BoardRecord, day: date, state: str, reason: str) -> str:
    id_ = store.new_token()
    reference = f"{day:%Y-%m}" if state == HELD else ""
    rows.add(SafeguardingMeetingRow, id=id_, board=board.id, day=day, state=state, reference=reference, reason=reason)
    return id_


def _reports(rows: _Rows, number: int, board: BoardRecord, today: date) -> None:
    """The years past whose report was due; every so manyeth board owes the last one."""
    last = today.year if report_due_on(today.year, 9) < today else today.year - 1
    owed = 1 if number % LATE_REPORT == 3 else 0
    for year in range(last - YEARS_OF_REPORTS + 1, last + 1 - owed):
        published = min(report_due_on(year, 9) - timedelta(days=number % 60), today)
        reference = f"Yearly report {year - 1} to {year}"
        rows.add(SafeguardingReportRow, board=board.id, year=year, published_on=published, reference=reference)
