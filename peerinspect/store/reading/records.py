"""What publications rested on, and the digests of decision records."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import undefer

from peerinspect.domain.placement import Pair
from peerinspect.store import tables as t
from peerinspect.store.base import db


@dataclass(frozen=True, slots=True)
class Signature:
    """A user's name and role, as they are put under what the user decides."""

    name: str
    role: str


def signatures() -> dict[str, Signature]:
    """Users' names and roles by id."""
    row = t.UserRow
    return {id_: Signature(name, role) for id_, name, role in db.session.execute(select(row.id, row.name, row.role))}


def waivers_about(pairs: Collection[Pair]) -> list[t.WaiverRow]:
    """The waivers in force that are about one of the placements, or two, the oldest first."""
    row = t.WaiverRow
    query = select(row).where(row.duty.in_(sorted({duty for _, duty in pairs}))).order_by(row.id)
    return [each for each in db.session.scalars(query) if (each.person, each.duty) in pairs]


def find_publication(part: int) -> bytes | None:
    """What was put beside a part when it was published; None for one published before this was kept."""
    return db.session.scalar(select(t.PublicationRow.content).where(t.PublicationRow.part == part))


def published_parts_with(pair: Pair, parts: Collection[str]) -> list[t.RosterPartRow]:
    """The published parts that hold a placement, of the named ones, the latest roster first; without their bytes."""
    row, placed = t.RosterPartRow, t.RosterPlacementRow
    query = (
        select(row)
        .join(t.RosterRow, t.RosterRow.id == row.roster)
        .join(placed, placed.part == row.id)
        .where(placed.person == pair[0], placed.duty == pair[1])
        .where(row.published_on.is_not(None), row.part.in_(sorted(parts)))
        .order_by(t.RosterRow.made_at.desc(), row.part)
    )
    return list(db.session.scalars(query))


def with_bytes(part: int) -> t.RosterPartRow:
    """A part with its problem and its roster."""
    row = t.RosterPartRow
    return db.session.scalars(
        select(row).where(row.id == part).options(undefer(row.problem_bytes), undefer(row.roster_bytes))
    ).one()


def kept_record(part: int, pair: Pair) -> t.DecisionRecordRow | None:
    """The digest that was kept of a placement's record; None where it has not been made yet."""
    return db.session.get(t.DecisionRecordRow, (part, pair[1], pair[0]))


def kept_records(part: int) -> list[t.DecisionRecordRow]:
    """Every digest kept of a part, by duty and person."""
    row = t.DecisionRecordRow
    return list(db.session.scalars(select(row).where(row.part == part).order_by(row.duty, row.person)))


def part_without_records() -> t.RosterPartRow | None:
    """The oldest published part of which some record's digest has still to be kept; None where none is missing."""
    row, placed, kept = t.RosterPartRow, t.RosterPlacementRow, t.DecisionRecordRow
    is_kept = exists().where(kept.part == placed.part, kept.duty == placed.duty, kept.person == placed.person)
    is_missing = exists().where(placed.part == row.id, ~is_kept)
    query = select(row).where(row.published_on.is_not(None), is_missing).order_by(row.id).limit(1)
    return db.session.scalar(query)


def pairs_without_record(part: int) -> list[Pair]:
    """The placements of a part whose record's digest has still to be kept, by duty and person."""
    placed, kept = t.RosterPlacementRow, t.DecisionRecordRow
    is_kept = exists().where(kept.part == placed.part, kept.duty == placed.duty, kept.person == placed.person)
    query = select(placed.person, placed.duty).where(placed.part == part, ~is_kept)
    return [(person, duty) for person, duty in db.session.execute(query.order_by(placed.duty, placed.person))]


def latest_published(part: str) -> t.RosterPartRow | None:
    """The part as it was last published, without its bytes."""
    row = t.RosterPartRow
    query = (
        select(row)
        .join(t.RosterRow, t.RosterRow.id == row.roster)
        .where(row.part == part, row.published_on.is_not(None))
        .order_by(t.RosterRow.made_at.desc())
        .limit(1)
    )
    return db.session.scalar(query)
