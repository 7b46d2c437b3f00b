"""A council is not judged by the same person twice running."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Clash


class RepeatInspector(Clash):
    """One person on two judgement inspections of one council within the years: soft (exact reading 28).

    Focused and monitoring visits and joint inspections may well follow one another.
    """

    code = "repeat-inspector"
    statement = "Nobody is on two judgement inspections of one council within four years."
    source = "Ofsted, inspection practice: a fresh pair of eyes; familiarity threat of professional ethics codes"
    rests_on = Scope.DUTIES
    defaults = {"years": 4}

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """The person at each target of a judgement inspection."""
        if not _judges(engagement):
            return []
        return [(engagement.person.id, target) for target in sorted(engagement.targets)]

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection for two judgement inspections by one person that share a target, too soon after each other."""
        if one.person.id != other.person.id or one.duty.id == other.duty.id:
            return []
        shared = one.targets & other.targets
        if not shared or not (_judges(one) and _judges(other)):
            return []
        earlier, later = sorted((one, other), key=lambda each: (each.start, each.pair))
        years = self.parameters["years"]
        if not still_counts(earlier.duty.last_day, later.start, 12 * years):
            return []
        name, where = wording.full_name(one.person), wording.councils(one.facts, shared)
        return [
            self.refuse(
                Strength.SOFT,
                f"{name} would be on two judgement inspections of {where} within {years} years.",
                earlier,
                later,
                authorities=shared,
                evidence=[
                    Evidence("judgement inspection", each.start, each.duty.last_day) for each in (earlier, later)
                ],
            )
        ]


def _judges(engagement: Engagement) -> bool:
    return engagement.duty.kind == "inspect" and engagement.duty.subtype == "judgement"
