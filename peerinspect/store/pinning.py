"""A tie that was dismissed as false stays dismissed, however often it comes in again with the same fields."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, insert, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from peerinspect.store import tables as t
from peerinspect.store.base import db

FIELDS = ("person", "authority", "kind", "starts", "ends", "case_reference")
"""What makes two ties the same. A word more or less in the note does not make it another tie."""


def dismissed_interests() -> frozenset[str]:
    """The ids of the ties that count for nothing: dismissed, or like a dismissed one and not reviewed otherwise."""
    approved = select(t.DismissalRow.interest).join(
        t.DismissalDecisionRow, t.DismissalDecisionRow.dismissal == t.DismissalRow.id
    )
    again = select(t.RedeclarationRow.interest).outerjoin(
        t.RedeclarationReviewRow, t.RedeclarationReviewRow.interest == t.RedeclarationRow.interest
    )
    review = t.RedeclarationReviewRow.stands
    query = approved.where(t.DismissalDecisionRow.approved).union(again.where(or_(review.is_(None), review)))
    return frozenset(db.session.scalars(query))


def pin_again(people: Iterable[str] | None = None) -> tuple[str, ...]:
    """Link every tie that has the fields of a dismissed one to that dismissal; the ids of those newly linked.

    Of some people, or of all. Call it in the transaction that writes ties, or that dismisses one.
    """
    new, old = aliased(t.InterestRow), aliased(t.InterestRow)
    query = (
        select(new.id, t.DismissalRow.id)
        .join(old, and_(old.id != new.id, *(_same(getattr(new, name), getattr(old, name)) for name in FIELDS)))
        .join(t.DismissalRow, t.DismissalRow.interest == old.id)
        .join(t.DismissalDecisionRow, t.DismissalDecisionRow.dismissal == t.DismissalRow.id)
        .where(
            t.DismissalDecisionRow.approved,
            ~exists().where(t.RedeclarationRow.interest == new.id),
            ~_is_dismissed(new.id),
        )
        .order_by(new.id, t.DismissalRow.id)
    )
    if people is not None:
        query = query.where(new.person.in_(sorted(people)))
    found = {interest: dismissal for interest, dismissal in db.session.execute(query)}
    if found:
        rows = [{"interest": interest, "dismissal": dismissal} for interest, dismissal in found.items()]
        db.session.execute(insert(t.RedeclarationRow), rows)
    return tuple(found)


def _same(one: ColumnElement[object], other: ColumnElement[object]) -> ColumnElement[bool]:
    """Equal, nothing being equal to nothing."""
    return or_(one == other, and_(one.is_(None), other.is_(None)))


def _is_dismissed(interest: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether a dismissal of the tie itself was approved."""
    mine, word = aliased(t.DismissalRow), aliased(t.DismissalDecisionRow)
    return exists().where(mine.interest == interest, word.dismissal == mine.id, word.approved)
