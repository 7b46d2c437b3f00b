"""People: who may be seen by whom, and how much of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from peerinspect.domain import Duty, Period, Person, Policy, kinds
from peerinspect.services import views
from peerinspect.services.availability import OWN
from peerinspect.services.checking import only
from peerinspect.services.queries.going import where_they_could_go
from peerinspect.services.queries.interests import interest_views
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight, by_person
from peerinspect.services.queries.standings import (
    DECLARATION_SOON,
    SOON,
    best_of,
    consent_standing,
    declaration_standing,
    made_by,
    merged,
    vetting_standing,
)
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import post_title
from peerinspect.store.reading.councils import Place
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.mentors import goal_of
from peerinspect.store.reading.people import (
    consent_rows,
    expertise_of,
    leave_rows,
    left_on,
    offer_rows,
    people_at,
    post_rows,
    read_people,
    request_rows,
)
from peerinspect.store.reading.people_listing import (
    PeopleWanted,
    page_of_people,
    people_in_pool,
    people_registered,
    regions_of_councils,
)
from peerinspect.store.reading.placements import OFF, PlacementRecord, duties_of, read_placements
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import ConsentRow, LeaveRow, OfferRow

EVERYBODY = views.PeopleAsked()
"""Who asks nothing is shown the whole pool."""
PEOPLE_A_PAGE = 50


def people(reader: Reader, today: date, asked: views.PeopleAsked = EVERYBODY, page: int = 1) -> views.PeoplePage:
    """A page of people, by name: of all for coordinators and the liaison; of their own council's for chief executives;
    oneself for directors. The last page where there are fewer."""
    scope = _scope(reader, today)
    wanted = _wanted(asked, today, scope)
    ids, total = page_of_people(wanted, page, PEOPLE_A_PAGE)
    pages = max(1, -(-total // PEOPLE_A_PAGE))
    number = min(max(1, page), pages)
    if number != page:
        ids, total = page_of_people(wanted, number, PEOPLE_A_PAGE)
    lines = person_lines(Sight(reader, today), read_people(ids))
    cut = views.Cut(tuple(lines[id_] for id_ in ids), number, pages, total)
    return views.PeoplePage(cut, regions_of_councils(), people_in_pool() if scope is None else len(scope))


def people_asked_for(asked: views.PeopleAsked, today: date) -> list[str]:
    """The ids of all the people that are asked for, by name: no page of them. For queries that cut by themselves."""
    wanted = _wanted(asked, today, None)
    return page_of_people(wanted, 1, max(1, people_registered()))[0]


def _wanted(asked: views.PeopleAsked, today: date, scope: Collection[str] | None) -> PeopleWanted:
    """Who is looked for, the days worked out from the policy."""
    policy = read_policy()
    months = {"declaration": policy.parameter("undeclared", "months", 12)}
    months["vetting"] = 12 * policy.parameter("vetting-lapsed", "years", 3)
    return PeopleWanted(
        today,
        scope=scope,
        words=tuple(asked.text.split()),
        council_words=tuple(asked.council.split()),
        kind=asked.kind,
        region=asked.region,
        level=asked.level,
        is_aspirant=asked.is_aspirant,
        has_left=asked.has_left,
        declared_by=made_by(today + DECLARATION_SOON, months["declaration"]) if asked.due == "declaration" else None,
        vetted_by=made_by(today + SOON, months["vetting"]) if asked.due == "vetting" else None,
        consented_until=today + SOON if asked.due == "consent" else None,
    )


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
    duties = sight.duties(duties_of(found))
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
    return "; ".join(sorted(f"{post_title(post.role, post.basis)}, {places[post.authority].name}" for post in held))


def _detail(sight: Sight, one: Person) -> views.PersonDetail:
    """A person with as much of their affairs as the reader may know."""
    reader, today = sight.reader, sight.today
    is_near = reader.role in (COORDINATOR, LIAISON) or reader.person_id == one.id
    everything = read_duties(today, duties_of([one.id]))
    duties = {id_: duty for id_, duty in everything.items() if sight.knows_sealed_work or not duty.sealed}
    records = sight.records(duties, [one.id])
    record_look_at_list(sight, (duties[each.duty] for each in records), "of one person")
    shown = sight.placements(records, duties, with_reasons=reader.role == COORDINATOR)
    is_past = {view.address: view.status in (*OFF, "done") for view in shown}
    used = days_by_kind(records, duties, today)
    keeps, watches = reader.role == COORDINATOR, reader.role in (COORDINATOR, LIAISON)
    names, policy = user_names(), read_policy()
    return views.PersonDetail(
        line=person_line(one, sight.places, policy, today, used),
        posts=post_views(one, sight.places),
        offers=offer_views(one, used, names),
        unavailable=merged([*one.unavailable, *_held_days(sight, one.id, everything)]),
        skills=tuple(sorted(one.skills)),
        aspirant=one.aspirant,
        interests=interest_views(one.id, sight.places, today, reader.person_id == one.id) if is_near else (),
        consents=consent_views([one.id], sight.places, today, names).get(one.id, ()),
        coming=tuple(view for view in shown if not is_past[view.address]),
        past=tuple(reversed([view for view in shown if is_past[view.address]])),
        declared_on=one.declared_on if is_near else None,
        requests=request_views([one.id], sight.places, names),
        away_for=away_views(one.id, names) if keeps or reader.person_id == one.id else (),
        left_on=left_on(one.id),
        stands=where_they_could_go(sight, one, duties, records, policy) if watches else (),
        expertise=expertise_of([one.id]).get(one.id, "") if is_near else "",
        goal=goal_of(one.id) if is_near and one.aspirant else "",
    )


def _held_days(sight: Sight, person_id: str, everything: Mapping[str, Duty]) -> list[Period]:
    """Days that sealed work takes, for a coordinator who may not know of it: the person is just unavailable.

    `everything` are the person's duties, sealed ones too. Somebody who works for a council is told not even that.
    """
    reader = sight.reader
    if sight.knows_sealed_work or reader.role != COORDINATOR or reader.authorities or reader.person_id:
        return []
    duties = {id_: duty for id_, duty in everything.items() if duty.sealed}
    records = read_placements(sight.today, duties, [person_id])
    return [period for each in records if each.status not in OFF for period in duties[each.duty].on_site_periods]


def post_views(one: Person, places: Mapping[str, Place]) -> tuple[views.PostView, ...]:
    """The person's posts, the latest first."""
    return tuple(
        views.PostView(
            row.authority, places[row.authority].name, row.role, row.basis, Period(row.starts, row.ends), row.id
        )
        for row in post_rows(one.id)
    )


def offer_views(one: Person, used: Mapping[str, int], names: Mapping[str, str]) -> tuple[views.OfferView, ...]:
    """What the person offers, with what of it is used, and who wrote it down where they did not say it themselves."""
    offered = {offer.kind for offer in one.offers}
    return tuple(
        views.OfferView(row.kind, row.days, used.get(row.kind, 0), said(row, names), row.withheld)
        for row in offer_rows(one.id)
        if row.kind in offered
    )


def consent_views(
    people_consented: Collection[str], places: Mapping[str, Place], today: date, names: Mapping[str, str]
) -> dict[str, tuple[views.ConsentView, ...]]:
    """The consents to some people's work elsewhere, by person, the latest first."""
    found: dict[str, list[views.ConsentView]] = defaultdict(list)
    for row in consent_rows(people_consented):
        days = Period(row.starts, row.ends)
        name = places[row.authority].name
        view = views.ConsentView(row.authority, name, days, best_of([days], today), row.id, said(row, names))
        found[row.person].append(view)
    return {person_id: tuple(each) for person_id, each in found.items()}


def request_views(
    people_asked_for: Collection[str], places: Mapping[str, Place], names: Mapping[str, str]
) -> tuple[views.RequestView, ...]:
    """Chief executives who are asked for consent and have not answered."""
    return tuple(
        views.RequestView(
            row.authority, places[row.authority].name, row.note, names.get(row.asked_by, ""), row.asked_on
        )
        for row in request_rows(people_asked_for)
    )


def away_views(person_id: str, names: Mapping[str, str]) -> tuple[views.AwayView, ...]:
    """Times away that somebody else wrote down.

    Those that people mark themselves are not told apart from what else keeps them from work.
    """
    told = ((row, said(row, names)) for row in leave_rows(person_id))
    return tuple(views.AwayView(row.id, Period(row.starts, row.ends), by) for row, by in told if by is not None)


def said(row: OfferRow | LeaveRow | ConsentRow, names: Mapping[str, str]) -> views.SaidView | None:
    """Who wrote it down for them, and how they came to know; None where they said it themselves."""
    if row.source in (None, OWN):
        return None
    return views.SaidView(row.source or "", row.reference or "", names.get(row.recorded_by or "", ""), row.recorded_on)
