"""What people have declared of the councils of a duty: lookups that several rules ask of the interests."""

from __future__ import annotations

from peerinspect.domain import Evidence, Interest, Period
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement


def at_targets(engagement: Engagement, kind: str) -> list[tuple[str, Interest]]:
    """The person's own interests of the kind at a target, each with the target. That it is a home too is no excuse."""
    targets = engagement.targets
    return [
        (interest.authority, interest)
        for interest in engagement.facts.interests_by_person.get(engagement.person.id, ())
        if interest.kind == kind and interest.authority is not None and interest.authority in targets
    ]


def begins_after(period: Period, engagement: Engagement) -> bool:
    """Whether something begins only when the duty is over; it then never counts (exact reading 2)."""
    return period.start is not None and period.start > engagement.duty.last_day


def counts_for(period: Period, engagement: Engagement, months: int) -> bool:
    """Whether something overlaps the duty, or ended less than `months` before its start (exact reading 2)."""
    return not begins_after(period, engagement) and still_counts(period.end, engagement.start, months)


def evidence_of(engagement: Engagement, interest: Interest, fact: str) -> Evidence:
    """A declared fact with its dates, and who declared it."""
    person = engagement.facts.people.get(interest.person)
    name = wording.full_name(person) if person else interest.person
    return Evidence(f"{fact}; declared by {name}", interest.period.start, interest.period.end)
