"""Councils that share a director, a trust or a directorate count as one."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar
from peerinspect.independence.sharing import HOME_KINDS, bonds_in_force


class SharedArrangement(Bar):
    """Hard for every kind; a deputy acting up at home is free of it (exact reading 13)."""

    code = "shared-arrangement"
    statement = "Nobody takes a duty at a council that shares a director, a trust or a directorate with their own."
    source = "Design principle after Laming (2009): independence of the whole leadership, not of one council's name"
    only_given = frozenset({Given.BOND})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each arrangement that joins a home and a target."""
        if engagement.is_acting_up():
            return []
        facts, found = engagement.facts, []
        for home, target, arrangement in bonds_in_force(engagement, HOME_KINDS):
            fact = f"shared {arrangement.kind}: {wording.councils(facts, arrangement.authorities)}"
            found.append(
                self.refuse(
                    Strength.HARD,
                    f"{wording.council(facts, home)} and {wording.council(facts, target)} share a {arrangement.kind}.",
                    engagement,
                    authorities=[home, target],
                    evidence=[Evidence(fact, arrangement.period.start, arrangement.period.end)],
                )
            )
        return found
