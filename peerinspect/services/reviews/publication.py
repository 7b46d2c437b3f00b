"""Whether what a review found may be read by others."""

from __future__ import annotations

from datetime import date

from peerinspect import store
from peerinspect.domain.lives.reviews import PUBLISHED, WITHHELD
from peerinspect.store.tables import DutyRow, ReviewRow


def are_lessons_out(duty_id: str, today: date) -> bool:
    """Whether others may read the lessons of a review: it is published, or withheld with its lessons released.

    From the day of publication on. False for what is no review, or is not there.
    """
    duty, row = store.db.session.get(DutyRow, duty_id), store.db.session.get(ReviewRow, duty_id)
    if duty is None or row is None or duty.state not in (PUBLISHED, WITHHELD):
        return False
    if row.lessons_on is not None:
        return row.lessons_on <= today
    # What was read in as a whole, long published, has no day of its own.
    return duty.state == PUBLISHED and row.closed_on is None
