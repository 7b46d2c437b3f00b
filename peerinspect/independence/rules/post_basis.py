"""Interim and acting post-holders are asked last."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class PostBasis(Bar):
    """Soft for `inspect` and `chair`; looks at each home post alone (exact reading 10)."""

    code = "post-basis"
    statement = "People who hold their own post for the time being do not inspect or chair where others can."
    source = "ADCS proposal (2009): serving directors as peer inspectors"
    rests_on = Scope.DATES

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each home post held on an interim or acting basis."""
        if engagement.duty.kind not in ("inspect", "chair"):
            return []
        facts, person = engagement.facts, engagement.person
        return [
            self.refuse(
                Strength.SOFT,
                f"{wording.full_name(person)} holds an {post.basis} post at {wording.council(facts, post.authority)}.",
                engagement,
                authorities=[post.authority],
                evidence=[Evidence(f"{post.basis} {post.role} post", post.period.start, post.period.end)],
            )
            for post in engagement.home_posts
            if post.basis in ("interim", "acting")
        ]
