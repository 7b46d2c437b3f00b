"""What no roster of the whole problem can be better than, goal by goal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from peerinspect.domain import Facts
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.matching.program import MOST
from peerinspect.matching.regions.alone import least_fill
from peerinspect.matching.regions.crew import run_all
from peerinspect.matching.regions.first_prices import Appraisal
from peerinspect.matching.regions.lagrangian import Aim
from peerinspect.matching.regions.needs import Whole
from peerinspect.matching.regions.offers import LINEAR, Listing, Offers, joined_offers, open_seats
from peerinspect.matching.regions.stitching import Seam

MOST_PAIRS = 15_000_000
"""People who offer something, times duties with a free seat: beyond this, listing what each could do takes too long."""

AT_A_TIME = 600
"""People whose placements one process lists, so that it stays small."""

LISTING_SHARE = 0.7
"""Of the time for bounds goes to the listing at the most."""

LONGEST = 60.0
"""Seconds for one goal's bound, where there is no other limit."""


@dataclass(frozen=True)
class Yard:
    """What bounds are measured by: the problem, what is settled in it, the weights of `keep`, rules left out."""

    facts: Facts
    seam: Seam
    weights: Mapping[Pair, int]
    without: frozenset[str]


def is_listable(facts: Facts, seats: Mapping[str, int]) -> bool:
    """Whether everybody's placements on these duties can be listed in a time that is worth it; if there are any."""
    able = sum(1 for one in facts.people.values() if one.offers)
    return 0 < able * len(seats) <= MOST_PAIRS


def bounds_at_sight(yard: Yard, names: Mapping[str, Fraction]) -> dict[str, Fraction | None]:
    """The bounds that need no search: whoever else is placed, what fixed placements cost already stays.

    `fill` and `keep` are at least nothing; of `fit` and `canon` nothing is seen.
    """
    facts, fixed = yard.facts, [one.pair for one in yard.seam.fixed]
    seen: dict[str, Callable[[], Fraction | int]] = {
        "fill": lambda: 0,
        "waivers": lambda: yard.seam.cost(()),
        "keep": lambda: 0,
        "peak": lambda: goals.peak_value(facts, fixed),
        "spread": lambda: goals.spread_value(facts, fixed),
    }
    return {name: Fraction(seen[name]()) if name in seen else None for name in names}


def bounds_of(
    yard: Yard, values: Mapping[str, Fraction], workers: int, cancel: threading.Event, deadline: float | None
) -> dict[str, Fraction | None]:
    """The proven bound of each goal; None where nothing is proven.

    A goal's bound holds for every roster that is as good as `values` in all goals before it: for the best of all,
    and for this one.
    """
    bounds = bounds_at_sight(yard, values)
    seats = open_seats(yard.facts, yard.seam.fixed)
    if not is_listable(yard.facts, seats) or cancel.is_set():
        return bounds
    scales = _scales(yard, values)
    offers = _listed(yard, seats, scales, workers, cancel, deadline)
    if offers is None or not len(offers.duties):
        return bounds
    free = np.array(list(seats.values()), np.int64)
    aims = _aims(yard, values, scales, offers)
    least = {aim.name: _at_least(aim, offers, free) for aim in aims}
    if "fill" in least:
        bounds["fill"] = Fraction(least["fill"], scales["fill"])
    left = LONGEST if deadline is None else max(0.1, deadline - time.monotonic()) / -(-len(aims) // workers)
    errands = [Appraisal(offers, free, aim, left) for aim in aims]
    for aim, found in zip(aims, run_all(errands, workers, cancel, deadline), strict=True):
        if found is not None:
            bounds[aim.name] = _better(bounds[aim.name], _reported(aim, max(found, least[aim.name]), scales))
    return bounds


def _better(one: Fraction | None, other: Fraction) -> Fraction:
    """The closer of two bounds; only goals that become less have two of them."""
    return other if one is None else max(one, other)


def _at_least(aim: Aim, offers: Offers, seats: Whole) -> int:
    """What the goal cannot be below whatever is chosen; `fit` can be anything."""
    if aim.name == "fit":
        return -MOST
    if aim.name == "fill":
        return max(0, least_fill(offers, seats, aim.constants["fill"]))
    return aim.constants["waivers"] if aim.name == "waivers" else 0


def _reported(aim: Aim, found: int, scales: Mapping[str, int]) -> Fraction:
    bound = Fraction(min(found, aim.value), scales.get(aim.name, 1))
    return -bound if aim.name == "fit" else bound


def _listed(
    yard: Yard,
    seats: Mapping[str, int],
    scales: Mapping[str, int],
    workers: int,
    cancel: threading.Event,
    deadline: float | None,
) -> Offers | None:
    """Everybody's offers, listed side by side; None where that was not done in time."""
    numbers = {duty: place for place, duty in enumerate(seats)}
    people = sorted(yard.facts.people)
    seconds = LONGEST if deadline is None else max(0.1, LISTING_SHARE * (deadline - time.monotonic()))
    until = time.monotonic() + seconds
    many = -(-len(people) // AT_A_TIME)
    errands = [
        Listing(yard.facts, tuple(people[first::many]), numbers, yard.weights, scales, yard.without, seconds)
        for first in range(many)
    ]
    parts = run_all(errands, workers, cancel, until)
    found = [part for part in parts if part is not None]
    return joined_offers(found) if len(found) == len(parts) else None


def _scales(yard: Yard, names: Mapping[str, Fraction]) -> dict[str, int]:
    """By how much each goal's amounts are multiplied to be whole."""
    facts, rules = yard.facts, yard.seam.rulebook.rules
    amounts = {
        "fill": [facts.priority(duty) / 2 for duty in facts.duties.values()],
        "waivers": [rule.weight for rule in rules],
        "keep": [],
        "fit": [facts.policy.weight(name) for name in ("skill", "neighbour", "border", "travel")],
    }
    return {name: lcm(1, *(some.denominator for some in amounts[name])) for name in LINEAR if name in names}


def _aims(yard: Yard, values: Mapping[str, Fraction], scales: Mapping[str, int], offers: Offers) -> list[Aim]:
    """What to bound, the goals of the policy in their order but for `peak` and `canon`."""
    constants = {name: _constant(yard, name, offers) for name in values if name in scales or name == "spread"}
    whole = {name: int(constants[name] * scales.get(name, 1)) for name in constants}
    worth = {name: int((-1 if name == "fit" else 1) * values[name] * scales.get(name, 1)) for name in constants}
    aims: list[Aim] = []
    before: dict[str, int] = {}
    peak: int | None = None
    for name in values:
        if name in constants:
            aims.append(Aim(name, worth[name], whole, dict(before), peak))
            before[name] = worth[name]
        elif name == "peak":
            peak = int(values[name])
    return aims


def _constant(yard: Yard, name: str, offers: Offers) -> Fraction | int:
    """What a goal comes to with nobody placed but the fixed ones; for `spread`, of the people without any offer."""
    facts, fixed = yard.facts, [one.pair for one in yard.seam.fixed]
    if name == "fill":
        return goals.fill_value(facts, fixed, yard.seam.rulebook.covers)
    if name == "waivers":
        return yard.seam.cost(())
    if name == "keep":
        return sum(yard.weights.values())
    if name == "fit":
        return -goals.fit_value(facts, fixed)
    counted = sum(goals.spread_cost(room.fixed_days, room.offered) for room in offers.rooms)
    return goals.spread_value(facts, fixed) - counted
