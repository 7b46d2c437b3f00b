"""You inspect us, we do not inspect you."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Clash


class ReciprocalInspection(Clash):
    """Anyone of A inspects B and anyone of B inspects A within the years, hard, in either order."""

    code = "reciprocal-inspection"
    statement = "Two councils' people do not inspect each other within three years."
    source = "Ofsted, conflict of interest practice: mutual benefit"
    defaults = {"years": 3}

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """Each unordered pair of a home and a target."""
        if engagement.duty.kind != "inspect":
            return []
        return [frozenset(pair) for pair in engagement.away_pairs]

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection for two inspections that face each other with too little time between."""
        if one.duty.kind != "inspect" or other.duty.kind != "inspect" or one.pair == other.pair:
            return []
        facing = {(target, home) for home, target in other.away_pairs} & set(one.away_pairs)
        earlier, later = sorted((one, other), key=lambda each: (each.start, each.pair))
        if not facing or not still_counts(earlier.duty.last_day, later.start, 12 * self.parameters["years"]):
            return []
        facts = one.facts
        home, target = min(facing)
        names = wording.council(facts, home), wording.council(facts, target)
        return [
            self.refuse(
                Strength.HARD,
                f"{names[0]} would inspect {names[1]} and {names[1]} {names[0]} within "
                f"{self.parameters['years']} years.",
                one,
                other,
                authorities=[home, target],
                evidence=[
                    Evidence(f"inspection of {wording.councils(facts, each.targets)}", each.start, each.duty.last_day)
                    for each in (earlier, later)
                ],
            )
        ]
