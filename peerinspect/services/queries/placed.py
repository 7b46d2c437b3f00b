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
    told = {duty.id: _Told.of(duty, places) for duty in {each.duty.id: each.duty for each in placed}.values()}
    points = {code: _point(place) for code, place in places.items()}
    found = [_view(each, told[each.duty.id], places, points) for each in placed]
    return tuple(sorted(found, key=lambda view: (view.period.start or date.min, view.duty_title, view.person_name)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a duty's placements all say of it."""

    title: str
    target: str | None
    target_names: tuple[str, ...]
    region: str | None
    days: int

    @classmethod
    def of(cls, duty: Duty, places: Mapping[str, Place]) -> _Told:
        target = min(duty.authorities, default=None)
        names = council_names(duty.authorities, places)
        return cls(duty_title(duty, places), target, names, places[target].region if target else None, duty.workload)


def _view(
    each: Placed, told: _Told, places: Mapping[str, Place], points: Mapping[str, views.Point | None]
) -> views.RosterPlacementView:
    """One placement with the two ends of its arc."""
    home = each.home()
    return views.RosterPlacementView(
        address=placement_address(each.person.id, each.duty.id),
        person_id=each.person.id,
        person_name=each.person.name,
        home_code=home,
        home_name=places[home].name if home else "",
        duty_id=each.duty.id,
        duty_title=told.title,
        kind=each.duty.kind,
        region=told.region,
        target_names=told.target_names,
        period=each.duty.period,
        days=told.days,
        status=each.status,
        objections=each.objections,
        home_point=points[home] if home else None,
        target_point=points[told.target] if told.target else None,
        part=each.part,
    )


def _point(place: Place) -> views.Point | None:
    """Where a council lies, as far as it is known."""
    if place.latitude is None or place.longitude is None:
        return None
    return views.Point(place.latitude, place.longitude)
