"""What a team of several lacks has a price too: otherwise everybody who has a skill would be counted for it at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

FINE = 2**10
"""Prices are whole multiples of one in so many."""


@dataclass(frozen=True)
class Needs:
    """Which placements meet what a duty of several free seats lacks: places among all offers, numbers of needs, worth.

    A need is met once, whoever meets it; the costs of `fill` count its `worth`, in their own units, for each of them.
    """

    offers: Whole
    numbers: Whole
    worth: Whole

    @staticmethod
    def none() -> Needs:
        """Nobody is needed for more than a seat."""
        empty = np.zeros(0, np.int64)
        return Needs(empty, empty, empty)

    def within(self, mask: NDArray[np.bool_]) -> Needs:
        """As far as these offers meet them, places counted among these alone."""
        kept = mask[self.offers]
        places = np.cumsum(mask) - 1
        return Needs(places[self.offers[kept]], self.numbers[kept], self.worth[kept])


class NeedPrices:
    """A price for each need: whoever meets it pays it, or is not counted for it."""

    def __init__(self, needs: Needs) -> None:
        self.needs = needs
        self.numbers, self.of = np.unique(needs.numbers, return_inverse=True)
        self.values = np.zeros(len(self.numbers))

    def charge(self, prices: Whole, weight: int) -> int:
        """Add to the offers' prices what meeting needs costs where `fill` weighs so much; what all needs cost once."""
        np.add.at(prices, self.needs.offers, np.minimum(self._whole()[self.of], self.needs.worth * weight))
        return int(self._whole().sum())

    def overdrawn(self, picked: Whole, offers: int, weight: int) -> Whole:
        """By how many more than once each need is met by these picks, of so many offers; -1 where nobody meets it."""
        used = np.zeros(offers, np.bool_)
        used[picked] = True
        counted = used[self.needs.offers] & (self._whole()[self.of] < self.needs.worth * weight)
        return np.bincount(self.of[counted], minlength=len(self.numbers)).astype(np.int64) - 1

    def steep(self, overdrawn: Whole) -> NDArray[np.float64]:
        """Where to go from here: no price falls below nothing."""
        return np.where((overdrawn < 0) & (self.values <= 0), 0, overdrawn).astype(np.float64)

    def start_from(self, known: dict[int, float]) -> None:
        """Begin with the prices known of some needs, by their numbers."""
        self.values = np.array([known.get(number, 0.0) for number in self.numbers.tolist()], np.float64)

    def by_number(self) -> dict[int, float]:
        """The price of each need."""
        return dict(zip(self.numbers.tolist(), self.values.tolist(), strict=True))

    def _whole(self) -> Whole:
        return np.rint(self.values * FINE).astype(np.int64)
