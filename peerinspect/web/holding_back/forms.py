"""Forms about what is held back."""

from __future__ import annotations

from peerinspect.services.holding_back.undertaking import SignUndertaking
from peerinspect.web.fields import Tick
from peerinspect.web.forms import HouseForm


class UndertakingForm(HouseForm):
    """One box, and the button."""

    agrees = Tick("I give this undertaking")

    def command(self, address: str) -> SignUndertaking:
        """What was ticked, for one's own placement."""
        return SignUndertaking(address, bool(self.agrees.data))
