"""Safeguarding boards as lasting things: they stay while their chairs come and go."""

from __future__ import annotations

from datetime import date
from typing import Annotated

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


SafeguardingBoardId = Annotated[str, mapped_column(String(40), ForeignKey("safeguarding_board.id"), index=True)]


class SafeguardingPartnerRow(Model):
    """An agency that runs the board with others. `lead` is who leads for it, by `office` and perhaps by name."""

    __tablename__ = "safeguarding_partner"
    id: Mapped[Token]
    board: Mapped[SafeguardingBoardId]
    agency: Mapped[Word]
    name: Mapped[Line]
    office: Mapped[Line]
    lead: Mapped[Line] = mapped_column(default="")
    starts: Mapped[date | None]
    ends: Mapped[date | None]


class SafeguardingMemberRow(Model):
    """Who sits on a board: a person of the register, or a name; always for an agency and in an office."""

    __tablename__ = "safeguarding_member"
    id: Mapped[Token]
    board: Mapped[SafeguardingBoardId]
    agency: Mapped[Word]
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"), index=True)
    name: Mapped[Line] = mapped_column(default="")
    office: Mapped[Line]
    starts: Mapped[date | None]
    ends: Mapped[date | None]


class SafeguardingSubgroupRow(Model):
    """A group of a board's members, with the one who leads it."""

    __tablename__ = "safeguarding_subgroup"
    id: Mapped[Token]
    board: Mapped[SafeguardingBoardId]
    name: Mapped[Line]
    lead: Mapped[str | None] = mapped_column(String(40), ForeignKey("safeguarding_member.id"))
    starts: Mapped[date | None]
    ends: Mapped[date | None]


class SafeguardingSubgroupMemberRow(Model):
    """Who is in a subgroup."""

    __tablename__ = "safeguarding_subgroup_member"
    subgroup: Mapped[str] = mapped_column(String(40), ForeignKey("safeguarding_subgroup.id"), primary_key=True)
    member: Mapped[str] = mapped_column(String(40), ForeignKey("safeguarding_member.id"), primary_key=True)


class SafeguardingMeetingRow(Model):
    """A meeting of a board: planned, held or cancelled. `reference` names its minutes, `reason` why it was not held."""

    __tablename__ = "safeguarding_meeting"
    id: Mapped[Token]
    board: Mapped[SafeguardingBoardId]
    day: Mapped[date]
    state: Mapped[Word]
    reference: Mapped[Line] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(String(1000), default="")


class SafeguardingAttendanceRow(Model):
    """Whether an agency that had a seat was at a meeting."""

    __tablename__ = "safeguarding_attendance"
    meeting: Mapped[str] = mapped_column(String(40), ForeignKey("safeguarding_meeting.id"), primary_key=True)
    agency: Mapped[str] = mapped_column(String(40), primary_key=True)
    came: Mapped[bool]


class SafeguardingReportRow(Model):
    """A yearly report that is published: on the year to 31 March `year`."""

    __tablename__ = "safeguarding_report"
    board: Mapped[str] = mapped_column(String(40), ForeignKey("safeguarding_board.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    published_on: Mapped[date]
    reference: Mapped[Line]
