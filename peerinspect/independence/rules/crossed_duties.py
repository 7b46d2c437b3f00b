"""A council does not inspect the council that chairs, advises or reviews it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Clash

WORK = ("chair", "support", "review")


class CrossedDuties(Clash):
    """A inspects B while B chairs, supports or reviews A: hard in overlap, soft for the months after, either order."""

    code = "crossed-duties"
    statement = "While a council's people chair, advise or review another, the other's people do not inspect them."
    source = "Ofsted, conflict of interest practice: mutual benefit"
    defaults = {"months": 24}

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """Each unordered pair of a home and a target."""
        if engagement.duty.kind == "inspect" or engagement.duty.kind in WORK:
            return [frozenset(pair) for pair in engagement.away_pairs]
        return []

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection for an inspection and other work that face each other."""
        inspection, work = (one, other) if one.duty.kind == "inspect" else (other, one)
        if inspection.duty.kind != "inspect" or work.duty.kind not in WORK:
            return []
        facing = {(target, home) for home, target in work.away_pairs} & set(inspection.away_pairs)
        own = self._own_strength(inspection, work) if facing else None
        if own is None:
            return []
        facts = one.facts
        home, target = min(facing)
        names = wording.council(facts, home), wording.council(facts, target)
        return [
            self.refuse(
                own,
                f"{names[0]} would inspect {names[1]}, whose people take on the "
                f"{wording.KIND_PHRASES[work.duty.kind]} of {names[0]}.",
                one,
                other,
                authorities=[home, target],
                evidence=[
                    Evidence(wording.KIND_PHRASES[each.duty.kind], each.start, each.duty.last_day)
                    for each in (inspection, work)
                ],
            )
        ]

    def _own_strength(self, inspection: Engagement, work: Engagement) -> Strength | None:
        if inspection.span.overlaps(work.span):
            return Strength.HARD
        earlier, later = sorted((inspection, work), key=lambda each: each.start)
        near = still_counts(earlier.duty.last_day, later.start, self.parameters["months"])
        return Strength.SOFT if near else None
