"""The forms that register an inspection, move one, find a week for one, and say how many may start in a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peerinspect.services.inspections import MoveInspection, RegisterInspection
from peerinspect.services.schedule import ChangeSchedule
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import CouncilName, Councils, Day, Lines, OneOf, Pick, Skills, Tick, Whole, options
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


class MoveForm(HouseForm):
    """The last word on a move, to the week that the address names. The tick is shown once rules object to the team."""

    accepts = Tick(
        "Move it although these rules object. Whoever a rule forbids is stood down, the others are asked again"
    )
    starts = Day("Week")
    """Only for messages about the week: the address says which it is."""

    def command(self, duty_id: str, target: date | None) -> MoveInspection:
        """What was asked for."""
        return MoveInspection(duty_id, target, bool(self.accepts.data))


AS_IT_IS = -1
"""A number that was left empty: it stays as it is."""


class ScheduleForm(HouseForm):
    """How many inspections may start in a week, and how early their councils may be disclosed."""

    most_starts = Whole("Inspections that may start in one week")
    disclosed_before = Whole(
        "Working days before the notice day from which a council may be disclosed",
        otherwise=AS_IT_IS,
        description="To one person at a time, after their undertaking. Bank holidays do not count as working days",
    )
    reason = Lines("Why it should change")

    def command(self) -> ChangeSchedule:
        """What was entered."""
        days = self.disclosed_before.data
        return ChangeSchedule(self.most_starts.data, self.reason.data or "", None if days == AS_IT_IS else days)


class BestWeeksForm(HouseForm):
    """A council to find a week for; it is asked for by address, so that the answer can be kept and sent on."""

    class Meta(HouseForm.Meta):
        """What the library asks of a form."""

        csrf = False

    council = CouncilName("Council to be inspected")

    def __init__(self, councils: Sequence[Choice], asked: Mapping[str, str]) -> None:
        super().__init__(formdata=asked or None)
        self.council.offer(councils)
        if "council" in asked and not self.council.data:
            self.validate()
            if not self.council.errors:
                self.council.errors = ["Enter the name of a council"]
