"""The form that registers a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.people import RegisterPerson
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import Day, Line, OneOf, Pick, Skills, Tick, options
from peerinspect.web.forms import HouseForm


class RegisterPersonForm(HouseForm):
    """A person and the post they hold."""

    name = Line("Full name", render_kw={"autocomplete": "off"})
    authority = OneOf("Council")
    role = Pick("Post", words.POST_ROLES)
    basis = Pick("How the post is held", words.BASES)
    post_from = Day("In post since", description="For example, 1 9 2024")
    post_to = Day("Last day in post, if known")
    level = OneOf("Training for inspection work")
    vetted_on = Day("Day of the latest vetting, if any")
    skills = Skills("Skills", description="Parted by commas, like: finance, early help")
    aspirant = Tick("Aspires to be a director", description="May cover an interim post or join a team full-time")

    def __init__(self, councils: Sequence[Choice], skills: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)
        self.level.offer(options(words.LEVELS), "None")
        mention_skills(self.skills, skills)

    def command(self) -> RegisterPerson:
        """What was entered."""
        return RegisterPerson(
            name=self.name.data or "",
            authority=self.authority.data or "",
            role=self.role.data or "",
            basis=self.basis.data or "",
            post_from=self.post_from.data,
            post_to=self.post_to.data,
            level=self.level.data or None,
            vetted_on=self.vetted_on.data,
            aspirant=bool(self.aspirant.data),
            skills=self.skills.data or (),
        )


def mention_skills(field: Skills, known: Sequence[Choice]) -> None:
    """Say in the hint which skills there are already, so that they are spelt alike."""
    if known:
        field.description = f"Parted by commas. In use so far: {', '.join(skill.label for skill in known)}"
