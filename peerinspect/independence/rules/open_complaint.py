"""Nobody takes a duty at a council while a complaint between them is open, nor soon after without leave."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Period, Strength
from peerinspect.independence import wording
from peerinspect.independence.declared import at_targets, counts_for, evidence_of
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar


class OpenComplaint(Bar):
    """Hard while open, soft for some years after; between the person and T, or between H and T (exact reading 19)."""

    code = "open-complaint"
    statement = (
        "Nobody takes a duty at a council while a complaint is open between it and them, or their own council; "
        "and only with leave in the years after."
    )
    source = "Ofsted, conflict of interest practice: complaints"
    defaults = {"years": 3}
    only_given = frozenset({Given.TIE, Given.BOND})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each complaint that is open on a day of the duty's span, or closed lately."""
        found = [self._of_person(engagement), self._of_councils(engagement)]
        return [objection for group in found for objection in group]

    def _of_person(self, engagement: Engagement) -> list[Objection]:
        facts, found = engagement.facts, []
        for authority, interest in at_targets(engagement, "complaint"):
            parties = f"{wording.full_name(engagement.person)} and {wording.council(facts, authority)}"
            evidence = evidence_of(engagement, interest, f"complaint between {parties}")
            found += self._complaint(engagement, interest.period, parties, [authority], evidence)
        return found

    def _of_councils(self, engagement: Engagement) -> list[Objection]:
        facts, found = engagement.facts, []
        for home, target, arrangement in engagement.bonds:
            if arrangement.kind == "complaint":
                period = arrangement.period
                fact = f"complaint: {wording.councils(facts, arrangement.authorities)}"
                parties = wording.councils(facts, (home, target))
                evidence = Evidence(fact, period.start, period.end)
                found += self._complaint(engagement, period, parties, [home, target], evidence)
        return found

    def _complaint(
        self, engagement: Engagement, period: Period, parties: str, authorities: list[str], evidence: Evidence
    ) -> list[Objection]:
        """The objection to one complaint, if there is any; `parties` are both, as in a sentence."""
        if period.overlaps(engagement.span):
            own, sentence = Strength.HARD, f"A complaint between {parties} is open ({wording.span(period)})."
        elif counts_for(period, engagement, 12 * self.parameters["years"]):
            own = Strength.SOFT
            sentence = f"A complaint between {parties} was closed only on {wording.day(period.end)}."
        else:
            return []
        return [self.refuse(own, sentence, engagement, authorities=authorities, evidence=[evidence])]
