"""Who leads a review, and so may write its findings."""

from __future__ import annotations

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.lives.team import STAFFED
from peerinspect.services.reader import Reader
from peerinspect.store.tables import PlacementRow, ReviewPartRow, ReviewRow

LEAD = "lead"


def leads(reader: Reader, review: str) -> bool:
    """Whether the reader has agreed to do the review and leads it. Where nobody is named lead, one alone on it does."""
    if reader.person_id is None:
        return False
    part, row = ReviewPartRow, PlacementRow
    on_it = set(store.db.session.scalars(select(row.person).where(row.duty == review, row.status.in_(STAFFED))))
    if reader.person_id not in on_it:
        return False
    named = set(store.db.session.scalars(select(part.person).where(part.duty == review, part.part == LEAD))) & on_it
    return reader.person_id in (named or (on_it if len(on_it) == 1 else ()))


def reviews_of(person: str) -> frozenset[str]:
    """The reviews that somebody has agreed to do."""
    row, review = PlacementRow, ReviewRow
    query = select(row.duty).join(review, review.duty == row.duty)
    return frozenset(store.db.session.scalars(query.where(row.person == person, row.status.in_(STAFFED))))
