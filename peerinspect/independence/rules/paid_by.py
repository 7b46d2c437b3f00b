"""Nobody judges who pays them."""

from __future__ import annotations

from peerinspect.domain import Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.declared import at_targets, counts_for, evidence_of
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar

LOOK_BACKS = {"inspect": "inspect_years", "review": "review_years"}


class PaidBy(Bar):
    """Hard for `inspect` and `review`. A payment without an end is still going on (exact reading 18)."""

    code = "paid-by"
    statement = "Nobody inspects or reviews a council that paid them, itself or through a supplier, in the last years."
    source = "Ofsted, conflict of interest practice for inspectors: five years"
    defaults = {"inspect_years": 5, "review_years": 5}
    only_given = frozenset({Given.TIE})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each declared payment that still counts."""
        if engagement.duty.kind not in LOOK_BACKS:
            return []
        months = 12 * self.parameters[LOOK_BACKS[engagement.duty.kind]]
        who = wording.full_name(engagement.person)
        found = []
        for authority, interest in at_targets(engagement, "paid"):
            if counts_for(interest.period, engagement, months):
                what = f"was paid by {wording.council(engagement.facts, authority)} or its supplier"
                found.append(
                    self.refuse(
                        Strength.HARD,
                        f"{who} {what} ({wording.span(interest.period)}).",
                        engagement,
                        authorities=[authority],
                        evidence=[evidence_of(engagement, interest, what)],
                    )
                )
        return found
