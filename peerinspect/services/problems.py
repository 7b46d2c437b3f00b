"""The four problems of a plan: the open one, and one for the sealed inspections of each circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from peerinspect.domain import Duty, Facts, Offer, Period, Person, Placement, RosterPlacement
from peerinspect.domain.periods import days_of
from peerinspect.services.circles import circles_of, helpers_of, home_circle, sealed_circle
from peerinspect.services.liaison.preferring import with_regions_preferred
from peerinspect.services.reader import CHIEF_EXECUTIVE, DIRECTOR
from peerinspect.services.seat_words import as_told
from peerinspect.services.veil import OPEN
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.consents import without_duty_consents
from peerinspect.store.reading.councils import read_arrangements, read_authorities
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_people, withheld_offers
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.users import councils_served
from peerinspect.store.snapshot import snapshot

TOLD_DATES = (CHIEF_EXECUTIVE, DIRECTOR)
"""The roles that are told dates of sealed work: their own, or their people's."""


def circle_of_part(part: str) -> int | None:
    """The circle of a sealed part; None for the open one."""
    return None if part == OPEN else int(part.removeprefix("sealed-"))


def part_of_duty(duty: Duty, circles: Mapping[str, int]) -> str | None:
    """The part that fills a duty; None for a sealed one that no circle's people may fill."""
    if not duty.sealed:
        return OPEN
    circle = sealed_circle(duty.authorities, circles)
    return None if circle is None else f"sealed-{circle}"


def current_circles(as_of: date) -> dict[str, int]:
    """The circle of every council."""
    served = councils_served(TOLD_DATES, as_of)
    return circles_of(read_authorities(), read_arrangements(), read_people().values(), as_of, served)


def open_problem(as_of: date) -> Facts:
    """Everything but sealed work, of which it holds no trace."""
    facts = _after_refusals(snapshot(as_of, title=f"Open work as at {plain_day(as_of)}"))
    return with_regions_preferred(as_told(facts, facts.duties))


def sealed_problem(as_of: date, circle: int, open_placements: Iterable[RosterPlacement]) -> Facts:
    """The sealed inspections of one circle, with the open placements pinned.

    It knows the sealed inspections of no other circle. Only people whose homes all lie in the next circle can be
    chosen; others are in it for what they do elsewhere.
    """
    circles = current_circles(as_of)
    sealed = {
        id_
        for id_, duty in read_duties(as_of).items()
        if duty.sealed and sealed_circle(duty.authorities, circles) == circle
    }
    facts = snapshot(as_of, sealed, title=f"Sealed work of circle {circle} as at {plain_day(as_of)}")
    pinned = as_told(_after_refusals(_with_open_work_pinned(facts, sealed, list(open_placements))), sealed)
    helpers = {
        id_ for id_, person in pinned.people.items() if home_circle(person, circles, as_of) == helpers_of(circle)
    }
    return _only_for(pinned, helpers, sealed)


def _after_refusals(facts: Facts) -> Facts:
    """What people have said no to is not asked of them again: its days count as away, or its kind as not offered."""
    days_off: dict[str, set[date]] = defaultdict(set)
    for record in read_placements(facts.as_of, facts.duties):
        if record.status == "declined" and facts.is_open(facts.duties[record.duty]):
            days_off[record.person] |= _days_on_site(facts.duties[record.duty])
    at_work = _days_at_work(facts, facts.duties)
    going_on = _work_going_on(facts)
    withheld = withheld_offers()
    people = {}
    for id_, person in facts.people.items():
        offers = [
            Offer(offer.kind, min(offer.days, going_on[id_, offer.kind])) if (id_, offer.kind) in withheld else offer
            for offer in person.offers
        ]
        away = _away_too(person, days_off.get(id_, set()) - at_work.get(id_, set()))
        people[id_] = replace(away, offers=tuple(offer for offer in offers if offer.days > 0))
    return replace(facts, people=people)


def _work_going_on(facts: Facts) -> dict[tuple[str, str], int]:
    """Days of each person's open work by kind: as much of a withheld offer as stays, for the work they go on with."""
    days: dict[tuple[str, str], int] = defaultdict(int)
    for each in facts.placements:
        duty = facts.duties[each.duty]
        if facts.is_open(duty):
            days[each.person, duty.kind] += duty.workload
    return days


def _with_open_work_pinned(facts: Facts, sealed: Collection[str], chosen: list[RosterPlacement]) -> Facts:
    """Open duties hold exactly the people that the open roster gives them, and look for no more."""
    past = [each for each in facts.placements if facts.is_history(each)]
    own = [each for each in facts.placements if each.duty in sealed and not facts.is_history(each)]
    pinned = [
        Placement(each.person, each.duty, each.status, pinned=True)
        for each in chosen
        if each.duty in facts.duties and each.person in facts.people and facts.is_open(facts.duties[each.duty])
    ]
    seats: dict[str, int] = defaultdict(int)
    for each in pinned:
        seats[each.duty] += 1
    named = {each.duty for each in (*past, *pinned)}
    duties = {
        id_: duty if id_ in sealed or not facts.is_open(duty) else replace(duty, seats=seats[id_], skills=frozenset())
        for id_, duty in facts.duties.items()
        if id_ in sealed or id_ in named
    }
    waivers = [
        each for each in facts.waivers if each.duty in duties and (each.other is None or each.other[1] in duties)
    ]
    return replace(
        facts,
        people=without_duty_consents(facts.people, facts.duties.keys() - duties.keys()),
        duties=duties,
        placements=(*past, *pinned, *own),
        waivers=tuple(waivers),
        affinity={pair: number for pair, number in facts.affinity.items() if pair[1] in duties},
    )


def _only_for(facts: Facts, helpers: Collection[str], sealed: Collection[str]) -> Facts:
    """Keep everybody but the helpers off the sealed duties, and leave out who has no part in the problem at all.

    They count as away on the sealed days: a bar that touches nothing else, since days on which they are at work
    elsewhere bar them already and are left alone.
    """
    busy = {each.person for each in facts.placements}
    at_work = _days_at_work(facts, facts.duties.keys() - set(sealed))
    sealed_days = {day for id_ in sealed for day in _days_on_site(facts.duties[id_])}
    people = {
        id_: person if id_ in helpers else _away_too(person, sealed_days - at_work.get(id_, set()))
        for id_, person in facts.people.items()
        if id_ in helpers or id_ in busy
    }
    return replace(
        facts,
        people=people,
        interests=tuple(each for each in facts.interests if each.person in people),
        waivers=tuple(
            each for each in facts.waivers if each.person in people and (each.other is None or each.other[0] in people)
        ),
        set_aside=tuple(each for each in facts.set_aside if each.person in people),
        affinity={pair: number for pair, number in facts.affinity.items() if pair[0] in people},
    )


def _days_at_work(facts: Facts, duties: Collection[str]) -> dict[str, set[date]]:
    """Each person's days on site, on some of the duties."""
    days: dict[str, set[date]] = defaultdict(set)
    for each in facts.placements:
        if each.duty in duties:
            days[each.person] |= _days_on_site(facts.duties[each.duty])
    return days


def _days_on_site(duty: Duty) -> set[date]:
    """The days of a duty's on-site periods."""
    return {day for period in duty.on_site_periods for day in days_of(period)}


def _away_too(person: Person, days: set[date]) -> Person:
    """The person, away on some more days."""
    return replace(person, unavailable=(*person.unavailable, *(Period(day, day) for day in sorted(days))))
