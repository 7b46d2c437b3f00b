"""People on duties, waivers, affinities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect.domain import Duty, Waiver
from peerinspect.domain.lives import FINER
from peerinspect.domain.placement import Pair
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among

OFF = frozenset({"declined", "stood-down"})
"""The statuses of people who are on the duty no more."""


FEW = 500
"""As many duties can be named in a query; of more, those are read that end as late, and the others passed over."""


@dataclass(frozen=True, slots=True)
class PlacementRecord:
    """A person on a duty as published or past. `status` is as at the day it was read for."""

    person: str
    duty: str
    status: str
    pinned: bool
    decline_reason: str | None
    finer: str | None = None
    stored: str = ""
    """The status as it was recorded, whatever the day."""

    @property
    def state(self) -> str:
        """Where the placement is in its life, see domain.lives: the finer word where it belongs to the status."""
        return state_of(self.status, self.finer)

    @property
    def pair(self) -> Pair:
        """The person's and the duty's id."""
        return (self.person, self.duty)


def state_of(status: str, finer: str | None) -> str:
    """The state of a placement, from its status and the finer word kept beside it."""
    if finer is not None and FINER.get(finer) == (status, finer):
        return finer
    return "held" if status == "offered" else status


def read_placements(as_of: date, duties: Mapping[str, Duty], people: Ids = None) -> tuple[PlacementRecord, ...]:
    """Placements on the given duties, of everybody or of some people, by duty and person."""
    row = t.PlacementRow
    columns = (row.person, row.duty, row.status, row.pinned, row.decline_reason, row.finer)
    query = among(select(*columns).order_by(row.duty, row.person), row.person, people)
    if len(duties) <= FEW:
        query = among(query, row.duty, duties)
    else:
        first_end = min(duty.last_day for duty in duties.values())
        query = query.where(row.duty.in_(select(t.DutyRow.id).where(t.DutyRow.ends >= first_end)))
    return tuple(
        PlacementRecord(person, duty, _status_on(as_of, status, duties[duty]), pinned, reason, finer, status)
        for person, duty, status, pinned, reason, finer in db.session.execute(query)
        if duty in duties
    )


def _status_on(day: date, status: str, duty: Duty) -> str:
    """The status on a day: what was accepted goes live when the duty starts, and is done when it has ended."""
    if status not in ("accepted", "live"):
        return status
    if duty.last_day < day:
        return "done"
    return "live" if duty.start <= day else status


def duties_of(people: Ids) -> frozenset[str]:
    """The ids of the duties that the people are, or were, on."""
    row = t.PlacementRow
    return frozenset(db.session.scalars(among(select(row.duty), row.person, people)))


def people_on(duties: Ids) -> frozenset[str]:
    """The ids of the people who are on the duties, or have done them."""
    row = t.PlacementRow
    query = among(select(row.person).where(row.status.not_in(sorted(OFF))), row.duty, duties)
    return frozenset(db.session.scalars(query))


def read_waivers() -> tuple[Waiver, ...]:
    """Every waiver, the oldest first."""
    row = t.WaiverRow
    query = select(row.rule, row.person, row.duty, row.until, row.other_person, row.other_duty).order_by(row.id)
    return tuple(
        Waiver(rule, person, duty, until, (other_person, other_duty) if other_person and other_duty else None)
        for rule, person, duty, until, other_person, other_duty in db.session.execute(query)
    )


def read_affinity() -> dict[Pair, float]:
    """Affinities by person and duty."""
    row = t.AffinityRow
    query = select(row.person, row.duty, row.number).order_by(row.person, row.duty)
    return {(person, duty): number for person, duty, number in db.session.execute(query)}
