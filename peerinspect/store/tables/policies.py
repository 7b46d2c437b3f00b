"""Policies: versions of what a coordinator may tune. The latest is in force."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model


class PolicyRow(Model):
    """One version, as a problem file writes it. Rows are only ever added."""

    __tablename__ = "policy"
    id: Mapped[int] = mapped_column(primary_key=True)
    made_on: Mapped[date]
    content: Mapped[str] = mapped_column(Text)
