"""What the register says of somebody, as far as coordinators change it: what their changes rest on."""

from __future__ import annotations

from datetime import date

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.people import away_views, consent_views, offer_views, post_views, request_views
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store.reading.people import left_on, read_people


def person_record(reader: Reader, person_id: str, today: date) -> views.PersonRecord:
    """What the register says of somebody, without their work and their ties: for coordinators, who change it."""
    only(reader, COORDINATOR)
    found = read_people([person_id]).get(person_id)
    if found is None:
        raise NotFound("no such person")
    sight = Sight(reader, today)
    return views.PersonRecord(
        id=found.id,
        name=found.name,
        posts=post_views(found, sight.places),
        offers=offer_views(found, {}, {}),
        skills=tuple(sorted(found.skills)),
        level=found.level,
        aspirant=found.aspirant,
        consents=consent_views([found.id], sight.places, today, {}).get(found.id, ()),
        vetted_on=found.vetted_on,
        declared_on=found.declared_on,
        left_on=left_on(found.id),
        requests=request_views([found.id], sight.places, {}),
        away_for=away_views(found.id, {}),
    )
