"""One person has one role at a council at a time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Clash

ROLES = frozenset({"chair", "review", "support", "interim"})


class OneLiveRole(Clash):
    """One person on two duties at one council at the same time: chair, review, support, interim. Hard (reading 29)."""

    code = "one-live-role"
    statement = "Nobody chairs, reviews, advises or covers twice at one council at the same time."
    source = "Self-review threat of professional ethics codes; Working Together: an independent chair"
    rests_on = Scope.DUTIES

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """The person at each target."""
        if engagement.duty.kind not in ROLES:
            return []
        return [(engagement.person.id, target) for target in sorted(engagement.targets)]

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection for two such duties of one person that share a target and overlap."""
        if one.person.id != other.person.id or one.duty.id == other.duty.id:
            return []
        if one.duty.kind not in ROLES or other.duty.kind not in ROLES:
            return []
        shared = one.targets & other.targets
        if not shared or not one.span.overlaps(other.span):
            return []
        first, second = sorted((one, other), key=lambda each: (each.start, each.pair))
        facts = one.facts
        return [
            self.refuse(
                Strength.HARD,
                f"{wording.full_name(one.person)} would have two roles at {wording.councils(facts, shared)} at once: "
                f"{wording.work(facts, first.duty)}, and {wording.work(facts, second.duty)}.",
                first,
                second,
                authorities=shared,
                evidence=[
                    Evidence(wording.KIND_PHRASES[each.duty.kind], each.duty.first_day, each.duty.last_day)
                    for each in (first, second)
                ],
            )
        ]
