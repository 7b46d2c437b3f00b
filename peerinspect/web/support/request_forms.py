"""The forms that ask for support, register it, and record what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.support.commands import (
    NEEDS,
    REQUEST,
    AskForSupport,
    DeclineRequest,
    RecordNeed,
    RegisterProgramme,
)
from peerinspect.services.views import Choice
from peerinspect.services.views.support import SupportPage, SupportRequestView
from peerinspect.web.fields import CouncilName, Day, Lines, OneOf, Pick, Skills, Whole
from peerinspect.web.forms import HouseForm
from peerinspect.web.lessons.forms import ThemeTicks
from peerinspect.web.people.forms import mention_skills

EXAMPLE = "For example, 5 10 2026"
AMONG_US = "Those who take part read it. Name no child"


def themes_field() -> ThemeTicks:
    """Boxes for the vocabulary."""
    return ThemeTicks("Themes", description="What the support is to be about. Choose up to six")


def _number(value: int | None) -> int:
    """A number that was entered; nothing that is one stays refused by the field itself."""
    return 0 if value is None else value


class AskForm(HouseForm):
    """What a council asks for."""

    authority = OneOf("Council")
    themes = themes_field()
    days = Whole("Days wanted in all", otherwise=0, description="Of all advisers together")
    hopes = Lines("What your council hopes for", description="Coordinators and the advisers read it. Name no child")

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)
        self.themes.offer_themes(self.themes.data or ())
        if len(councils) == 1:
            del self.authority

    def command(self, councils: Sequence[Choice]) -> AskForSupport:
        """What was entered; the one council where there is no choice."""
        code = councils[0].value if len(councils) == 1 else self.authority.data or ""
        return AskForSupport(code, self.themes.data or (), _number(self.days.data), self.hopes.data or "")


class DeclineForm(HouseForm):
    """Why nothing is registered."""

    answer = Lines("Why", description="The council reads it")

    def command(self, request_id: str) -> DeclineRequest:
        """What was entered."""
        return DeclineRequest(request_id, self.answer.data or "")


class CouncilForm(HouseForm):
    """Which council is advised: asked for first."""

    authority = CouncilName("Council that is advised", description="Type its name, like Leeds")


class NeedForm(HouseForm):
    """What support rests on."""

    need = Pick("What the support rests on", NEEDS)
    need_on = Day("Day", description="Of the judgement's publication, of the visit, or of the request")
    themes = themes_field()
    hopes = Lines("What the council hopes for", description=AMONG_US)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.themes.offer_themes(self.themes.data or ())

    @classmethod
    def about(cls, page: SupportPage) -> NeedForm:
        """With what is known already."""
        data = {"need": page.need, "need_on": page.need_on, "themes": page.theme_codes, "hopes": page.hopes}
        return cls(data=data)

    def need_command(self, duty_id: str) -> RecordNeed:
        """What was entered."""
        return RecordNeed(
            duty_id, self.need.data or "", self.need_on.data, self.themes.data or (), self.hopes.data or ""
        )


class RegisterForm(CouncilForm, NeedForm):
    """A programme of support."""

    starts = Day("First day of the support", description=EXAMPLE)
    ends = Day("Last day of the support")
    seats = Whole("Advisers, with the lead", otherwise=2, default=2)
    days = Whole("Days of work for each adviser", otherwise=10, default=10)
    skills = Skills("Skills needed", description="Parted by commas. Leave empty if none in particular")

    def __init__(self, councils: Sequence[Choice], skills: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)
        mention_skills(self.skills, skills)

    @classmethod
    def answering(cls, asked: SupportRequestView, skills: Sequence[Choice]) -> RegisterForm:
        """With what the council asked for."""
        data = {"need": REQUEST, "need_on": asked.on, "themes": asked.theme_codes, "hopes": asked.hopes}
        form = cls([Choice(asked.authority, asked.authority_name)], skills, data=data)
        del form.authority
        return form

    def command(self, asked: SupportRequestView | None = None) -> RegisterProgramme:
        """What was entered; the council is that of the request, where it answers one."""
        return RegisterProgramme(
            authority=asked.authority if asked else self.authority.data or "",
            need=self.need.data or "",
            need_on=self.need_on.data,
            themes=self.themes.data or (),
            hopes=self.hopes.data or "",
            starts=self.starts.data,
            ends=self.ends.data,
            days=_number(self.days.data),
            seats=_number(self.seats.data),
            skills=self.skills.data or (),
            request_id=asked.id if asked else "",
        )
