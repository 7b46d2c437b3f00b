"""A bound on one goal over the whole problem: seats have prices, and everybody picks what pays best.

For any prices of seats, and of being worse in the goals before, no roster as good in those comes to less than
what everybody's best picks come to. All numbers are whole, so the bound is exact whatever the prices are; better
prices are found step by step. Source: Lagrangean relaxation with Polyak's step, as in any textbook.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from peerinspect.independence import goals
from peerinspect.matching.regions.needs import FINE, NeedPrices, Whole
from peerinspect.matching.regions.offers import Offers
from peerinspect.matching.regions.patterns import possible_counts

Prices = NDArray[np.float64]

FAR = 2**60
"""Dearer than anything."""

STALLED = 40
"""Steps without a better bound, after which they become shorter."""

SHORTEST = 0.0005
"""A step shorter than this, as a share of Polyak's, is not worth taking."""

MOST_STEPS = 4000
"""For one goal; England's bounds gain nothing from more."""


@dataclass(frozen=True)
class Aim:
    """What is bounded: a goal to minimise, with what is constant in it, and the values of the goals before.

    All in whole units of the offers' costs; `value` is what the best roster so far comes to, `peak` the largest share
    that anybody may have.
    """

    name: str
    value: int
    constants: Mapping[str, int]
    before: Mapping[str, int]
    peak: int | None


class Picks:
    """Everybody's best picks at given prices."""

    def __init__(self, offers: Offers, seats: Whole, peak: int | None) -> None:
        self.offers, self.seats = offers, seats
        widths = np.array([len(room.sorts) for room in offers.rooms], np.int64)
        self._first = np.concatenate(([0], np.cumsum(widths)))
        self.group = self._first[offers.people] + offers.sorts
        self.begins = np.searchsorted(self.group, np.arange(self._first[-1]))
        self.sizes = np.diff(np.append(self.begins, len(self.group)))
        self._patterns(peak)

    def _patterns(self, peak: int | None) -> None:
        """All patterns of all people in a row: their groups and counts, the load each comes to, and whose they are."""
        groups: list[int] = []
        counts: list[int] = []
        starts: list[int] = [0]
        loads: list[int] = []
        begins: list[int] = []
        self.free_pickers: list[int] = []
        for person, room in enumerate(self.offers.rooms):
            first = int(self._first[person])
            sizes = self.sizes[first : first + len(room.sorts)].tolist()
            possible = possible_counts(tuple(min(size, 9) for size in sizes), room.amounts, room.most)
            begins.append(len(loads))
            if possible is None or max(map(max, possible)) > 8:
                self.free_pickers.append(person)
                possible = ((0,) * len(sizes),)
            for pattern in possible:
                days = room.fixed_days + sum(n * sort[1] for n, sort in zip(pattern, room.sorts, strict=True))
                if peak is not None and any(pattern) and goals.share_percent(days, room.offered) > peak:
                    continue
                for place, number in enumerate(pattern):
                    if number:
                        groups.append(first + place)
                        counts.append(number)
                starts.append(len(groups))
                loads.append(goals.spread_cost(days, room.offered))
        self.pattern_groups, self.pattern_counts = np.array(groups, np.int64), np.array(counts, np.int64)
        self.pattern_starts, self.loads = np.array(starts, np.int64), np.array(loads, np.int64)
        self.person_begins = np.array(begins, np.int64)
        self.deepest = int(self.pattern_counts.max(initial=0))
        self._layers()

    def _layers(self) -> None:
        """By number: the offers of the groups of which so many can be picked, and where each group begins there."""
        most = np.zeros(len(self.begins), np.int64)
        np.maximum.at(most, self.pattern_groups, self.pattern_counts)
        self.layers: list[tuple[Whole, Whole, Whole]] = []
        for number in range(1, self.deepest + 1):
            places = np.flatnonzero(most[self.group] >= number)
            groups, begins, place = np.unique(self.group[places], return_index=True, return_inverse=True)
            self.layers.append((places, begins, groups[place]))

    def best(self, prices: Whole, load_price: int) -> tuple[int, Whole, int]:
        """What the best picks come to at these prices of the offers, which offers they are, and what loads come to."""
        sums, order = self._cheapest(prices)
        flat = sums[self.pattern_groups, self.pattern_counts]
        cumulated = np.concatenate((np.zeros(1, np.int64), np.cumsum(flat)))
        values = cumulated[self.pattern_starts[1:]] - cumulated[self.pattern_starts[:-1]] + self.loads * load_price
        least = np.minimum.reduceat(values, self.person_begins) if len(values) else np.zeros(0, np.int64)
        total = int(least.sum())
        chosen = self._chosen(values, least)
        picked = self._picked(chosen, order)
        for person in self.free_pickers:
            mine = np.flatnonzero((self.offers.people == person) & (prices < 0))
            total += int(prices[mine].sum())
            picked = np.concatenate((picked, mine))
        return total, picked, int(self.loads[chosen].sum())

    def _cheapest(self, prices: Whole) -> tuple[Whole, Whole]:
        """By group and number: the sum of that many cheapest offers, and the last one of these."""
        left = prices.copy()
        sums = np.zeros((len(self.begins), self.deepest + 1), np.int64)
        order = np.zeros((len(self.begins), self.deepest + 1), np.int64)
        for number, (places, begins, groups) in enumerate(self.layers, 1):
            here = left[places]
            least = np.minimum.reduceat(here, begins)
            first = groups[begins]
            sums[first, number] = np.minimum(sums[first, number - 1] + least, FAR)
            cheapest = np.flatnonzero(here == np.repeat(least, np.diff(np.append(begins, len(here)))))
            owners = groups[cheapest]
            ones = places[cheapest[np.concatenate((np.ones(1, np.bool_), owners[1:] != owners[:-1]))]]
            order[self.group[ones], number] = ones
            left[ones] = FAR // 16
        return sums, order

    def _chosen(self, values: Whole, least: Whole) -> Whole:
        """The first best pattern of each person."""
        owner = np.repeat(np.arange(len(self.person_begins)), np.diff(np.append(self.person_begins, len(values))))
        places = np.flatnonzero(values == least[owner])
        owners = owner[places]
        return np.asarray(places[np.concatenate((np.ones(1, np.bool_), owners[1:] != owners[:-1]))], np.int64)

    def _picked(self, chosen: Whole, order: Whole) -> Whole:
        terms = [np.arange(self.pattern_starts[one], self.pattern_starts[one + 1]) for one in chosen.tolist()]
        term = np.concatenate(terms) if terms else np.zeros(0, np.int64)
        deep = self.pattern_counts[term]
        return np.concatenate(
            [order[self.pattern_groups[term[deep >= number]], number] for number in range(1, self.deepest + 1)]
            or [np.zeros(0, np.int64)]
        )


class Ascent:
    """Prices for one aim, bettered step by step."""

    def __init__(self, picks: Picks, aim: Aim) -> None:
        self.picks, self.aim = picks, aim
        offers = picks.offers
        self.linear = [name for name in (*aim.before, aim.name) if name in offers.costs]
        self.seat_prices = np.zeros(len(picks.seats))
        self.goal_prices = {name: 0.0 for name in aim.before}
        self.needs = NeedPrices(offers.needs)
        self.best: int | None = None

    def start_from(self, seats: Prices, needs: dict[int, float], earlier: Mapping[str, float]) -> None:
        """Begin with these prices of seats, of needs by their numbers, and of being worse in earlier goals."""
        self.seat_prices, self.goal_prices = seats.copy(), dict(earlier)
        self.needs.start_from(needs)

    def run(self, until: float, most: int = MOST_STEPS) -> int | None:
        """The best bound found by that time: no roster as good in the goals before comes to less."""
        share, stalled = 1.0, 0
        for _ in range(most):
            if share < SHORTEST or time.monotonic() >= until:
                break
            bound, seats, needs, others = self._valued()
            if self.best is None or bound > self.best:
                self.best, stalled = bound, 0
                kept = self._prices()
            else:
                stalled += 1
            if self.best >= self.aim.value * FINE:
                break
            if stalled >= STALLED:
                share, stalled = share / 2, 0
                self.start_from(*kept)
                continue
            self._step(bound, seats, needs, others, share)
        if self.best is None:
            return None
        self.start_from(*kept)
        return ceil(self.best / FINE)

    def _prices(self) -> tuple[Prices, dict[int, float], dict[str, float]]:
        return self.seat_prices.copy(), self.needs.by_number(), dict(self.goal_prices)

    def _valued(self) -> tuple[int, Whole, Whole, dict[str, int]]:
        """The bound at the prices, scaled, and how far seats, needs and earlier goals are overdrawn by the picks."""
        offers, seats, aim = self.picks.offers, self.picks.seats, self.aim
        by_seat = np.rint(self.seat_prices * FINE).astype(np.int64)
        by_goal = {name: round(price * FINE) for name, price in self.goal_prices.items()}
        weights = {**by_goal, aim.name: FINE}
        prices = by_seat[offers.duties].copy()
        for name in self.linear:
            prices += offers.costs[name] * weights[name]
        of_needs = self.needs.charge(prices, weights.get("fill", 0))
        total, picked, load = self.picks.best(prices, weights.get("spread", 0))
        total -= of_needs
        total -= int(by_seat @ seats)
        for name, weight in weights.items():
            total += weight * aim.constants[name]
        for name, weight in by_goal.items():
            total -= weight * aim.before[name]
        taken = np.bincount(offers.duties[picked], minlength=len(seats)) - seats
        needs = self.needs.overdrawn(picked, len(prices), weights.get("fill", 0))
        others = {name: self._comes_to(name, picked, load) - aim.before[name] for name in by_goal}
        return total, taken, needs, others

    def _comes_to(self, name: str, picked: Whole, load: int) -> int:
        if name == "spread":
            return self.aim.constants[name] + load
        return self.aim.constants[name] + int(self.picks.offers.costs[name][picked].sum())

    def _step(self, bound: int, seats: Whole, needs: Whole, others: Mapping[str, int], share: float) -> None:
        """Along what is overdrawn, as far as Polyak says; each kind of price in units of its own."""
        gap = max(1.0, self.aim.value - bound / FINE)
        steep = np.where((seats < 0) & (self.seat_prices <= 0), 0, seats).astype(np.float64)
        met = self.needs.steep(needs)
        scales = {name: self._scale(name) for name in others}
        length = (
            float(steep @ steep) + float(met @ met) + sum((some / scales[name]) ** 2 for name, some in others.items())
        )
        if length:
            step = share * gap / length
            self.seat_prices = np.maximum(0.0, self.seat_prices + step * steep)
            self.needs.values = np.maximum(0.0, self.needs.values + step * met)
            for name, some in others.items():
                moved = step * some / scales[name] ** 2
                self.goal_prices[name] = max(0.0, self.goal_prices[name] + moved)

    def _scale(self, name: str) -> float:
        """About what the goal comes to for one seat: so that no price moves much further than the others."""
        aim = self.aim
        return max(1.0, abs(aim.constants[name] - aim.before[name]) / float(len(self.picks.seats) ** 0.5))
