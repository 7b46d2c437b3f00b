"""The form that registers a vacancy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.vacancies import RegisterVacancy
from peerinspect.services.views import Choice
from peerinspect.web.fields import Day, Line, OneOf
from peerinspect.web.forms import HouseForm


class RegisterVacancyForm(HouseForm):
    """A vacant director's post and the time that needs cover."""

    authority = OneOf("Council")
    starts = Day("First day of cover", description="For example, 5 10 2026")
    ends = Day("Last day of cover")
    reason = Line("Why the post is vacant", description="Optional. No private details")

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)

    def command(self) -> RegisterVacancy:
        """What was entered."""
        return RegisterVacancy(self.authority.data or "", self.starts.data, self.ends.data, self.reason.data or "")
