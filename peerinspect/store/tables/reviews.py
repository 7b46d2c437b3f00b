"""Case reviews beside their duty: parts of reviewers, delays; the national panel, its advice and who takes no part."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import DutyId, Line, Model, PersonId, Token, UserId, Word


class ReviewPartRow(Model):
    """What somebody who accepted does on a review: lead, reviewer or panel. Who has no row is a reviewer."""

    __tablename__ = "review_part"
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    part: Mapped[Word]


class ReviewDelayRow(Model):
    """Why a stage of a review takes longer, and by when it is expected now. Rows are only ever added; the last holds.

    `stage` is one of services.reviews.deadlines, `reason` one of services.reviews.delays; `words` say more.
    """

    __tablename__ = "review_delay"
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[DutyId]
    stage: Mapped[Word]
    reason: Mapped[Word]
    words: Mapped[str] = mapped_column(String(1000), default="")
    expected_on: Mapped[date]
    recorded_by: Mapped[UserId]
    recorded_on: Mapped[date]


class PanelMemberRow(Model):
    """A term of somebody of the register on the national panel. `account` is the user who speaks for them here."""

    __tablename__ = "panel_member"
    id: Mapped[Token]
    person: Mapped[PersonId]
    starts: Mapped[date]
    ends: Mapped[date | None]
    is_chair: Mapped[bool] = mapped_column(default=False)
    expertise: Mapped[Line] = mapped_column(default="")
    account: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"), index=True)


class PanelRecusalRow(Model):
    """A member's own word that they take no part in a review. What the rules say is asked afresh each time."""

    __tablename__ = "panel_recusal"
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(1000))
    said_by: Mapped[UserId]
    said_on: Mapped[date]


class PanelAdviceRow(Model):
    """The national panel's advice on a review. Rows are only ever added; the last on a topic holds.

    `topic` is decision or publication, `advice` one of services.reviews.advice; `reference` is that of the letter
    where a coordinator recorded it.
    """

    __tablename__ = "panel_advice"
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[DutyId]
    topic: Mapped[Word]
    advice: Mapped[Word]
    reasons: Mapped[str] = mapped_column(String(1000))
    reference: Mapped[Line] = mapped_column(default="")
    given_on: Mapped[date]
    recorded_by: Mapped[UserId]


class PanelVoiceRow(Model):
    """A member who took part in an advice."""

    __tablename__ = "panel_voice"
    advice: Mapped[int] = mapped_column(ForeignKey("panel_advice.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
