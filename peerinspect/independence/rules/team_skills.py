"""The team brings the skills that the duty names."""

from __future__ import annotations

from peerinspect.domain import Facts
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Cover


class TeamSkills(Cover):
    """Each named skill that nobody on the duty has is a shortfall of half the duty's priority."""

    code = "team-skills"
    statement = "Between them, the people on a duty have every skill that it names."
    source = "Ofsted, inspection team composition"

    def needs(self, facts: Facts, duty_id: str) -> list[str]:
        """The duty's skills."""
        return sorted(facts.duties[duty_id].skills)

    def meets(self, need: str, engagement: Engagement) -> bool:
        """Whether the person has the skill."""
        return need in engagement.person.skills
