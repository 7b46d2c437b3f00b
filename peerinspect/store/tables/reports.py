"""What reports rest on beyond the registers: what a day of each kind of work costs, and which councils were thanked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import AuthorityCode, Model, UserId, Word


class DayRateRow(Model):
    """What a day of one kind of work costs, in whole pounds, from now on.

    Rows are only ever added; `number` counts them from 1, and the last one of a kind holds.
    """

    __tablename__ = "day_rate"
    __table_args__ = (CheckConstraint("pounds >= 0", "pounds"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Word]
    pounds: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    set_by: Mapped[UserId]
    set_on: Mapped[date]


class ThanksRow(Model):
    """A council was thanked for what its people gave. Rows are only ever added."""

    __tablename__ = "thanks"
    id: Mapped[int] = mapped_column(primary_key=True)
    authority: Mapped[AuthorityCode]
    thanked_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UserId]
    recorded_on: Mapped[date]
