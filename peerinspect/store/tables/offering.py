"""What people say of themselves beyond days and kinds, who helps them along, and how they were invited."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import DutyId, Model, Moment, PersonId, Token, UserId, Word


class InvitationRow(Model):
    """A link with which a user chooses their first password, once.

    Only the digest of the link's secret is kept. Nobody has used it while `used_at` is None; `withdrawn_at` is set
    when it was taken back, or when another one took its place.
    """

    __tablename__ = "invitation"
    id: Mapped[Token]
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[UserId]
    made_at: Mapped[datetime] = mapped_column(Moment())
    until: Mapped[datetime] = mapped_column(Moment())
    used_at: Mapped[datetime | None] = mapped_column(Moment())
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment())


class ExpertiseRow(Model):
    """What somebody says they know well, in their own words: the last they said."""

    __tablename__ = "expertise"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    statement: Mapped[str] = mapped_column(Text)
    said_on: Mapped[date]


class AspirationRow(Model):
    """What somebody who aspires to be a director, or wants to broaden, hopes to learn."""

    __tablename__ = "aspiration"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    goal: Mapped[str] = mapped_column(Text)
    said_on: Mapped[date]


class MentoringRow(Model):
    """A director, or former one, who helps a person with a placement.

    It lasts as long as the placement, unless a coordinator ends it before: `ended_on` is its last day, and `why` says
    whether the placement was over or what the coordinator wrote.
    """

    __tablename__ = "mentoring"
    id: Mapped[Token]
    person: Mapped[PersonId]
    duty: Mapped[DutyId]
    mentor: Mapped[PersonId]
    named_by: Mapped[UserId]
    named_on: Mapped[date]
    ended_on: Mapped[date | None]
    why: Mapped[str] = mapped_column(Text, default="")


class CorrectionRow(Model):
    """What somebody asks to be put right on their record, and what a coordinator answered.

    `outcome` is corrected or stands; None while nobody has answered.
    """

    __tablename__ = "correction"
    id: Mapped[Token]
    person: Mapped[PersonId]
    about: Mapped[Word]
    words: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[UserId]
    asked_on: Mapped[date]
    outcome: Mapped[Word | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"))
    answered_on: Mapped[date | None]
