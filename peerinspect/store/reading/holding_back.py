"""Undertakings, disclosures, what the rules said when they were asked again, and leaks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.placements import FEW


def undertaken(duty: str) -> dict[str, date]:
    """When each person signed the undertaking for a duty, by person."""
    row = t.UndertakingRow
    return {
        person: day for person, day in db.session.execute(select(row.person, row.signed_on).where(row.duty == duty))
    }


def undertakings_of(person: str) -> dict[str, date]:
    """When a person signed the undertaking for each duty, by duty."""
    row = t.UndertakingRow
    query = select(row.duty, row.signed_on).where(row.person == person)
    return {duty: day for duty, day in db.session.execute(query)}


def disclosed_to(duty: str) -> dict[str, date]:
    """When each person was first told whose inspection a duty is, by person."""
    row = t.DisclosureRow
    query = select(row.person, func.min(row.disclosed_on)).where(row.duty == duty).group_by(row.person)
    return {person: day for person, day in db.session.execute(query)}


def asked_last(duties: Collection[str]) -> dict[str, t.AskingRow]:
    """The last time that the rules were asked about a whole team, by duty; offers to one person are not it."""
    row = t.AskingRow
    of_teams = row.moment.in_(("ten-days", "one-day", "notice", "daily"))
    latest = select(func.max(row.id)).where(of_teams).group_by(row.duty)
    if len(duties) <= FEW:
        latest = latest.where(row.duty.in_(sorted(duties)))
    found = db.session.scalars(select(row).where(row.id.in_(latest)))
    return {each.duty: each for each in found if each.duty in duties}


def findings_of(askings: Collection[int]) -> tuple[t.FindingRow, ...]:
    """What was found, the oldest first."""
    row = t.FindingRow
    return tuple(db.session.scalars(select(row).where(row.asking.in_(sorted(askings))).order_by(row.id)))


def was_asked(duty: str, moment: str, due_on: date) -> bool:
    """Whether the rules were asked about a duty's team at a moment that was due on a day."""
    row = t.AskingRow
    query = select(row.id).where(row.duty == duty, row.moment == moment, row.due_on == due_on).limit(1)
    return db.session.scalar(query) is not None
