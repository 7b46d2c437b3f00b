"""What coordinators write down for somebody after a call or a letter: what they offer, and when they are away.

It is marked as written down by somebody else, and the person can change all of it on their own page afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.services.availability import AddLeave, check_leave, check_offers
from peerinspect.services.checking import Checks, only
from peerinspect.services.declarations import LETTER, OTHERWISE, PHONE, SOURCES
from peerinspect.services.holding import hold_person
from peerinspect.services.pool import LEFT
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.store import history
from peerinspect.store.tables import LeaveRow, OfferRow

_AFTER = {LETTER: "after a letter", PHONE: "after a call", OTHERWISE: "on their word"}


@dataclass(frozen=True, slots=True)
class OfferFor:
    """Days a year by kind, as somebody said. A kind left out, or with 0 days, is not offered.

    `source` is letter, phone or other; `reference` names the letter, or who called and when.
    """

    person_id: str
    days: Mapping[str, int]
    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class AddLeaveFor:
    """A time away, as somebody said. Both days are included."""

    person_id: str
    starts: date | None
    ends: date | None
    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class RemoveLeaveFor:
    """Take back a time away that was written down for somebody."""

    person_id: str
    leave_id: str


def offer_for(command: OfferFor, reader: Reader, today: date) -> None:
    """Write down what somebody offers. Kinds that stay as they are keep their mark. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person, checks = hold_person(command.person_id), Checks()
        check_offers(checks, command.days)
        check_source(checks, command.source, command.reference)
        checks.need(person.left_on is None, "", LEFT)
        rows = store.db.session.scalars(select(OfferRow).where(OfferRow.person == person.id))
        known = {row.kind: row for row in rows}
        wanted = {kind: days for kind, days in command.days.items() if days > 0}
        same = {kind for kind, row in known.items() if not row.withheld and wanted.get(kind) == row.days}
        checks.need(known.keys() - same or wanted.keys() - same, "", "This is what the register says already")
        checks.done()
        gone = delete(OfferRow).where(OfferRow.person == person.id, OfferRow.kind.in_(known.keys() - same))
        store.db.session.execute(gone)
        told = told_by(command.source, command.reference, reader, today)
        fresh = sorted(wanted.keys() - same)
        store.add(*(OfferRow(person=person.id, kind=kind, days=wanted[kind], **told) for kind in fresh))
        sentence = f"Wrote down what they offer, {_AFTER[command.source]}: {tidy(command.reference)}."
        history.record(reader.user_id, "offer-for", person.id, sentence=sentence)


def add_leave_for(command: AddLeaveFor, reader: Reader, today: date) -> str:
    """Write down a time away; returns its id. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person, checks = hold_person(command.person_id), Checks()
        check_leave(checks, AddLeave(command.starts, command.ends), today, "their time away")
        check_source(checks, command.source, command.reference)
        checks.done()
        told = told_by(command.source, command.reference, reader, today)
        row = LeaveRow(id=store.new_token(), person=person.id, starts=command.starts, ends=command.ends, **told)
        store.add(row)
        sentence = f"Wrote down a time away, {_AFTER[command.source]}: {tidy(command.reference)}."
        history.record(reader.user_id, "add-leave-for", person.id, sentence=sentence)
        return row.id


def remove_leave_for(command: RemoveLeaveFor, reader: Reader, today: date) -> None:
    """Take back what a coordinator wrote down; what people mark themselves is theirs. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person = hold_person(command.person_id)
        row = store.db.session.get(LeaveRow, command.leave_id)
        if row is None or row.person != person.id or row.source not in SOURCES:
            raise NotFound("no such time away that was written down for this person")
        store.db.session.delete(row)
        store.db.session.flush()
        sentence = "Took back a time away that was written down for them."
        history.record(reader.user_id, "remove-leave-for", person.id, sentence=sentence)


def check_source(checks: Checks, source: str, reference: str) -> None:
    """On whose word, and how it came."""
    checks.need(source in SOURCES, "source", "Choose how they told you")
    missing = "Enter the reference of the letter, or who called and when"
    check_text(checks, reference, "reference", missing, "the reference", LONGEST_REFERENCE)


def told_by(source: str, reference: str, reader: Reader, today: date) -> dict[str, object]:
    """The mark of what somebody else wrote down, as columns."""
    return {"source": source, "reference": tidy(reference), "recorded_by": reader.user_id, "recorded_on": today}
