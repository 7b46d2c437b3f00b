"""What the calendar of inspections keeps to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model, UserId


class ScheduleRow(Model):
    """One version of the calendar's settings. Rows are only ever added; `number` counts them from 1, the last holds.

    `most_starts` is how many inspections should start in one week at most. `disclosed_before` is how many working days
    before the notice day the people on an inspection may first be told whose it is.
    """

    __tablename__ = "schedule"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    most_starts: Mapped[int]
    disclosed_before: Mapped[int] = mapped_column(default=10, server_default="10")
    reason: Mapped[str] = mapped_column(Text)
    set_by: Mapped[UserId]
    set_on: Mapped[date]
