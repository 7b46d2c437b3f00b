"""Parts of a problem around what is still wanting: duties short of somebody, who could do them, and who could stand in.

Whoever could fill a seat mostly has work already. So a part holds as many others again, who could take that over,
and all the duties that any of these people are on. Source: large neighbourhood search, as in any textbook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from peerinspect.domain import Facts, Person
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examiner import examine, settled_engagements
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.regions.partition import Part

Able = Mapping[str, Sequence[str]]
"""For each duty that is short of somebody, by its id, the people who would help it."""


@dataclass(frozen=True)
class Asking:
    """The errand of asking who could help which duties of a part; `chosen` are those whom the roster places there."""

    facts: Facts
    chosen: frozenset[Pair]
    seconds: float
    without: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """How many duties there may be to ask about."""
        return len(self.facts.duties)

    def run(self, _tell: Callable[[Able], None] | None = None) -> Able:
        """Who would help each duty that is short of somebody, taken alone."""
        return able_to_help(self.facts, Rulebook.under(self.facts.policy, self.without), self.chosen)


def able_to_help(facts: Facts, rulebook: Rulebook, chosen: Iterable[Pair]) -> dict[str, list[str]]:
    """Who would help each open duty that is short of somebody, taken alone, beside the fixed and the chosen ones."""
    _, fixed = settled_engagements(facts)
    teams: dict[str, list[Engagement]] = {}
    for one in (*fixed, *(engage(facts, facts.people[person], facts.duties[duty]) for person, duty in sorted(chosen))):
        teams.setdefault(one.duty.id, []).append(one)
    open_duties = {id_: one for id_, one in facts.duties.items() if facts.is_open(one)}
    short = {
        id_ for id_, duty in open_duties.items() if goals.fill_cost(facts, duty, teams.get(id_, ()), rulebook.covers)
    }
    closed = {id_: replace(one, seats=0) for id_, one in open_duties.items() if id_ not in short}
    able: dict[str, list[str]] = {}
    for one in examine(replace(facts, duties={**facts.duties, **closed}), rulebook).candidates:
        if one.duty.id in short and _helps(facts, rulebook, one, teams.get(one.duty.id, ())):
            able.setdefault(one.duty.id, []).append(one.person.id)
    return able


def _helps(facts: Facts, rulebook: Rulebook, one: Engagement, team: Sequence[Engagement]) -> bool:
    if goals.empty_seats(one.duty, team):
        return True
    return any(
        cover.meets(need, one)
        for cover in rulebook.covers
        for need in goals.missing_needs(facts, one.duty, team, cover)
    )


def parts_around(
    able: Able, everybody: Iterable[Person], placed: Iterable[Pair], number: int, people: int, turn: int
) -> list[Part]:
    """So many parts of so many people each, around the duties that are short of somebody; no two share anybody.

    `placed` are all who stand in the roster. `turn` draws other lots. Empty where nobody could help any duty.
    """
    if not able:
        return []
    groups = [sorted(able, key=lambda duty: _lot(duty, turn))[first::number] for first in range(number)]
    held = _held(placed)
    groups = [group for group in groups if group]

    def idlest(duty: str) -> list[str]:
        return sorted(able[duty], key=lambda one: (len(held.get(one, ())), _lot(one, turn)))

    members = _shared_out([_in_turn([idlest(duty) for duty in group]) for group in groups], people // 2)
    more = _others(everybody, members, people - people // 2, turn)
    return _with_duties([one | other for one, other in zip(members, more, strict=True)], groups, held)


def _others(everybody: Iterable[Person], members: Sequence[set[str]], most: int, turn: int) -> list[set[str]]:
    """As many of all others for each part, by lot."""
    taken = {one for group in members for one in group}
    offering = (one.id for one in everybody if one.offers and one.id not in taken)
    drawn = iter(sorted(offering, key=lambda one: _lot(one, turn)))
    return _shared_out([drawn] * len(members), most)


def _with_duties(
    members: Sequence[set[str]], groups: Sequence[Sequence[str]], held: Mapping[str, Sequence[str]]
) -> list[Part]:
    """Each part's people with the duties that are short, and those that its people are on; each duty in one part."""
    taken = {duty for group in groups for duty in group}
    parts = []
    for mine, group in zip(members, groups, strict=False):
        duties = set(group)
        for one in sorted(mine):
            duties.update(duty for duty in held.get(one, ()) if duty not in taken)
        taken |= duties
        parts.append(Part(frozenset(mine), frozenset(duties)))
    return parts


def _held(placed: Iterable[Pair]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for person, duty in sorted(placed, key=lambda pair: (pair[1], pair[0])):
        held.setdefault(person, []).append(duty)
    return held


def _in_turn(lists: Iterable[Sequence[str]]) -> Iterator[str]:
    """One of each list in turn."""
    return (one for row in zip_longest(*lists) for one in row if one is not None)


def _shared_out(streams: Sequence[Iterator[str]], most: int) -> list[set[str]]:
    """A set from each stream, no larger than `most`, one name at a time; no name twice."""
    sets: list[set[str]] = [set() for _ in streams]
    taken: set[str] = set()
    for _ in range(most):
        for stream, chosen in zip(streams, sets, strict=True):
            one = next((name for name in stream if name not in taken), None)
            if one is not None:
                taken.add(one)
                chosen.add(one)
    return sets


def _lot(id_: str, turn: int) -> bytes:
    return hashlib.sha256(f"{turn}\x1f{id_}".encode()).digest()
