"""Nobody is asked for what they have not offered."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class NotOffered(Bar):
    """Hard for every kind."""

    code = "not-offered"
    statement = "People are placed only on the kinds of duty that they volunteer for."
    source = "ADCS: peer work is voluntary"
    rests_on = Scope.SORT

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection when the person offers no duty of this kind."""
        person, kind = engagement.person, engagement.duty.kind
        if any(offer.kind == kind for offer in person.offers):
            return []
        offered = wording.listing(sorted(wording.KIND_PHRASES[offer.kind] for offer in person.offers))
        return [
            self.refuse(
                Strength.HARD,
                f"{wording.full_name(person)} has not offered {wording.KIND_PHRASES[kind]}.",
                engagement,
                evidence=[Evidence(f"offers: {offered}" if person.offers else "offers nothing")],
            )
        ]
