"""Who could step in on one duty, by the latest roster."""

from __future__ import annotations

from datetime import date

from peerinspect.services.checking import only
from peerinspect.services.queries.looks import record_look
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.versions import reserves_on
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.standing import part_now
from peerinspect.services.views.rosters import ReservesView
from peerinspect.store.reading.rosters import latest_part


def duty_reserves(reader: Reader, duty_id: str, today: date) -> tuple[ReservesView, ...]:
    """For each person that the latest roster places on the duty: who could step in, the first to ask first.

    For coordinators and the Ofsted liaison; of a sealed duty for whoever may know of it. Empty until they are worked
    out.
    """
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    part = part_now(duty, today)
    row = latest_part(part) if part else None
    return reserves_on(row.id, duty_id) if row else ()
