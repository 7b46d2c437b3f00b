"""People on duties, as published or past; affinities."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model, Word


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
    finer: Mapped[Word | None]
    """A finer word for the status, see domain.lives.FINER; it counts only beside the status that it belongs to."""


class AffinityRow(Model):
    """How well a person suits a duty beyond what the goals measure."""

    __tablename__ = "affinity"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    number: Mapped[float]
