"""Inspectors come from another region where they can."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bar


class SameRegion(Bar):
    """Soft for `inspect`."""

    code = "same-region"
    statement = "An inspector comes from another region where possible."
    source = "English regions, Office for National Statistics"

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each home in the region of a target."""
        if engagement.duty.kind != "inspect":
            return []
        facts = engagement.facts
        found = []
        for home, target in engagement.away_pairs:
            one, other = facts.authorities.get(home), facts.authorities.get(target)
            if one and other and one.region is not None and one.region == other.region:
                found.append(
                    self.refuse(
                        Strength.SOFT,
                        f"{wording.council(facts, home)} and {wording.council(facts, target)} "
                        f"are both in {one.region}.",
                        engagement,
                        authorities=[home, target],
                        evidence=[Evidence(f"region: {one.region}")],
                    )
                )
        return found
