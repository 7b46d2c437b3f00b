"""Nobody inspects their own work, nor works on what they inspected."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given, Scope
from peerinspect.independence.shapes import Clash

WORK = ("support", "review", "chair", "interim")


class SelfReview(Clash):
    """The same person and a shared target, hard in either order (exact reading 11).

    Before an inspection the other work counts for its `before` months, after it for its `after` months. An interest
    as commissioner counts like work before.
    """

    code = "self-review"
    statement = (
        "Nobody inspects a council they chaired, advised, reviewed, covered or commissioned for, or the reverse."
    )
    source = "Ofsted, conflict of interest practice; self-review threat of professional ethics codes"
    only_given = frozenset({Given.TIE})
    rests_on = Scope.DUTIES
    defaults = {
        "support_before_months": 36,
        "review_before_months": 36,
        "chair_before_months": 60,
        "interim_before_months": 60,
        "commissioner_before_months": 60,
        "support_after_months": 12,
        "review_after_months": 12,
        "chair_after_months": 24,
        "interim_after_months": 24,
    }

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """The person at each target."""
        if engagement.duty.kind == "inspect" or engagement.duty.kind in WORK:
            return [(engagement.person.id, target) for target in sorted(engagement.targets)]
        return []

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection when one is an inspection, the other the work, and too little time lies between."""
        if one.person.id != other.person.id:
            return []
        inspection, work = (one, other) if one.duty.kind == "inspect" else (other, one)
        if inspection.duty.kind != "inspect" or work.duty.kind not in WORK:
            return []
        shared = inspection.targets & work.targets
        if not shared or not self._too_near(inspection, work):
            return []
        facts = one.facts
        return [
            self.refuse(
                Strength.HARD,
                f"{wording.full_name(one.person)} would be on both the {wording.work(facts, work.duty)}, "
                f"and the {wording.work(facts, inspection.duty)}.",
                one,
                other,
                authorities=shared,
                evidence=[
                    Evidence(wording.KIND_PHRASES[each.duty.kind], each.duty.first_day, each.duty.last_day)
                    for each in (work, inspection)
                ],
            )
        ]

    def _too_near(self, inspection: Engagement, work: Engagement) -> bool:
        kind = work.duty.kind
        if work.duty.last_day < inspection.start:
            return still_counts(work.duty.last_day, inspection.start, self.parameters[f"{kind}_before_months"])
        return still_counts(inspection.duty.last_day, work.start, self.parameters[f"{kind}_after_months"])

    def bars(self, engagement: Engagement) -> list[Objection]:
        """An objection to an inspection for each interest as commissioner at a target that still counts."""
        if engagement.duty.kind != "inspect":
            return []
        facts, months = engagement.facts, self.parameters["commissioner_before_months"]
        found = []
        for interest in facts.interests_by_person.get(engagement.person.id, ()):
            period = interest.period
            if interest.kind != "commissioner" or interest.authority not in engagement.targets:
                continue
            if period.start is not None and period.start > engagement.duty.last_day:
                continue
            if still_counts(period.end, engagement.start, months):
                name = wording.council(facts, interest.authority or "")
                found.append(
                    self.refuse(
                        Strength.HARD,
                        f"{wording.full_name(engagement.person)} was commissioner at {name} ({wording.span(period)}).",
                        engagement,
                        authorities=[interest.authority or ""],
                        evidence=[Evidence(f"commissioner at {name}", period.start, period.end)],
                    )
                )
        return found
