"""The form that adds a director of the past by name."""

from __future__ import annotations

from peerinspect.services.past_directors import AddPastDirector
from peerinspect.web import words
from peerinspect.web.fields import Day, Line, Pick
from peerinspect.web.forms import HouseForm


class PastDirectorForm(HouseForm):
    """Who was there before, and when."""

    name = Line("Full name", render_kw={"autocomplete": "off"})
    basis = Pick("How the post was held", words.BASES)
    starts = Day("First day in the post", description="For example, 1 9 2019")
    ends = Day("Last day in the post")

    def command(self, code: str) -> AddPastDirector:
        """What was entered."""
        return AddPastDirector(code, self.name.data or "", self.basis.data or "", self.starts.data, self.ends.data)
