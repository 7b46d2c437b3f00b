"""A connection that the person themselves says raises reasonable doubt is respected."""

from __future__ import annotations

from peerinspect.domain import Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.declared import at_targets, evidence_of
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar


class OtherConnection(Bar):
    """Hard for every kind, while the connection lasts (exact reading 22)."""

    code = "other-connection"
    statement = "Nobody takes a duty at a council when they have recorded a connection that raises reasonable doubt."
    source = "Committee on Standards in Public Life, the Seven Principles: integrity, honesty"
    only_given = frozenset({Given.TIE})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each such connection to a target on any day of the duty's span."""
        who = wording.full_name(engagement.person)
        found = []
        for authority, interest in at_targets(engagement, "other"):
            if interest.period.overlaps(engagement.span):
                name = wording.council(engagement.facts, authority)
                found.append(
                    self.refuse(
                        Strength.HARD,
                        f"{who} has recorded a connection to {name} that raises reasonable doubt.",
                        engagement,
                        authorities=[authority],
                        evidence=[evidence_of(engagement, interest, f"other connection to {name}")],
                    )
                )
        return found
