"""Councils at odds, about to merge, or in one live review do not judge each other or chair each other's boards."""

from __future__ import annotations

from collections.abc import Iterator

from peerinspect.domain import Duty, Evidence, Objection, Strength, kinds
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar
from peerinspect.independence.sharing import bonds_in_force

KINDS = frozenset({"inspect", "review", "chair"})
AT_ODDS = frozenset({"dispute", "merger"})
PHRASES = {"dispute": "are in dispute", "merger": "are merging"}


class AuthoritiesInDispute(Bar):
    """Hard for `inspect`, `review` and `chair`: a dispute or a merger in force, or a review that has H and T both.

    Source of the reading: exact reading 20.
    """

    code = "authorities-in-dispute"
    statement = (
        "Nobody inspects, reviews or chairs at a council that their own is in dispute, in a merger or in a live "
        "review with."
    )
    source = "Ofsted, conflict of interest practice: impartiality between councils"
    only_given = frozenset({Given.BOND, Given.REVIEW})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each dispute, merger or other live review of a home and a target."""
        if engagement.duty.kind not in KINDS:
            return []
        facts, found = engagement.facts, []
        for home, target, arrangement in bonds_in_force(engagement, AT_ODDS):
            fact = f"{arrangement.kind}: {wording.councils(facts, arrangement.authorities)}"
            found.append(
                self.refuse(
                    Strength.HARD,
                    f"{wording.councils(facts, (home, target))} {PHRASES[arrangement.kind]}.",
                    engagement,
                    authorities=[home, target],
                    evidence=[Evidence(fact, arrangement.period.start, arrangement.period.end)],
                )
            )
        return found + [self._in_review(engagement, *joint) for joint in _joint_reviews(engagement)]

    def _in_review(self, engagement: Engagement, home: str, target: str, review: Duty) -> Objection:
        facts = engagement.facts
        return self.refuse(
            Strength.HARD,
            f"{wording.councils(facts, (home, target))} are in one review, {wording.span(review.span)}.",
            engagement,
            authorities=[home, target],
            evidence=[Evidence(wording.work(facts, review), review.span.start, review.span.end)],
            resting_on=[review],
        )


def _joint_reviews(engagement: Engagement) -> Iterator[tuple[str, str, Duty]]:
    """Every (home, target, review other than this duty that has both and overlaps it)."""
    reviews = engagement.facts.duties_at
    for home, target in engagement.away_pairs:
        for review in reviews.get((kinds.REVIEW, home), ()):
            is_joint = target in review.authorities and review.id != engagement.duty.id
            if is_joint and review.span.overlaps(engagement.span):
                yield home, target, review
