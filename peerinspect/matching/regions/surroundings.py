"""What lies around a part of a problem: the facts about its people, duties and councils, and the placements nearby."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from peerinspect.domain import Duty, Facts, Interest, Person, Placement
from peerinspect.matching.regions.partition import Part


@dataclass(frozen=True)
class Standing:
    """A placement that a part leaves as it is, with the homes that count for it, and its targets.

    Beside each home is the council that stands for all that it was ever joined with.
    """

    placement: Placement
    homes: frozenset[str]
    targets: frozenset[str]


class Shelf:
    """Placements that stand, by whatever they may share with a part."""

    def __init__(self, standings: Iterable[Standing]) -> None:
        self._all = list(standings)
        self._of: dict[Hashable, list[int]] = defaultdict(list)
        for place, one in enumerate(self._all):
            self._of["person", one.placement.person].append(place)
            self._of["duty", one.placement.duty].append(place)
            for code in one.homes:
                self._of["home", code].append(place)
            for code in one.targets:
                self._of["target", code].append(place)

    def beside(self, part: Part, homes: frozenset[str], targets: frozenset[str]) -> Iterator[Standing]:
        """Those of the part's people, on its duties, from its homes or targets, or at its homes; in order."""
        keys: list[Hashable] = [("person", one) for one in part.people]
        keys += [("duty", one) for one in part.duties]
        keys += [("home", code) for code in homes | targets]
        keys += [("target", code) for code in homes]
        places = {place for key in keys for place in self._of.get(key, ())}
        return (self._all[place] for place in sorted(places))


class Surroundings:
    """One problem's facts, by the councils, people and duties that they are about."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._all_borders = sorted(facts.borders, key=sorted)
        self._borders = _by_code(enumerate(self._all_borders))
        self._neighbours = _by_code((pair, pair) for pair in facts.neighbours)
        self._arrangements = _by_code((place, one.authorities) for place, one in enumerate(facts.arrangements))
        self._duties: dict[str, list[str]] = defaultdict(list)
        for duty in facts.duties.values():
            for code in duty.authorities:
                self._duties[code].append(duty.id)

    def duties_at(self, codes: Iterable[str]) -> set[str]:
        """The duties that have one of the councils for a target, by id."""
        return {duty for code in codes for duty in self._duties.get(code, ())}

    def people_and_duties(self, people: Mapping[str, Person], duties: Mapping[str, Duty]) -> Facts:
        """The problem with these alone, and what is said of them and of their councils."""
        facts = self.facts
        codes = {code for duty in duties.values() for code in duty.authorities}
        codes |= {post.authority for person in people.values() for post in person.posts}
        return replace(
            facts,
            people=people,
            duties=duties,
            authorities={code: facts.authorities[code] for code in sorted(codes) if code in facts.authorities},
            borders=frozenset(
                self._all_borders[place] for place in _of(self._borders, codes) if self._all_borders[place] <= codes
            ),
            neighbours={
                pair: facts.neighbours[pair] for pair in _of(self._neighbours, codes) if codes.issuperset(pair)
            },
            arrangements=tuple(facts.arrangements[place] for place in _of(self._arrangements, codes)),
            interests=self._interests(people, duties.values()),
        )

    def _interests(self, people: Collection[str], duties: Iterable[Duty]) -> tuple[Interest, ...]:
        facts = self.facts
        found = [one for person in sorted(people) for one in facts.interests_by_person.get(person, ())]
        for case in sorted({duty.case for duty in duties if duty.case is not None}):
            found += [one for one in facts.interests_by_case.get(case, ()) if one.person not in people]
        return tuple(found)


Name = TypeVar("Name", int, tuple[str, str])


def _by_code(things: Iterable[tuple[Name, Iterable[str]]]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name, codes in things:
        for code in codes:
            found[code].append(name)
    return found


def _of(index: Mapping[str, Sequence[Name]], codes: Iterable[str]) -> list[Name]:
    """What is about any of the councils, once each, in order."""
    return sorted({name for code in codes for name in index.get(code, ())})
