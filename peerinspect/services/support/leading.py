"""Who leads the advisers: a coordinator names one of those who have said yes. Nobody leads by having come first."""

from __future__ import annotations

import hmac
from datetime import date

from peerinspect import store
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import Checks, only
from peerinspect.services.notices import tell, users_of
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.support.advancing import OVER, note_event
from peerinspect.services.support.commands import NameLead
from peerinspect.services.support.parts import LIFE, PLANNER, Taking, inside, locked_row, state_of
from peerinspect.services.support.telling import programme_path
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.support import advisers_of
from peerinspect.store.tables import SupportAdviserRow


def name_lead(command: NameLead, reader: Reader, today: date) -> None:
    """Name them. For coordinators. Refused for who has not said yes."""
    only(reader, COORDINATOR)
    with store.transaction():
        found = inside(reader, command.duty_id, today, PLANNER)
        if state_of(locked_row(found.duty.id)) in LIFE.finished:
            raise Refusal(OVER)
        person = adviser_at(found, command.address)
        checks = Checks()
        checks.need(person, "address", "Choose one of those who have said yes")
        checks.done()
        if person is None or person == found.lead:
            return
        known = advisers_of([found.duty.id])
        for row in known.values():
            row.is_lead = False
        row = known.get((found.duty.id, person)) or SupportAdviserRow(duty=found.duty.id, person=person)
        row.is_lead = True
        store.add(row)
        sentence = f"{found.advisers[person].name} leads the advisers."
        event = note_event(reader, "name-support-lead", found.duty.id, sentence)
        work = duty_title(found.duty, read_places())
        tell("support-lead", event, users_of(person), work=work, path=programme_path(found.duty.id))


def adviser_at(found: Taking, address: str) -> str | None:
    """The adviser whose placement has the address; None where there is nobody who has said yes."""
    for person in found.advisers:
        if hmac.compare_digest(placement_address(person, found.duty.id).encode(), address.encode()):
            return person
    return None
