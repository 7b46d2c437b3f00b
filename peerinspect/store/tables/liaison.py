"""What the Ofsted liaison decides and records: approvals of peers, objections of councils, evaluations, secondments."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import AuthorityCode, DutyId, Line, Model, PersonId, Token, UserId, Word


def _part_of_key(table: str) -> Mapped[str]:
    """A person or a duty, as one half of the key of what is said of both."""
    return mapped_column(String(40), ForeignKey(f"{table}.id"), primary_key=True)


class ApprovalRow(Model):
    """The liaison's word on a person on a duty. `outcome`: approved or refused. Rows are only ever added.

    `offered_on` is the day on which the person was asked, as it was then: who is asked again, for other dates, waits
    for another word.
    """

    __tablename__ = "approval"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[PersonId]
    duty: Mapped[DutyId]
    outcome: Mapped[Word]
    reason: Mapped[str] = mapped_column(Text)
    offered_on: Mapped[date | None]
    decided_by: Mapped[UserId]
    decided_on: Mapped[date]


class CouncilObjectionRow(Model):
    """What an inspected council has against a person on the team. `outcome`: upheld or not-upheld, None while open.

    `due_on` is the day by which the liaison answers.
    """

    __tablename__ = "council_objection"
    __table_args__ = (UniqueConstraint("person", "duty"),)
    id: Mapped[Token]
    person: Mapped[PersonId]
    duty: Mapped[DutyId]
    reason: Mapped[str] = mapped_column(Text)
    raised_by: Mapped[UserId]
    raised_on: Mapped[date]
    due_on: Mapped[date]
    outcome: Mapped[Word | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[UserId | None]
    answered_on: Mapped[date | None]


class EvaluationRow(Model):
    """How a person did on a duty that is over. The three answers are yes, partly or no.

    Until it is shared the liaison may write it again; from `shared_on` on the person reads the three answers.
    """

    __tablename__ = "evaluation"
    person: Mapped[str] = _part_of_key("person")
    duty: Mapped[str] = _part_of_key("duty")
    prepared: Mapped[Word]
    worked: Mapped[Word]
    judged: Mapped[Word]
    again: Mapped[bool]
    comment: Mapped[str] = mapped_column(Text, default="")
    evaluated_by: Mapped[UserId]
    evaluated_on: Mapped[date]
    shared_by: Mapped[UserId | None]
    shared_on: Mapped[date | None]


class SecondmentNeedRow(Model):
    """What the liaison asked for with a secondment, beyond what every duty says.

    `pattern` is one of domain.secondments.PATTERNS, None where nobody said. `inspections` and `months` belong to the
    pattern of so many inspections within so many months.
    """

    __tablename__ = "secondment_need"
    duty: Mapped[str] = _part_of_key("duty")
    region: Mapped[str] = mapped_column(String(80), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    requested_by: Mapped[UserId]
    requested_on: Mapped[date]
    pattern: Mapped[Word | None]
    inspections: Mapped[int | None]
    months: Mapped[int | None]


class SecondeeInspectionRow(Model):
    """An inspection that somebody did during their secondment and that is registered nowhere here.

    `authority` is the council that was inspected. It is a line on record and no placement: no rule looks at it.
    """

    __tablename__ = "secondee_inspection"
    id: Mapped[Token]
    person: Mapped[PersonId]
    duty: Mapped[DutyId]
    authority: Mapped[AuthorityCode]
    starts: Mapped[date]
    ends: Mapped[date]
    note: Mapped[Line] = mapped_column(default="")
    recorded_by: Mapped[UserId]
    recorded_on: Mapped[date]


class SecondeeRow(Model):
    """What is recorded of a person on a secondment: training for it, and the return to their own council."""

    __tablename__ = "secondee"
    person: Mapped[str] = _part_of_key("person")
    duty: Mapped[str] = _part_of_key("duty")
    trained_on: Mapped[date | None]
    training: Mapped[Line] = mapped_column(default="")
    returned_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
