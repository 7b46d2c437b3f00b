"""No declaration, no duty."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import is_older_than
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class Undeclared(Bar):
    """Hard for every kind, measured on the day of the facts (exact reading 10)."""

    code = "undeclared"
    statement = "Everybody declares their interests every year. Missing or old declarations are not clearance."
    source = "peerinspect rulebook: missing data is not clearance"
    defaults = {"months": 12}
    rests_on = Scope.SORT

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection when the declaration is missing or too old."""
        person = engagement.person
        if not is_older_than(person.declared_on, self.parameters["months"], engagement.facts.as_of):
            return []
        what = f"last declared on {wording.day(person.declared_on)}" if person.declared_on else "has not declared"
        return [
            self.refuse(
                Strength.HARD,
                f"{wording.full_name(person)} {what}; a declaration lasts {self.parameters['months']} months.",
                engagement,
                evidence=[Evidence("declaration of interests", person.declared_on, person.declared_on)],
            )
        ]
