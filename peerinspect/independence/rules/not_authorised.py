"""The seat asks for a training level."""

from __future__ import annotations

from peerinspect.domain import Evidence, Objection, Strength, kinds
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Bar


class NotAuthorised(Bar):
    """Hard for `inspect` and `second`. No level at all is below observer (exact reading 4)."""

    code = "not-authorised"
    statement = "Work on an inspection team needs the training level that the seat asks for."
    source = "Ofsted training levels for peers: observer, assistant, authorised"
    rests_on = Scope.SORT

    def objections(self, engagement: Engagement) -> list[Objection]:
        """One objection when the person's level is below the seat's."""
        person, duty = engagement.person, engagement.duty
        if duty.kind not in ("inspect", "second") or kinds.level_rank(person.level) >= kinds.level_rank(duty.level):
            return []
        return [
            self.refuse(
                Strength.HARD,
                f"The seat asks for level {duty.level}; {wording.full_name(person)} has "
                f"{'level ' + person.level if person.level else 'no training level'}.",
                engagement,
                evidence=[Evidence(f"training level: {person.level or 'none'}")],
            )
        ]
