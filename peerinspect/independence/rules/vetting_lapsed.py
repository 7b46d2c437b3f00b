"""Vetting must be fresh on the first day."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import is_older_than
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class VettingLapsed(Bar):
    """Hard for every kind, measured on the duty's first day."""

    code = "vetting-lapsed"
    statement = "Everybody's DBS check is at most three years old on the first day of a duty."
    source = "Disclosure and Barring Service: renewal every three years is the usual practice"
    defaults = {"years": 3}
    rests_on = Scope.DATES

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection when the check is missing or too old."""
        person, duty = engagement.person, engagement.duty
        if not is_older_than(person.vetted_on, 12 * self.parameters["years"], duty.first_day):
            return []
        when = f"dates from {wording.day(person.vetted_on)}" if person.vetted_on else "is missing"
        return [
            self.refuse(
                Strength.HARD,
                f"{wording.full_name(person)}'s DBS check {when}; the duty begins on {wording.day(duty.first_day)}.",
                engagement,
                evidence=[Evidence("DBS check", person.vetted_on, person.vetted_on)],
            )
        ]
