"""A chief executive's forms about their people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.consents import GiveConsent
from peerinspect.services.duty_consents import AskForDutyConsent, GiveDutyConsent
from peerinspect.services.views import Choice
from peerinspect.web.fields import Day, Line, OneOf
from peerinspect.web.forms import HouseForm

NOBODY = "Nobody chosen"


class DeputyForm(HouseForm):
    """Who runs the home service meanwhile."""

    deputy = OneOf("Who runs the service meanwhile (optional)", description="Somebody with a post at your council")
    deputy_name = Line("Their name, if they are not on the list (optional)")

    def __init__(self, others: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.deputy.offer(others, NOBODY)


class ConsentForm(DeputyForm):
    """From when until when a person may work elsewhere."""

    starts = Day("First day of the consent", description="For example, 5 10 2026")
    ends = Day("Last day of the consent", description="A consent covers at most twelve months of each duty")

    def command(self, person_id: str, authority: str) -> GiveConsent:
        """What was entered, about one person."""
        days = (self.starts.data, self.ends.data)
        return GiveConsent(person_id, authority, *days, self.deputy.data or "", self.deputy_name.data or "")


class DutyConsentForm(DeputyForm):
    """Consent to one duty: its days are known."""

    def command(self, person_id: str, authority: str, address: str) -> GiveDutyConsent:
        """What was entered, about one duty of a person."""
        return GiveDutyConsent(person_id, authority, address, self.deputy.data or "", self.deputy_name.data or "")


class AskForm(HouseForm):
    """Whose chief executive is asked. A choice is a person and a council, parted by a space."""

    person_id = OneOf("Whose chief executive do you ask?")

    def __init__(self, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.offer(people)

    def command(self, duty_id: str) -> AskForDutyConsent:
        """What was entered."""
        person, _, authority = (self.person_id.data or "").partition(" ")
        return AskForDutyConsent(duty_id, person, authority)
