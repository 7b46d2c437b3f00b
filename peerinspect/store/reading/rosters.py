"""Rosters and their parts. The bytes of problems and answers are read only when asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from peerinspect.store import tables as t
from peerinspect.store.base import db


def find_roster(roster_id: str) -> t.RosterRow | None:
    """A roster by its id."""
    return db.session.get(t.RosterRow, roster_id)


def list_rosters(with_hidden: bool, most: int = 50) -> Sequence[t.RosterRow]:
    """Rosters, the latest first; those for the cleared among them, or passed over before any are counted."""
    query = select(t.RosterRow).order_by(t.RosterRow.made_at.desc()).limit(most)
    if not with_hidden:
        query = query.where(t.RosterRow.for_cleared.is_not(True))
    return db.session.scalars(query).all()


def parts_of(roster_ids: Collection[str], parts: Collection[str], with_bytes: bool = False) -> list[t.RosterPartRow]:
    """The named parts of some rosters, the open one of each first."""
    row = t.RosterPartRow
    query = select(row).where(row.roster.in_(sorted(roster_ids)), row.part.in_(sorted(parts))).order_by(row.part)
    if with_bytes:
        query = query.options(undefer(row.problem_bytes), undefer(row.roster_bytes))
    return list(db.session.scalars(query))


def latest_part(part: str, published: bool = False) -> t.RosterPartRow | None:
    """The part of the latest roster that has it, its bytes too; of those published only, where asked.

    What is only supposed, or was withdrawn, is no roster to go by.
    """
    row = t.RosterPartRow
    query = (
        select(row)
        .join(t.RosterRow, t.RosterRow.id == row.roster)
        .where(row.part == part, t.RosterRow.supposed.is_(None), row.withdrawn_on.is_(None))
    )
    if published:
        query = query.where(row.published_on.is_not(None))
    ordered = query.order_by(t.RosterRow.made_at.desc()).options(undefer(row.problem_bytes), undefer(row.roster_bytes))
    return db.session.scalar(ordered.limit(1))


def is_any_without_reserves() -> bool:
    """Whether there is a part, of whichever roster, whose reserves wait: asked often, so it reads no bytes."""
    return db.session.scalar(select(t.RosterPartRow.id).where(t.RosterPartRow.reserves.is_(None)).limit(1)) is not None


def publications(part: str) -> list[tuple[t.RosterRow, date | None]]:
    """Every roster whose part was published, with the day on which it was withdrawn, if it was."""
    row = t.RosterPartRow
    query = select(t.RosterRow, row.withdrawn_on).join(row, row.roster == t.RosterRow.id)
    found = db.session.execute(query.where(row.part == part, row.published_on.is_not(None)))
    return [(roster, withdrawn) for roster, withdrawn in found]


def rows_of(table: Any, parts: Collection[int], *order: Any) -> Sequence[Any]:
    """The rows of goals, placements, objections or shortfalls of some parts, to read: thousands, and never changed."""
    query = select(*table.__table__.columns).where(table.part.in_(sorted(parts)))
    return db.session.execute(query.order_by(table.part, *order)).all()


def seats_of(parts: Collection[int]) -> dict[int, tuple[int, int]]:
    """For each part how many people it places, and how many seats stay empty."""
    placed = dict(_tally(t.RosterPlacementRow, func.count(), parts))
    empty = dict(_tally(t.RosterShortfallRow, func.sum(t.RosterShortfallRow.seats), parts))
    return {part: (placed.get(part, 0), empty.get(part, 0)) for part in parts}


def _tally(table: Any, what: Any, parts: Collection[int]) -> list[Any]:
    """One number for each part."""
    query = select(table.part, what).where(table.part.in_(sorted(parts))).group_by(table.part)
    return [tuple(row) for row in db.session.execute(query)]


def published_objections(parts: Collection[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """For each placement of a published part the rules that needed a waiver; the latest publication counts."""
    row, part = t.RosterPlacementRow, t.RosterPartRow
    query = (
        select(row.person, row.duty, row.objections)
        .join(part, part.id == row.part)
        .join(t.RosterRow, t.RosterRow.id == part.roster)
        .where(part.part.in_(sorted(parts)), part.published_on.is_not(None))
        .order_by(t.RosterRow.made_at)
    )
    return {(person, duty): tuple(codes.split()) for person, duty, codes in db.session.execute(query)}


def kept_off_counts(part: str) -> tuple[date | None, dict[str, int] | None]:
    """When the part was last published, and how many people each rule kept off its duties; None for not counted."""
    row, rule = t.RosterPartRow, t.RosterRuleRow
    query = (
        select(row.id, row.published_on)
        .join(t.RosterRow, t.RosterRow.id == row.roster)
        .where(row.part == part, row.published_on.is_not(None))
        .order_by(t.RosterRow.made_at.desc())
        .limit(1)
    )
    latest = db.session.execute(query).one_or_none()
    if latest is None:
        return None, None
    counts = {
        code: number
        for code, number in db.session.execute(select(rule.rule, rule.kept_off).where(rule.part == latest.id))
    }
    return (latest.published_on, counts) if counts else (None, None)
