"""Where somebody could go: how they stand with every council, for the map on their page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from peerinspect.domain import Duty, Facts, Person, Placement, Policy
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.ties import Ties
from peerinspect.store.reading.councils import Place, read_arrangements_of, read_authorities
from peerinspect.store.reading.duties import called_off, read_duties
from peerinspect.store.reading.people import read_names, read_people, read_ties_of
from peerinspect.store.reading.placements import OFF, PlacementRecord, duties_of, read_placements
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.surroundings import duties_at


def where_they_could_go(
    sight: Sight, one: Person, duties: Mapping[str, Duty], records: Iterable[PlacementRecord], policy: Policy
) -> tuple[views.PlaceStand, ...]:
    """How a person stands with each council that has not ended, by name. `duties` and `records` are their own.

    Sealed work has no part in it, whoever asks: all readers are told the same.
    """
    ties = Ties(_facts(sight.today, one, duties, records, policy))
    found = []
    for code, place in sight.places.items():
        if place.ended_on is None or place.ended_on >= sight.today:
            stand = ties.stand(one, code)
            reasons = tuple(each.sentence for each in stand.conflicts)
            found.append(views.PlaceStand(code, place.name, place.region, _point(place), stand.state, reasons))
    return tuple(found)


def _point(place: Place) -> views.Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    return views.Point(place.latitude, place.longitude)


def facts_of_ties(person_id: str, today: date) -> Facts:
    """All that speaks of one person's ties, without any sealed work. NotFound where there is no such person."""
    one = read_people([person_id]).get(person_id)
    if one is None:
        raise NotFound("no such person")
    duties = read_duties(today, duties_of([person_id]))
    return _facts(today, one, duties, read_placements(today, duties, [person_id]), read_policy())


def _facts(
    today: date, one: Person, duties: Mapping[str, Duty], records: Iterable[PlacementRecord], policy: Policy
) -> Facts:
    """The person's own open work, reviews at their councils, and what they declared."""
    homes, off = {post.authority for post in one.posts}, called_off()
    reviews = duties_at(homes, "review") - duties.keys() - off
    known = {**duties, **(read_duties(today, reviews) if reviews else {})}
    open_ = {id_: duty for id_, duty in known.items() if not duty.sealed and id_ not in off}
    arrangements = read_arrangements_of(homes)
    interests = read_ties_of([one.id])
    named = {each.authority for each in interests if each.authority}.union(
        homes, *(each.authorities for each in arrangements), *(duty.authorities for duty in open_.values())
    )
    return Facts(
        as_of=today,
        people={one.id: one},
        duties=open_,
        authorities=read_authorities(named),
        arrangements=arrangements,
        interests=interests,
        placements=tuple(
            Placement(each.person, each.duty, each.status, each.pinned)
            for each in records
            if each.duty in open_ and each.status not in OFF
        ),
        policy=policy,
    )


def person_name(reader: Reader, person_id: str, today: date) -> str:
    """What somebody is called. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    name = read_names([person_id]).get(person_id)
    if name is None:
        raise NotFound("no such person")
    return name
