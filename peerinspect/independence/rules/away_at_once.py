"""A council lends one person at a time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date

from peerinspect.domain import Facts, kinds
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bucket, Limit, Part
from peerinspect.independence.sharing import TEAM_KINDS, in_force


class AwayAtOnce(Limit):
    """One person on site elsewhere on any day per authority, and per group sharing a director or trust: hard.

    A full-time term is backfilled at home and does not count; a placement at one's own home is not away.
    """

    code = "away-at-once"
    statement = "A council, or councils that share a director or a trust, lend one person at a time for work on site."
    source = "ADCS: what a council can spare"
    defaults = {"most": 1}
    counts_people = True

    def holders(self, engagement: Engagement) -> Iterable[Hashable]:
        """Each home, and each group of councils that a home is in during the duty."""
        if engagement.duty.kind in kinds.FULL_TIME or engagement.homes & engagement.targets:
            return []
        groups: set[frozenset[str]] = {frozenset({home}) for home in engagement.homes}
        for home in engagement.homes:
            for arrangement in in_force(engagement.facts, TEAM_KINDS, home, engagement.span):
                groups.add(arrangement.authorities)
        return sorted(groups, key=sorted)

    def opens(self, engagement: Engagement) -> Iterable[Bucket]:
        """The first day of each on-site period, for each holder.

        The fullest day of any is a day on which somebody's period begins, so those days stand for all.
        """
        days = sorted({period.start for period in engagement.duty.on_site_periods if period.start})
        return [
            Bucket(self.code, holder, (holder, day), self.parameters["most"], day, day)
            for holder in self.holders(engagement)
            for day in days
        ]

    def amount(self, bucket: Bucket, engagement: Engagement) -> int:
        """1 when the person is away from the holder, on site, on the day."""
        on_site = _is_on_site(engagement, bucket.first)
        return int(on_site and bucket.holder in self.holders(engagement))

    def parts(self, engagement: Engagement) -> Iterable[Part]:
        """1 on every day on site."""
        return [Part(None, 1, period.start, period.end) for period in engagement.duty.on_site_periods]

    def sentence(self, bucket: Bucket, total: int, facts: Facts) -> str:
        """How many people, from where, and when."""
        holder = bucket.holder if isinstance(bucket.holder, frozenset) else frozenset({str(bucket.holder)})
        return (
            f"{wording.councils(facts, holder)} would lend {total} people on {wording.day(bucket.first)}; "
            f"{bucket.ceiling} is the most."
        )


def _is_on_site(engagement: Engagement, day: date | None) -> bool:
    return day is not None and any(period.holds(day) for period in engagement.duty.on_site_periods)
