"""A chief executive's form."""

from __future__ import annotations

from peerinspect.services.consents import GiveConsent
from peerinspect.web.fields import Day
from peerinspect.web.forms import HouseForm


class ConsentForm(HouseForm):
    """From when until when a person may work elsewhere."""

    starts = Day("First day of the consent", description="For example, 5 10 2026")
    ends = Day("Last day of the consent", description="A consent covers at most twelve months of each duty")

    def command(self, person_id: str, authority: str) -> GiveConsent:
        """What was entered, about one person."""
        return GiveConsent(person_id, authority, self.starts.data, self.ends.data)
