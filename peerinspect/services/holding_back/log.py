"""Who could know what of a sealed inspection, from which moment on, and how: one line for each way, in their order.

Ways: the right to know of all sealed work, each look (a page, a list, an export, an answer to a program), each change
made, being asked, the undertaking, being told, and a chief executive's being asked to consent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.holding_back.knowing import RIGHTS
from peerinspect.services.notices.recipients import know_sealed_work
from peerinspect.services.refusal import NotFound
from peerinspect.services.veil import LOOK_AT_LIST
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.holding_back import disclosed_to, events_that_tell_of, registered_on, undertaken
from peerinspect.store.reading.people import read_names
from peerinspect.store.tables import DutyConsentRequestRow, DutyConsentRow, InspectionRow, PlacementRow, UserRow

COUNCIL, DATES = "council and dates", "dates"
OPERATOR = "command-line"


@dataclass(frozen=True, slots=True)
class Entry:
    """From `since` on somebody could know `what`: a moment in UTC, or a day; `how` says by what."""

    since: str
    name: str
    role: str
    what: str
    how: str


def who_knew_when(duty: str) -> tuple[Entry, ...]:
    """The whole log of an inspection that is sealed or was, the earliest first. The caller sees to who may read it.

    NotFound for other work.
    """
    row = store.db.session.get(InspectionRow, duty)
    if row is None or not row.sealed:
        raise NotFound("never sealed")
    users = {each.id: each for each in store.db.session.query(UserRow)}
    found = [*_by_right(duty, users), *_by_events(duty, users), *_by_place(duty), *_by_consent(duty, users)]
    return tuple(sorted(found, key=lambda each: (each.since, each.name, each.how)))


def look_as_operator(duty: str) -> tuple[Entry, ...]:
    """The log for whoever may run commands on the server; that they looked goes into the history first."""
    with store.transaction():
        found = who_knew_when(duty)
        sentence = "Looked at who knew of this sealed inspection, on the server."
        history.record(OPERATOR, "look", duty, duty=duty, sentence=sentence)
    return found


def _by_right(duty: str, users: dict[str, UserRow]) -> Iterator[Entry]:
    """Whoever may know of all sealed work today, since the inspection was registered."""
    since = registered_on(duty)
    for id_ in know_sealed_work():
        row = users[id_]
        if row.disabled_at is None:
            yield Entry(since.isoformat() if since else "", row.name, row.role, COUNCIL, RIGHTS.get(row.role, ""))


def _by_events(duty: str, users: dict[str, UserRow]) -> Iterator[Entry]:
    """Whoever looked or did something. A person who is asked and answers knew dates; else one knows the council."""
    for user, at, action, content in events_that_tell_of(duty):
        told = json.loads(content) if content else {}
        if action == LOOK_AT_LIST and duty not in told.get("duties", "").split():
            continue
        row = users.get(user)
        knows = COUNCIL if action in ("look", LOOK_AT_LIST) or _plans(row) else DATES
        how = told.get("sentence", "What was written of it is no longer kept.")
        name = row.name if row else "The command line" if user == OPERATOR else user
        yield Entry(at.isoformat(timespec="seconds"), name, row.role if row else "", knows, how)


def _plans(row: UserRow | None) -> bool:
    return row is None or row.role in RIGHTS


def _by_place(duty: str) -> Iterator[Entry]:
    """The people on it: asked, bound by the undertaking, told."""
    placed = {row.person: row.offered_on for row in store.db.session.query(PlacementRow).filter_by(duty=duty)}
    signed, told = undertaken(duty), disclosed_to(duty)
    everybody = placed.keys() | signed.keys() | told.keys()
    names = read_names(everybody) if everybody else {}
    days: list[tuple[dict[str, date] | dict[str, date | None], str, str]] = [
        (placed, DATES, "Was asked to do it"),
        (signed, DATES, "Signed the undertaking"),
        (told, COUNCIL, "Was told whose inspection it is"),
    ]
    for found, what, how in days:
        for person, day in found.items():
            yield Entry(day.isoformat() if day else "", names[person], "person on it", what, how)


def _by_consent(duty: str, users: dict[str, UserRow]) -> Iterator[Entry]:
    """The chief executives of the people's councils: asked for consent, or giving it."""
    asked, given = DutyConsentRequestRow, DutyConsentRow
    for council, day in store.db.session.execute(select(asked.authority, asked.asked_on).where(asked.duty == duty)):
        yield Entry(day.isoformat(), f"Chief executive of {council}", "chief-executive", DATES, "Asked for consent")
    for user, day in store.db.session.execute(select(given.given_by, given.given_on).where(given.duty == duty)):
        row = users.get(user)
        yield Entry(day.isoformat(), row.name if row else user, row.role if row else "", DATES, "Gave consent")


def in_words(since: str) -> str:
    """A moment or a day as pages write it; "Not known" where it was not kept."""
    if not since:
        return "Not known"
    day = plain_day(date.fromisoformat(since[:10]))
    return f"{day}, {since[11:16]}" if len(since) > len("2026-01-01") else day
