"""Placements of a roster with everything a map and a table need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Duty, Person
from peerinspect.domain.placement import Pair
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.wording import council_names, duty_title
from peerinspect.store.reading.councils import Place


@dataclass(frozen=True, slots=True)
class Placed:
    """A person on a duty of a roster."""

    person: Person
    duty: Duty
    status: str
    objections: tuple[str, ...]
    part: str

    @property
    def pair(self) -> Pair:
        """The person's and the duty's id."""
        return (self.person.id, self.duty.id)

    def home(self) -> str | None:
        """The council that the person comes from: of several, one that is no target, the first by code."""
        homes = sorted({post.authority for post in self.person.posts if post.period.overlaps(self.duty.span)})
        away = [code for code in homes if code not in self.duty.authorities]
        return next(iter(away or homes), None)


def placement_views(placed: Sequence[Placed], places: Mapping[str, Place]) -> tuple[views.RosterPlacementView, ...]:
    """The placements, by first day."""
    found = [_view(each, places) for each in placed]
    return tuple(sorted(found, key=lambda view: (view.period.start or date.min, view.duty_title, view.person_name)))


def _view(each: Placed, places: Mapping[str, Place]) -> views.RosterPlacementView:
    """One placement with the two ends of its arc."""
    home = each.home()
    target = min(each.duty.authorities, default=None)
    return views.RosterPlacementView(
        address=placement_address(each.person.id, each.duty.id),
        person_id=each.person.id,
        person_name=each.person.name,
        home_code=home,
        home_name=places[home].name if home else "",
        duty_id=each.duty.id,
        duty_title=duty_title(each.duty, places),
        kind=each.duty.kind,
        region=places[target].region if target else None,
        target_names=council_names(each.duty.authorities, places),
        period=each.duty.period,
        days=each.duty.workload,
        status=each.status,
        objections=each.objections,
        home_point=_point(places, home),
        target_point=_point(places, target),
        part=each.part,
    )


def _point(places: Mapping[str, Place], code: str | None) -> views.Point | None:
    """Where a council lies, as far as it is known."""
    place = places.get(code) if code else None
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return views.Point(place.latitude, place.longitude)
