"""Telling one person whose inspection it is, before its notice day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Objection, Placement, Strength
from peerinspect.domain.kinds import INSPECT
from peerinspect.domain.lives import PLACEMENT
from peerinspect.services.checking import only
from peerinspect.services.holding_back.findings import DISCLOSURE, keep_findings
from peerinspect.services.inspection_days import notice_day
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.lives.placing import DISCLOSE, placement_at
from peerinspect.services.notices import tell, users_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.schedule import disclosed_before
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.liaison import APPROVED, approval_of
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import state_of
from peerinspect.store.tables import DisclosureRow, PlacementRow, UndertakingRow

NOT_NEEDED = "Its council need not be disclosed: whoever is on this duty may know it already"
NOT_APPROVED = "The Ofsted liaison has not approved them yet. People are approved once the team is held"
NO_UNDERTAKING = "They have not signed the undertaking yet. They find it under “My duties”"


@dataclass(frozen=True, slots=True)
class Disclose:
    """Tell the person on the duty, by the placement's address, whose inspection it is."""

    duty_id: str
    address: str


def disclosed_from(duty: Duty) -> date | None:
    """The first day on which the council may be disclosed; None while there is no notice day to count from."""
    return None if duty.notice is None else notice_day(duty.notice, disclosed_before())


def why_not_yet(duty: Duty, row: PlacementRow, today: date) -> str:
    """Why the council is not disclosed to the person now, as a sentence, rules aside; "" where it may be."""
    if duty.kind != INSPECT or not duty.sealed:
        return NOT_NEEDED
    refusal = PLACEMENT.refusal(state_of(row.status, row.finer), DISCLOSE)
    if refusal:
        return refusal
    first = disclosed_from(duty)
    if first is None:
        return "It has no notice day yet, so nobody is told whose inspection it is"
    if today < first:
        return f"It is too early: the council may be disclosed from {plain_day(first)} on"
    if store.db.session.get(UndertakingRow, (row.person, row.duty)) is None:
        return NO_UNDERTAKING
    if approval_of(row.person, row.duty) != APPROVED:
        return NOT_APPROVED
    return ""


def disclose(command: Disclose, reader: Reader, today: date) -> None:
    """Ask the rules again, keep what they say, and let the person see the council.

    For the Ofsted liaison and cleared coordinators. NotFound for anybody who may not know of the duty. Refused before
    its day, without the undertaking, and where a rule forbids the placement now: then the person is stood down first.
    """
    only(reader, COORDINATOR, LIAISON)
    duty = Sight(reader, today).duty(command.duty_id)
    _check(duty, placement_at(command.address, duty), today)
    seen = history.length()
    _refuse_what_is_forbidden(_asked_again(duty, command.address, today))
    with store.transaction():
        duty = Sight(reader, today).duty(command.duty_id)
        row = placement_at(command.address, duty)
        _check(duty, row, today)
        if history.length() != seen:  # somebody changed something while the rules were asked
            _refuse_what_is_forbidden(_asked_again(duty, command.address, today))
        _write(duty, row, reader, today)


def _refuse_what_is_forbidden(found: Sequence[Objection]) -> None:
    forbidden = [one.sentence for one in found if one.strength is Strength.HARD]
    if forbidden:
        told = " ".join(forbidden)
        raise Refusal(f"A rule forbids it by now. {told} Stand them down, and offer the seat to the first reserve")


def _check(duty: Duty, row: PlacementRow, today: date) -> None:
    why_not = why_not_yet(duty, row, today)
    if why_not:
        raise Refusal(why_not)


def _asked_again(duty: Duty, address: str, today: date) -> tuple[Objection, ...]:
    """What the rules say of the person today; it is kept, whatever comes of it."""
    row = placement_at(address, duty)
    person = row.person
    found = objections_to([Placement(person, duty.id, row.status, row.pinned)], duty, today)[person]
    with store.transaction():
        keep_findings(duty.id, DISCLOSURE, today, today, {person: found})
    return found


def _write(duty: Duty, row: PlacementRow, reader: Reader, today: date) -> None:
    row.finer = "disclosed"
    store.add(DisclosureRow(person=row.person, duty=duty.id, disclosed_by=reader.user_id, disclosed_on=today))
    name = read_names([row.person]).get(row.person) or row.person
    sentence = f"{name} was told whose inspection it is, after the undertaking."
    event = history.record(reader.user_id, "disclose-placement", row.person, duty=duty.id, sentence=sentence)
    tell("held-change", event, users_of(row.person))
