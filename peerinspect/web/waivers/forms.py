"""The form with which a waiver is decided."""

from __future__ import annotations

from peerinspect.services.waiver_decisions import DecideWaiver
from peerinspect.web.fields import Line, Lines, Pick
from peerinspect.web.forms import HouseForm

DECISIONS = {"approve": "Approve this waiver", "refuse": "Refuse this waiver"}


class DecisionForm(HouseForm):
    """Yes or no, and why."""

    decision = Pick("Your decision", DECISIONS)
    reference = Line("Reference of the letter in which the safeguarding partners agreed")
    sentence = Lines("Why", description="Needed when you refuse. Everybody who may see the waiver reads it")

    def command(self, waiver_id: str) -> DecideWaiver:
        """What was entered, about one waiver."""
        return DecideWaiver(waiver_id, self.sentence.data or "", self.reference.data or "")
