"""Policies: versions of what a coordinator may tune, and how each came about. The latest is in force."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import ExactNumber, Model, UserId, Word


class PolicyRow(Model):
    """One version, as a problem file writes it. Rows are only ever added; `number` counts them from 1.

    `proposal` is the change that made it, with who proposed and who approved it; None for a version that was loaded
    with other facts.
    """

    __tablename__ = "policy"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    made_on: Mapped[date]
    content: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str | None] = mapped_column(String(40), ForeignKey("policy_proposal.id"), unique=True)


class PolicyProposalRow(Model):
    """A proposed change of one rule: all that the policy shall say of it. Rows are only ever added.

    `strength` None is the rule's own; `parameters` are JSON, name to number, and hold all of the rule's.
    """

    __tablename__ = "policy_proposal"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    rule: Mapped[Word] = mapped_column(index=True)
    strength: Mapped[str | None] = mapped_column(String(10))
    weight: Mapped[Fraction] = mapped_column(ExactNumber())
    parameters: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    base: Mapped[int]
    """The number of the version that was in force when it was proposed."""
    proposed_by: Mapped[UserId]
    proposed_on: Mapped[date]


class PolicyDecisionRow(Model):
    """What became of a proposal: approved, refused or withdrawn. One row a proposal, so that it is decided once."""

    __tablename__ = "policy_decision"
    proposal: Mapped[str] = mapped_column(String(40), ForeignKey("policy_proposal.id"), primary_key=True)
    outcome: Mapped[Word]
    sentence: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[UserId]
    decided_on: Mapped[date]
