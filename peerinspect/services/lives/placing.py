"""What a coordinator does with a person on a duty: offer, stand down, replace, record how it goes."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Placement
from peerinspect.domain.lives import BEGUN, FINER, LIVES, PLACEMENT, Step
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import Checks, only
from peerinspect.services.circles import helpers_of, home_circle, sealed_circle
from peerinspect.services.holding_back.answer_links import tell_of_offer
from peerinspect.services.holding_back.findings import OFFER, keep_findings
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.lives.team import pinned_to, stand_down, team_of
from peerinspect.services.lives.weighing import examine_and_write
from peerinspect.services.notices import tell, users_of
from peerinspect.services.problems import current_circles
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.reading.placements import OFF, state_of
from peerinspect.store.tables import DutyRow, PlacementRow

BY_THE_PERSON = frozenset({"accept", "decline"})
BY_THEMSELVES = frozenset({"check", "hold", "replace"})
DISCLOSE = "disclose"
APART = BY_THE_PERSON | BY_THEMSELVES | {DISCLOSE}
"""Steps that have a use case of their own."""
REPLACED = "replaced"
OTHER_CIRCLE = (
    "Sealed inspections of this council are done by people from another group of councils, so that nobody can tell "
    "from their own dates that it is to be inspected. Choose somebody else"
)


@dataclass(frozen=True, slots=True)
class TakePlacementStep:
    """Take the step `action` of the life of the placement at `address`, a person on the duty."""

    duty_id: str
    address: str
    action: str
    day: date | None = None
    reason: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class OfferPlacement:
    """Offer a seat of a duty to a person, once every rule has been asked.

    With `instead_of`, the address of a placement, that person is replaced, for the reason given.
    """

    duty_id: str
    person_id: str
    instead_of: str = ""
    reason: str = ""


def take_placement_step(command: TakePlacementStep, reader: Reader, today: date) -> None:
    """Take it. For coordinators; on a sealed inspection for those who may know of it. NotFound for no such person."""
    only(reader, COORDINATOR)
    with store.transaction():
        duty = Sight(reader, today).duty(command.duty_id)
        row = placement_at(command.address, duty)
        step = _drawn(_state(row, duty, command.action, today), command.action)
        _check(step, command, duty, row, today)
        row.status, row.finer = FINER[step.to][0], FINER[step.to][1] or None
        sentence = f"{_name(row.person)}: “{PLACEMENT.states[step.to].lower()}”.{_told(step, command)}"
        event = history.record(reader.user_id, f"{step.action}-placement", row.person, duty=duty.id, sentence=sentence)
        if step.to in PLACEMENT.called_off:
            tell("held-change", event, users_of(row.person))


def offer_placement(command: OfferPlacement, reader: Reader, today: date) -> None:
    """Check the person against every rule, hold the seat and ask them. For coordinators.

    Refused where any rule objects: what can be waived is waived on a roster. Where somebody is replaced, only they
    leave; a pinned person stays.
    """
    only(reader, COORDINATOR)
    offer_to(command, reader, today)


def offer_to(command: OfferPlacement, reader: Reader, today: date) -> None:
    """The same for whoever was let do it: the caller says who that is."""
    examine_and_write(lambda: _examined(command, reader, today), lambda found: _offer(command, *found, reader, today))


def placement_at(address: str, duty: Duty) -> PlacementRow:
    """The placement on the duty that has the address. Raises NotFound where there is none."""
    for row in store.db.session.query(PlacementRow).filter_by(duty=duty.id):
        if hmac.compare_digest(placement_address(row.person, duty.id).encode(), address.encode()):
            return row
    raise NotFound("no such placement")


def _state(row: PlacementRow, duty: Duty, action: str, today: date) -> str:
    """The placement's state: whoever accepted counts as begun from the first day on, unless that is to be recorded."""
    counts_as_begun = row.status == "accepted" and duty.start <= today and action != "begin"
    return "live" if counts_as_begun else state_of(row.status, row.finer)


def _drawn(state: str, action: str) -> Step:
    """The step, where a coordinator may take it from the placement's state."""
    step = PLACEMENT.step(action)
    refusal = PLACEMENT.refusal(state, action)
    if step is None or refusal:
        raise Refusal(refusal)
    if action in BY_THE_PERSON:
        raise Refusal("Only the person can say yes or no")
    if action in BY_THEMSELVES:
        raise Refusal("This is done by offering the seat to somebody")
    if action == DISCLOSE:
        raise Refusal("The council is disclosed by a step of its own, to one person at a time")
    return step


def _check(step: Step, command: TakePlacementStep, duty: Duty, row: PlacementRow, today: date) -> None:
    checks = Checks()
    if step.day and checks.need(command.day, "day", "Enter the day") and command.day is not None:
        checks.need(command.day <= today, "day", "Enter a day that has come")
    if step.reason:
        check_text(checks, command.reason, "reason", "Say why, in a sentence", "the reason")
    if step.reference:
        check_text(checks, command.reference, "reference", "Enter a reference", "the reference", LONGEST_REFERENCE)
    if step.requires == BEGUN:
        checks.need(duty.start <= today, "", f"It has not begun yet: it begins on {plain_day(duty.start)}")
    _check_pin(checks, step, row)
    checks.done()


def _check_pin(checks: Checks, step: Step, row: PlacementRow) -> None:
    """Whoever is pinned stays on the duty."""
    leaves = step.to in PLACEMENT.called_off
    is_pinned = row.pinned or row.person in pinned_to(row.duty)
    checks.need(not (leaves and is_pinned), "", f"{_name(row.person)} is pinned to this duty. Unpin them first")


def _examined(command: OfferPlacement, reader: Reader, today: date) -> tuple[Duty, PlacementRow | None]:
    """The duty, and who leaves it, once no rule objects to the person who comes."""
    duty = Sight(reader, today).duty(command.duty_id)
    leaving = placement_at(command.instead_of, duty) if command.instead_of else None
    checks = Checks()
    if leaving is not None:
        check_text(checks, command.reason, "reason", "Say why, in a sentence", "the reason")
        refusal = PLACEMENT.refusal(state_of(leaving.status, leaving.finer), "replace")
        checks.need(not refusal, "", refusal)
        is_pinned = leaving.pinned or leaving.person in pinned_to(duty.id)
        checks.need(not is_pinned, "", f"{_name(leaving.person)} is pinned to this duty. Unpin them first")
    _check_seat(checks, duty, leaving, today)
    _check_person(checks, command.person_id, duty, leaving, today)
    checks.done()
    return duty, leaving


def _check_seat(checks: Checks, duty: Duty, leaving: PlacementRow | None, today: date) -> None:
    """There is a seat to fill, on a duty that is not over."""
    state = store.db.session.get_one(DutyRow, duty.id).state
    is_over = state in LIVES[duty.kind].finished or duty.last_day < today
    checks.need(not is_over, "", "This is over, so nobody is asked for it any more")
    taken = len(team_of(duty.id)) - (leaving is not None)
    checks.need(taken < duty.seats, "", "No seat is free. Replace somebody, or stand somebody down first")


def _check_person(checks: Checks, person: str, duty: Duty, leaving: PlacementRow | None, today: date) -> None:
    """The person is somebody, is not on the duty, has not declined it, and no rule objects."""
    field = "person_id"
    known = read_people([person]).get(person) if person else None
    if not checks.need(known, field, "Choose somebody from the list") or known is None:
        return
    row = store.db.session.get(PlacementRow, (person, duty.id))
    checks.need(row is None or row.status != "declined", field, "They have declined this duty. Choose somebody else")
    checks.need(row is None or row.status in (*OFF,), field, "They are on this duty, or have done it")
    if duty.sealed:
        circles = current_circles(today)
        circle = sealed_circle(duty.authorities, circles)
        may_help = circle is not None and home_circle(known, circles, today) == helpers_of(circle)
        checks.need(may_help, field, OTHER_CIRCLE)
    if checks.messages:
        return
    gone = {leaving.person} if leaving is not None else set()
    found = objections_to([Placement(person, duty.id, "offered")], duty, today, gone)[person]
    told = " ".join(each.sentence for each in found)
    checks.need(not found, field, f"The rules object. {told} Choose somebody else, or place them by a roster")


def _offer(command: OfferPlacement, duty: Duty, leaving: PlacementRow | None, reader: Reader, today: date) -> None:
    """Write the offer, and who leaves for it."""
    if leaving is not None:
        row = store.db.session.get_one(PlacementRow, (leaving.person, duty.id))
        stand_down([row], REPLACED)
        sentence = f"{_name(row.person)}: “replaced”. Why: {tidy(command.reason)}."
        event = history.record(reader.user_id, "replace-placement", row.person, duty=duty.id, sentence=sentence)
        tell("held-change", event, users_of(row.person))
    key = (command.person_id, duty.id)
    coming = store.db.session.get(PlacementRow, key) or PlacementRow(person=key[0], duty=key[1])
    coming.status, coming.finer, coming.decline_reason = "offered", None, None
    coming.offered_on, coming.answered_on = today, None
    store.add(coming)
    keep_findings(duty.id, OFFER, today, today, {coming.person: ()})
    sentence = f"{_name(coming.person)}: checked under every rule, held and asked."
    event = history.record(reader.user_id, "hold-placement", coming.person, duty=duty.id, sentence=sentence)
    tell_of_offer(coming.person, duty, event, today)


def _name(person: str) -> str:
    return read_names([person]).get(person) or person


def _told(step: Step, command: TakePlacementStep) -> str:
    """What the step was asked for, as sentences."""
    day = f" {step.day}: {plain_day(command.day)}." if step.day and command.day else ""
    reason = f" {step.reason}: {tidy(command.reason)}." if step.reason else ""
    reference = f" {step.reference}: {tidy(command.reference)}." if step.reference else ""
    return day + reason + reference
