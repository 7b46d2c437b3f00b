"""Somebody on the team has done it before."""

from __future__ import annotations

from peerinspect.domain import Facts
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Cover

AUTHORISED = "authorised person"


class ExperiencedLead(Cover):
    """An `inspect` team without an authorised person is a shortfall of half the duty's priority."""

    code = "experienced-lead"
    statement = "At least one person on an inspection team is authorised."
    source = "Ofsted training levels for peers"

    def needs(self, facts: Facts, duty_id: str) -> list[str]:
        """One authorised person, for an inspection."""
        return [AUTHORISED] if facts.duties[duty_id].kind == "inspect" else []

    def meets(self, need: str, engagement: Engagement) -> bool:
        """Whether the person is authorised."""
        return engagement.person.level == "authorised"
