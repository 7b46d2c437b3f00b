"""What `fill` cannot be below, duty by duty: what is left of each where whoever does most for it takes its seats."""

from __future__ import annotations

import numpy as np

from peerinspect.matching.regions.needs import Whole
from peerinspect.matching.regions.offers import Offers


def least_fill(offers: Offers, seats: Whole, nobody: int) -> int:
    """A bound on `fill`, as if everybody could be everywhere at once, in whole units of the offers' costs.

    `seats` are those free on each duty, `nobody` is what the goal comes to while they are empty. A team gains at most
    what as many people as there are seats do, and each need once that any of them could meet.
    """
    needs = offers.needs
    gain = -offers.costs["fill"]
    np.subtract.at(gain, needs.offers, needs.worth)
    order = np.lexsort((-gain, offers.duties))
    duties = offers.duties[order]
    rank = np.arange(len(duties)) - np.searchsorted(duties, duties)
    _, first = np.unique(needs.numbers, return_index=True)
    return nobody - int(gain[order][rank < seats[duties]].clip(min=0).sum()) - int(needs.worth[first].sum())
