"""Forms about a roster: asking for a waiver, and publishing."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.services.refusal import Refusal
from peerinspect.services.waivers import ProposeWaiver
from peerinspect.web.fields import Day, Lines
from peerinspect.web.forms import Confirm, HouseForm


class WaiverForm(HouseForm):
    """Why an objection may be set aside, and for how long."""

    reason = Lines("Why the objection may be set aside", description="At most 1,000 characters")
    mitigation = Lines("What is done to keep the work independent all the same", description="At most 1,000 characters")
    until = Day("Last day on which the waiver holds", description="At least until the last day of the duty")

    def command(self, roster_id: str, address: str, rule: str) -> ProposeWaiver:
        """What was entered, about one rule's objection to one placement."""
        return ProposeWaiver(
            roster_id=roster_id,
            address=address,
            rule=rule,
            reason=self.reason.data or "",
            mitigation=self.mitigation.data or "",
            until=self.until.data,
        )


class PublishForm(Confirm):
    """The button that publishes. What must be waived first is listed with links to where that can be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.missing: dict[str, str] = {}
        self.links: Mapping[str, str] = {}

    def refuse(self, refusal: Refusal) -> None:
        """What concerns the roster as a whole comes first, then each objection by name."""
        self.missing = {name: sentence for name, sentence in refusal.messages.items() if "/" in name}
        super().refuse(Refusal({name: text for name, text in refusal.messages.items() if name not in self.missing}))

    def summary(self) -> list[dict[str, str]]:
        """The error summary's lines; an objection that arose since the search cannot be waived on this roster."""
        lines = super().summary()
        for name, sentence in self.missing.items():
            known = self.links.get(name)
            lines.append({"text": sentence, "href": known} if known else {"text": f"{sentence}. {SINCE}"})
        return lines


SINCE = "It arose since the search: look for a new roster, keeping this one as far as it goes"
