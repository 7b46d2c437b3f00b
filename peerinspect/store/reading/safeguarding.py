"""Lasting safeguarding boards: what they are, whom they cover, which chairs' terms are theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from peerinspect.domain import Period
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, grouped, is_one_of


@dataclass(frozen=True, slots=True)
class BoardRecord:
    """A board as it is kept. `councils`: the days on which each council belongs to it, by code."""

    id: str
    name: str
    founded_on: date | None
    ended_on: date | None
    called: str
    chair_word: str | None
    partnership_from: date | None
    meetings_a_year: int
    report_month: int
    councils: Mapping[str, Period]

    def councils_on(self, day: date) -> frozenset[str]:
        """The codes of the councils that it covers on a day."""
        return frozenset(code for code, period in self.councils.items() if period.holds(day))

    def is_over(self, day: date) -> bool:
        """Whether it has ended before the day."""
        return self.ended_on is not None and self.ended_on < day


def read_boards(ids: Ids = None) -> Mapping[str, BoardRecord]:
    """Boards by id, in the order of their names; some, or all."""
    row, covered = t.SafeguardingBoardRow, t.SafeguardingBoardAuthorityRow
    query = select(covered.board, covered.authority, covered.starts, covered.ends).order_by(covered.authority)
    councils = grouped(among(query, covered.board, ids))
    found = db.session.scalars(among(select(row).order_by(row.name, row.id), row.id, ids))
    return {
        each.id: BoardRecord(
            each.id,
            each.name,
            each.founded_on,
            each.ended_on,
            each.called,
            each.chair_word,
            each.partnership_from,
            each.meetings_a_year,
            each.report_month,
            {code: Period(starts, ends) for code, starts, ends in councils.get(each.id, ())},
        )
        for each in found
    }


def boards_of(codes: Collection[str]) -> Mapping[str, BoardRecord]:
    """The boards that cover, have covered or will cover one of some councils, by id."""
    covered = t.SafeguardingBoardAuthorityRow
    ids = set(db.session.scalars(select(covered.board).where(is_one_of(covered.authority, codes))))
    return read_boards(ids) if ids else {}


def board_of_term(duty: str) -> str | None:
    """The board that a chair's term is one of; None where the duty is no board's."""
    row = t.BoardRow
    return db.session.scalar(select(row.board).where(row.duty == duty))


def terms_of_boards(boards: Ids = None) -> Mapping[str, tuple[str, ...]]:
    """The chairs' terms (ids of duties) of some boards, or of all, by board."""
    row = t.BoardRow
    query = select(row.board, row.duty).where(row.board.is_not(None)).order_by(row.duty)
    return {
        board: tuple(duty for (duty,) in terms) for board, terms in grouped(among(query, row.board, boards)).items()
    }


def partner_rows(board: str) -> tuple[t.SafeguardingPartnerRow, ...]:
    """Who runs a board, by name; who no longer does among them."""
    row = t.SafeguardingPartnerRow
    return tuple(db.session.scalars(select(row).where(row.board == board).order_by(row.name, row.id)))


def member_rows(board: str) -> tuple[t.SafeguardingMemberRow, ...]:
    """Who sits on a board, or sat, by office."""
    row = t.SafeguardingMemberRow
    return tuple(db.session.scalars(select(row).where(row.board == board).order_by(row.office, row.id)))


def subgroup_rows(board: str) -> tuple[t.SafeguardingSubgroupRow, ...]:
    """A board's subgroups by name, those that ended among them."""
    row = t.SafeguardingSubgroupRow
    return tuple(db.session.scalars(select(row).where(row.board == board).order_by(row.name, row.id)))


def subgroup_members(board: str) -> Mapping[str, tuple[str, ...]]:
    """The ids of the members of each subgroup of a board."""
    row, group = t.SafeguardingSubgroupMemberRow, t.SafeguardingSubgroupRow
    query = select(row.subgroup, row.member).join(group, group.id == row.subgroup).where(group.board == board)
    return {subgroup: tuple(id_ for (id_,) in found) for subgroup, found in grouped(query.order_by(row.member)).items()}


def meeting_rows(board: str, since: date | None = None) -> tuple[t.SafeguardingMeetingRow, ...]:
    """A board's meetings from a day on, or all, the latest first."""
    row = t.SafeguardingMeetingRow
    query = select(row).where(row.board == board).order_by(row.day.desc(), row.id)
    return tuple(db.session.scalars(query.where(row.day >= since) if since else query))


def attendance_of(meetings: Collection[str]) -> Mapping[str, Mapping[str, bool]]:
    """Which agencies were at some meetings, by meeting and agency."""
    row = t.SafeguardingAttendanceRow
    query = select(row.meeting, row.agency, row.came).where(is_one_of(row.meeting, meetings))
    return {meeting: {agency: came for agency, came in found} for meeting, found in grouped(query).items()}


def report_rows(board: str) -> tuple[t.SafeguardingReportRow, ...]:
    """The reports that a board has published, the latest year first."""
    row = t.SafeguardingReportRow
    return tuple(db.session.scalars(select(row).where(row.board == board).order_by(row.year.desc())))


def held_days(boards: Ids, since: date) -> Mapping[str, tuple[date, ...]]:
    """The days of the meetings that were held from a day on, by board."""
    row = t.SafeguardingMeetingRow
    query = select(row.board, row.day).where(row.state == "held", row.day >= since).order_by(row.day)
    return {board: tuple(day for (day,) in found) for board, found in grouped(among(query, row.board, boards)).items()}


def first_held(boards: Ids) -> Mapping[str, date]:
    """The day of the first meeting on record, by board."""
    row = t.SafeguardingMeetingRow
    query = select(row.board, func.min(row.day)).where(row.state == "held").group_by(row.board)
    return {board: day for board, day in db.session.execute(among(query, row.board, boards))}


def last_reported(boards: Ids) -> Mapping[str, int]:
    """The last year on which each board has published a report."""
    row = t.SafeguardingReportRow
    query = select(row.board, func.max(row.year)).group_by(row.board)
    return {board: year for board, year in db.session.execute(among(query, row.board, boards))}


def agencies_of(board: str, day: date) -> frozenset[str]:
    """The agencies that run a board, or have somebody sitting on it, on a day."""
    found: set[str] = set()
    for row in (t.SafeguardingPartnerRow, t.SafeguardingMemberRow):
        query = select(row.agency, row.starts, row.ends).where(row.board == board).distinct()
        found |= {agency for agency, starts, ends in db.session.execute(query) if Period(starts, ends).holds(day)}
    return frozenset(found)
