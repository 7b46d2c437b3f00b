"""The register of interests, narrowed and cut where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select

from peerinspect.store import tables as t
from peerinspect.store.base import db

Chosen = TypeVar("Chosen", bound=tuple[Any, ...])

WAITING, COUNTS, ENDED, DISMISSED = "waiting", "counts", "ended", "dismissed"
"""Waits for a coordinator; counts and still holds; counts but has ended; dismissed as false."""


@dataclass(frozen=True, slots=True)
class TiesWanted:
    """Which ties are looked for; "" asks nothing. `words` are of the person's or the council's name."""

    today: date
    words: tuple[str, ...] = ()
    kind: str = ""
    state: str = ""


def page_of_ties(wanted: TiesWanted, number: int, size: int) -> tuple[list[str], int]:
    """The ids of one page and how many there are in all: those that wait first, then by person and council."""
    row, person, council = t.InterestRow, t.PersonRow, t.AuthorityRow
    total = db.session.scalar(_joined(select(func.count()), wanted)) or 0
    is_waiting = _said().in_(("again", "proposed"))
    order = (case((is_waiting, 0), else_=1), person.name, func.coalesce(council.name, ""), row.id)
    query = _joined(select(row.id), wanted).order_by(*order)
    return list(db.session.scalars(query.limit(size).offset((number - 1) * size))), total


def _joined(chosen: Select[Chosen], wanted: TiesWanted) -> Select[Chosen]:
    """What is chosen of the wanted ties, with their people and councils."""
    row = t.InterestRow
    joined = chosen.select_from(row).join(t.PersonRow, t.PersonRow.id == row.person)
    return joined.outerjoin(t.AuthorityRow, t.AuthorityRow.code == row.authority).where(*_conditions(wanted))


def _conditions(wanted: TiesWanted) -> list[ColumnElement[bool]]:
    person, council = t.PersonRow.name, t.AuthorityRow.name
    found = [
        or_(person.icontains(word, autoescape=True), council.icontains(word, autoescape=True)) for word in wanted.words
    ]
    if wanted.kind:
        found.append(t.InterestRow.kind == wanted.kind)
    return [*found, *_of_state(wanted)]


def _of_state(wanted: TiesWanted) -> list[ColumnElement[bool]]:
    holds = or_(t.InterestRow.ends.is_(None), t.InterestRow.ends >= wanted.today)
    match wanted.state:
        case "":
            return []
        case "waiting":
            return [_said().in_(("again", "proposed"))]
        case "dismissed":
            return [_said() == "dismissed"]
        case "counts":
            return [_said() == "counts", holds]
        case "ended":
            return [_said() == "counts", ~holds]
        case _:
            return [_said() == wanted.state]


def _said() -> ColumnElement[str]:
    """What was said of the tie last, in the words of TieRecord.state: an approved proposal outweighs an open one."""
    row, again, review = t.InterestRow, t.RedeclarationRow, t.RedeclarationReviewRow
    proposal, decision = t.DismissalRow, t.DismissalDecisionRow
    came_again = exists().where(again.interest == row.id)
    reviewed = exists().where(review.interest == row.id)
    stands = exists().where(review.interest == row.id, review.stands)
    approved = exists().where(proposal.interest == row.id, decision.dismissal == proposal.id, decision.approved)
    is_decided = exists().where(decision.dismissal == proposal.id)
    open_still = exists().where(proposal.interest == row.id, ~is_decided)
    return case(
        (came_again & ~reviewed, "again"),
        (stands | approved, "dismissed"),
        (open_still, "proposed"),
        else_="counts",
    )
