"""What is held back from people: undertakings, disclosures, rules asked again, links to answer by, leaks."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import DutyId, Model, Moment, PersonId, Token, UserId, Word


class UndertakingRow(Model):
    """A person's promise to keep to themselves whose inspection it is. `version` is that of the text they signed."""

    __tablename__ = "undertaking"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True, index=True)
    version: Mapped[int]
    signed_by: Mapped[UserId]
    signed_on: Mapped[date]


class DisclosureRow(Model):
    """A person was told whose inspection it is. What was told is never untold: the row outlives the placement."""

    __tablename__ = "disclosure"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[PersonId]
    duty: Mapped[DutyId]
    disclosed_by: Mapped[UserId]
    disclosed_on: Mapped[date]


class AskingRow(Model):
    """The rules were asked again about everybody on a duty. `moment` says why then; `due_on` is the day it was due."""

    __tablename__ = "asking"
    __table_args__ = (Index("ix_asking_duty_moment_due_on", "duty", "moment", "due_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"))
    moment: Mapped[Word]
    due_on: Mapped[date]
    asked_on: Mapped[date] = mapped_column(index=True)
    people: Mapped[int]


class FindingRow(Model):
    """One objection that an asking found, in the words of its day."""

    __tablename__ = "finding"
    id: Mapped[int] = mapped_column(primary_key=True)
    asking: Mapped[int] = mapped_column(ForeignKey("asking.id"), index=True)
    person: Mapped[PersonId]
    rule: Mapped[Word]
    strength: Mapped[Word]
    sentence: Mapped[str] = mapped_column(Text)
    rests_on: Mapped[str] = mapped_column(Text, default="")
    """The ids of the other duties that the objection tells of, with spaces between."""


class RoundRow(Model):
    """A daily round of the rules that came to its end."""

    __tablename__ = "round"
    day: Mapped[date] = mapped_column(primary_key=True)
    finished_at: Mapped[datetime] = mapped_column(Moment())


class AnswerLinkRow(Model):
    """A link by which one person can answer one offer, once, without signing in."""

    __tablename__ = "answer_link"
    id: Mapped[Token]
    person: Mapped[PersonId]
    duty: Mapped[DutyId]
    offered_on: Mapped[date | None]
    expires_on: Mapped[date]
    used_on: Mapped[date | None]


class LeakRow(Model):
    """A sealed duty came to the ears of somebody who must not know of it.

    `known` is who could have known and who had looked, as lines of text, as it stood when the leak was raised.
    """

    __tablename__ = "leak"
    id: Mapped[Token]
    duty: Mapped[DutyId]
    what: Mapped[str] = mapped_column(Text)
    noticed_on: Mapped[date]
    raised_by: Mapped[UserId]
    raised_on: Mapped[date]
    known: Mapped[str] = mapped_column(Text)


class LeakReportRow(Model):
    """Somebody suspects that something leaked, and says so in their own words. It names no duty."""

    __tablename__ = "leak_report"
    id: Mapped[Token]
    told: Mapped[str] = mapped_column(Text)
    reported_by: Mapped[UserId]
    reported_on: Mapped[date]


class LeakReportClosureRow(Model):
    """What became of a reported suspicion."""

    __tablename__ = "leak_report_closure"
    report: Mapped[str] = mapped_column(String(40), ForeignKey("leak_report.id"), primary_key=True)
    what: Mapped[str] = mapped_column(Text)
    is_leak: Mapped[bool] = mapped_column(Boolean)
    closed_by: Mapped[UserId]
    closed_on: Mapped[date]
