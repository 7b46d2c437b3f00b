"""The fields that forms are made of: GOV.UK ones, whose messages say what to enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import render_template
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxInput,
    GovDateInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from markupsafe import Markup
from wtforms import BooleanField, Field, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from peerinspect.services.views import Choice

NOT_CHOSEN = ""
LONGEST_LINE = 500
MOST_COUNCILS = 4
DAY_FORMATS = ("%d %m %Y", "%d %B %Y", "%d %b %Y")
FIRST_YEAR, LAST_YEAR = 1900, 2198
"""One day outside what problem files can hold (1900 to 2199) would stop every search; the last year is for what is
worked out from a day."""


class _Radios(GovRadioInput):
    """Radios, each with its example, without the empty hint that the library leaves behind."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        for item in params["items"]:
            example = getattr(field, "examples", {}).get(item["value"])
            if example:
                item["hint"] = {"text": example}
        return _without_empty_hint(params, field)


class _Tick(GovCheckboxInput):
    """A checkbox without that empty hint."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        return _without_empty_hint(params, field)


class _Narrow(GovTextInput):
    """A box as wide as a small number."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        return params | {"classes": "govuk-input--width-4"}


def _without_empty_hint(params: dict[str, Any], field: Field) -> dict[str, Any]:
    if not field.description:
        params.pop("hint", None)
    return params


class Line(StringField):
    """One line of text, without the spaces around it."""

    widget = GovTextInput()
    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = (self.data or "").strip()
        if len(self.data) > LONGEST_LINE:
            raise ValidationError(f"Keep this to {LONGEST_LINE} characters")
        if not self.data.isprintable():
            raise ValidationError("Use letters, digits, spaces and signs only")


class Lines(TextAreaField):
    """Several lines of text."""

    widget = GovTextArea()
    data: str | None


class Secret(PasswordField):
    """A password, never sent back to the page."""

    widget = GovPasswordInput()
    data: str | None


class Tick(BooleanField):
    """One box to tick."""

    widget = _Tick()
    data: bool


class OneOf(SelectField):
    """A list to choose one from, with a first line that says so."""

    widget = GovSelect()
    data: str | None

    def offer(self, choices: Iterable[Choice], first: str = "Choose one") -> None:
        """Set what there is to choose from."""
        listed = [SelectChoice(one.value, one.label) for one in choices]
        self.choices = [SelectChoice(NOT_CHOSEN, first), *listed]

    def pre_validate(self, form: Any) -> None:
        """Anything that is not on the list counts as nothing chosen; the use case says what it needs."""
        if self.data not in {choice.value for choice in self.choices or ()}:
            self.data = NOT_CHOSEN


class Pick(RadioField):
    """A few choices, all in sight, each with an example where there is one."""

    widget = _Radios()
    data: str | None

    def __init__(
        self, label: str, options: Mapping[str, str], examples: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        self.examples = examples or {}
        choices = [SelectChoice(value, text) for value, text in options.items()]
        super().__init__(label, choices=choices, validate_choice=False, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        known = {choice.value for choice in self.choices or ()}
        self.data = valuelist[0] if valuelist and valuelist[0] in known else NOT_CHOSEN


class Whole(StringField):
    """A whole number. Left empty it is `otherwise`."""

    widget = _Narrow()
    data: int | None

    def __init__(self, label: str, otherwise: int | None = None, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "numeric", "spellcheck": "false"}, **kwargs)
        self.otherwise = otherwise

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = self.otherwise
        if not text and self.otherwise is not None:
            return
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValidationError("Enter a whole number, like 10")
        self.data = int(text)


class Day(Field):
    """A date in three boxes: day, month, year. Left empty it is None; the use case says whether it needs one."""

    widget = GovDateInput()

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.data: date | None
        self.raw_data: list[str] | None

    def _value(self) -> str:
        return ""

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        if self.raw_data is not None:
            self.raw_data = [*self.raw_data, "", "", ""][:3]

    def process_formdata(self, valuelist: list[str]) -> None:
        boxes = [box.strip() for box in [*valuelist, "", "", ""][:3]]
        self.data = None
        if not any(boxes):
            return
        missing = [name for name, box in zip(("day", "month", "year"), boxes, strict=True) if not box]
        if missing:
            raise ValidationError(f"The date must include a {' and a '.join(missing)}")
        self.data = _real_day(" ".join(boxes))


def _real_day(text: str) -> date:
    for form in DAY_FORMATS:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    raise ValidationError("Enter a real date, like 5 10 2026")


class Skills(StringField):
    """Skills, parted by commas, as a tuple."""

    widget = GovTextInput()
    data: tuple[str, ...] | None

    def _value(self) -> str:
        return ", ".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        parts = valuelist[0][: LONGEST_LINE * 4].split(",") if valuelist else []
        self.data = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        if not all(skill.isprintable() for skill in self.data):
            raise ValidationError("Use letters, digits, spaces and signs only")


class CouncilName(StringField):
    """A council by its name, with suggestions as one types; its code once `offer` has found it.

    A part of a name chooses nothing: the message names what it could mean.
    """

    unknown = "No council has exactly this name."
    data: str | None

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices: Sequence[Choice] = ()
        self.typed = ""

    def widget(self, field: Field, **kwargs: Any) -> Markup:
        """The box, and the names that it suggests."""
        return Markup(render_template("fields/council.html", field=self))

    def offer(self, choices: Sequence[Choice]) -> None:
        """Set the councils there are, and look for the one that was named."""
        self.choices = choices
        typed = " ".join((self.data or "").split())
        found = next((one for one in choices if typed.casefold() in (one.label.casefold(), one.value.casefold())), None)
        self.typed = found.label if found else typed[:LONGEST_LINE]
        self.data = found.value if found else NOT_CHOSEN

    def pre_validate(self, form: Any) -> None:
        """Refuse a name that is no council's. Nothing at all is left for the use case to ask for."""
        if self.typed and not self.data:
            near = [one.label for one in self.choices if self.typed.casefold() in one.label.casefold()][:MOST_COUNCILS]
            hint = f"Did you mean {' or '.join(near)}?" if near else "Choose one from the list"
            raise ValidationError(f"{self.unknown} {hint}")


class PersonName(CouncilName):
    """Somebody of the register, in the same way: a list of thousands is no list to choose from."""

    unknown = "Nobody is listed as exactly this."


class Councils(Field):
    """One to four councils, each from a list of its own, as a tuple of codes without repeats."""

    data: tuple[str, ...]

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices: Sequence[Choice] = ()

    def widget(self, field: Field, **kwargs: Any) -> Markup:
        """The lists, under one legend."""
        chosen = [*(self.data or ()), *[NOT_CHOSEN] * MOST_COUNCILS][:MOST_COUNCILS]
        return Markup(render_template("fields/councils.html", field=self, chosen=chosen))

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tuple(dict.fromkeys(code for code in valuelist[:MOST_COUNCILS] if code))

    def offer(self, choices: Sequence[Choice]) -> None:
        """Set the councils there are; what was sent and is none of them is dropped."""
        self.choices = choices
        known = {choice.value for choice in choices}
        self.data = tuple(code for code in self.data or () if code in known)


class Ticks(Field):
    """Boxes to tick, as a tuple of the values that are ticked, in the order of the boxes."""

    data: tuple[str, ...]

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices: Sequence[Choice] = ()

    def widget(self, field: Field, **kwargs: Any) -> Markup:
        """The boxes, under one legend."""
        return Markup(render_template("fields/ticks.html", field=self, chosen=frozenset(self.data or ())))

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tuple(valuelist)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Set the boxes there are; what was sent and is none of them is dropped."""
        self.choices = choices
        ticked = set(self.data or ())
        self.data = tuple(choice.value for choice in choices if choice.value in ticked)


def options(names: Mapping[str, str]) -> list[Choice]:
    """A table of words as choices."""
    return [Choice(value, label) for value, label in names.items()]
