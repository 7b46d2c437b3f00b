"""The Limit rules: each takes (case, placements) and answers the buckets it fills.

The placements are the roster's and the past ones together. A bucket that is not above its ceiling is no objection.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from .case import DAY_WORK, FULL_TIME, Case
from .dates import add_months, closing, meets, opening
from .rules_bar import EVERY_KIND

Pair = tuple[str, str]


@dataclass(frozen=True)
class Bucket:
    """One ceiling: whose it is (a person's, a group's, a team's), what fills it, how high it is and may be."""

    owner: object
    fillers: tuple[Pair, ...]
    total: Fraction
    ceiling: Fraction

    @property
    def excess(self) -> Fraction:
        return max(Fraction(0), self.total - self.ceiling)


def placements_of(person: str, placements: list[Pair]) -> list[Pair]:
    return [placement for placement in placements if placement[0] == person]


def begins_in_year(case: Case, anchor: Pair, placement: Pair) -> bool:
    """Reading 9: does the placement begin in the 12 months from the anchor's first day?"""
    opens = case.first(anchor[1])
    return opens <= case.first(placement[1]) < add_months(opens, 12)


def falls_in_year(case: Case, anchor: Pair, placement: Pair) -> bool:
    """Reading 9: as above, but a chair falls in every such year that its term meets."""
    if case.kind(placement[1]) != "chair":
        return begins_in_year(case, anchor, placement)
    opens = case.first(anchor[1])
    last = add_months(opens, 12) - timedelta(days=1)
    return meets(opens, last, case.first(placement[1]), case.last(placement[1]))


def inspections_a_year(case: Case, placements: list[Pair]) -> list[Bucket]:
    most = Fraction(case.parameter("inspections-a-year", "most", 2))
    inspections = [placement for placement in placements if case.kind(placement[1]) == "inspect"]
    buckets = []
    for anchor in inspections:
        mine = placements_of(anchor[0], inspections)
        counted = tuple(placement for placement in mine if begins_in_year(case, anchor, placement))
        buckets.append(Bucket(anchor[0], counted, Fraction(len(counted)), most))
    return buckets


def days_a_year(case: Case, placements: list[Pair]) -> list[Bucket]:
    buckets = []
    for anchor in placements:
        year = [item for item in placements_of(anchor[0], placements) if falls_in_year(case, anchor, item)]
        for kinds, ceiling in day_ceilings(case, anchor[0]):
            counted = tuple(item for item in year if case.kind(item[1]) in kinds and case.days(item[1]) > 0)
            total = sum((case.days(item[1]) for item in counted), Fraction(0))
            buckets.append(Bucket(anchor[0], counted, total, ceiling))
    return buckets


def day_ceilings(case: Case, person: str) -> list[tuple[tuple[str, ...], Fraction]]:
    """Reading 9: day work, day work and chairs, then each kind that the person offers."""
    most = Fraction(case.parameter("days-a-year", "most", 20))
    most_with_chair = Fraction(case.parameter("days-a-year", "most_with_chair", 40))
    ceilings = [(DAY_WORK, most), ((*DAY_WORK, "chair"), most_with_chair)]
    for kind in EVERY_KIND:
        offered = case.offered(person, kind)
        if offered is not None:
            ceilings.append(((kind,), offered))
    return ceilings


def boards_held(case: Case, placements: list[Pair]) -> list[Bucket]:
    chairs = [placement for placement in placements if case.kind(placement[1]) == "chair"]
    buckets = []
    for person in sorted({placement[0] for placement in chairs}):
        mine = placements_of(person, chairs)
        for day in days_of_change(case, person, mine):
            held = tuple(item for item in mine if case.first(item[1]) <= day <= case.last(item[1]))
            buckets.append(Bucket(person, held, Fraction(len(held)), boards_allowed(case, person, day)))
    return buckets


def boards_allowed(case: Case, person: str, day: date) -> Fraction:
    if case.is_director_on(person, day):
        return Fraction(case.parameter("boards-held", "director", 1))
    return Fraction(case.parameter("boards-held", "other", 2))


def days_of_change(case: Case, person: str, chairs: list[Pair]) -> list[date]:
    """The days on which the number of boards rises or the person's ceiling changes: no other day can be worse."""
    days = {case.first(chair[1]) for chair in chairs}
    for post in case.people[person].get("posts", []):
        days.add(opening(post))
        if closing(post) < date.max:
            days.add(closing(post) + timedelta(days=1))
    return sorted(days)


def away_at_once(case: Case, placements: list[Pair]) -> list[Bucket]:
    most = Fraction(case.parameter("away-at-once", "most", 1))
    away = [placement for placement in placements if is_away(case, placement)]
    buckets = []
    for day in sorted({day for placement in away for day in case.site[placement[1]]}):
        that_day = [placement for placement in away if day in case.site[placement[1]]]
        for group in groups_of_authorities(case):
            counted = tuple(placement for placement in that_day if belongs(case, placement, group))
            people = {placement[0] for placement in counted}
            if len(people) > most:
                buckets.append(Bucket(group, counted, Fraction(len(people)), most))
    return buckets


def is_away(case: Case, placement: Pair) -> bool:
    """Not a full-time term, and not at one of the person's own homes."""
    at_home = case.homes(*placement) & set(case.targets(placement[1]))
    return case.kind(placement[1]) not in FULL_TIME and not at_home


def groups_of_authorities(case: Case) -> list[frozenset[str]]:
    """Each authority by itself, and each set of authorities that ever share a director or a trust."""
    groups = {frozenset([code]) for code in case.authorities}
    groups |= {frozenset(item["authorities"]) for item in sharings(case)}
    return sorted(groups, key=sorted)


def sharings(case: Case) -> list[dict]:
    return [arrangement for arrangement in case.arrangements if arrangement["kind"] in ("director", "trust")]


def belongs(case: Case, placement: Pair, group: frozenset[str]) -> bool:
    """Is a home in the group, and is it a group (reading 1) on any day of the duty's span?"""
    if not case.homes(*placement) & group:
        return False
    first, last = case.start(placement[1]), case.last(placement[1])
    same = [item for item in sharings(case) if set(item["authorities"]) == group]
    return len(group) == 1 or any(meets(opening(item), closing(item), first, last) for item in same)


def one_observer(case: Case, placements: list[Pair]) -> list[Bucket]:
    most = Fraction(case.parameter("one-observer", "most", 1))
    buckets = []
    for duty in case.duties:
        if case.kind(duty) == "inspect":
            team = [item for item in placements if item[1] == duty]
            observers = tuple(item for item in team if case.people[item[0]].get("level") == "observer")
            buckets.append(Bucket(duty, observers, Fraction(len(observers)), most))
    return buckets


def chair_term(case: Case, placements: list[Pair]) -> list[Bucket]:
    """One bucket for each term, and one for all the terms of a person at a council."""
    longest = Fraction(case.parameter("chair-term", "years", 3))
    in_all = Fraction(case.parameter("chair-term", "most_years", 6))
    chairs = [placement for placement in placements if case.kind(placement[1]) == "chair"]
    buckets = [Bucket(one[0], (one,), Fraction(years_begun(case, one[1])), longest) for one in chairs]
    for person, council in sorted({(who, code) for who, what in chairs for code in case.targets(what)}):
        terms = tuple(one for one in placements_of(person, chairs) if council in case.targets(one[1]))
        total = sum(years_begun(case, duty) for _, duty in terms)
        buckets.append(Bucket(person, terms, Fraction(total), in_all))
    return buckets


def years_begun(case: Case, term: str) -> int:
    """The years of the term that have begun by its last day: the first on its first day, the next a year later."""
    years = 1
    while add_months(case.first(term), 12 * years) <= case.last(term):
        years += 1
    return years


LIMITS = {
    "inspections-a-year": (inspections_a_year, "hard"),
    "days-a-year": (days_a_year, "hard"),
    "boards-held": (boards_held, "soft"),
    "away-at-once": (away_at_once, "hard"),
    "one-observer": (one_observer, "hard"),
    "chair-term": (chair_term, "soft"),
}
