"""Who may be told whose inspection it is; who would step in; what the rules said when they were asked again."""

from __future__ import annotations

import hmac
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.lives import PLACEMENT
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import own_placement
from peerinspect.services.checking import only
from peerinspect.services.holding_back.answer_links import linked_offer as offer_behind
from peerinspect.services.holding_back.disclosing import disclosed_from, why_not_yet
from peerinspect.services.holding_back.reserves import next_in_line, why_no_seat
from peerinspect.services.holding_back.undertaking import TEXTS, VERSION
from peerinspect.services.lives.team import team_of
from peerinspect.services.queries.looks import record_look, record_own_look
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import HELD_BACK, duty_title
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.holding_back import asked_last, disclosed_to, findings_of, undertaken
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import OFF, state_of
from peerinspect.store.tables import PlacementRow, UndertakingRow

CONFLICTED = "conflicted"
LEFT = {"declined": "{name} declined.", "stood-down": "{name} was stood down."}


def holding(reader: Reader, duty_id: str, today: date) -> views.Holding:
    """A sealed inspection and what each person on it knows. For those who may know of it; a look at it is recorded.

    NotFound for any other duty, and for whoever may not know of it.
    """
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    if not duty.sealed:
        raise NotFound("nothing is held back here")
    record_look(sight, duty)
    team = team_of(duty.id)
    names, signed, told = read_names([row.person for row in team]), undertaken(duty.id), disclosed_to(duty.id)
    peers = [
        views.HeldPeer(
            address=placement_address(row.person, duty.id),
            person_id=row.person,
            person_name=names[row.person],
            state_name=PLACEMENT.states[state_of(row.status, row.finer)],
            signed_on=signed.get(row.person),
            disclosed_on=told.get(row.person),
            why_not=why_not_yet(duty, row, today),
        )
        for row in team
    ]
    peers.sort(key=lambda each: (each.person_name, each.person_id))
    return views.Holding(sight.line(duty, len(team)), disclosed_from(duty), tuple(peers))


def held_peer(reader: Reader, duty_id: str, address: str, today: date) -> tuple[views.Holding, views.HeldPeer]:
    """One person on a sealed inspection, by the placement's address. NotFound where there is nobody."""
    found = holding(reader, duty_id, today)
    for each in found.peers:
        if hmac.compare_digest(each.address.encode(), address.encode()):
            return found, each
    raise NotFound("no such placement")


def reserve_offer(reader: Reader, duty_id: str, today: date) -> views.ReserveOffer:
    """Who would be offered the empty seat now, before anybody presses the button. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    why_not = why_no_seat(duty, today)
    found = None if why_not else next_in_line(duty, today)
    return views.ReserveOffer(
        duty=sight.line(duty, len(team_of(duty.id))),
        left=_left(duty),
        person_id=found.person if found else "",
        person_name=found.name if found else "",
        passed_over=tuple((each.name, each.why) for each in found.passed_over) if found else (),
        why_no_seat=why_not,
    )


def who_left(reader: Reader, duty_id: str, today: date) -> tuple[str, ...]:
    """A sentence for each person who declined the duty or was stood down from it; never why they declined."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    return _left(duty)


def _left(duty: Duty) -> tuple[str, ...]:
    row = PlacementRow
    rows = store.db.session.query(row).filter(row.duty == duty.id, row.status.in_(sorted(OFF))).all()
    names = read_names([each.person for each in rows]) if rows else {}
    return tuple(sorted(LEFT[each.status].format(name=names[each.person]) for each in rows))


def asked_again(reader: Reader, duty_id: str, today: date) -> views.AskedAgain | None:
    """What the rules said when they were last asked again of the people on the duty; None where they never were.

    For coordinators and the liaison; of a sealed duty for those who may know of it.
    """
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    asking = asked_last([duty.id]).get(duty.id)
    if asking is None:
        return None
    there = {row.person for row in team_of(duty.id)}
    rows = [each for each in findings_of([asking.id]) if each.person in there]
    names = read_names({each.person for each in rows}) if rows else {}
    return views.AskedAgain(
        asking.asked_on,
        asking.moment,
        asking.people,
        tuple(
            views.FindingView(
                placement_address(each.person, duty.id),
                each.person,
                names[each.person],
                each.rule,
                each.strength == "hard",
                each.sentence,
            )
            for each in rows
        ),
    )


def my_undertaking(reader: Reader, address: str, today: date) -> views.OwnUndertaking:
    """The undertaking that belongs to the reader's own placement. NotFound where there is none to sign or to read.

    Once the council was disclosed to them the page names it, and each look is recorded.
    """
    row = own_placement(address, reader)
    duty = read_duties(today, {row.duty})[row.duty]
    signed = store.db.session.get(UndertakingRow, (row.person, row.duty))
    if signed is None and not may_sign(row, duty):
        raise NotFound("no undertaking to sign")
    sight = Sight(reader, today)
    is_own = duty.sealed and bool(duty.authorities & reader.authorities)
    is_told = state_of(row.status, row.finer) == "disclosed" and not is_own
    record_own_look(sight, [duty] if is_told else [])
    version = signed.version if signed else VERSION
    return views.OwnUndertaking(
        address=address,
        title=duty_title(duty, sight.places) if is_told else HELD_BACK,
        paragraphs=TEXTS[version],
        version=version,
        signed_on=signed.signed_on if signed else None,
    )


def may_sign(row: PlacementRow, duty: Duty) -> bool:
    """Whether the undertaking can be signed for a placement now, if it has not been."""
    return duty.sealed and state_of(row.status, row.finer) == "accepted"


def my_conflict(reader: Reader, address: str, today: date) -> views.LinkedOffer:
    """The dates of one's own placement that one declined because of a conflict. NotFound for any other."""
    row = own_placement(address, reader)
    if row.decline_reason != CONFLICTED:
        raise NotFound("no conflict was told of")
    duty = read_duties(today, {row.duty})[row.duty]
    return views.LinkedOffer(address, duty.period, duty.on_site_periods, duty.workload)


def linked_offer(token: str, today: date) -> views.LinkedOffer:
    """What a link in a message asks: dates alone, for whoever has it. NotFound, and Refusal once it is spent."""
    return offer_behind(token, today)
