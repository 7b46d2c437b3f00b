"""Safeguarding boards as lasting things: they stay while their chairs come and go."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Line, Model, Token, Word


class SafeguardingBoardRow(Model):
    """A board. What it is called follows its day and its locality, see domain.safeguarding.

    `name` is the place in a few words. `called` is its own title where it has one, `chair_word` what its chair is
    called there where that is not the rule; `partnership_from` the day on which partners took the place of the local
    board, where that was before all had to. `report_month` is the month by whose end the report on the year to 31
    March is due.
    """

    __tablename__ = "safeguarding_board"
    __table_args__ = (
        CheckConstraint("meetings_a_year between 1 and 24", "meetings"),
        CheckConstraint("report_month between 1 and 12", "report_month"),
    )
    id: Mapped[Token]
    name: Mapped[Line]
    founded_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    called: Mapped[Line] = mapped_column(default="", server_default="")
    chair_word: Mapped[Word | None]
    partnership_from: Mapped[date | None]
    meetings_a_year: Mapped[int] = mapped_column(default=4, server_default="4")
    report_month: Mapped[int] = mapped_column(default=9, server_default="9")


class SafeguardingBoardAuthorityRow(Model):
    """A council that a board covers. No first day: from the board's beginning on; no last day: still."""

    __tablename__ = "safeguarding_board_authority"
    board: Mapped[str] = mapped_column(String(40), ForeignKey("safeguarding_board.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True, index=True)
    starts: Mapped[date | None]
    ends: Mapped[date | None]
