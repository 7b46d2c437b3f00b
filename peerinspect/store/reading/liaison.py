"""What the Ofsted liaison has said of people on duties, and what councils have."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from peerinspect.domain.placement import Pair
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among

APPROVED, REFUSED = "approved", "refused"
UPHELD, NOT_UPHELD = "upheld", "not-upheld"


def approval_of(person: str, duty: str) -> str:
    """The liaison's last word on a person on a duty: APPROVED, REFUSED, or "" where none has been said.

    A word that was said before the person was asked again, for other dates, does not count.
    """
    found = approvals_on([duty]).get((person, duty))
    return found.outcome if found else ""


def approvals_on(duties: Ids) -> dict[Pair, t.ApprovalRow]:
    """The last word that counts on each person on the duties."""
    row, placed = t.ApprovalRow, t.PlacementRow
    joined = select(row, placed.offered_on).outerjoin(placed, (placed.person == row.person) & (placed.duty == row.duty))
    found: dict[Pair, t.ApprovalRow] = {}
    for word, offered_on in db.session.execute(among(joined.order_by(row.id), row.duty, duties)):
        found.pop((word.person, word.duty), None)
        if word.offered_on == offered_on:
            found[word.person, word.duty] = word
    return found


def objections_on(duties: Ids) -> Sequence[t.CouncilObjectionRow]:
    """What councils have against people on the duties, the oldest first."""
    row = t.CouncilObjectionRow
    return db.session.scalars(among(select(row).order_by(row.raised_on, row.id), row.duty, duties)).all()


def open_objections() -> Sequence[t.CouncilObjectionRow]:
    """What nobody has answered yet, the first due first."""
    row = t.CouncilObjectionRow
    return db.session.scalars(select(row).where(row.outcome.is_(None)).order_by(row.due_on, row.id)).all()


def evaluations_on(duties: Ids, people: Ids = None) -> dict[Pair, t.EvaluationRow]:
    """How people did on the duties."""
    row = t.EvaluationRow
    query = among(among(select(row), row.duty, duties), row.person, people)
    return {(each.person, each.duty): each for each in db.session.scalars(query)}


def needs_of(duties: Ids) -> dict[str, t.SecondmentNeedRow]:
    """What was asked for with some secondments, by duty."""
    row = t.SecondmentNeedRow
    return {each.duty: each for each in db.session.scalars(among(select(row), row.duty, duties))}


def secondees_on(duties: Ids) -> dict[Pair, t.SecondeeRow]:
    """What is recorded of the people on some secondments."""
    row = t.SecondeeRow
    return {(each.person, each.duty): each for each in db.session.scalars(among(select(row), row.duty, duties))}


def secondee_inspections(duties: Ids, people: Ids = None) -> Sequence[t.SecondeeInspectionRow]:
    """Inspections of people on some secondments that were typed in, the earliest first."""
    row = t.SecondeeInspectionRow
    query = among(among(select(row), row.duty, duties), row.person, people)
    return db.session.scalars(query.order_by(row.starts, row.id)).all()


def ever_trained(people: Ids) -> frozenset[str]:
    """The people whose training for a secondment is on record."""
    row = t.SecondeeRow
    query = among(select(row.person).where(row.trained_on.is_not(None)), row.person, people)
    return frozenset(db.session.scalars(query))
