"""Two inspections a year are enough for anyone with a council to run."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Facts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bucket, Limit, Part
from peerinspect.independence.years import begins_in, year_from


class InspectionsAYear(Limit):
    """At most two a person in any rolling 12 months: hard. A year is counted from each inspection's first day."""

    code = "inspections-a-year"
    statement = "Nobody does more than two inspections in twelve months."
    source = "Ofsted: the usual commitment of a serving leader who inspects"
    defaults = {"most": 2}

    def holders(self, engagement: Engagement) -> Iterable[Hashable]:
        """The person."""
        return [engagement.person.id] if engagement.duty.kind == "inspect" else []

    def opens(self, engagement: Engagement) -> Iterable[Bucket]:
        """The year from the inspection's first day."""
        if engagement.duty.kind != "inspect":
            return []
        year = year_from(engagement.duty.first_day)
        person = engagement.person.id
        return [Bucket(self.code, person, (person, year.start), self.parameters["most"], year.start, year.end)]

    def amount(self, bucket: Bucket, engagement: Engagement) -> int:
        """1 for an inspection of the person that begins in the year."""
        return int(
            engagement.person.id == bucket.holder
            and engagement.duty.kind == "inspect"
            and begins_in(bucket, engagement.duty)
        )

    def parts(self, engagement: Engagement) -> Iterable[Part]:
        """1 on the first day of an inspection."""
        first = engagement.duty.first_day
        return [Part(None, 1, first, first)] if engagement.duty.kind == "inspect" else []

    def sentence(self, bucket: Bucket, total: int, facts: Facts) -> str:
        """How many inspections, and from when."""
        name = wording.full_name(facts.people[str(bucket.holder)])
        return (
            f"{name} would do {total} inspections in the twelve months from {wording.day(bucket.first)}; "
            f"{bucket.ceiling} is the most."
        )
