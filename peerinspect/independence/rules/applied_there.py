"""Who lately wanted a post at a council does not judge it, and chairs its board only with leave."""

from __future__ import annotations

from peerinspect.domain import Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.declared import at_targets, counts_for, evidence_of
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar

LOOK_BACKS = {"inspect": ("inspect_years", Strength.HARD), "chair": ("chair_years", Strength.SOFT)}


class AppliedThere(Bar):
    """Hard for `inspect`, soft for `chair`. An application without an end is still going on (exact reading 18)."""

    code = "applied-there"
    statement = "Nobody inspects a council where they applied for a post in the last years, or chairs its board."
    source = "Ofsted, conflict of interest practice for inspectors: five years"
    defaults = {"inspect_years": 5, "chair_years": 2}
    only_given = frozenset({Given.TIE})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each application that still counts."""
        if engagement.duty.kind not in LOOK_BACKS:
            return []
        name, own = LOOK_BACKS[engagement.duty.kind]
        months = 12 * self.parameters[name]
        who = wording.full_name(engagement.person)
        found = []
        for authority, interest in at_targets(engagement, "applied"):
            if counts_for(interest.period, engagement, months):
                what = f"applied for a post at {wording.council(engagement.facts, authority)}"
                found.append(
                    self.refuse(
                        own,
                        f"{who} {what} ({wording.span(interest.period)}).",
                        engagement,
                        authorities=[authority],
                        evidence=[evidence_of(engagement, interest, what)],
                    )
                )
        return found
