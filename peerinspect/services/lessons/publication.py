"""Whether a review's findings may be written, and from which day everybody may read them."""

from __future__ import annotations

from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives.reviews import FINAL, PUBLISHED, WITHHELD
from peerinspect.store.tables import DutyRow, ReviewRow

WRITTEN_FROM = frozenset({FINAL, PUBLISHED, WITHHELD})
"""The states of a review in which its findings are written: what is not agreed is no finding yet."""


def may_be_written(review: str) -> bool:
    """Whether the review has come as far as its final report."""
    row = store.db.session.get(DutyRow, review)
    return row is not None and row.kind == REVIEW and row.state in WRITTEN_FROM


def out_from(review: str, today: date) -> date:
    """The day from which the lessons of a review that is being published are out: the one given for it, if it has come.

    Where none was given it is today.
    """
    row = store.db.session.get(ReviewRow, review)
    given = row.lessons_on if row else None
    return min(given, today) if given else today
