"""Everybody's placements on everything in the whole problem, one by one, as arrays: what a bound has to add up over.

What two or three of them would meet together is not looked at: each costs no more than it would, and a bound over
them holds for every roster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from peerinspect.domain import Duty, Facts, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import Examination, examine, free_seats
from peerinspect.independence.rubbish import not_collected
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Limit
from peerinspect.matching.regions.needs import Needs, Whole
from peerinspect.matching.regions.restriction import with_nobody_but

Sort = tuple[str, int]
"""A kind of duty and its days of work: placements of one sort load a person alike."""

MOST_NEEDS = 64
"""Of one duty; more than so many are counted for everybody who meets them."""

YEARLY = ("days-a-year", "inspections-a-year")
"""Limits whose ceilings hold for all that somebody does within twelve months."""

LINEAR = ("fill", "waivers", "keep", "fit")
"""Goals to which each placement adds its own; `fit` counts as less, since more of it is better."""


@dataclass(frozen=True)
class Room:
    """How much one person can take: amounts by sort under each ceiling; the days and offers that a load rests on."""

    sorts: tuple[Sort, ...]
    amounts: tuple[tuple[int, ...], ...]
    most: tuple[int, ...]
    fixed_days: int
    offered: int


@dataclass(frozen=True)
class Offers:
    """Placements in order of person, then sort: the person's number, the sort's place, the duty's number, the costs.

    `costs` are in whole units of `scales`, by goal; `needs` says what in those of `fill` counts once a duty alone.
    """

    rooms: tuple[Room, ...]
    people: Whole
    sorts: Whole
    duties: Whole
    costs: Mapping[str, Whole]
    needs: Needs


@dataclass(frozen=True)
class Listing:
    """The errand of listing some people's placements. `duties` numbers open duties, `weights` are those of `keep`."""

    facts: Facts
    people: tuple[str, ...]
    duties: Mapping[str, int]
    weights: Mapping[Pair, int]
    scales: Mapping[str, int]
    without: frozenset[str]
    seconds: float

    @property
    def size(self) -> int:
        """How many people's there are to list."""
        return len(self.people)

    def run(self, _tell: Callable[[Offers], None] | None = None) -> Offers:
        """The placements of these people."""
        rulebook = Rulebook.under(self.facts.policy, self.without)
        facts = with_nobody_but(self.facts, self.people)
        with not_collected():
            return _as_arrays(self, examine(facts, rulebook))


def _as_arrays(listing: Listing, found: Examination) -> Offers:
    by_person: dict[str, list[int]] = {}
    for index, one in enumerate(found.candidates):
        by_person.setdefault(one.person.id, []).append(index)
    settled: dict[str, list[Engagement]] = {}
    for each in found.settled:
        settled.setdefault(each.person.id, []).append(each)
    limits = [
        limit
        for limit in found.rulebook.limits
        if limit.code in YEARLY and limit.as_set(limit.own_strength) is Strength.HARD
    ]
    fill = _Filling(found)
    rooms: list[Room] = []
    rows: list[tuple[int, int, int]] = []
    needs: list[tuple[int, int, int]] = []
    costs: dict[str, list[int]] = {name: [] for name in listing.scales}
    for person in sorted(by_person):
        mine = [found.candidates[index] for index in by_person[person]]
        room = _room(found.facts, mine, settled.get(person, []), limits)
        places = {sort: place for place, sort in enumerate(room.sorts)}
        ordered = sorted(by_person[person], key=lambda index: places[_sort(found.candidates[index].duty)])
        for index in ordered:
            one = found.candidates[index]
            worth = _whole(found.facts.priority(one.duty) * goals.HALF * listing.scales.get("fill", 0))
            duty = MOST_NEEDS * listing.duties[one.duty.id]
            needs += [(len(rows), duty + need, worth) for need in fill.shared_needs(one)]
            rows.append((len(rooms), places[_sort(one.duty)], listing.duties[one.duty.id]))
            gains: tuple[Fraction | int, ...] = (
                -fill.gain(one),
                found.alone[index],
                -listing.weights.get(one.pair, 0),
                -goals.fit_score(one),
            )
            for name, gain in zip(LINEAR, gains, strict=True):
                if name in costs:
                    costs[name].append(_whole(gain * listing.scales[name]))
        rooms.append(room)
    table = np.array(rows, np.int64).reshape(-1, 3)
    stated = {name: np.array(some, np.int64) for name, some in costs.items()}
    met = np.array(needs, np.int64).reshape(-1, 3)
    return Offers(tuple(rooms), table[:, 0], table[:, 1], table[:, 2], stated, Needs(met[:, 0], met[:, 1], met[:, 2]))


def _whole(amount: Fraction | int) -> int:
    """Rounded down: a bound may only count less."""
    return int(amount // 1)


def _sort(duty: Duty) -> Sort:
    return (duty.kind, duty.workload)


class _Filling:
    """What a duty costs less in `fill` with somebody more on it, at the most."""

    def __init__(self, found: Examination) -> None:
        self.found = found
        self.teams: dict[str, list[Engagement]] = {}
        for one in found.fixed:
            self.teams.setdefault(one.duty.id, []).append(one)

    def gain(self, one: Engagement) -> Fraction:
        """The seat, and half of it for every need that the person meets and nobody fixed there does."""
        return self.found.facts.priority(one.duty) * (1 + goals.HALF * len(self._met(one)))

    def shared_needs(self, one: Engagement) -> list[int]:
        """Which of the duty's needs the person meets, by their places, where there is a seat for somebody else too."""
        is_alone = free_seats(one.duty, self.teams.get(one.duty.id, [])) < 2
        return [] if is_alone else [place for place in self._met(one) if place < MOST_NEEDS]

    def _met(self, one: Engagement) -> list[int]:
        facts, team = self.found.facts, self.teams.get(one.duty.id, [])
        missing = [
            (cover, need)
            for cover in self.found.rulebook.covers
            for need in goals.missing_needs(facts, one.duty, team, cover)
        ]
        return [place for place, (cover, need) in enumerate(missing) if cover.meets(need, one)]


def _room(facts: Facts, mine: Sequence[Engagement], settled: Sequence[Engagement], limits: Sequence[Limit]) -> Room:
    """The ceilings of one person over all their candidates; none where these do not lie within twelve months.

    Whatever is chosen, the first of it opens a year that holds all the rest. What is settled is counted as far as it
    lies in every such year.
    """
    sorts = tuple(sorted({_sort(one.duty) for one in mine}))
    of_sort = {_sort(one.duty): one for one in mine}
    by_day = {(one.duty.first_day, one.duty.kind): one for one in mine}
    amounts: list[tuple[int, ...]] = []
    most: list[int] = []
    for limit in limits:
        opened = {}
        for (day, _), one in by_day.items():
            if buckets := list(limit.opens(one)):
                opened[day] = buckets
        for place, first in enumerate(opened[min(opened)] if opened else ()):
            each = tuple(limit.amount(first, of_sort[sort]) for sort in sorts)
            if any(each) and first.last is not None and max(opened) <= first.last:
                held = min(limit.total(years[place], settled) for years in opened.values())
                amounts.append(each)
                most.append(max(0, first.ceiling - held))
    days = sum(one.duty.workload for one in settled if one.fixed)
    return Room(sorts, tuple(amounts), tuple(most), days, mine[0].person.days_offered())


def joined_offers(parts: Iterable[Offers]) -> Offers:
    """The offers of several listings, the people numbered on."""
    rooms: list[Room] = []
    numbers, found = [], list(parts)
    for part in found:
        numbers.append(part.people + len(rooms))
        rooms += part.rooms
    begins = np.cumsum([0, *(len(part.people) for part in found)])
    return Offers(
        tuple(rooms),
        np.concatenate(numbers),
        np.concatenate([part.sorts for part in found]),
        np.concatenate([part.duties for part in found]),
        {name: np.concatenate([part.costs[name] for part in found]) for name in found[0].costs},
        Needs(
            np.concatenate([part.needs.offers + begin for part, begin in zip(found, begins.tolist(), strict=False)]),
            np.concatenate([part.needs.numbers for part in found]),
            np.concatenate([part.needs.worth for part in found]),
        ),
    )


def open_seats(facts: Facts, fixed: Sequence[Engagement]) -> dict[str, int]:
    """The free seats of each open duty that has any, by its id, in order of the ids."""
    taken: dict[str, list[Engagement]] = {}
    for one in fixed:
        taken.setdefault(one.duty.id, []).append(one)
    free = {id_: free_seats(duty, taken.get(id_, ())) for id_, duty in facts.duties.items() if facts.is_open(duty)}
    return {id_: free[id_] for id_ in sorted(free) if free[id_]}
