"""Nobody inspects the council of somebody who has just inspected theirs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Clash


class OwnInspector(Clash):
    """Somebody of X inspected H in the last months, or will, and somebody of H would inspect X: hard.

    Both placements count with their own homes, in either order (exact reading 27). It lies within
    reciprocal-inspection for as long as its months do not outlast that rule's years.
    """

    code = "own-inspector"
    statement = "Nobody inspects the council of a person who inspected theirs in the last two years, or soon will."
    source = "Ofsted, conflict of interest practice: intimidation and mutual benefit"
    defaults = {"months": 24}

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """Each home and target, whichever way round."""
        return [frozenset(pair) for pair in engagement.away_pairs] if engagement.duty.kind == "inspect" else []

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection for two inspections of each other's homes with too little time between."""
        if one.duty.kind != "inspect" or other.duty.kind != "inspect":
            return []
        faced = [(home, target) for home, target in one.away_pairs if home in other.targets and target in other.homes]
        if not faced or one.pair == other.pair:
            return []
        earlier, later = sorted((one, other), key=lambda each: (each.start, each.pair))
        if not still_counts(earlier.duty.last_day, later.start, self.parameters["months"]):
            return []
        return [self._say(min(faced), earlier, later)]

    def _say(self, councils: tuple[str, str], earlier: Engagement, later: Engagement) -> Objection:
        facts = later.facts
        own = next(code for code in sorted(councils) if code in later.homes and code in earlier.targets)
        inspected = wording.council(facts, own)
        inspector = wording.full_name(earlier.person)
        return self.refuse(
            Strength.HARD,
            f"{wording.full_name(later.person)} of {inspected} would inspect the council of {inspector}, who inspects "
            f"{inspected}: {wording.span(earlier.duty.period)}.",
            earlier,
            later,
            authorities=councils,
            evidence=[
                Evidence(f"inspection of {wording.councils(facts, each.targets)}", each.start, each.duty.last_day)
                for each in (earlier, later)
            ],
        )
