"""One council, one voice on a team."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Clash
from peerinspect.independence.sharing import TEAM_KINDS, between


class SameTeam(Clash):
    """Two people of one authority, or of authorities sharing a director or trust, on one duty: hard."""

    code = "same-team"
    statement = "Two people of one council, or of councils that share a director or a trust, are not on one team."
    source = "Ofsted, inspection team composition"

    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """The duty."""
        return [engagement.duty.id]

    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """An objection for two people on one duty whose homes are one or joined."""
        if one.duty.id != other.duty.id or one.person.id == other.person.id:
            return []
        joined = self._joined(one, other)
        if joined is None:
            return []
        facts = one.facts
        councils = wording.councils(facts, joined)
        names = wording.listing(sorted(wording.full_name(each.person) for each in (one, other)))
        return [
            self.refuse(
                Strength.HARD,
                f"{names} both come from {councils}."
                if len(joined) == 1
                else f"{names} come from {councils}, which share a director or a trust.",
                one,
                other,
                authorities=joined,
                evidence=[Evidence(f"homes: {councils}")],
            )
        ]

    def _joined(self, one: Engagement, other: Engagement) -> list[str] | None:
        same = one.homes & other.homes
        if same:
            return [min(same)]
        for home in sorted(one.homes):
            for away in sorted(other.homes):
                if between(one.facts, TEAM_KINDS, home, away, one.span):
                    return sorted((home, away))
        return None
