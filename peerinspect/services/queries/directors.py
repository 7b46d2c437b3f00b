"""What a director sees of their own affairs, and a chief executive of their people's."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Duty, Period, kinds
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import own_person
from peerinspect.services.queries.interests import interest_views
from peerinspect.services.queries.looks import record_own_look
from peerinspect.services.queries.people import (
    consent_views,
    days_by_kind,
    offer_views,
    request_views,
    said,
)
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.standings import declaration_standing
from peerinspect.services.reader import Reader
from peerinspect.services.wording import HELD_BACK, council_names, duty_title
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.holding_back import ties_owed, undertakings_of
from peerinspect.store.reading.people import expertise_of, leave_rows, left_on, read_people
from peerinspect.store.reading.placements import OFF, PlacementRecord, duties_of, read_placements
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.users import user_names

COMING = ("accepted", "live")
DISCLOSED = "disclosed"


def my_duties(reader: Reader, today: date) -> views.MyDuties:
    """The reader's own duties. Of a sealed one only the dates show, until its council is disclosed to them: then each
    look at it is recorded. NotFound for a user who is tied to no person."""
    own = own_person(reader)
    duties = read_duties(today, duties_of([own]))
    sight = Sight(reader, today)
    found = [(each, duties[each.duty]) for each in read_placements(today, duties, [own])]
    signed, owed = undertakings_of(own), ties_owed(own)
    ordered = sorted(found, key=lambda pair: _order(pair[1]))
    shown = [(each, _own_duty(sight, each, duty, signed.get(duty.id), owed)) for each, duty in ordered]
    record_own_look(sight, (duties[each.duty] for each, mine in shown if mine.is_disclosed))
    waiting = [own for each, own in shown if each.status == "offered" and duties[each.duty].last_day >= today]
    coming = [own for each, own in shown if each.status in COMING]
    past = [own for _, own in reversed(shown) if own not in waiting and own not in coming]
    return views.MyDuties(tuple(waiting), tuple(coming), tuple(past))


def _order(duty: Duty) -> tuple[date, str]:
    """By first day; the id only settles ties, and says nothing."""
    return duty.first_day, duty.id


def is_held_back(record: PlacementRecord, duty: Duty) -> bool:
    """Whether the council is kept from the person on the duty: until it is disclosed to them or its notice day has
    come, and for good once they are off it."""
    is_told = record.state == DISCLOSED
    return (duty.sealed and not is_told) or (duty.kind == kinds.INSPECT and record.status in OFF)


def _own_duty(
    sight: Sight, record: PlacementRecord, duty: Duty, signed_on: date | None, owed: frozenset[str]
) -> views.OwnDuty:
    """One of the reader's duties. Who stood down from an inspection never learns whose it was."""
    is_kept_out = duty.sealed and (sight.reader.sealed_off or bool(duty.authorities & sight.reader.authorities))
    held_back = is_held_back(record, duty) or is_kept_out
    return views.OwnDuty(
        address=placement_address(record.person, record.duty),
        kind=duty.kind,
        title=HELD_BACK if held_back else duty_title(duty, sight.places),
        councils=() if held_back else council_names(duty.authorities, sight.places),
        period=Period(duty.first_day, duty.last_day),
        on_site=duty.on_site_periods,
        days=duty.workload,
        status=record.status,
        may_sign=duty.sealed and record.state == "accepted" and signed_on is None,
        signed_on=signed_on if duty.sealed and record.status not in OFF else None,
        is_disclosed=duty.sealed and not held_back,
        owes_tie=duty.id in owed,
    )


def my_offers(reader: Reader, today: date) -> views.MyOffers:
    """What the reader offers, and their weeks away."""
    own = own_person(reader)
    person = read_people([own])[own]
    duties = read_duties(today, duties_of([own]))
    used = days_by_kind(read_placements(today, duties, [own]), duties, today)
    names, places = user_names(), Sight(reader, today).places
    offered = {offer.kind: offer for offer in offer_views(person, used, names)}
    return views.MyOffers(
        offers=tuple(offered.get(kind, views.OfferView(kind, 0, used.get(kind, 0))) for kind in kinds.KINDS),
        leave=tuple(views.LeaveView(row.id, Period(row.starts, row.ends), said(row, names)) for row in leave_rows(own)),
        declaration=declaration_standing(person, read_policy(), today),
        consents=consent_views([own], places, today, names).get(own, ()),
        requests=request_views([own], places, names),
        left_on=left_on(own),
        skills=tuple(sorted(person.skills)),
        expertise=expertise_of([own]).get(own, ""),
    )


def my_declarations(reader: Reader, today: date) -> views.MyDeclarations:
    """What the reader has declared."""
    own = own_person(reader)
    person = read_people([own])[own]
    return views.MyDeclarations(
        declared_on=person.declared_on,
        declaration=declaration_standing(person, read_policy(), today),
        interests=interest_views(own, Sight(reader, today).places, today, is_own=True),
    )
