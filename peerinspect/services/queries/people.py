"""People: who may be seen by whom, and how much of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from peerinspect.domain import Duty, Period, Person, Policy, kinds
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.events import events_of
from peerinspect.services.queries.interests import interest_views
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight, by_person
from peerinspect.services.queries.standings import (
    best_of,
    consent_standing,
    declaration_standing,
    merged,
    vetting_standing,
)
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store.reading.councils import Place
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import people_at, read_people
from peerinspect.store.reading.placements import OFF, PlacementRecord, read_placements
from peerinspect.store.reading.policies import read_policy

_ROLE_WORDS = {"director": "Director", "senior": "Senior manager", "other": "Officer"}
_BASIS_WORDS = {"interim": "Interim ", "acting": "Acting ", "joint": "Joint "}


def people(reader: Reader, today: date) -> tuple[views.PersonLine, ...]:
    """People by name: all for coordinators and the liaison; their own council's for chief executives; oneself for
    directors."""
    scope = _scope(reader, today)
    lines = person_lines(Sight(reader, today), read_people(scope))
    return tuple(sorted(lines.values(), key=lambda line: (line.name, line.id)))


def person(reader: Reader, person_id: str, today: date) -> views.PersonDetail:
    """One person. NotFound for whoever is not the reader's to see."""
    scope = _scope(reader, today)
    found = read_people([person_id]).get(person_id)
    if found is None or (scope is not None and person_id not in scope):
        raise NotFound("no such person")
    return _detail(Sight(reader, today), found)


def _scope(reader: Reader, today: date) -> Collection[str] | None:
    """The ids of the people whom the reader may see; None for all."""
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR)
    if reader.role in (COORDINATOR, LIAISON):
        return None
    if reader.role == CHIEF_EXECUTIVE:
        return people_at(reader.authorities, today)
    return {reader.person_id} if reader.person_id else set()


def person_lines(sight: Sight, found: Mapping[str, Person]) -> dict[str, views.PersonLine]:
    """People in a list, by id."""
    duties = sight.duties()
    work = by_person(sight.records(duties, found))
    policy = read_policy()
    return {
        id_: person_line(one, sight.places, policy, sight.today, days_by_kind(work.get(id_, ()), duties, sight.today))
        for id_, one in found.items()
    }


def days_by_kind(records: Iterable[PlacementRecord], duties: Mapping[str, Duty], today: date) -> dict[str, int]:
    """Days of work, by kind, of placements that are not over. For a chair they are a year's."""
    days: dict[str, int] = defaultdict(int)
    for each in records:
        duty = duties[each.duty]
        if each.status not in (*OFF, "done") and duty.last_day >= today:
            days[duty.kind] += duty.workload
    return days


def person_line(
    one: Person, places: Mapping[str, Place], policy: Policy, today: date, used: Mapping[str, int]
) -> views.PersonLine:
    """A person in a list."""
    posts = [post for post in one.posts if post.period.holds(today)]
    offered = {offer.kind for offer in one.offers}
    return views.PersonLine(
        id=one.id,
        name=one.name,
        title=title_of(one, places, today),
        authorities=tuple(sorted({post.authority for post in posts})),
        region=places[posts[0].authority].region if posts else None,
        offers=tuple(kind for kind in kinds.KINDS if kind in offered),
        level=one.level,
        declaration=declaration_standing(one, policy, today),
        vetting=vetting_standing(one, policy, today),
        consent=consent_standing(one, today),
        days_offered=one.days_offered(),
        days_used=sum(used.values()),
    )


def title_of(one: Person, places: Mapping[str, Place], today: date) -> str:
    """What the person is, like "Interim director, Leeds"; their last post where they hold none."""
    held = [post for post in one.posts if post.period.holds(today)]
    if not held:
        return "No post now"
    words = [
        f"{_BASIS_WORDS.get(post.basis, '')}{_ROLE_WORDS[post.role]}".capitalize() + f", {places[post.authority].name}"
        for post in held
    ]
    return "; ".join(sorted(words))


def _detail(sight: Sight, one: Person) -> views.PersonDetail:
    """A person with as much of their affairs as the reader may know."""
    reader, today = sight.reader, sight.today
    is_near = reader.role in (COORDINATOR, LIAISON) or reader.person_id == one.id
    duties = sight.duties()
    records = sight.records(duties, [one.id])
    record_look_at_list(sight, (duties[each.duty] for each in records), "of one person")
    shown = sight.placements(records, duties, with_reasons=reader.role == COORDINATOR)
    is_past = {view.address: view.status in (*OFF, "done") for view in shown}
    used = days_by_kind(records, duties, today)
    return views.PersonDetail(
        line=person_line(one, sight.places, read_policy(), today, used),
        posts=post_views(one, sight.places),
        offers=tuple(views.OfferView(offer.kind, offer.days, used.get(offer.kind, 0)) for offer in one.offers),
        unavailable=merged([*one.unavailable, *_held_days(sight, one.id)]),
        skills=tuple(sorted(one.skills)),
        aspirant=one.aspirant,
        interests=interest_views(one.id, sight.places, today, reader.person_id == one.id) if is_near else (),
        consents=consent_views(one, sight.places, today),
        coming=tuple(view for view in shown if not is_past[view.address]),
        past=tuple(reversed([view for view in shown if is_past[view.address]])),
        events=events_of(sight, one.id) if reader.role == COORDINATOR else (),
        declared_on=one.declared_on if is_near else None,
    )


def _held_days(sight: Sight, person_id: str) -> list[Period]:
    """Days that sealed work takes, for a coordinator who may not know of it: the person is just unavailable.

    Somebody who works for a council is told not even that.
    """
    reader = sight.reader
    if sight.knows_sealed_work or reader.role != COORDINATOR or reader.authorities or reader.person_id:
        return []
    duties = {id_: duty for id_, duty in read_duties(sight.today).items() if duty.sealed}
    records = read_placements(sight.today, duties, [person_id])
    return [period for each in records if each.status not in OFF for period in duties[each.duty].on_site_periods]


def post_views(one: Person, places: Mapping[str, Place]) -> tuple[views.PostView, ...]:
    """The person's posts, the latest first."""
    ordered = sorted(one.posts, key=lambda post: post.period.start or date.min, reverse=True)
    return tuple(
        views.PostView(post.authority, places[post.authority].name, post.role, post.basis, post.period)
        for post in ordered
    )


def consent_views(one: Person, places: Mapping[str, Place], today: date) -> tuple[views.ConsentView, ...]:
    """The consents to the person's work elsewhere, the latest first."""
    ordered = sorted(one.consents, key=lambda each: each.period.start or date.min, reverse=True)
    return tuple(
        views.ConsentView(each.authority, places[each.authority].name, each.period, best_of([each.period], today))
        for each in ordered
    )
