"""The form that records a waiver."""

from __future__ import annotations

from peerinspect.services.waivers import RecordWaiver
from peerinspect.web.fields import Day, Line, Lines
from peerinspect.web.forms import HouseForm


class WaiverForm(HouseForm):
    """Why an objection may be set aside, for how long, and on whose word."""

    reason = Lines("Why the objection may be set aside")
    mitigation = Lines("What is done to keep the work independent all the same")
    until = Day("Last day on which the waiver holds", description="At least until the last day of the duty")
    reference = Line(
        "Reference of the letter in which it was agreed",
        description="Needed when you record the waiver for somebody else",
    )

    def command(self, roster_id: str, address: str, rule: str) -> RecordWaiver:
        """What was entered, about one rule's objection to one placement."""
        return RecordWaiver(
            roster_id=roster_id,
            address=address,
            rule=rule,
            reason=self.reason.data or "",
            mitigation=self.mitigation.data or "",
            until=self.until.data,
            reference=self.reference.data or "",
        )
