"""The forms that record thanks and set a day rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.day_rates import ChangeRate
from peerinspect.services.thanks import RecordThanks
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import CouncilName, Day, Lines, OneOf, Whole, options
from peerinspect.web.forms import HouseForm


class ThanksForm(HouseForm):
    """A council was thanked."""

    authority = CouncilName("Council")
    thanked_on = Day("Day on which it was thanked", description="For example, 5 10 2026")
    words = Lines("How it was thanked", description="For example, a letter to the chief executive")

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)

    def command(self) -> RecordThanks:
        """What was entered."""
        return RecordThanks(self.authority.data or "", self.thanked_on.data, self.words.data or "")


class RateForm(HouseForm):
    """What a day of one kind of work costs."""

    kind = OneOf("Kind of work")
    pounds = Whole("Pounds a day", description="A whole number, like 450")
    reason = Lines("Why it should change")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.offer(options(words.KIND_PLURALS))

    def command(self) -> ChangeRate:
        """What was entered."""
        return ChangeRate(self.kind.data or "", self.pounds.data, self.reason.data or "")
