"""Interim and acting post-holders are asked last."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Post, Strength
from peerinspect.domain.person import UNKNOWN_BASIS
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
        """One objection for each home post held on an interim or acting basis, or on one that nobody recorded."""
        if engagement.duty.kind not in ("inspect", "chair"):
            return []
        return [
            self.refuse(
                Strength.SOFT,
                _sentence(engagement, post),
                engagement,
                authorities=[post.authority],
                evidence=[_evidence(post)],
            )
            for post in engagement.home_posts
            if post.basis in ("interim", "acting", UNKNOWN_BASIS)
        ]


def _sentence(engagement: Engagement, post: Post) -> str:
    name, council = wording.full_name(engagement.person), wording.council(engagement.facts, post.authority)
    if post.basis == UNKNOWN_BASIS:
        return f"It is not recorded on what basis {name} holds a post at {council}."
    return f"{name} holds an {post.basis} post at {council}."


def _evidence(post: Post) -> Evidence:
    held = f"{post.role} post, basis not recorded" if post.basis == UNKNOWN_BASIS else f"{post.basis} {post.role} post"
    return Evidence(held, post.period.start, post.period.end)
