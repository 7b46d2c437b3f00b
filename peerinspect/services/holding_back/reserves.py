"""Offering an empty seat to the first reserve whom no rule forbids at that moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Placement
from peerinspect.domain.lives import LIVES
from peerinspect.services.checking import only
from peerinspect.services.circles import helpers_of, home_circle, sealed_circle
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.lives.placing import OfferPlacement, offer_to
from peerinspect.services.lives.team import team_of
from peerinspect.services.problems import current_circles
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.standing import part_now
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.reading.rosters import latest_part, rows_of
from peerinspect.store.tables import DutyRow, PlacementRow, ReserveRow

NOBODY_KNOWN = "No reserve is known for this duty. Offer the seat by hand, or search for a roster"
NOBODY_FREE = "No reserve may step in now. Offer the seat by hand, or search for a roster"
OTHER_CIRCLE = "Their council belongs to the wrong group for this sealed inspection."


@dataclass(frozen=True, slots=True)
class PromoteReserve:
    """Offer the empty seat of a duty to the first reserve.

    `person_id` is whom the page named: where somebody else would step in by now, it is refused. "" names nobody.
    """

    duty_id: str
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A reserve who may not step in, and why not, in words."""

    person: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class NextInLine:
    """Who would be offered the seat now, "" for nobody; and who comes before them and may not."""

    person: str
    name: str
    passed_over: tuple[PassedOver, ...]


def promote_reserve(command: PromoteReserve, reader: Reader, today: date) -> str:
    """Offer the seat to the first reserve whom no rule forbids now, and say who it is: the person's id.

    For coordinators and the Ofsted liaison; NotFound for a duty that they may not know of. Refused where no seat is
    free, where nobody may step in, and where the page named somebody else.
    """
    only(reader, COORDINATOR, LIAISON)
    duty = Sight(reader, today).duty(command.duty_id)
    refusal = why_no_seat(duty, today)
    if refusal:
        raise Refusal(refusal)
    found = next_in_line(duty, today)
    if not found.person:
        raise Refusal(NOBODY_FREE if found.passed_over else NOBODY_KNOWN)
    if command.person_id not in ("", found.person):
        raise Refusal(f"By now {found.name} would step in. Look at the page again before you offer the seat")
    offer_to(OfferPlacement(duty.id, found.person), reader, today)
    return found.person


def why_no_seat(duty: Duty, today: date) -> str:
    """Why nobody can be asked for the duty, as a sentence; "" where a seat is free."""
    state = store.db.session.get_one(DutyRow, duty.id).state
    if state in LIVES[duty.kind].finished or duty.last_day < today:
        return "This is over, so nobody is asked for it any more"
    if len(team_of(duty.id)) >= duty.seats:
        return "No seat is free. Somebody has to decline or be stood down first"
    return ""


def next_in_line(duty: Duty, today: date) -> NextInLine:
    """Who would step in now: the reserves of those who left first, each in the order in which they are asked."""
    passed: list[PassedOver] = []
    line = list(dict.fromkeys(_in_order(duty, today)))
    names = read_names(line) if line else {}
    for person in line:
        why = _why_not(person, duty, today)
        if not why:
            return NextInLine(person, names[person], tuple(passed))
        passed.append(PassedOver(person, names[person], why))
    return NextInLine("", "", tuple(passed))


def _in_order(duty: Duty, today: date) -> Iterator[str]:
    """The reserves of the duty by the latest roster: those kept for somebody who has left come first."""
    kept = _kept(duty, today) or _kept(replace(duty, sealed=True), today)
    there = {each.person for each in team_of(duty.id)}
    for each in sorted(kept, key=lambda one: (one.person in there, one.rank, one.person)):
        if each.substitute not in there:
            yield each.substitute


def _kept(duty: Duty, today: date) -> list[ReserveRow]:
    """What the latest roster keeps of the duty's reserves.

    On its notice day an inspection leaves its sealed part for the open one, and its reserves stay where they are: they
    are asked for just then, when the council objects to somebody.
    """
    part = part_now(duty, today)
    row = latest_part(part) if part else None
    return [each for each in rows_of(ReserveRow, [row.id]) if each.duty == duty.id] if row else []


def _why_not(person: str, duty: Duty, today: date) -> str:
    """Why the person may not be offered the seat now; "" where they may."""
    row = store.db.session.get(PlacementRow, (person, duty.id))
    if row is not None and row.status == "declined":
        return "They have declined this duty."
    if row is not None and row.status == "stood-down":
        return "They were stood down from this duty."
    known = read_people([person]).get(person)
    if known is None:
        return "They have left the register."
    if duty.sealed:
        circles = current_circles(today)
        circle = sealed_circle(duty.authorities, circles)
        if circle is None or home_circle(known, circles, today) != helpers_of(circle):
            return OTHER_CIRCLE
    found = objections_to([Placement(person, duty.id, "offered")], duty, today)[person]
    return " ".join(one.sentence for one in found)
