"""Undertakings, disclosures, what the rules said when they were asked again, and leaks."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import is_one_of
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


def ties_owed(person: str) -> frozenset[str]:
    """The duties that the person declined because of a tie, without having declared anything since."""
    row, own = t.PlacementRow, t.PersonRow
    query = select(row.duty).join(own, own.id == row.person).where(row.person == person, row.status == "declined")
    since = or_(own.declared_on.is_(None), own.declared_on < row.answered_on)
    return frozenset(db.session.scalars(query.where(row.decline_reason == "conflicted", since)))


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
        latest = latest.where(is_one_of(row.duty, duties))
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


def told_in_round(day: date) -> frozenset[str]:
    """The duties of which somebody was told in a day's round that rules forbid it to people by now."""
    row, said, told = t.EventRow, t.PayloadRow, t.MessageRow
    query = select(row.duty, said.content).join(said, said.sequence == row.sequence)
    about = query.where(row.action == "rules-object", row.sequence.in_(select(told.event)), row.duty.is_not(None))
    return frozenset(duty for duty, content in db.session.execute(about) if _is_of_round(content, day))


def _is_of_round(content: str, day: date) -> bool:
    return bool(json.loads(content).get("round") == day.isoformat())


def looks_at(duty: str) -> list[tuple[str, datetime]]:
    """Who looked at a duty, alone or in a list, and when; and who did anything with it. The earliest first."""
    row, said = t.EventRow, t.PayloadRow
    in_list = and_(row.action == "look-at-list", said.content.contains(duty, autoescape=True))
    query = (
        select(row.user, row.at, row.action, said.content)
        .outerjoin(said, said.sequence == row.sequence)
        .where(or_(and_(row.duty == duty, row.action == "look"), in_list), row.user != "")
        .order_by(row.sequence)
    )
    return [
        (user, at)
        for user, at, action, content in db.session.execute(query)
        if action == "look" or duty in json.loads(content)["duties"].split()
    ]


def events_that_tell_of(duty: str) -> list[tuple[str, datetime, str, str | None]]:
    """User, moment, action and payload of what somebody did with a duty, and of lists that may have shown it."""
    row, said = t.EventRow, t.PayloadRow
    in_list = and_(row.action == "look-at-list", said.content.contains(duty, autoescape=True))
    query = (
        select(row.user, row.at, row.action, said.content)
        .outerjoin(said, said.sequence == row.sequence)
        .where(or_(row.duty == duty, row.subject == duty, in_list), row.user != "")
        .order_by(row.sequence)
    )
    return [(user, at, action, content) for user, at, action, content in db.session.execute(query)]


def registered_on(duty: str) -> date | None:
    """The day of the first thing that is known to have happened to a duty."""
    row = t.EventRow
    first = db.session.scalar(select(func.min(row.at)).where(or_(row.duty == duty, row.subject == duty)))
    return first.date() if first else None


def leaks_of(duties: Collection[str] | None = None) -> tuple[t.LeakRow, ...]:
    """The leaks of some duties or all, the latest first."""
    row = t.LeakRow
    query = select(row).order_by(row.raised_on.desc(), row.id)
    return tuple(db.session.scalars(query if duties is None else query.where(is_one_of(row.duty, duties))))


def leak_reports() -> list[tuple[t.LeakReportRow, t.LeakReportClosureRow | None]]:
    """Every reported suspicion with what became of it, the latest first."""
    row, closure = t.LeakReportRow, t.LeakReportClosureRow
    query = select(row, closure).outerjoin(closure, closure.report == row.id).order_by(row.reported_on.desc(), row.id)
    return [(report, closed) for report, closed in db.session.execute(query)]
