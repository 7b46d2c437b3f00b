"""Whoever plans may keep a person off a duty, and must say why."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar


class SetAside(Bar):
    """Hard for every kind: a coordinator has set this person aside for this duty (exact reading 31).

    The reason stands in the facts and in no sentence: it may be about the person, and sentences are read by many.
    """

    code = "set-aside"
    statement = "Nobody takes a duty for which a coordinator has set them aside, with a reason."
    source = "ADCS: coordinators answer for a roster, and must be able to say no to a name on it"
    only_given = frozenset({Given.ASIDE})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection where the person and the duty are kept apart."""
        if engagement.pair not in engagement.facts.pairs_set_aside:
            return []
        return [
            self.refuse(
                Strength.HARD,
                f"A coordinator has set {wording.full_name(engagement.person)} aside for this duty.",
                engagement,
                evidence=[Evidence("set aside by a coordinator")],
            )
        ]
