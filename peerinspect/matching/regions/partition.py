"""Which people and duties go together: councils are cut along a line again and again until each part is small.

Cuts run where the councils lie furthest apart. Each turn cuts along other directions, so that what lay on both sides
of a border in one round lies within a part in another. Source: k-d trees, as in any textbook of geometry.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from peerinspect.domain import Facts, Person
from peerinspect.domain.placement import Pair
from peerinspect.independence.sharing import HOME_KINDS

UNEVEN = 0.3
"""No cut leaves less than this share of a part on either side, unless a single council is larger."""

TURN = pi * (3 - 5**0.5) / 2
"""Half the golden angle: directions of further turns are never close to those before."""


@dataclass(frozen=True)
class Part:
    """Some of the people and of the open duties, by their ids."""

    people: frozenset[str]
    duties: frozenset[str]

    def decides(self, pair: Pair) -> bool:
        """Whether both the person and the duty are the part's."""
        return pair[0] in self.people and pair[1] in self.duties


def regions_of(facts: Facts, most: int, turn: int = 0, placed: Iterable[Pair] = ()) -> list[Part]:
    """Everybody and every open duty, each in one of the parts, of about `most` people and duties at the most.

    People belong to the council of their latest post and duties to their target. A duty at no council goes with
    whoever is `placed` on it; what is left is dealt out in turn.
    """
    leaders = joined(facts)
    homes = {one.id: leaders.get(home, home) for one in facts.people.values() if (home := home_of(one, facts.as_of))}
    duties = [one for one in facts.duties.values() if facts.is_open(one)]
    targets = {one.id: leaders.get(code, code) for one in duties for code in sorted(one.authorities)[:1]}
    weights = Counter([*homes.values(), *targets.values()])
    places = [_Place(code, weights[code], *_turned(facts, code, turn)) for code in sorted(weights)]
    groups = _cut(sorted(places, key=lambda one: one.code), most)
    part_of = {place.code: number for number, group in enumerate(groups) for place in group}
    person_part = _dealt(facts.people, {id_: part_of[code] for id_, code in homes.items()}, len(groups))
    known = {id_: part_of[code] for id_, code in targets.items()}
    known |= {duty: person_part[one] for one, duty in sorted(placed) if duty not in known and one in person_part}
    duty_part = _dealt((one.id for one in duties), known, len(groups))
    return _parts(person_part, duty_part, max(1, len(groups)))


def home_of(person: Person, day: date) -> str | None:
    """The council of the post held on the day, or else held last; None where there never was one."""

    def lateness(place: int) -> tuple[bool, date, date]:
        period = person.posts[place].period
        return period.holds(day), period.end or date.max, period.start or date.min

    best = max(range(len(person.posts)), key=lateness, default=None)
    return None if best is None else person.posts[best].authority


def joined(facts: Facts) -> dict[str, str]:
    """One council that stands for each council that was ever joined to others: they lend people together."""
    leaders: dict[str, str] = {}
    for arrangement in facts.arrangements:
        if arrangement.kind in HOME_KINDS and arrangement.authorities:
            merged = {leaders.get(code, code) for code in arrangement.authorities}
            first = min(merged)
            leaders.update({code: first for code, leader in leaders.items() if leader in merged})
            leaders.update(dict.fromkeys(arrangement.authorities, first))
    return leaders


@dataclass(frozen=True)
class _Place:
    """A council, how many people and duties belong to it, and where it lies after the turn."""

    code: str
    weight: int
    east: float
    north: float


def _turned(facts: Facts, code: str, turn: int) -> tuple[float, float]:
    """Degrees along two axes; a council without coordinates lies at none."""
    council = facts.authorities.get(code)
    if council is None or council.latitude is None or council.longitude is None:
        return 0.0, 0.0
    east, north = council.longitude * cos(council.latitude * pi / 180), council.latitude
    angle = turn * TURN
    return east * cos(angle) + north * sin(angle), north * cos(angle) - east * sin(angle)


def _cut(places: Sequence[_Place], most: int) -> list[list[_Place]]:
    if len(places) <= 1 or sum(one.weight for one in places) <= most:
        return [list(places)] if places else []
    spans = [_span(places, axis) for axis in _AXES]
    along = _AXES[spans.index(max(spans))]
    ordered = sorted(places, key=lambda one: (along(one), one.code))
    middle = _widest_gap([along(one) for one in ordered], [one.weight for one in ordered])
    return [*_cut(ordered[:middle], most), *_cut(ordered[middle:], most)]


_AXES: tuple[Callable[[_Place], float], ...] = (lambda one: one.east, lambda one: one.north)


def _span(places: Sequence[_Place], axis: Callable[[_Place], float]) -> float:
    values = [axis(one) for one in places]
    return max(values) - min(values)


def _widest_gap(values: Sequence[float], weights: Sequence[int]) -> int:
    """Where to cut: the widest gap that leaves enough on both sides, the most even one of equals."""
    whole, before = sum(weights), 0
    best, middle = (-1.0, 0.0), len(values) // 2
    for place in range(1, len(values)):
        before += weights[place - 1]
        share = before / whole
        score = (values[place] - values[place - 1], -abs(share - 0.5))
        if UNEVEN <= share <= 1 - UNEVEN and score > best:
            best, middle = score, place
    return middle


def mixed(facts: Facts, number: int, turn: int, placed: Iterable[Pair]) -> list[Part]:
    """So many parts by a drawing of lots among all the people; duties go with somebody `placed` on them.

    Joined councils draw one lot, for they lend people together.
    """
    leaders = joined(facts)
    people = {}
    for one in facts.people.values():
        home = home_of(one, facts.as_of)
        people[one.id] = _lot(leaders.get(home, one.id) if home else one.id, turn, number)
    duties = {one.id: _lot(one.id, turn, number) for one in facts.duties.values() if facts.is_open(one)}
    duties |= {duty: people[one] for one, duty in sorted(placed) if duty in duties and one in people}
    return _parts(people, duties, number)


def _lot(id_: str, turn: int, number: int) -> int:
    digest = hashlib.sha256(f"{turn}\x1f{id_}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % number


def _dealt(ids: Iterable[str], known: dict[str, int], number: int) -> dict[str, int]:
    """The part of each; those unknown take the parts in turn, in order of their ids."""
    rest = (id_ for id_ in sorted(ids) if id_ not in known)
    return known | {id_: place % max(1, number) for place, id_ in enumerate(rest)}


def _parts(people: dict[str, int], duties: dict[str, int], number: int) -> list[Part]:
    """The parts that have something to decide."""
    parts = [
        Part(
            frozenset(one for one, part in people.items() if part == place),
            frozenset(one for one, part in duties.items() if part == place),
        )
        for place in range(number)
    ]
    return [part for part in parts if part.people and part.duties]
