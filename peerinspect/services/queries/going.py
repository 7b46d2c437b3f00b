"""Where somebody could go: how they stand with every council, for the map on their page."""

from __future__ import annotations

from datetime import date

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.authorities import point_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.ties import Ties
from peerinspect.store.reading.people import read_names
from peerinspect.store.surroundings import facts_around


def where_they_could_go(reader: Reader, person_id: str, today: date) -> tuple[views.PlaceStand, ...]:
    """How a person stands with each council that has not ended, by name. For coordinators and the liaison.

    Sealed work has no part in it, whoever asks: all readers are told the same.
    """
    only(reader, COORDINATOR, LIAISON)
    facts = facts_around(today, [person_id], ())
    person = facts.people.get(person_id)
    if person is None:
        raise NotFound("no such person")
    ties, sight = Ties(facts), Sight(reader, today)
    found = []
    for code, place in sight.places.items():
        if place.ended_on is None or place.ended_on >= today:
            stand = ties.stand(person, code)
            reasons = tuple(each.sentence for each in stand.conflicts)
            found.append(views.PlaceStand(code, place.name, place.region, point_of(place), stand.state, reasons))
    return tuple(found)


def person_name(reader: Reader, person_id: str, today: date) -> str:
    """What somebody is called. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    name = read_names([person_id]).get(person_id)
    if name is None:
        raise NotFound("no such person")
    return name
