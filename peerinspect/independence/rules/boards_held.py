"""A serving director chairs one board at most, others two."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date

from peerinspect.domain import Facts, Person, Strength
from peerinspect.domain.periods import ONE_DAY
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bucket, Limit, Part


class BoardsHeld(Limit):
    """Soft. On each day: 1 while a director's post is held that day, else 2 (exact reading 12).

    How many boards are held, and how many may be, changes only on the days that a term begins or a director's post
    begins or ends; those days stand for all.
    """

    code = "boards-held"
    statement = "A serving director chairs one board at most; other people two."
    source = "Laming (2009); time needed for a board"
    defaults = {"director": 1, "other": 2}
    own_strength = Strength.SOFT

    def holders(self, engagement: Engagement) -> Iterable[Hashable]:
        """The person."""
        return [engagement.person.id] if engagement.duty.kind == "chair" else []

    def opens(self, engagement: Engagement) -> Iterable[Bucket]:
        """Each day within the term on which the count or the ceiling can change."""
        if engagement.duty.kind != "chair":
            return []
        person = engagement.person
        return [
            Bucket(self.code, person.id, (person.id, day), self._ceiling(person, day), day, day)
            for day in _telling_days(engagement)
        ]

    def _ceiling(self, person: Person, day: date) -> int:
        serving = any(post.role == "director" and post.period.holds(day) for post in person.posts)
        return self.parameters["director" if serving else "other"]

    def amount(self, bucket: Bucket, engagement: Engagement) -> int:
        """1 for a board that the person holds on the day."""
        duty = engagement.duty
        if engagement.person.id != bucket.holder or duty.kind != "chair" or bucket.first is None:
            return 0
        return int(duty.period.holds(bucket.first))

    def parts(self, engagement: Engagement) -> Iterable[Part]:
        """1 on every day of a chair's term."""
        duty = engagement.duty
        return [Part(None, 1, duty.first_day, duty.last_day)] if duty.kind == "chair" else []

    def sentence(self, bucket: Bucket, total: int, facts: Facts) -> str:
        """How many boards, and when."""
        name = wording.full_name(facts.people[str(bucket.holder)])
        return f"{name} would chair {total} boards on {wording.day(bucket.first)}; {bucket.ceiling} is the most."


def _telling_days(engagement: Engagement) -> list[date]:
    duty = engagement.duty
    days = {duty.first_day}
    for post in engagement.person.posts:
        if post.role == "director":
            if post.period.start:
                days.add(post.period.start)
            if post.period.end and post.period.end < date.max:
                days.add(post.period.end + ONE_DAY)
    return sorted(day for day in days if duty.period.holds(day))
