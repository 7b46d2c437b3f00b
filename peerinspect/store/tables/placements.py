"""People on duties, as published or past; waivers; affinities."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Line, Model, UserId, Word


class PlacementRow(Model):
    """A person on a duty. `status`: offered, accepted, live, done, declined or stood-down."""

    __tablename__ = "placement"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True, index=True)
    status: Mapped[Word] = mapped_column(index=True)
    pinned: Mapped[bool] = mapped_column(default=False)
    decline_reason: Mapped[str | None] = mapped_column(String(20))
    offered_on: Mapped[date | None]
    answered_on: Mapped[date | None]


class WaiverRow(Model):
    """A recorded acceptance of one rule's soft objections. Rows are only ever added."""

    __tablename__ = "waiver"
    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[Word]
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"))
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), index=True)
    other_person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    other_duty: Mapped[str | None] = mapped_column(String(40), ForeignKey("duty.id"))
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    mitigation: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[Line] = mapped_column(default="")
    recorded_by: Mapped[UserId | None]
    recorded_on: Mapped[date | None]


class AffinityRow(Model):
    """How well a person suits a duty beyond what the goals measure."""

    __tablename__ = "affinity"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    number: Mapped[float]
