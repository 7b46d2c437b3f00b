"""The settings of the calendar of inspections that are in force."""

from __future__ import annotations

from sqlalchemy import select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.once import once_a_transaction


@once_a_transaction
def latest_schedule() -> t.ScheduleRow | None:
    """The last version of the settings; None where nobody ever set them."""
    return db.session.scalar(select(t.ScheduleRow).order_by(t.ScheduleRow.number.desc()).limit(1))
