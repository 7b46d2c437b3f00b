"""Councils that run services together do not judge each other."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Given
from peerinspect.independence.shapes import Bar
from peerinspect.independence.sharing import bonds_in_force

SERVICES = (frozenset({"partnership", "adoption", "service"}), Strength.HARD)
PARTNERS_OF_BOARDS = (frozenset({"police", "icb"}), Strength.SOFT)
BY_KIND = {"inspect": SERVICES, "review": SERVICES, "chair": PARTNERS_OF_BOARDS}
"""The arrangements that count for each kind of duty, and how strongly (exact reading 17)."""

PHRASES = {
    "partnership": "partnership",
    "adoption": "adoption agency",
    "service": "commissioned service",
    "police": "police force",
    "icb": "integrated care board",
}


class SharedPartner(Bar):
    """Hard for `inspect` and `review` where a service is shared; soft for `chair` where a board's partner is."""

    code = "shared-partner"
    statement = (
        "Nobody inspects or reviews a council that shares a partnership, an adoption agency or a commissioned service "
        "with their own; a board's chair comes from another police force's and care board's area where possible."
    )
    source = "Ofsted, conflict of interest practice: shared services; Working Together: the partners of a board"
    only_given = frozenset({Given.BOND})

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection for each arrangement in force that a home and a target are both in."""
        if engagement.duty.kind not in BY_KIND:
            return []
        kinds, own = BY_KIND[engagement.duty.kind]
        facts, found = engagement.facts, []
        for home, target, arrangement in bonds_in_force(engagement, kinds):
            phrase = PHRASES[arrangement.kind]
            fact = f"shared {phrase}: {wording.councils(facts, arrangement.authorities)}"
            found.append(
                self.refuse(
                    own,
                    f"{wording.councils(facts, (home, target))} share {'an' if phrase[0] in 'ai' else 'a'} {phrase}.",
                    engagement,
                    authorities=[home, target],
                    evidence=[Evidence(fact, arrangement.period.start, arrangement.period.end)],
                )
            )
        return found
