"""Forms about a roster: waiving, publishing, withdrawing, changing by hand, comparing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peerinspect.services.refusal import Refusal
from peerinspect.services.seats import PinSeat, SetPersonAside, SwapSeat
from peerinspect.services.views import Choice
from peerinspect.services.views.comparing import CompareView
from peerinspect.services.waivers import ProposeWaiver
from peerinspect.services.withdrawing import WithdrawRoster
from peerinspect.web.fields import Day, Lines, OneOf
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


class ReasonForm(HouseForm):
    """Why something is done. It is read by whoever plans, and by the Ofsted liaison."""

    reason = Lines("Why", description="At most 500 characters, for coordinators and the Ofsted liaison alone")


class WithdrawForm(ReasonForm):
    """Why a published roster is taken back."""

    def command(self, roster_id: str) -> WithdrawRoster:
        """What was entered."""
        return WithdrawRoster(roster_id, self.reason.data or "")


class SeatForm(ReasonForm):
    """Why somebody is pinned to a duty, set aside for it, or put in another's seat."""

    def pin(self, roster_id: str, address: str) -> PinSeat:
        """To keep the person there."""
        return PinSeat(roster_id, address, self.reason.data or "")

    def set_aside(self, roster_id: str, address: str) -> SetPersonAside:
        """To keep the person off the duty."""
        return SetPersonAside(roster_id, address, self.reason.data or "")

    def swap(self, roster_id: str, address: str, person_id: str) -> SwapSeat:
        """To put another person there."""
        return SwapSeat(roster_id, address, person_id, self.reason.data or "")


class CompareForm(HouseForm):
    """Two rosters to lay side by side. It changes nothing, so that the comparison has an address of its own."""

    one = OneOf("One roster")
    other = OneOf("The other one")

    def __init__(self, rosters: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.one.offer(rosters)
        self.other.offer(rosters)
        self.found: CompareView | None = None

    def carries_out_now(self, query: Callable[[], CompareView]) -> None:
        """Ask, and keep what is found, or why it is refused."""
        try:
            self.found = query()
        except Refusal as refusal:
            self.refuse(refusal)


SINCE = "It arose since the search: look for a new roster, keeping this one as far as it goes"
