"""Which recorded waivers cover which soft objections (exact reading 8)."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations

from peerinspect.domain import Facts, Waiver
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rounds import Three


class Waivers:
    """The recorded waivers, asked by rule and placement. One counts only when it reaches the duty's last day."""

    def __init__(self, facts: Facts) -> None:
        self._by_placement: dict[tuple[str, Pair], list[Waiver]] = defaultdict(list)
        for waiver in facts.waivers:
            if waiver.until >= facts.duties[waiver.duty].last_day:
                self._by_placement[(waiver.rule, (waiver.person, waiver.duty))].append(waiver)

    def covers(self, rule: str, engagement: Engagement) -> bool:
        """Whether a waiver covers the rule's soft objections to the placement as a whole."""
        return any(waiver.other is None for waiver in self._by_placement.get((rule, engagement.pair), ()))

    def covers_pair(self, rule: str, one: Engagement, other: Engagement) -> bool:
        """Whether a waiver of either side covers the rule's soft objections to the two together."""
        return self._covers_side(rule, one, other) or self._covers_side(rule, other, one)

    def covers_three(self, rule: str, three: Three) -> bool:
        """Whether a waiver of any of the three covers the rule's soft objections to them together.

        One for a pair covers only where both of that pair are among the three (exact reading 26).
        """
        return any(self._covers_side(rule, one, other) for one, other in permutations(three, 2))

    def _covers_side(self, rule: str, one: Engagement, other: Engagement) -> bool:
        waivers = self._by_placement.get((rule, one.pair), ())
        return any(waiver.other is None or waiver.other == other.pair for waiver in waivers)
