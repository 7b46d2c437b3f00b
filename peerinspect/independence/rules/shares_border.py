"""Neighbours do not inspect neighbours."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar


class SharesBorder(Bar):
    """Hard for `inspect`."""

    code = "shares-border"
    statement = "Nobody inspects a council that borders their own."
    source = "Land borders from Office for National Statistics boundaries, December 2023"
    only_given = frozenset({Given.BORDER})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each home that borders a target."""
        if engagement.duty.kind != "inspect":
            return []
        facts = engagement.facts
        return [
            self.refuse(
                Strength.HARD,
                f"{wording.council(facts, home)} borders {wording.council(facts, target)}.",
                engagement,
                authorities=[home, target],
                evidence=[Evidence("land border")],
            )
            for home, target in engagement.away_pairs
            if frozenset((home, target)) in facts.borders
        ]
