"""Prices to begin with: those of small lots of people and duties, which settle in a moment, taken for the whole.

Seats that are scarce in a tenth of the people and duties, drawn evenly, are about as scarce among all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from peerinspect.matching.regions.lagrangian import Aim, Ascent, Picks, Prices
from peerinspect.matching.regions.needs import Whole
from peerinspect.matching.regions.offers import Offers

PEOPLE = (400, 1500)
"""About how many people a lot has, first and then."""

SHARE = 0.2
"""Of the time left goes to each size of lots."""


@dataclass(frozen=True)
class Appraisal:
    """The errand of bounding one goal."""

    offers: Offers
    seats: Whole
    aim: Aim
    seconds: float

    @property
    def size(self) -> int:
        """How much there is to add up."""
        return len(self.offers.duties)

    def run(self, _tell: Callable[[int | None], None] | None = None) -> int | None:
        """The bound, in whole units of the offers' costs; None where the time did not suffice for any."""
        until = time.monotonic() + self.seconds
        return ascended(self.offers, self.seats, self.aim, until)


def ascended(offers: Offers, seats: Whole, aim: Aim, until: float) -> int | None:
    """The best bound on the whole that was found by that time, in whole units of the offers' costs."""
    whole = Ascent(Picks(offers, seats, aim.peak), aim)
    for people in PEOPLE:
        number = len(offers.rooms) // people
        if number > 1:
            whole.start_from(*_prices_of_lots(whole, offers, seats, aim, number, until))
    return whole.run(until)


def _prices_of_lots(
    whole: Ascent, offers: Offers, seats: Whole, aim: Aim, number: int, until: float
) -> tuple[Prices, dict[int, float], dict[str, float]]:
    """The prices of seats, of needs and of earlier goals, once each of so many lots has settled on its own."""
    seat_prices, of_needs = whole.seat_prices.copy(), whole.needs.by_number()
    goal_prices: dict[str, float] = dict.fromkeys(aim.before, 0.0)
    wanted = wanted_of(offers, seats)
    for lot in range(number):
        part = lot_of(offers, lot, number)
        share = Fraction(int(wanted[lot::number].sum()), max(1, int(wanted.sum())))
        ascent = Ascent(Picks(part, seats[lot::number], aim.peak), shared(aim, number, share))
        ascent.start_from(seat_prices[lot::number], of_needs, whole.goal_prices)
        left = until - time.monotonic()
        ascent.run(time.monotonic() + SHARE * left / (number - lot))
        seat_prices[lot::number] = ascent.seat_prices
        of_needs |= ascent.needs.by_number()
        for name, price in ascent.goal_prices.items():
            goal_prices[name] += price / number
    return seat_prices, of_needs, goal_prices


def wanted_of(offers: Offers, seats: Whole) -> Whole:
    """By duty, what its seats are worth in `fill` where whoever does most for it takes each; nothing without `fill`."""
    most = np.zeros(len(seats), np.int64)
    if "fill" in offers.costs:
        np.maximum.at(most, offers.duties, -offers.costs["fill"])
    return most * seats


def shared(aim: Aim, number: int, wanted: Fraction) -> Aim:
    """What one of so many lots has to come to, about, that holds this share of all that is wanted."""
    constants = {name: some // number for name, some in aim.constants.items()}
    if "fill" in constants:
        constants["fill"] = int(aim.constants["fill"] * wanted)
    before = {name: some // number for name, some in aim.before.items()}
    return Aim(aim.name, aim.value // number, constants, before, aim.peak)


def lot_of(offers: Offers, lot: int, number: int) -> Offers:
    """Every so many-th person and duty, numbered anew."""
    mask = (offers.people % number == lot) & (offers.duties % number == lot)
    return Offers(
        offers.rooms[lot::number],
        offers.people[mask] // number,
        offers.sorts[mask],
        offers.duties[mask] // number,
        {name: costs[mask] for name, costs in offers.costs.items()},
        offers.needs.within(mask),
    )
