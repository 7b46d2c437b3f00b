"""What coordinators said of seats, and have not taken back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from peerinspect.domain.placement import Pair
from peerinspect.store import tables as t
from peerinspect.store.base import db

PIN, SET_ASIDE = "pin", "set-aside"


def standing_words(sort: str | None = None) -> Sequence[t.SeatWordRow]:
    """The words in force, the oldest first; of one sort or of both."""
    row = t.SeatWordRow
    query = select(row).where(row.ended_at.is_(None)).order_by(row.said_at, row.id)
    return db.session.scalars(query if sort is None else query.where(row.sort == sort)).all()


def word_on(pair: Pair) -> t.SeatWordRow | None:
    """The word in force on a person and a duty."""
    row = t.SeatWordRow
    query = select(row).where(row.person == pair[0], row.duty == pair[1], row.ended_at.is_(None))
    return db.session.scalar(query.order_by(row.said_at).limit(1))


def find_word(word_id: str) -> t.SeatWordRow | None:
    """A word by its id, in force or not."""
    return db.session.get(t.SeatWordRow, word_id)
