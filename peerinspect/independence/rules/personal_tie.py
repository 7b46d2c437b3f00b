"""Family, friends and business partners stay out of each other's councils."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar

TIES = {
    "family": ("has close family among", Strength.HARD),
    "friend": ("has a close friend among", Strength.HARD),
    "business": ("has a business tie to", Strength.HARD),
    "acquaintance": ("is acquainted with", Strength.SOFT),
}


class PersonalTie(Bar):
    """Hard for family, friend and business while the tie holds; soft for an acquaintance."""

    code = "personal-tie"
    statement = (
        "Nobody takes a duty at a council while close family, friends or business ties link them to its leaders."
    )
    source = "Committee on Standards in Public Life, the Seven Principles: integrity, objectivity"
    only_given = frozenset({Given.TIE})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each declared tie that holds on any day of the duty's span."""
        facts, person = engagement.facts, engagement.person
        found = []
        for interest in facts.interests_by_person.get(person.id, ()):
            if interest.kind not in TIES or interest.authority is None:
                continue
            if interest.authority not in engagement.targets or not interest.period.overlaps(engagement.span):
                continue
            phrase, own = TIES[interest.kind]
            name = wording.council(facts, interest.authority)
            found.append(
                self.refuse(
                    own,
                    f"{wording.full_name(person)} {phrase} the leaders of {name}.",
                    engagement,
                    authorities=[interest.authority],
                    evidence=[
                        Evidence(f"declared tie to {name}: {interest.kind}", interest.period.start, interest.period.end)
                    ],
                )
            )
        return found
