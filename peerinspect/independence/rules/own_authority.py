"""No director chairs their own board, and nobody does any other duty at home."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar


class OwnAuthority(Bar):
    """Hard for every kind. A deputy may act up as `interim` in their own council (exact reading 13)."""

    code = "own-authority"
    statement = "Nobody takes a duty at a council they work for. No director chairs their own board."
    source = "Lord Laming, The Protection of Children in England: A Progress Report (2009)"
    only_given = frozenset({Given.OWN})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each council that is both home and target."""
        if engagement.is_acting_up():
            return []
        return [self._at(engagement, code) for code in sorted(engagement.homes & engagement.targets)]

    def _at(self, engagement: Engagement, code: str) -> Objection:
        name = wording.council(engagement.facts, code)
        posts = [post for post in engagement.home_posts if post.authority == code]
        return self.refuse(
            Strength.HARD,
            f"{wording.full_name(engagement.person)} works for {name}.",
            engagement,
            authorities=[code],
            evidence=[Evidence(f"{post.role} post at {name}", post.period.start, post.period.end) for post in posts],
        )
