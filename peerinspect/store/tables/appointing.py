"""What chief executives decide: consents for one duty, steps of boards, appraisals, removals."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import AuthorityCode, DutyId, Line, Model, PersonId, Token, UserId, Word
from peerinspect.store.tables.people import Told


class DutyConsentRow(Told, Model):
    """A home chief executive's consent to one duty alone, for the duty's days as they were told.

    `deputy` is who runs the home service meanwhile, where they are on the register; `deputy_name` where they are not.
    Only who may know of the duty may know of the row, apart from the person and the chief executive.
    """

    __tablename__ = "duty_consent"
    id: Mapped[Token]
    person: Mapped[PersonId]
    authority: Mapped[AuthorityCode]
    duty: Mapped[DutyId]
    starts: Mapped[date]
    ends: Mapped[date]
    deputy: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    deputy_name: Mapped[str | None] = mapped_column(String(300))
    given_by: Mapped[UserId]
    given_on: Mapped[date]
    withdrawn_on: Mapped[date | None]


class DutyConsentRequestRow(Model):
    """A council's chief executive is asked to consent to one duty of one person, and has not answered yet."""

    __tablename__ = "duty_consent_request"
    __table_args__ = (UniqueConstraint("person", "authority", "duty"),)
    id: Mapped[Token]
    person: Mapped[PersonId]
    authority: Mapped[AuthorityCode]
    duty: Mapped[DutyId]
    asked_by: Mapped[UserId]
    asked_on: Mapped[date]


class BoardStepRow(Model):
    """A step of a board that was proposed; it is taken once all have agreed whose word it needs.

    `outcome` is None while it waits, then taken, refused or withdrawn. `person` is who is to be appointed, or to stand
    in as chair; `notice_days` belongs to a notice of removal. `made_by` and `made_on` say who proposed it, and when.
    """

    __tablename__ = "board_step"
    id: Mapped[Token]
    duty: Mapped[DutyId]
    action: Mapped[Word]
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    day: Mapped[date | None]
    notice_days: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    accepts: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[UserId]
    made_on: Mapped[date]
    outcome: Mapped[Word | None]
    settled_on: Mapped[date | None]


class BoardAgreementRow(Model):
    """The word of one whose word a step of a board needs: a council's chief executive, the police, health.

    `party` is a council's code, or police or health. Those two speak by letter: `name` and `reference` say whose.
    """

    __tablename__ = "board_agreement"
    step: Mapped[str] = mapped_column(String(40), ForeignKey("board_step.id"), primary_key=True)
    party: Mapped[str] = mapped_column(String(16), primary_key=True)
    agrees: Mapped[bool]
    name: Mapped[Line]
    reference: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(String(1000), default="")
    said_by: Mapped[UserId]
    said_on: Mapped[date]


class AppraisalRow(Model):
    """A year of a chair's work, looked back on."""

    __tablename__ = "appraisal"
    id: Mapped[Token]
    duty: Mapped[DutyId]
    person: Mapped[PersonId]
    day: Mapped[date]
    found: Mapped[str] = mapped_column(String(1000))
    recorded_by: Mapped[UserId]


class RemovalRow(Model):
    """The removal of a chair: grounds, notice, reply, decision.

    `stands_in` is the duty under which the interim chair is asked. `outcome` is None under notice, then removed or
    kept.
    """

    __tablename__ = "removal"
    id: Mapped[Token]
    duty: Mapped[DutyId]
    person: Mapped[PersonId]
    grounds: Mapped[str] = mapped_column(String(1000))
    reference: Mapped[str] = mapped_column(String(300), default="")
    served_on: Mapped[date]
    notice_days: Mapped[int]
    stands_in: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"))
    reply: Mapped[str | None] = mapped_column(String(2000))
    replied_on: Mapped[date | None]
    outcome: Mapped[Word | None]
    reasons: Mapped[str | None] = mapped_column(String(1000))
    decided_on: Mapped[date | None]
