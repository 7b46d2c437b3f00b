"""Leave is leave."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class Unavailable(Bar):
    """Hard for every kind: leave or a declared block overlaps an on-site day."""

    code = "unavailable"
    statement = "Nobody is placed on days that they have marked as away."
    source = "ADCS: peer work is voluntary"
    rests_on = Scope.DATES

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each block of leave that overlaps an on-site period."""
        person = engagement.person
        on_site = engagement.duty.on_site_periods
        return [
            self.refuse(
                Strength.HARD,
                f"{wording.full_name(person)} is away {wording.span(away)}.",
                engagement,
                evidence=[Evidence("marked as away", away.start, away.end)],
            )
            for away in person.unavailable
            if any(away.overlaps(period) for period in on_site)
        ]
