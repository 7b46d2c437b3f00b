"""Which problems lie beyond the wall: too many placements to be searched as a whole."""

from __future__ import annotations

from collections import Counter

from peerinspect.domain import Facts
from peerinspect.matching.regions.restriction import is_divisible, is_part

WALL = 250_000
"""Offers times duties of the same kind. England has about 35,000, two Englands four times as many; three lie beyond."""


def is_beyond_the_wall(facts: Facts) -> bool:
    """Whether to search by regions, judged before anything is examined. A part of a larger problem never is."""
    if is_part(facts) or not is_divisible(facts.policy):
        return False
    seats = Counter(duty.kind for duty in facts.duties.values() if facts.is_open(duty))
    offers = Counter(kind for one in facts.people.values() for kind in {offer.kind for offer in one.offers})
    return sum(seats[kind] * offers[kind] for kind in seats) > WALL
