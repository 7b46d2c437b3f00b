"""Rosters: a plan with its solved parts, each with the very bytes of its problem and its answer."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import CompressedBytes, ExactNumber, Line, Model, Moment, Token, UserId, Word


def _part_key() -> Mapped[int]:
    """The part that a row belongs to, as the first column of its key."""
    return mapped_column(ForeignKey("roster_part.id"), primary_key=True)


class RosterRow(Model):
    """A plan: one open roster and, after it, the sealed ones. `state`: draft, published or withdrawn.

    `from_roster` is the one that it was to keep. `scope` says in JSON what was searched and `supposed` what was
    supposed of the facts: the roster is then a what-if and is never published. `for_cleared` marks one that supposes
    something of a sealed duty.
    """

    __tablename__ = "roster"
    id: Mapped[Token]
    title: Mapped[Line]
    state: Mapped[Word] = mapped_column(default="draft")
    as_of: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    made_by: Mapped[UserId]
    from_roster: Mapped[str | None] = mapped_column(String(40), ForeignKey("roster.id"))
    scope: Mapped[str | None] = mapped_column(Text)
    supposed: Mapped[str | None] = mapped_column(Text)
    for_cleared: Mapped[bool | None]


class RosterPartRow(Model):
    """One solved part: open, sealed-0, sealed-1 or sealed-2. The certificate is the auditor's word on it."""

    __tablename__ = "roster_part"
    __table_args__ = (UniqueConstraint("roster", "part"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    roster: Mapped[str] = mapped_column(String(40), ForeignKey("roster.id"))
    part: Mapped[Word]
    status: Mapped[Word]
    problem_digest: Mapped[str] = mapped_column(String(80))
    rulebook: Mapped[str] = mapped_column(String(80))
    policy: Mapped[str] = mapped_column(String(80))
    policy_version: Mapped[int | None]
    """The number of the policy's version; None where no version was ever set, or before versions were numbered."""
    problem_bytes: Mapped[bytes] = mapped_column(CompressedBytes(), deferred=True)
    roster_bytes: Mapped[bytes] = mapped_column(CompressedBytes(), deferred=True)
    published_on: Mapped[date | None]
    published_by: Mapped[UserId | None]
    checked_on: Mapped[date | None]
    is_clean: Mapped[bool | None]
    rules_examined: Mapped[int | None]
    pairs_examined: Mapped[int | None]
    threes_examined: Mapped[int | None]
    findings: Mapped[str] = mapped_column(Text, default="")
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[UserId | None]
    withdrawn_because: Mapped[str | None] = mapped_column(Text)
    reserves: Mapped[Word | None]
    """Whether reserves were looked for: done or failed; None while they wait."""


class RosterGoalRow(Model):
    """A goal's value and bound, in the order in which goals are solved."""

    __tablename__ = "roster_goal"
    part: Mapped[int] = _part_key()
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[Word]
    value: Mapped[Fraction] = mapped_column(ExactNumber())
    bound: Mapped[Fraction | None] = mapped_column(ExactNumber())


class RosterPlacementRow(Model):
    """A placement of a part; `objections` lists the rules that need a waiver, with spaces between."""

    __tablename__ = "roster_placement"
    part: Mapped[int] = _part_key()
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    status: Mapped[Word]
    objections: Mapped[Line] = mapped_column(default="")


class RosterObjectionRow(Model):
    """A soft objection that the part rests on. The parties are ids, with spaces between."""

    __tablename__ = "roster_objection"
    part: Mapped[int] = _part_key()
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[Word]
    sentence: Mapped[str] = mapped_column(Text)
    people: Mapped[str] = mapped_column(Text)
    duties: Mapped[str] = mapped_column(Text)


class RosterShortfallRow(Model):
    """What a duty lacks in a part; `skills` are the missing ones, a line each."""

    __tablename__ = "roster_shortfall"
    part: Mapped[int] = _part_key()
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    seats: Mapped[int]
    skills: Mapped[str] = mapped_column(Text, default="")


class RosterRuleRow(Model):
    """How many volunteers a rule kept off duties of a published part, each person and duty counted once."""

    __tablename__ = "roster_rule"
    part: Mapped[int] = _part_key()
    rule: Mapped[Word] = mapped_column(primary_key=True)
    kept_off: Mapped[int]
