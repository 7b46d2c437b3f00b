"""The form that registers an inspection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.inspections import RegisterInspection
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import Councils, Day, OneOf, Pick, Skills, Whole, options
from peerinspect.web.forms import HouseForm
from peerinspect.web.people.forms import mention_skills

SECRECY = {
    "sealed": "Sealed: nobody at the council may know before its notice day",
    "announced": "Announced: everybody may know",
}
LENGTHS = {"1": "One week", "2": "Two weeks", "0": "Two days, for a focused or a monitoring visit"}


class RegisterInspectionForm(HouseForm):
    """An inspection, sealed or announced."""

    authorities = Councils("Council to be inspected")
    starts = Day("First day on site", description="A Monday, and not in August. For example, 5 10 2026")
    subtype = Pick("Kind of inspection", words.SUBTYPES, default="judgement")
    weeks = Pick("Time on site", LENGTHS, default="1")
    sealed = Pick("Who may know", SECRECY, default="sealed")
    seats = Whole("Peer inspectors needed", otherwise=1, default=1)
    level = OneOf("Least training needed", default="observer")
    skills = Skills("Skills the team needs", description="Parted by commas. Leave empty if none in particular")
    notice = Day("Notice day", description="Leave empty for five working days before the first day on site")

    def __init__(self, councils: Sequence[Choice], skills: Sequence[Choice], may_seal: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authorities.offer(councils)
        self.level.offer(options(words.LEVELS))
        mention_skills(self.skills, skills)
        self.may_seal = may_seal
        if not may_seal:
            del self.sealed

    def command(self) -> RegisterInspection:
        """What was entered. Where it may be sealed, it is, unless it is said to be announced."""
        return RegisterInspection(
            authorities=self.authorities.data or (),
            starts=self.starts.data,
            subtype=self.subtype.data or "",
            weeks=int(self.weeks.data) if self.weeks.data else -1,
            sealed=self.may_seal and self.sealed.data != "announced",
            seats=self.seats.data or 0,
            level=self.level.data or "",
            skills=self.skills.data or (),
            notice=self.notice.data,
        )
