"""Chairs and advisers come from near enough to be there often."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.goals import travel_minutes
from peerinspect.independence.shapes import Bar


class OutOfReach(Bar):
    """Soft for `chair` and `support`: more minutes by road than the parameter, or a distance that is unknown.

    Minutes are those of the goal `fit`, of every pair of H and T (exact reading 23).
    """

    code = "out-of-reach"
    statement = "A chair or adviser comes from within reach, where possible: so many minutes' estimated travel."
    source = "ADCS: swap directors of nearby authorities"
    defaults = {"minutes": 90}

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each home that is too far from a target, or may be."""
        if engagement.duty.kind not in ("chair", "support"):
            return []
        known, most = engagement.facts.authorities, self.parameters["minutes"]
        found = []
        for home, target in engagement.away_pairs:
            one, other = known.get(home), known.get(target)
            minutes = travel_minutes(one, other) if one and other else None
            if minutes is None or minutes > most:
                found.append(self._too_far(engagement, home, target, minutes))
        return found

    def _too_far(self, engagement: Engagement, home: str, target: str, minutes: int | None) -> Objection:
        facts = engagement.facts
        names = f"{wording.council(facts, home)} to {wording.council(facts, target)}"
        if minutes is None:
            sentence = f"It is not recorded where both councils lie, so the way from {names} may be too far."
            fact = f"estimated travel from {names}: unknown"
        else:
            sentence = f"The way from {names} takes about {minutes} minutes, more than {self.parameters['minutes']}."
            fact = f"estimated travel from {names}: {minutes} minutes"
        return self.refuse(Strength.SOFT, sentence, engagement, authorities=[home, target], evidence=[Evidence(fact)])
