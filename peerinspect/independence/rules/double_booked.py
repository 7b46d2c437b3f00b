"""Nobody is in two places at once, or on inspections back to back."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength, kinds
from peerinspect.domain.periods import working_days_between
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Clash

STRETCH = 28
"""Days; only how the fast examiner groups duties, without effect on any verdict."""


class DoubleBooked(Clash):
    """Overlapping on-site days: hard. Any other duty but a chair within a full-time term: hard.

    Under 10 working days strictly between two inspections: soft (exact reading 14).
    """

    code = "double-booked"
    statement = "Nobody is on site twice on one day, takes other duties in a full-time term, or inspects back to back."
    source = "Working time and quality of inspection; ADCS"
    rests_on = Scope.DUTIES
    defaults = {"working_days": 10}

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """The person in each stretch of four weeks that the duty touches, with the rest after an inspection.

        A chair without on-site days can clash with nothing here.
        """
        duty = engagement.duty
        if duty.kind == "chair" and not duty.on_site_periods:
            return []
        rest = self.parameters["working_days"] // 5 * 7 + 9 if duty.kind == "inspect" else 0
        first, last = min(duty.start, duty.first_day).toordinal(), duty.last_day.toordinal() + rest
        return [(engagement.person.id, stretch) for stretch in range(first // STRETCH, last // STRETCH + 1)]

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """Every clause that the two break."""
        if one.person.id != other.person.id or one.duty.id == other.duty.id:
            return []
        found = []
        if _on_site_together(one, other):
            found.append(self._say(Strength.HARD, "would be on site twice on the same days", one, other))
        if _breaks_a_term(one, other):
            found.append(self._say(Strength.HARD, "would have another duty within a full-time term", one, other))
        gap = _days_between_inspections(one, other)
        if gap is not None and gap < self.parameters["working_days"]:
            days = f"{gap} working day{'' if gap == 1 else 's'}"
            found.append(self._say(Strength.SOFT, f"would have {days} between two inspections", one, other))
        return found

    def _say(self, own: Strength, what: str, one: Engagement, other: Engagement) -> Objection:
        first, second = sorted((one, other), key=lambda each: (each.start, each.pair))
        return self.refuse(
            own,
            f"{wording.full_name(one.person)} {what}.",
            one,
            other,
            authorities=one.targets | other.targets,
            evidence=[
                Evidence(wording.KIND_PHRASES[each.duty.kind], each.duty.first_day, each.duty.last_day)
                for each in (first, second)
            ],
        )


def _on_site_together(one: Engagement, other: Engagement) -> bool:
    return any(mine.overlaps(theirs) for mine in one.duty.on_site_periods for theirs in other.duty.on_site_periods)


def _breaks_a_term(one: Engagement, other: Engagement) -> bool:
    terms = one.duty.kind in kinds.FULL_TIME or other.duty.kind in kinds.FULL_TIME
    chairs = one.duty.kind == "chair" or other.duty.kind == "chair"
    return terms and not chairs and one.span.overlaps(other.span)


def _days_between_inspections(one: Engagement, other: Engagement) -> int | None:
    if one.duty.kind != "inspect" or other.duty.kind != "inspect":
        return None
    earlier, later = sorted((one.duty, other.duty), key=lambda duty: (duty.first_day, duty.last_day))
    return working_days_between(earlier.last_day, later.first_day)
