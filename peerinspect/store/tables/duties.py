"""Duties: the common part, and one row more of the duty's own kind."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import AuthorityCode, DutyId, ExactNumber, Model, Token, Word


def _own_key() -> Mapped[str]:
    """The key of a kind's own row: the duty's."""
    return mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)


class DutyRow(Model):
    """What all kinds share. `days` and the on-site days may be silent; the domain knows the defaults."""

    __tablename__ = "duty"
    __table_args__ = (CheckConstraint("seats >= 0", "seats"), CheckConstraint("starts <= ends", "period"))
    id: Mapped[Token]
    kind: Mapped[Word]
    starts: Mapped[date]
    ends: Mapped[date] = mapped_column(index=True)
    seats: Mapped[int]
    days: Mapped[int | None]
    level: Mapped[Word] = mapped_column(default="observer")
    priority: Mapped[Fraction | None] = mapped_column(ExactNumber())
    has_on_site: Mapped[bool] = mapped_column(default=False)
    """Whether on-site days were given at all: none given is not the same as no day."""
    state: Mapped[Word | None]
    """Where the duty is in its life, see domain.lives; None where nobody has ever said."""
    state_on: Mapped[date | None]
    """The day that the state dates from."""


class DutyAuthorityRow(Model):
    """A target council of a duty; a joint one has several."""

    __tablename__ = "duty_authority"
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True, index=True)


class DutySkillRow(Model):
    """A skill that the team needs."""

    __tablename__ = "duty_skill"
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    skill: Mapped[str] = mapped_column(String(80), ForeignKey("skill.name"), primary_key=True)


class OnSiteRow(Model):
    """A run of on-site days."""

    __tablename__ = "on_site"
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[DutyId]
    starts: Mapped[date]
    ends: Mapped[date]


class InspectionRow(Model):
    """An inspection. Sealed means unknown to the council until the notice day."""

    __tablename__ = "inspection"
    duty: Mapped[str] = _own_key()
    subtype: Mapped[Word] = mapped_column(default="judgement")
    sealed: Mapped[bool] = mapped_column(index=True)
    notice: Mapped[date | None]


class DeferralRow(Model):
    """The new inspection that a deferred one was given. Only who may know of the new one may know of the row."""

    __tablename__ = "deferral"
    duty: Mapped[str] = _own_key()
    followed_by: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), unique=True)


class BoardRow(Model):
    """A board's term that needs a chair. `is_joint`: one board for several councils.

    `board` is the lasting board that the term is one of; None where the term has no council.
    `stands_in_for` is the duty of a chair under notice, where an interim chair is to follow on them.
    """

    __tablename__ = "board"
    duty: Mapped[str] = _own_key()
    is_joint: Mapped[bool]
    stands_in_for: Mapped[str | None] = mapped_column(String(40), ForeignKey("duty.id"))
    board: Mapped[str | None] = mapped_column(String(40), ForeignKey("safeguarding_board.id"), index=True)


class SupportRow(Model):
    """A request for support."""

    __tablename__ = "support"
    duty: Mapped[str] = _own_key()
    requested_on: Mapped[date | None]


class SecondmentRow(Model):
    """A secondment to an inspection team."""

    __tablename__ = "secondment"
    duty: Mapped[str] = _own_key()
    requested_on: Mapped[date | None]


class ReviewRow(Model):
    """A case review: a reference number, never a child's details.

    `kind` is one of domain.lives.review_kinds; None where nobody has said. The days are those on which the incident
    became known, the national panel was told, the rapid review ended, the decision to hold it was taken, the reviewer
    was appointed, the draft and the final report were there, and it was published or withheld.
    From `lessons_on` on others may read what it found. `reasons` are those of the decision, `withheld_because` those
    for not publishing, `report` says where it is.
    """

    __tablename__ = "review"
    duty: Mapped[str] = _own_key()
    case_reference: Mapped[str | None] = mapped_column(String(80))
    kind: Mapped[str | None] = mapped_column(String(40))
    known_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    rapid_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    appointed_on: Mapped[date | None]
    draft_on: Mapped[date | None]
    final_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    lessons_on: Mapped[date | None]
    reasons: Mapped[str | None] = mapped_column(String(1000))
    withheld_because: Mapped[str | None] = mapped_column(String(1000))
    report: Mapped[str | None] = mapped_column(String(300))


class VacancyRow(Model):
    """A vacant director's post and the interim duty that covers it.

    `starts` and `ends` are the cover's days, as planned. `vacant_from` is the first day without a director, where the
    cover begins on another one.
    """

    __tablename__ = "vacancy"
    id: Mapped[Token]
    authority: Mapped[AuthorityCode]
    starts: Mapped[date]
    ends: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300), default="")
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), unique=True)
    vacant_from: Mapped[date | None]
