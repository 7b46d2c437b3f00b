"""Inspectors come from another region where they can."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bar


class SameRegion(Bar):
    """Soft for `inspect`. A region that is not recorded may be the same: missing data is not clearance."""

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
            regions = {each.region if each else None for each in (one, other)}
            if None in regions:
                found.append(self._say(engagement, home, target, "may be in one region; not both are recorded"))
            elif len(regions) == 1:
                found.append(self._say(engagement, home, target, f"are both in {regions.pop()}"))
        return found

    def _say(self, engagement: Engagement, home: str, target: str, what: str) -> Objection:
        names = f"{wording.council(engagement.facts, home)} and {wording.council(engagement.facts, target)}"
        return self.refuse(
            Strength.SOFT,
            f"{names} {what}.",
            engagement,
            authorities=[home, target],
            evidence=[Evidence(f"regions: {names} {what}")],
        )
