"""Whether a review's findings may be written, and whether everybody may read them."""

from __future__ import annotations

from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives.reviews import FINAL, PUBLISHED, WITHHELD
from peerinspect.store.tables import DutyRow

WRITTEN_FROM = frozenset({FINAL, PUBLISHED, WITHHELD})
"""The states of a review in which its findings are written: what is not agreed is no finding yet."""


def may_be_written(review: str) -> bool:
    """Whether the review has come as far as its final report."""
    row = store.db.session.get(DutyRow, review)
    return row is not None and row.kind == REVIEW and row.state in WRITTEN_FROM


def are_out(review: str, today: date) -> bool:
    """Whether the review is published by today, so that its lessons are."""
    row = store.db.session.get(DutyRow, review)
    if row is None or row.kind != REVIEW or row.state != PUBLISHED:
        return False
    return row.state_on is None or row.state_on <= today
