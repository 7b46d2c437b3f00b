"""Nobody gives more days than they offered, nor more than a council can spare."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from peerinspect.domain import Facts, Person, kinds
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bucket, Limit, Part
from peerinspect.independence.years import begins_in, meets, year_from

DAY_WORK = "day work"
WITH_CHAIR = "day work and chairing"
COUNTED: Mapping[str, frozenset[str]] = {
    DAY_WORK: kinds.DAY_WORK,
    WITH_CHAIR: kinds.DAY_WORK | {kinds.CHAIR},
    **{kind: frozenset({kind}) for kind in kinds.KINDS},
}


class DaysAYear(Limit):
    """Day work 20 a person, day work and chairing together 40, each kind what was offered: hard (exact reading 9).

    A year is the twelve months from the first day of each placement, whatever its kind. What begins in it counts
    whole; a chair's days count in every such year that its term meets.
    """

    code = "days-a-year"
    statement = "Nobody gives more than 20 days of day work a year, 40 with chairing, or more of a kind than offered."
    source = "ADCS: what a council can spare"
    defaults = {"most": 20, "most_with_chair": 40}

    def holders(self, engagement: Engagement) -> Iterable[Hashable]:
        """The person."""
        return [engagement.person.id]

    def opens(self, engagement: Engagement) -> Iterable[Bucket]:
        """The year from the first day, once for each of the person's ceilings, whatever the duty's own kind."""
        year = year_from(engagement.duty.first_day)
        person = engagement.person
        return [
            Bucket(self.code, person.id, (person.id, group, year.start), ceiling, year.start, year.end)
            for group, ceiling in self.ceilings(person).items()
        ]

    def ceilings(self, person: Person) -> dict[str, int]:
        """What the person may give in a year, by what counts towards it."""
        ceilings = {DAY_WORK: self.parameters["most"], WITH_CHAIR: self.parameters["most_with_chair"]}
        for offer in person.offers:
            ceilings[offer.kind] = ceilings.get(offer.kind, 0) + offer.days
        return ceilings

    def amount(self, bucket: Bucket, engagement: Engagement) -> int:
        """The duty's days when the person's work counts in this year and towards this ceiling."""
        duty = engagement.duty
        if engagement.person.id != bucket.holder or duty.kind not in COUNTED[_group(bucket)]:
            return 0
        counts = meets(bucket, duty) if duty.kind == kinds.CHAIR else begins_in(bucket, duty)
        return duty.workload if counts else 0

    def parts(self, engagement: Engagement) -> Iterable[Part]:
        """The duty's days, all on its first day, or in every year that a chair's term meets; for each ceiling."""
        duty = engagement.duty
        last = duty.last_day if duty.kind == kinds.CHAIR else duty.first_day
        return [
            Part(group, duty.workload, duty.first_day, last)
            for group, counted in COUNTED.items()
            if duty.kind in counted
        ]

    def section(self, bucket: Bucket) -> Hashable:
        """Which of the person's ceilings it is."""
        return _group(bucket)

    def binds_unopened(self, bucket: Bucket) -> bool:
        """True for what counts by its first day: the earliest placement of an overfull year opens one as full.

        A chair's term counts wherever it meets the year, so there the year has to be open.
        """
        return kinds.CHAIR not in COUNTED[_group(bucket)]

    def sentence(self, bucket: Bucket, total: int, facts: Facts) -> str:
        """How many days, of what, and from when."""
        group = _group(bucket)
        what = wording.KIND_PHRASES.get(group, group)
        name = wording.full_name(facts.people[str(bucket.holder)])
        return (
            f"{name} would give {total} days to {what} in the twelve months from {wording.day(bucket.first)}; "
            f"{bucket.ceiling} is the most."
        )


def _group(bucket: Bucket) -> str:
    return str(bucket.name[1]) if isinstance(bucket.name, tuple) else ""
