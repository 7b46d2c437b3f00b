"""The form that chooses councils to compare. It is sent by GET, so that a comparison has an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template
from markupsafe import Markup
from wtforms import Field
from wtforms.validators import ValidationError

from peerinspect.services.views import Choice
from peerinspect.web.fields import LONGEST_LINE, MOST_COUNCILS
from peerinspect.web.forms import HouseForm

MOST_NEAR = 3
"""As many names are offered for one that is no council's."""


class CouncilNames(Field):
    """One to four councils by their names, each in a box that suggests names as one types; codes, without repeats."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices: Sequence[Choice] = ()
        self.typed: list[str] = []
        self.data: tuple[str, ...] = ()

    def widget(self, field: Field, **kwargs: Any) -> Markup:
        """The boxes, under one legend."""
        typed = [*self.typed, *[""] * MOST_COUNCILS][:MOST_COUNCILS]
        return Markup(render_template("performance/councils.html", field=self, typed=typed))

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = [" ".join(each.split())[:LONGEST_LINE] for each in valuelist if each.strip()]

    def offer(self, choices: Sequence[Choice]) -> None:
        """Set the councils there are, and look for those that were named, by code or name."""
        self.choices = choices
        codes = {word.casefold(): one for one in choices for word in (one.value, one.label)}
        found = [codes.get(each.casefold()) for each in self.typed]
        self.typed = [one.label if one else each for one, each in zip(found, self.typed, strict=True)]
        self.data = tuple(dict.fromkeys(one.value for one in found if one))[:MOST_COUNCILS]

    def pre_validate(self, form: Any) -> None:
        """Refuse names that are no council's, and more councils than fit beside one another."""
        known = {one.label for one in self.choices}
        for each in self.typed:
            if each not in known:
                near = [one.label for one in self.choices if each.casefold() in one.label.casefold()][:MOST_NEAR]
                hint = f"Did you mean {' or '.join(near)}?" if near else "Choose one from the list"
                raise ValidationError(f"No council is called “{each}”. {hint}")
        if len(set(self.typed)) > MOST_COUNCILS:
            raise ValidationError(f"Choose up to {MOST_COUNCILS} councils")


class CompareForm(HouseForm):
    """Councils to lay beside one another."""

    council = CouncilNames("Councils", description="Type a part of the name and choose from the list")

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(meta={"csrf": False}, **kwargs)
        self.council.offer(councils)
