"""Which pairs of placements the auditor puts before every Clash: all, or by its own buckets where they are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, product

from peerinspect.domain import Facts
from peerinspect.independence.engagement import Engagement

MOST_FOR_ALL_PAIRS = 2000
"""Up to this many placements, past ones included, every pair is examined. Source: design section 3."""

JOINING = frozenset({"director", "trust", "directorate"})
"""The arrangements that make two authorities one for a rule about several placements. Source: exact reading 12."""

EngagementPair = tuple[Engagement, Engagement]


def pairs_to_examine(
    facts: Facts, placed: Sequence[Engagement], past: Sequence[Engagement]
) -> Iterator[EngagementPair]:
    """Every two placements of the roster, and every one with every past one; none of two past ones."""
    if len(placed) + len(past) <= MOST_FOR_ALL_PAIRS:
        return all_pairs(placed, past)
    return bucketed_pairs(facts, placed, past)


def all_pairs(placed: Sequence[Engagement], past: Sequence[Engagement]) -> Iterator[EngagementPair]:
    """Every pair, without any filter."""
    yield from combinations(placed, 2)
    yield from product(placed, past)


def bucketed_pairs(facts: Facts, placed: Sequence[Engagement], past: Sequence[Engagement]) -> Iterator[EngagementPair]:
    """The pairs that share a person, a duty, or an authority among homes and targets; each pair once."""
    company = Company(facts, [*placed, *past])
    rank = {id(engagement): number for number, engagement in enumerate([*placed, *past])}
    for number, one in enumerate(placed):
        for other in company.of(one):
            if rank[id(other)] > number:
                yield one, other


class Company:
    """For each placement, those that share something with it.

    What is shared may be the person, the duty, or an authority among homes and targets; authorities that have ever
    been joined by a director, trust or directorate count as one, whatever the dates.
    """

    def __init__(self, facts: Facts, engagements: Sequence[Engagement]) -> None:
        self._groups = joined_authorities(facts)
        self._order = {id(engagement): number for number, engagement in enumerate(engagements)}
        self._members: dict[Hashable, list[Engagement]] = defaultdict(list)
        for engagement in engagements:
            for key in self._shared_things(engagement):
                self._members[key].append(engagement)

    def of(self, *engagements: Engagement) -> list[Engagement]:
        """The placements that share something with any of these, these included, in the order first given."""
        keys = {key for engagement in engagements for key in self._shared_things(engagement)}
        found = {id(member): member for key in keys for member in self._members[key]}
        return sorted(found.values(), key=lambda member: self._order[id(member)])

    def _shared_things(self, engagement: Engagement) -> set[Hashable]:
        councils = engagement.homes | engagement.targets
        things: set[Hashable] = {("authority", self._groups.get(code, code)) for code in councils}
        return things | {("person", engagement.person.id), ("duty", engagement.duty.id)}


def joined_authorities(facts: Facts) -> dict[str, str]:
    """Maps each authority that was ever joined to others to one code that stands for the whole group."""
    groups: dict[str, str] = {}
    for arrangement in facts.arrangements:
        if arrangement.kind in JOINING:
            merged = {groups.get(code, code) for code in arrangement.authorities}
            leader = min(merged, default="")
            groups.update({code: leader for code in arrangement.authorities})
            groups.update({code: leader for code, group in groups.items() if group in merged})
    return groups
