"""The form that says what was done about a look back."""

from __future__ import annotations

from peerinspect.services.closing import CloseLookBack
from peerinspect.web.fields import Lines
from peerinspect.web.forms import HouseForm


class CloseForm(HouseForm):
    """What was done, and who was told."""

    note = Lines("What was done, and who was told")

    def command(self, look_back_id: str) -> CloseLookBack:
        """What was entered, about one look back."""
        return CloseLookBack(look_back_id, self.note.data or "")
