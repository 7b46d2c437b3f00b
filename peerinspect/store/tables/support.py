"""Support between inspections: what was asked for, and the programme that came of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import AuthorityCode, DutyId, Line, Model, Token, UserId, Word


def _own_key() -> Mapped[str]:
    """The key of what belongs to one programme: the duty's."""
    return mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)


def _party_key() -> Mapped[str]:
    return mapped_column(String(16), ForeignKey("authority.code"), primary_key=True)


def _person_key() -> Mapped[str]:
    return mapped_column(String(40), ForeignKey("person.id"), primary_key=True, index=True)


class SupportRequestRow(Model):
    """A council asks for support. `days` are wanted in all. `outcome` is None while it waits.

    Then it is registered, declined or withdrawn; `duty` is the support that came of it.
    """

    __tablename__ = "support_request"
    id: Mapped[Token]
    authority: Mapped[AuthorityCode]
    days: Mapped[int]
    hopes: Mapped[str] = mapped_column(String(1000))
    asked_by: Mapped[UserId]
    asked_on: Mapped[date]
    outcome: Mapped[Word | None]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    answered_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"))
    answered_on: Mapped[date | None]
    duty: Mapped[str | None] = mapped_column(String(40), ForeignKey("duty.id"), index=True)


class SupportRequestThemeRow(Model):
    """What the support that is asked for would be about: a code of domain.themes."""

    __tablename__ = "support_request_theme"
    request: Mapped[str] = mapped_column(String(40), ForeignKey("support_request.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(String(40), primary_key=True)


class SupportProgrammeRow(Model):
    """What support rests on, and what came of it. Support that was read in as a whole has no such row.

    `need` is judgement, monitoring or request, `need_on` its day: of publication, of the visit, of the request.
    `days_wanted` are in all. `found` is what both councils found when they looked back, on `reviewed_on`.
    """

    __tablename__ = "support_programme"
    duty: Mapped[str] = _own_key()
    need: Mapped[Word]
    need_on: Mapped[date | None]
    days_wanted: Mapped[int | None]
    hopes: Mapped[str] = mapped_column(String(1000), default="")
    reviewed_on: Mapped[date | None]
    found: Mapped[str] = mapped_column(String(1000), default="")


class SupportThemeRow(Model):
    """What the support is about: a code of domain.themes."""

    __tablename__ = "support_theme"
    duty: Mapped[str] = _own_key()
    theme: Mapped[str] = mapped_column(String(40), primary_key=True)


class SupportAdviserRow(Model):
    """What is known of an adviser beyond their placement. `days_given` are counted when the support is closed."""

    __tablename__ = "support_adviser"
    __table_args__ = (CheckConstraint("days_given >= 0", "days_given"),)
    duty: Mapped[str] = _own_key()
    person: Mapped[str] = _person_key()
    is_lead: Mapped[bool] = mapped_column(default=False)
    days_given: Mapped[int | None]


class SupportAgreementRow(Model):
    """What the two councils are to agree to. `days` are in all; `settled_on` is when the last of them had agreed."""

    __tablename__ = "support_agreement"
    duty: Mapped[str] = _own_key()
    aims: Mapped[str] = mapped_column(String(1000))
    days: Mapped[int]
    drawn_by: Mapped[UserId]
    drawn_on: Mapped[date]
    settled_on: Mapped[date | None]


class SupportWordRow(Model):
    """A council's yes to the agreement: who gave it, on which day, in which letter, and what the council brings."""

    __tablename__ = "support_word"
    duty: Mapped[str] = _own_key()
    authority: Mapped[str] = _party_key()
    brings: Mapped[str] = mapped_column(String(1000), default="")
    name: Mapped[Line]
    reference: Mapped[Line]
    day: Mapped[date]
    said_by: Mapped[UserId]
    said_on: Mapped[date]


class SupportVisitRow(Model):
    """What became of a visit: held or cancelled. A visit that is only planned is a run of the duty's on-site days."""

    __tablename__ = "support_visit"
    duty: Mapped[str] = _own_key()
    starts: Mapped[date] = mapped_column(primary_key=True)
    ends: Mapped[date]
    state: Mapped[Word]
    note: Mapped[str] = mapped_column(String(1000), default="")
    recorded_by: Mapped[UserId]
    recorded_on: Mapped[date]


class SupportAttendanceRow(Model):
    """Who came to a visit, and for how many days."""

    __tablename__ = "support_attendance"
    __table_args__ = (
        ForeignKeyConstraint(["duty", "starts"], ["support_visit.duty", "support_visit.starts"]),
        CheckConstraint("days > 0", "days"),
    )
    duty: Mapped[str] = mapped_column(String(40), primary_key=True)
    starts: Mapped[date] = mapped_column(primary_key=True)
    person: Mapped[str] = _person_key()
    days: Mapped[int]


class SupportNoteRow(Model):
    """A note on the programme, for the two councils, its advisers and coordinators. `number` counts within it."""

    __tablename__ = "support_note"
    id: Mapped[Token]
    duty: Mapped[DutyId]
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String(2000))
    written_by: Mapped[UserId]
    written_on: Mapped[date]
