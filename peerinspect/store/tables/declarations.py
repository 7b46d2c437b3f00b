"""What becomes of declared ties: dismissals of false ones, and looks back at the work that a change touches.

Rows of this file are only ever added. What was said of a tie, and by whom, stays as it was said.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import DutyId, Line, Model, PersonId, Token, UserId, Word


class DismissalRow(Model):
    """A coordinator's proposal to dismiss a tie as false. `ground` is one of services.dismissals.GROUNDS."""

    __tablename__ = "dismissal"
    id: Mapped[Token]
    interest: Mapped[str] = mapped_column(String(40), ForeignKey("interest.id"), index=True)
    ground: Mapped[Word]
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[Line]
    proposed_by: Mapped[UserId]
    proposed_on: Mapped[date]


class DismissalDecisionRow(Model):
    """A second coordinator's word on a proposal: there is one, or none yet."""

    __tablename__ = "dismissal_decision"
    dismissal: Mapped[str] = mapped_column(String(40), ForeignKey("dismissal.id"), primary_key=True)
    approved: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[UserId]
    decided_on: Mapped[date]


class RedeclarationRow(Model):
    """A tie with the very fields of one that was dismissed before. It counts for nothing until somebody reviews it."""

    __tablename__ = "redeclaration"
    interest: Mapped[str] = mapped_column(String(40), ForeignKey("interest.id"), primary_key=True)
    dismissal: Mapped[str] = mapped_column(String(40), ForeignKey("dismissal.id"), index=True)


class RedeclarationReviewRow(Model):
    """What a coordinator found: the dismissal still stands, or the tie counts after all."""

    __tablename__ = "redeclaration_review"
    interest: Mapped[str] = mapped_column(String(40), ForeignKey("redeclaration.interest"), primary_key=True)
    stands: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    reviewed_by: Mapped[UserId]
    reviewed_on: Mapped[date]


class LookBackRow(Model):
    """One look at all the work that a change of a tie touches.

    `before` and `after` are the tie as problem files write it, "" for none. `open_digest` is the digest of the facts
    without any sealed work, `sealed_digest` of those with all of it: None where there was none. `made_by` is None where
    the command line changed the tie.
    """

    __tablename__ = "look_back"
    id: Mapped[Token]
    interest: Mapped[str] = mapped_column(String(40), ForeignKey("interest.id"), index=True)
    person: Mapped[PersonId]
    change: Mapped[Word]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date]
    made_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"))
    open_digest: Mapped[str] = mapped_column(String(80))
    sealed_digest: Mapped[str | None] = mapped_column(String(80))


class LookBackLineRow(Model):
    """A placement that the change touches, by one rule.

    `effect`: objects or falls-away. `moment`: past, live or future on the day of the look. `policy` is the digest of
    the policy that the placement was judged by.
    """

    __tablename__ = "look_back_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    look_back: Mapped[str] = mapped_column(String(40), ForeignKey("look_back.id"), index=True)
    person: Mapped[PersonId]
    duty: Mapped[DutyId]
    starts: Mapped[date]
    ends: Mapped[date]
    status: Mapped[Word]
    moment: Mapped[Word]
    effect: Mapped[Word]
    rule: Mapped[Word]
    strength: Mapped[Word]
    sentence: Mapped[str] = mapped_column(Text)
    is_waived: Mapped[bool]
    rulebook: Mapped[str] = mapped_column(String(80))
    policy: Mapped[str] = mapped_column(String(80))


class LookBackClosureRow(Model):
    """What was done about a line."""

    __tablename__ = "look_back_closure"
    line: Mapped[int] = mapped_column(ForeignKey("look_back_line.id"), primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)
    closed_by: Mapped[UserId]
    closed_on: Mapped[date]
