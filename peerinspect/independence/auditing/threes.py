"""Which three placements the auditor puts before `ring`: all, or by its own buckets where they are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from peerinspect.domain import Facts
from peerinspect.independence.auditing.pairing import Company
from peerinspect.independence.engagement import Engagement

MOST_FOR_ALL_THREES = 100
"""Up to this many placements, past ones included, every three are examined: 161,700 at most.

England's seven hundred would make 57 million, which no plain predicate answers while somebody waits.
"""

EngagementThree = tuple[Engagement, Engagement, Engagement]


def threes_to_examine(
    facts: Facts, placed: Sequence[Engagement], past: Sequence[Engagement]
) -> Iterator[EngagementThree]:
    """Every three placements of which at least one is on the roster; none of three past ones."""
    if len(placed) + len(past) <= MOST_FOR_ALL_THREES:
        return all_threes(placed, past)
    return bucketed_threes(facts, placed, past)


def all_threes(placed: Sequence[Engagement], past: Sequence[Engagement]) -> Iterator[EngagementThree]:
    """Every three, without any filter."""
    return (three for three in combinations([*placed, *past], 3) if not all(one.past for one in three))


def bucketed_threes(
    facts: Facts, placed: Sequence[Engagement], past: Sequence[Engagement]
) -> Iterator[EngagementThree]:
    """The threes of which every two share something (an authority, a person, a duty); each three once.

    In a ring each two share a council: the target of one is a home of the other.
    """
    company = Company(facts, [*placed, *past])
    rank = {id(one): number for number, one in enumerate(chain(placed, past))}
    later = {
        id(one): [other for other in company.of(one) if rank[id(other)] > rank[id(one)]] for one in chain(placed, past)
    }
    for one in placed:
        beside = {id(other) for other in later[id(one)]}
        for two in later[id(one)]:
            yield from ((one, two, three) for three in later[id(two)] if id(three) in beside)
