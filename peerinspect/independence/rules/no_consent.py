"""The home chief executive consents first."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Consent, Evidence, Objection, Period, Post, Strength
from peerinspect.domain.periods import ONE_DAY, add_months
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class NoConsent(Bar):
    """Hard for every kind but `interim` at one's own authority (exact readings 10 and 13).

    Each home's consent must be in force on every day that its post is held within the duty, for at most 12 months
    from the duty's first day. A new employer has to consent anew. A consent to one duty alone counts for no other.
    """

    code = "no-consent"
    statement = "Each home council's chief executive has consented for every day, up to a year ahead."
    source = "ADCS: directors are lent by their councils"
    rests_on = Scope.DATES

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each home post with an uncovered day."""
        if engagement.duty.kind == "interim" and engagement.homes & engagement.targets:
            return []
        return [
            self._uncovered(engagement, post, missing)
            for post in engagement.home_posts
            if (missing := _first_uncovered(engagement, post)) is not None
        ]

    def _uncovered(self, engagement: Engagement, post: Post, missing: date) -> Objection:
        name = wording.council(engagement.facts, post.authority)
        held = _consents(engagement, post)
        return self.refuse(
            Strength.HARD,
            f"The chief executive of {name} has not consented for {wording.day(missing)}.",
            engagement,
            authorities=[post.authority],
            evidence=[Evidence(f"consent of {name}", one.period.start, one.period.end) for one in held]
            or [Evidence(f"no consent of {name} recorded")],
        )


def _consents(engagement: Engagement, post: Post) -> list[Consent]:
    """The consents of the post's council that count for the duty: to all duties, or to this one alone."""
    for_it = (None, engagement.duty.id)
    return [one for one in engagement.person.consents if one.authority == post.authority and one.duty in for_it]


def _first_uncovered(engagement: Engagement, post: Post) -> date | None:
    """The first day that needs the consent and has none."""
    duty = engagement.duty
    year_ends = add_months(duty.first_day, 12) - ONE_DAY
    needed = post.period.within(Period(duty.first_day, min(duty.last_day, year_ends)))
    if needed is None or needed.start is None or needed.end is None:
        return None
    day = needed.start
    periods = (one.period for one in _consents(engagement, post))
    for consent in sorted(periods, key=lambda period: period.start or date.min):
        if consent.holds(day):
            if consent.end is None or consent.end >= needed.end:
                return None
            day = consent.end + ONE_DAY
    return day
