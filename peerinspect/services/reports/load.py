"""Load: the days that people give in a year against those they offer, by person and by council."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from peerinspect.domain import Period, Person
from peerinspect.services.reports.work import Work, of_year, shares
from peerinspect.services.views.reports import CouncilLoad
from peerinspect.services.views.rosters import LoadView


def days_by_person(work: Iterable[Work], year: Period) -> Counter[str]:
    """The days that each person gives in the year, by id."""
    found: Counter[str] = Counter()
    for each in of_year(work, year):
        if each.is_given:
            found[each.person.id] += each.duty.workload
    return found


def load_by_person(people: Iterable[Person], used: Mapping[str, int], kinds: frozenset[str]) -> tuple[LoadView, ...]:
    """Everybody who offers days to these kinds or gives any, the most used first."""
    found = [_line(one, offered_days(one, kinds), used.get(one.id, 0)) for one in people]
    listed = [line for line in found if line.offered or line.used]
    return tuple(sorted(listed, key=lambda line: (-line.share, -line.used, line.name, line.person_id)))


def offered_days(person: Person, kinds: frozenset[str]) -> int:
    """The days a year that the person offers to the kinds, as they stand today: what was offered before is not kept."""
    return sum(offer.days for offer in person.offers if offer.kind in kinds)


def _line(one: Person, offered: int, used: int) -> LoadView:
    return LoadView(one.id, one.name, offered, used, math.ceil(100 * used / max(1, offered)))


@dataclass
class _Sum:
    """A council's sums."""

    people: int = 0
    offered: Fraction = Fraction(0)
    used: Fraction = Fraction(0)


def load_by_council(
    lines: Iterable[LoadView], people: Mapping[str, Person], year: Period, names: Mapping[str, str]
) -> tuple[CouncilLoad, ...]:
    """The same by the councils where people held a post in the year; somebody with two counts half to each.

    Whoever held none is left out: their days are nobody's. The council with the greatest share comes first.
    """
    sums: dict[str, _Sum] = defaultdict(_Sum)
    for line in lines:
        homes = {post.authority for post in people[line.person_id].posts if post.period.overlaps(year)}
        used = shares(line.used, homes)
        for code, offered in shares(line.offered, homes).items():
            sums[code].people += 1
            sums[code].offered += offered
            sums[code].used += used[code]
    found = [CouncilLoad(code, names[code], each.people, each.offered, each.used) for code, each in sums.items()]
    return tuple(sorted(found, key=lambda one: (-one.used / max(one.offered, Fraction(1)), -one.used, one.name)))
