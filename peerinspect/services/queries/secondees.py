"""Who could be seconded, and a secondment as the person themselves, or their chief executive, sees it."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from peerinspect.domain import Duty, Period, Person, kinds
from peerinspect.domain.lives import LIVES
from peerinspect.domain.secondments import INSPECTIONS, Part, pattern_of, what_is_due
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import only, own_person
from peerinspect.services.liaison.lasting import last_of
from peerinspect.services.liaison.seconding import AGREED
from peerinspect.services.queries.people import title_of
from peerinspect.services.queries.seconding import inspections_of, listed
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.standings import consent_standing
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.views import Cut
from peerinspect.services.views.seconding import CouncilSecondee, OwnSecondment, Pool, PoolAsked, PoolLine
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.liaison import ever_trained, needs_of, secondee_inspections, secondees_on
from peerinspect.store.reading.people import people_at, read_names, read_people
from peerinspect.store.reading.people_listing import PeopleWanted, page_of_people, regions_of_councils
from peerinspect.store.reading.placements import PlacementRecord, duties_of

POOL_PAGE = 50


def secondment_pool(reader: Reader, today: date, asked: PoolAsked, number: int) -> Pool:
    """A page of those who offer secondments, by name. For the liaison and coordinators."""
    only(reader, COORDINATOR, LIAISON)
    wanted = PeopleWanted(
        today,
        scope=_trained(asked.trained, today),
        words=tuple(asked.text.split()),
        kind=kinds.SECOND,
        region=asked.region,
        level=asked.level,
        consented_until=today if asked.consent else None,
    )
    number, (ids, total) = max(1, number), page_of_people(wanted, max(1, number), POOL_PAGE)
    pages = max(1, -(-total // POOL_PAGE))
    if number > pages:
        number, (ids, total) = pages, page_of_people(wanted, pages, POOL_PAGE)
    in_all = page_of_people(PeopleWanted(today, kind=kinds.SECOND), 1, 1)[1]
    return Pool(Cut(_pool_lines(Sight(reader, today), ids), number, pages, total), regions_of_councils(), in_all)


def _trained(asked: str, today: date) -> Collection[str] | None:
    """The ids that the question about training leaves; None for everybody."""
    if asked not in ("yes", "no"):
        return None
    trained = ever_trained(None)
    if asked == "yes":
        return trained
    everybody, _ = page_of_people(PeopleWanted(today, kind=kinds.SECOND), 1, 10**9)
    return set(everybody) - trained


def _pool_lines(sight: Sight, ids: Collection[str]) -> tuple[PoolLine, ...]:
    people, trained, away = read_people(ids), ever_trained(ids), _away(sight, ids)
    lines = [_pool_line(sight, people[id_], id_ in trained, away.get(id_)) for id_ in ids]
    return tuple(lines)


def _pool_line(sight: Sight, person: Person, is_trained: bool, away: Period | None) -> PoolLine:
    homes = {post.authority for post in person.posts if post.period.holds(sight.today)}
    return PoolLine(
        person_id=person.id,
        name=person.name,
        title=title_of(person, sight.places, sight.today),
        regions=tuple(sorted({region for code in homes if (region := sight.places[code].region)})),
        days=sum(offer.days for offer in person.offers if offer.kind == kinds.SECOND),
        level=person.level,
        consent=consent_standing(person, sight.today),
        is_trained=is_trained,
        away=away,
    )


def _away(sight: Sight, ids: Collection[str]) -> dict[str, Period]:
    """The secondments that people have agreed to and that are not over."""
    duties = sight.current(kinds.SECOND)
    found = sight.records(duties, ids) if duties and ids else ()
    return {each.person: duties[each.duty].period for each in found if each.status in ("accepted", "live")}


def my_secondment(reader: Reader, address: str, today: date) -> OwnSecondment:
    """A secondment of the reader's own. NotFound for anything else."""
    return _own(Sight(reader, today), {own_person(reader)}, address)


def council_secondee(reader: Reader, address: str, today: date) -> OwnSecondment:
    """A secondment of one of the reader's people. For chief executives. NotFound for anybody else's."""
    only(reader, CHIEF_EXECUTIVE)
    return _own(Sight(reader, today), people_at(reader.authorities, today), address)


def council_secondees(reader: Reader, today: date) -> dict[str, tuple[CouncilSecondee, ...]]:
    """The secondments that the reader's people agreed to, by person, the latest first. For chief executives."""
    only(reader, CHIEF_EXECUTIVE)
    sight = Sight(reader, today)
    duties, records = _seconded(sight, people_at(reader.authorities, today))
    found: dict[str, list[CouncilSecondee]] = {}
    for each in sorted(records, key=lambda one: duties[one.duty].first_day, reverse=True):
        line = CouncilSecondee(placement_address(*each.pair), duties[each.duty].period)
        found.setdefault(each.person, []).append(line)
    return {person: tuple(lines) for person, lines in found.items()}


def _seconded(sight: Sight, people: Collection[str]) -> tuple[dict[str, Duty], list[PlacementRecord]]:
    """The secondments that some people agreed to, with their placements on them."""
    work = sight.work_among(duties_of(people)) if people else {}
    duties = {id_: duty for id_, duty in work.items() if duty.kind == kinds.SECOND}
    records = sight.records(duties, people) if duties else ()
    return duties, [each for each in records if each.status in AGREED]


def _own(sight: Sight, people: Collection[str], address: str) -> OwnSecondment:
    """The secondment at an address, where one of the people agreed to it."""
    duties, records = _seconded(sight, people)
    for each in records:
        if hmac.compare_digest(placement_address(*each.pair).encode(), address.encode()):
            return _own_view(sight, each.person, duties[each.duty])
    raise NotFound("no such secondment")


def _own_view(sight: Sight, person: str, duty: Duty) -> OwnSecondment:
    """What has begun alone: inspections to come stand on the person's own list, with what may be known of them."""
    need, kept = needs_of([duty.id]).get(duty.id), secondees_on([duty.id]).get((person, duty.id))
    until, is_ended = last_of(duty, need), states_of([duty.id])[duty.id][0] in LIVES[duty.kind].finished
    returned = kept.returned_on if kept else None
    span = Period(duty.first_day, min(sight.today, returned or until)) if duty.first_day <= sight.today else None
    found = inspections_of(sight, [person]).get(person, ()) if span else ()
    begun = [each for each in found if not each.sealed and span is not None and span.holds(each.first_day)]
    typed = secondee_inspections([duty.id], [person])
    inspections = tuple(replace(each, id="", note="") for each in listed(sight, begun, typed))
    days = [each.period.start for each in inspections if each.period.start]
    wanted = need.inspections if need and need.pattern == INSPECTIONS else None
    part = Part(
        period=Period(duty.first_day, until),
        trained_on=kept.trained_on if kept else None,
        returned_on=returned,
        first_inspection=min(days, default=None),
        done=len(inspections),
        wanted=wanted,
    )
    return OwnSecondment(
        person_name=read_names([person])[person],
        period=duty.period,
        until=until,
        pattern=pattern_of(need.pattern if need else None, duty.period),
        wanted=wanted,
        done=len(inspections),
        training=kept.training if kept else "",
        trained_on=part.trained_on,
        returned_on=returned,
        due=() if is_ended else what_is_due(part, sight.today),
        inspections=inspections,
    )
