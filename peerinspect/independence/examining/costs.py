"""What each of many things costs, exactly: a number for each cost, and the costs by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.joining import numbers


class Costs:
    """The costs of so many things. Only the few that differ are held as fractions; number 0 is nothing."""

    def __init__(self, number: Numbers, costs: Sequence[Fraction]) -> None:
        self.number = number
        self.costs = list(costs)

    @classmethod
    def by_bits(cls, bits: Numbers, weights: Sequence[Fraction]) -> Costs:
        """Each thing costs the weights of its bits."""
        different, number = np.unique(bits, return_inverse=True)
        found = [
            sum((weight for place, weight in enumerate(weights) if some >> place & 1), start=Fraction(0))
            for some in different.tolist()
        ]
        return cls(number + 1, [Fraction(0), *found]).told_once()

    def add(self, places: Numbers, weight: Fraction) -> None:
        """Each place costs the weight more, as often as it is named."""
        if not len(places):
            return
        often = np.bincount(places, minlength=len(self.number))
        touched = np.flatnonzero(often)
        both = np.stack([self.number[touched], often[touched]], axis=1)
        different, number = np.unique(both, axis=0, return_inverse=True)
        self.number[touched] = len(self.costs) + number.reshape(-1)
        self.costs += [self.costs[cost] + many * weight for cost, many in different.tolist()]

    def keep(self, kept: Truths) -> None:
        """Leave the other things out."""
        self.number = self.number[kept]

    def told(self) -> tuple[Numbers, tuple[Fraction, ...]]:
        """The numbers, and the costs that they stand for, each once."""
        once = self.told_once()
        return once.number.astype(np.int32), tuple(once.costs)

    def told_once(self) -> Costs:
        """The same costs, each under one number."""
        known: dict[Fraction, int] = {Fraction(0): 0}
        new = numbers([known.setdefault(cost, len(known)) for cost in self.costs])
        return Costs(new[self.number], list(known))
