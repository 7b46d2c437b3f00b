"""The programme for people who aspire to be directors: cohorts, their members, training, and who is ready for cover."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Line, Model, PersonId, Token, UserId, Word


class CohortRow(Model):
    """A cohort: so many places on a course that somebody leads. `lead` is a name, with a post where that helps."""

    __tablename__ = "cohort"
    id: Mapped[Token]
    name: Mapped[Line] = mapped_column(unique=True)
    starts: Mapped[date]
    ends: Mapped[date]
    places: Mapped[int]
    lead: Mapped[Line]


class CohortMemberRow(Model):
    """A person in a cohort, until they complete it or leave it, with the reason why they left."""

    __tablename__ = "cohort_member"
    __table_args__ = (UniqueConstraint("cohort", "person"),)
    id: Mapped[Token]
    cohort: Mapped[str] = mapped_column(String(40), ForeignKey("cohort.id"), index=True)
    person: Mapped[PersonId]
    joined_on: Mapped[date]
    completed_on: Mapped[date | None]
    left_on: Mapped[date | None]
    why: Mapped[str] = mapped_column(Text, default="")


class AspirantTrainingRow(Model):
    """Training that an aspirant took. `field` is one of domain.programme.TRAINING_FIELDS.

    `evidence` is a reference to a certificate or letter, not what it says. `outcome` is confirmed or declined, None
    while no coordinator has looked; `why` says why it was declined.
    """

    __tablename__ = "aspirant_training"
    id: Mapped[Token]
    person: Mapped[PersonId]
    field: Mapped[Word]
    starts: Mapped[date]
    ends: Mapped[date]
    provider: Mapped[Line]
    evidence: Mapped[Line]
    recorded_by: Mapped[UserId]
    recorded_on: Mapped[date]
    outcome: Mapped[Word | None] = mapped_column(index=True)
    why: Mapped[str] = mapped_column(Text, default="")
    settled_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"))
    settled_on: Mapped[date | None]


class ReadyWordRow(Model):
    """A coordinator's word that somebody is ready for cover, or is not any more. The last one counts."""

    __tablename__ = "ready_word"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[PersonId]
    is_ready: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    said_by: Mapped[UserId]
    said_on: Mapped[date]
