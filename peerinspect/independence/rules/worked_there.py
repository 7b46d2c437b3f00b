"""People do not judge, chair or advise where they lately worked."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Period, Strength
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar

TIES = {"employed": "worked for", "consulted": "was a consultant to", "councillor": "was a councillor of"}
LOOK_BACKS = {
    "inspect": ("inspect_years", Strength.HARD),
    "review": ("review_years", Strength.HARD),
    "chair": ("chair_years", Strength.HARD),
    "support": ("support_years", Strength.SOFT),
}


class WorkedThere(Bar):
    """Employee, consultant, councillor, any post at T, a fixed or past `interim` duty at T (exact reading 11)."""

    code = "worked-there"
    statement = "Nobody inspects, reviews, chairs or advises a council they worked for in the last years."
    source = "Ofsted, conflict of interest practice for inspectors: five years"
    defaults = {"inspect_years": 5, "review_years": 5, "chair_years": 3, "support_years": 2}
    only_given = frozenset({Given.TIE, Given.FORMER})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each tie that still counts; a post that is still held counts like any other."""
        if engagement.duty.kind not in LOOK_BACKS:
            return []
        name, own = LOOK_BACKS[engagement.duty.kind]
        months = 12 * self.parameters[name]
        return [
            self._tie(engagement, own, authority, verb, period)
            for authority, verb, period in self._ties(engagement)
            if not _begins_after(period, engagement) and still_counts(period.end, engagement.start, months)
        ]

    def _ties(self, engagement: Engagement) -> list[tuple[str, str, Period]]:
        targets = engagement.targets
        ties = [
            (interest.authority, TIES[interest.kind], interest.period)
            for interest in engagement.facts.interests_by_person.get(engagement.person.id, ())
            if interest.kind in TIES and interest.authority in targets
        ]
        ties += [
            (post.authority, "worked for", post.period) for post in engagement.person.posts if post.authority in targets
        ]
        ties += _interim_terms(engagement)
        return [(authority, verb, period) for authority, verb, period in ties if authority is not None]

    def _tie(self, engagement: Engagement, own: Strength, authority: str, verb: str, period: Period) -> Objection:
        name = wording.council(engagement.facts, authority)
        return self.refuse(
            own,
            f"{wording.full_name(engagement.person)} {verb} {name} ({wording.span(period)}).",
            engagement,
            authorities=[authority],
            evidence=[Evidence(f"{verb} {name}", period.start, period.end)],
        )


def _begins_after(period: Period, engagement: Engagement) -> bool:
    return period.start is not None and period.start > engagement.duty.last_day


def _interim_terms(engagement: Engagement) -> list[tuple[str, str, Period]]:
    facts = engagement.facts
    terms = []
    for placement in facts.placements_by_person.get(engagement.person.id, ()):
        if placement.duty == engagement.duty.id:
            continue
        duty = facts.duties[placement.duty]
        if duty.kind == "interim" and (facts.is_history(placement) or facts.is_fixed(placement)):
            shared = sorted(duty.authorities & engagement.targets)
            terms += [(authority, "covered a post for", duty.period) for authority in shared]
    return terms
