"""What stands behind decision records: what each publication rested on, and the digest of each record."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import CompressedBytes, Model


class PublicationRow(Model):
    """What was put beside a part when it was published, as JSON: who published it, the certificate, the waivers."""

    __tablename__ = "publication"
    part: Mapped[int] = mapped_column(ForeignKey("roster_part.id"), primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(CompressedBytes())


class DecisionRecordRow(Model):
    """The digest of one placement's decision record, kept so that nobody can change the record unseen."""

    __tablename__ = "decision_record"
    part: Mapped[int] = mapped_column(ForeignKey("roster_part.id"), primary_key=True, autoincrement=False)
    duty: Mapped[str] = mapped_column(String(40), ForeignKey("duty.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(80))
    made_on: Mapped[date]
