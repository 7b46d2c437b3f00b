"""Waivers in force, and how they come about: proposed by one, decided by others. Rows are only ever added."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import DutyId, Line, Model, UserId, Word


class WaiverRow(Model):
    """A recorded acceptance of one rule's soft objections: what searches and the auditor count.

    `proposal` is the proposal that everybody concerned has approved; None for a waiver that was loaded with other
    facts. `recorded_by` gave the last approval that it needed.
    """

    __tablename__ = "waiver"
    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[Word]
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"))
    duty: Mapped[DutyId]
    other_person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    other_duty: Mapped[str | None] = mapped_column(String(40), ForeignKey("duty.id"))
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    mitigation: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[Line] = mapped_column(default="")
    recorded_by: Mapped[UserId | None]
    recorded_on: Mapped[date | None]
    proposal: Mapped[str | None] = mapped_column(String(40), ForeignKey("waiver_proposal.id"), unique=True)


class WaiverProposalRow(Model):
    """A waiver that somebody asks for. `sentence` is the objection as the roster stated it.

    `other_person` and `other_duty` name the second placement where the waiver holds for two placements together only.
    """

    __tablename__ = "waiver_proposal"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    roster: Mapped[str] = mapped_column(String(40), ForeignKey("roster.id"))
    rule: Mapped[Word]
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"))
    duty: Mapped[DutyId]
    other_person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    other_duty: Mapped[str | None] = mapped_column(String(40), ForeignKey("duty.id"))
    sentence: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    mitigation: Mapped[str] = mapped_column(Text)
    until: Mapped[date]
    proposed_by: Mapped[UserId]
    proposed_on: Mapped[date]
    before: Mapped[int]
    """How often the same was proposed before."""


class WaiverDecisionRow(Model):
    """What one person said to a proposal: approved, refused or withdrawn. Nobody says anything twice.

    `parts` holds the numbers of the approvals that this one is, with spaces between: a swap of chairs needs two.
    """

    __tablename__ = "waiver_decision"
    __table_args__ = (UniqueConstraint("proposal", "decided_by"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal: Mapped[str] = mapped_column(String(40), ForeignKey("waiver_proposal.id"))
    outcome: Mapped[Word]
    parts: Mapped[Word] = mapped_column(default="")
    sentence: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[Line] = mapped_column(default="")
    decided_by: Mapped[UserId]
    decided_on: Mapped[date]
