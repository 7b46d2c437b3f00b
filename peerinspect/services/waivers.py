"""Waivers: a recorded acceptance of a soft objection, by somebody who may give it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.kinds import CHAIR, INSPECT, INTERIM, SECOND, SUPPORT
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.services.veil import parts_for
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.rosters import find_roster, parts_of, rows_of
from peerinspect.store.tables import RosterObjectionRow, RosterPlacementRow, WaiverRow


@dataclass(frozen=True, slots=True)
class RecordWaiver:
    """A waiver of one rule's soft objections to a placement of a roster.

    `reference` names the letter by which the rightful waiver agreed; it is required of a coordinator who records on
    somebody else's behalf (chief executive, Ofsted liaison, or the partners of a review).
    """

    roster_id: str
    address: str
    rule: str
    reason: str
    mitigation: str
    until: date | None
    reference: str = ""


def record_waiver(command: RecordWaiver, reader: Reader, today: date) -> None:
    """Record a waiver. It is append-only.

    For the Ofsted liaison (inspections, secondments), the target's chief executive (chairs, interim cover), or a
    coordinator; never for who started the solve that proposed the placement.
    """
    only(reader, LIAISON, CHIEF_EXECUTIVE, COORDINATOR)
    with store.transaction():
        roster = find_roster(command.roster_id)
        if roster is None:
            raise NotFound("no such roster")
        person, duty = _placement(command, reader, today)
        _may_waive(duty, reader)
        checks = Checks()
        checks.need(reader.user_id != roster.made_by, "", "Somebody else must record this: you started the search")
        checks.need(_objects(command, reader, person, duty.id), "rule", "This rule does not object to the placement")
        _check_words(checks, command, duty, reader)
        checks.done()
        store.add(
            WaiverRow(
                rule=command.rule,
                person=person,
                duty=duty.id,
                until=command.until,
                reason=command.reason.strip(),
                mitigation=command.mitigation.strip(),
                reference=command.reference.strip(),
                recorded_by=reader.user_id,
                recorded_on=today,
            )
        )
        history.record(
            reader.user_id, "record-waiver", roster.id, duty=duty.id, sentence=f"Recorded a waiver of {command.rule}."
        )


def _placement(command: RecordWaiver, reader: Reader, today: date) -> tuple[str, Duty]:
    """The person and the duty at the address, among the parts of the roster that the reader may see."""
    parts = [row.id for row in parts_of([command.roster_id], parts_for(reader))]
    for row in rows_of(RosterPlacementRow, parts):
        address = placement_address(row.person, row.duty)
        if hmac.compare_digest(address.encode(), command.address.encode()):
            return row.person, read_duties(today, {row.duty})[row.duty]
    raise NotFound("no such placement on this roster")


def _may_waive(duty: Duty, reader: Reader) -> None:
    """Raise NotAllowed unless the reader's role, and tie, let them waive anything for the duty."""
    if reader.role == LIAISON and duty.kind not in (INSPECT, SECOND):
        raise NotAllowed("the Ofsted liaison waives for inspections and secondments")
    is_own = duty.kind in (CHAIR, INTERIM) and bool(duty.authorities & reader.authorities)
    if reader.role == CHIEF_EXECUTIVE and not is_own:
        raise NotAllowed("chief executives waive for the chair and the interim director of their own council")


def _objects(command: RecordWaiver, reader: Reader, person: str, duty: str) -> bool:
    """Whether the roster says that the rule objects to the placement."""
    parts = [row.id for row in parts_of([command.roster_id], parts_for(reader))]
    return any(
        row.rule == command.rule and person in row.people.split() and duty in row.duties.split()
        for row in rows_of(RosterObjectionRow, parts)
    )


def _check_words(checks: Checks, command: RecordWaiver, duty: Duty, reader: Reader) -> None:
    """A waiver says why, what makes up for it, until when, and on whose word."""
    checks.need(command.reason.strip(), "reason", "Say why the objection can be accepted")
    checks.need(command.mitigation.strip(), "mitigation", "Say what makes up for it")
    long_enough = command.until is not None and command.until >= duty.last_day
    checks.need(long_enough, "until", f"The waiver must reach the duty's last day, {plain_day(duty.last_day)}")
    on_own_word = reader.role != COORDINATOR or duty.kind == SUPPORT
    checks.need(
        command.reference.strip() or on_own_word, "reference", f"Name the letter in which {waived_by(duty.kind)} agreed"
    )
    checks.need(len(command.reference) <= 300, "reference", "Keep the reference to 300 characters")


def waived_by(kind: str) -> str:
    """Who may waive a soft objection to a duty of the kind, in words. Source: design, section 4."""
    return {
        INSPECT: "the Ofsted liaison",
        SECOND: "the Ofsted liaison",
        CHAIR: "the council's chief executive",
        INTERIM: "the council's chief executive",
        SUPPORT: "a second coordinator",
    }.get(kind, "the safeguarding partners")
