"""New post-holders settle in first."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Post, Strength
from peerinspect.domain.periods import add_months
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class ShortTenure(Bar):
    """Hard for `inspect`, `chair` and `support`; looks at each home post alone (exact reading 10).

    A post whose first day is unknown counts as new: missing data is not clearance.
    """

    code = "short-tenure"
    statement = "Nobody inspects, chairs or advises elsewhere in their first year in post."
    source = "ADCS: experienced serving directors; one director in three has served under 12 months"
    defaults = {"months": 12}
    rests_on = Scope.DATES

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each home post begun under the parameter's months before the duty's start."""
        if engagement.duty.kind not in ("inspect", "chair", "support"):
            return []
        facts, months = engagement.facts, self.parameters["months"]
        return [
            self.refuse(
                Strength.HARD,
                _sentence(wording.full_name(engagement.person), wording.council(facts, post.authority), post, months),
                engagement,
                authorities=[post.authority],
                evidence=[Evidence(f"{post.role} post", post.period.start, post.period.end)],
            )
            for post in engagement.home_posts
            if post.period.start is None or engagement.start < add_months(post.period.start, months)
        ]


def _sentence(name: str, council: str, post: Post, months: int) -> str:
    if post.period.start is None:
        return f"It is not recorded when {name} took up a post at {council}; {months} months in post are needed."
    return f"{name} took up a post at {council} on {wording.day(post.period.start)}, less than {months} months before."
