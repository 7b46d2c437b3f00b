"""You inspect us, we inspect them, they inspect you."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rounds import Step
from peerinspect.independence.shapes import Triple


class Ring(Triple):
    """Three inspections from A to B, B to C and C to A, three different councils, within the months: soft.

    The latest start is measured from the earliest last day (exact reading 26). Triads of support are fine.
    """

    code = "ring"
    statement = "Three councils' people do not inspect each other's councils in a ring within twelve months."
    source = "Ofsted, conflict of interest practice: mutual benefit"
    defaults = {"months": 12}

    def steps(self, engagement: Engagement) -> Iterable[Step]:
        """Each home and each other council that the home's person inspects."""
        return engagement.away_pairs if engagement.duty.kind == "inspect" else []

    def objections(self, one: Engagement, two: Engagement, three: Engagement) -> list[Objection]:
        """An objection for three different inspections that make a ring with too little time between."""
        three_of = (one, two, three)
        if any(each.duty.kind != "inspect" for each in three_of) or len({each.pair for each in three_of}) < 3:
            return []
        earliest_end, latest_start = min(each.duty.last_day for each in three_of), max(each.start for each in three_of)
        if not still_counts(earliest_end, latest_start, self.parameters["months"]):
            return []
        rings = _rings(one, two, three)
        return [self._say(min(rings), three_of)] if rings else []

    def _say(self, councils: tuple[str, str, str], parties: tuple[Engagement, ...]) -> Objection:
        """What the reader is told: who would inspect whom, the first council in order of code first."""
        facts, ordered = parties[0].facts, sorted(parties, key=lambda each: (each.start, each.pair))
        first, second, third = (wording.council(facts, code) for code in councils)
        months = self.parameters["months"]
        return self.refuse(
            Strength.SOFT,
            f"{first} would inspect {second}, {second} {third} and {third} {first} within {months} months.",
            *ordered,
            authorities=councils,
            evidence=[
                Evidence(f"inspection of {wording.councils(facts, each.targets)}", each.start, each.duty.last_day)
                for each in ordered
            ],
        )


def _rings(one: Engagement, two: Engagement, three: Engagement) -> list[tuple[str, str, str]]:
    """Every ring of councils that the three close, in either direction, from each of its starts."""
    return [
        (start, middle, end)
        for first, second, third in permutations((one, two, three))
        for start, middle in first.away_pairs
        for end in third.homes
        if end not in (start, middle) and (middle, end) in second.away_pairs and (end, start) in third.away_pairs
    ]
