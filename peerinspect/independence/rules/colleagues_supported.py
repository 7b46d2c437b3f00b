"""Nobody inspects what their own council's people have just helped to improve."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.domain.periods import still_counts
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Clash


class ColleaguesSupported(Clash):
    """An inspection within the years after anybody of a home of the inspecting person supported a target: soft.

    Hard where the inspecting person is that home's director on a day of the inspection's span, on any basis. Support
    that begins after the inspection does not count (exact reading 25).
    """

    code = "colleagues-supported"
    statement = "Nobody inspects a council that their own council's people have advised in the last two years."
    source = "Ofsted, conflict of interest practice; self-review threat of professional ethics codes"
    defaults = {"years": 2}

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """Each home with each target: both placements lead the same way."""
        return engagement.away_pairs if engagement.duty.kind in ("inspect", "support") else []

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection for each home from which people would inspect what its people supported."""
        inspection, support = (one, other) if one.duty.kind == "inspect" else (other, one)
        if (
            inspection.duty.kind != "inspect"
            or support.duty.kind != "support"
            or not self._is_near(inspection, support)
        ):
            return []
        shared = set(inspection.away_pairs) & set(support.away_pairs)
        return [
            self._say(home, min(target for from_home, target in shared if from_home == home), inspection, support)
            for home in sorted({home for home, _ in shared})
        ]

    def _is_near(self, inspection: Engagement, support: Engagement) -> bool:
        if support.start > inspection.duty.last_day:
            return False
        return still_counts(support.duty.last_day, inspection.start, 12 * self.parameters["years"])

    def _say(self, home: str, target: str, inspection: Engagement, support: Engagement) -> Objection:
        facts = inspection.facts
        directs = any(post.role == "director" and post.authority == home for post in inspection.home_posts)
        names = wording.council(facts, home), wording.council(facts, target)
        role = "is director of" if directs else "works for"
        return self.refuse(
            Strength.HARD if directs else Strength.SOFT,
            f"{wording.full_name(inspection.person)} {role} {names[0]}, whose people support {names[1]}: "
            f"{wording.span(support.duty.period)}.",
            inspection,
            support,
            authorities=[home, target],
            evidence=[
                Evidence(f"{wording.KIND_PHRASES[each.duty.kind]} of {names[1]}", each.start, each.duty.last_day)
                for each in (support, inspection)
            ],
        )
