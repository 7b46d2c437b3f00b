"""How large the regions of a problem are: as large as can be searched to the end in the time there is.

Larger regions cost less along their borders, but a part that is cut short is worth less than two small ones searched to
the end. Source: parts of ten Englands, one by one: 34 seconds for all goals at 770 people and duties, 5 at 470; side by
side on all cores it takes half as long again.
"""

from __future__ import annotations

from collections.abc import Collection

from peerinspect.domain import Facts
from peerinspect.domain.placement import Pair
from peerinspect.matching.regions.partition import regions_of

MOST = 1000
"""People and open duties of one region; England has about 770."""

NEEDED = 45.0
"""Seconds that one process of several mostly needs for all the goals of such a region."""

GROWTH = 2.5
"""The exponent by which that grows with a region's size: half as large, a sixth of the time."""


def affordable(facts: Facts, most: int, placed: Collection[Pair], seconds: float | None) -> int:
    """`most`, halved until a round over all regions takes no more than these seconds of one process; None is no limit.

    `placed` are the placements by which duties at no council go with somebody.
    """
    while seconds is not None and seconds > 0 and most > 1:
        if seconds >= len(regions_of(facts, most, 0, placed)) * NEEDED * (most / MOST) ** GROWTH:
            break
        most //= 2
    return most
