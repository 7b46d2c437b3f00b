"""Approving the people on a team, one by one: the Ofsted liaison's word on who comes.

A roster is published without it. Nobody is told whose inspection it is before it is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, kinds
from peerinspect.services.checking import Checks, only
from peerinspect.services.liaison.letting_go import ask_the_next, let_go
from peerinspect.services.lives.placing import placement_at
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import LIAISON, Reader
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.liaison import APPROVED, REFUSED, approval_of
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.tables import ApprovalRow, PlacementRow

HELD: Mapping[str, frozenset[str]] = {
    kinds.INSPECT: frozenset({"team-held", "notified"}),
    kinds.SECOND: frozenset({"requested", "agreed"}),
}
"""The states of a duty, by kind, in which its people are approved: the team is held and has not begun."""
ON_THE_TEAM: Mapping[str, frozenset[str]] = {
    kinds.INSPECT: frozenset({"held", "accepted", "disclosed", "live"}),
    kinds.SECOND: frozenset({"accepted", "live"}),
}
"""The states of a placement, by the duty's kind, that wait for the liaison's word."""
NOT_YET = "People are approved once the team is held, and until it begins"
NOT_ON_IT = "This person is not on the team any more"


@dataclass(frozen=True, slots=True)
class DecidePeer:
    """A word on the person on the duty whose placement is at `address`. A refusal needs its `reason`."""

    duty_id: str
    address: str
    reason: str = ""


def approve_peer(command: DecidePeer, reader: Reader, today: date) -> None:
    """Approve the person. For the Ofsted liaison. Saying it twice changes nothing."""
    only(reader, LIAISON)
    with store.transaction():
        duty, row = _found(command, reader, today)
        if approval_of(row.person, duty.id) == APPROVED:
            return
        checks = _checked(duty, row, today)
        check_text(checks, command.reason, "reason", "", "the reason")
        checks.done()
        _say(row, APPROVED, command, reader, today)


def refuse_peer(command: DecidePeer, reader: Reader, today: date) -> str:
    """Refuse the person: they are stood down and set aside for the duty. What becomes of the seat, as a sentence.

    For the Ofsted liaison. The seat is offered to the first reserve who may step in.
    """
    only(reader, LIAISON)
    with store.transaction():
        duty, row = _found(command, reader, today)
        if approval_of(row.person, duty.id) == REFUSED:
            return ""
        checks = _checked(duty, row, today)
        check_text(checks, command.reason, "reason", "Say why, in a sentence", "the reason")
        checks.done()
        _say(row, REFUSED, command, reader, today)
        let_go(row, duty, command.reason, reader)
    return ask_the_next(command.duty_id, reader, today)


def waits_for_approval(kind: str, duty_state: str, placement_state: str) -> bool:
    """Whether a person in this state, on a duty in this one, is the liaison's to approve or refuse now."""
    return duty_state in HELD.get(kind, ()) and placement_state in ON_THE_TEAM[kind]


def _found(command: DecidePeer, reader: Reader, today: date) -> tuple[Duty, PlacementRow]:
    """The duty and the placement. NotFound alike for what is not there and for what may not be known."""
    duty = Sight(reader, today).duty(command.duty_id)
    return duty, placement_at(command.address, duty)


def _checked(duty: Duty, row: PlacementRow, today: date) -> Checks:
    """The team is held, and the person is on it."""
    checks = Checks()
    state = states_of([duty.id])[duty.id][0]
    checks.need(state in HELD.get(duty.kind, ()), "", NOT_YET)
    (record,) = read_placements(today, {duty.id: duty}, [row.person])
    checks.need(record.state in ON_THE_TEAM.get(duty.kind, ()), "", NOT_ON_IT)
    return checks


def _say(row: PlacementRow, outcome: str, command: DecidePeer, reader: Reader, today: date) -> None:
    """Write the word beside its event."""
    reason = tidy(command.reason)
    store.add(
        ApprovalRow(
            person=row.person,
            duty=row.duty,
            outcome=outcome,
            reason=reason,
            offered_on=row.offered_on,
            decided_by=reader.user_id,
            decided_on=today,
        )
    )
    name = read_names([row.person]).get(row.person) or row.person
    told = f" Why: {reason}." if reason else ""
    sentence = f"The Ofsted liaison {outcome} {name} for this duty.{told}"
    action = "approve-peer" if outcome == APPROVED else "refuse-peer"
    history.record(reader.user_id, action, row.person, duty=row.duty, sentence=sentence)
