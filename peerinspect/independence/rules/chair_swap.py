"""Two councils that chair each other's boards need both chief executives' word."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Clash


class ChairSwap(Clash):
    """A's person chairs B while B's person chairs A: soft."""

    code = "chair-swap"
    statement = "Two councils' people chair each other's boards only where both chief executives agree."
    source = "ADCS response to Laming (2009): directors of nearby authorities may swap"

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """Each unordered pair of a home and a target."""
        return [frozenset(pair) for pair in engagement.away_pairs] if engagement.duty.kind == "chair" else []

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection for two chairs that face each other in overlapping terms."""
        if one.duty.kind != "chair" or other.duty.kind != "chair" or one.pair == other.pair:
            return []
        facing = {(target, home) for home, target in other.away_pairs} & set(one.away_pairs)
        if not facing or not one.duty.period.overlaps(other.duty.period):
            return []
        facts = one.facts
        home, target = min(facing)
        names = wording.council(facts, home), wording.council(facts, target)
        return [
            self.refuse(
                Strength.SOFT,
                f"{names[0]} and {names[1]} would chair each other's boards.",
                one,
                other,
                authorities=[home, target],
                evidence=[
                    Evidence(f"chair of {wording.councils(facts, each.targets)}", each.start, each.duty.last_day)
                    for each in sorted((one, other), key=lambda each: each.pair)
                ],
            )
        ]
