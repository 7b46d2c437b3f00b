"""Forms about mail: how often, and where to."""

from __future__ import annotations

from peerinspect.services.notices.addressing import AskAddress
from peerinspect.services.notices.choosing import ChooseRhythm
from peerinspect.web.fields import Line, Pick, Secret
from peerinspect.web.forms import HouseForm

RHYTHMS = {"at-once": "At once", "daily": "Once a day"}
EXAMPLES = {
    "at-once": "A mail for each message",
    "daily": "One mail at 7am, London time, with all that has come since the last. Links that let you in still come "
    "at once",
}
_EMAIL = {"autocomplete": "email", "spellcheck": "false", "type": "email"}


class RhythmForm(HouseForm):
    """How often the reader wants mail."""

    rhythm = Pick("When do you want your messages?", RHYTHMS, EXAMPLES)

    def command(self) -> ChooseRhythm:
        """What was chosen."""
        return ChooseRhythm(self.rhythm.data or "")


class AddressForm(HouseForm):
    """Another address for somebody."""

    email = Line("New email address", render_kw=_EMAIL)

    def command(self, user_id: str) -> AskAddress:
        """What was entered, for a user."""
        return AskAddress(user_id, self.email.data or "")


class OwnAddressForm(AddressForm):
    """Another address for the reader, who proves that it is they who ask."""

    password = Secret("Your password", render_kw={"autocomplete": "current-password"})

    def command(self, user_id: str) -> AskAddress:
        """What was entered, for a user."""
        return AskAddress(user_id, self.email.data or "", self.password.data or "")
