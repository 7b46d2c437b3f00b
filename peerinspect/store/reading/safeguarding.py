"""Lasting safeguarding boards: what they are, whom they cover, which chairs' terms are theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect.domain import Period
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, grouped


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
    ids = set(db.session.scalars(select(covered.board).where(covered.authority.in_(sorted(codes)))))
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
