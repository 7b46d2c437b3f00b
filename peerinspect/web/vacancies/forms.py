"""The forms of vacancies: registering one, naming who looks after the post, handing it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.vacancies import EndHolding, HandBack, NameHolder, RegisterVacancy
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import Day, Line, Lines, OneOf, Pick
from peerinspect.web.forms import HouseForm

EXAMPLE = "For example, 5 10 2026"
NOBODY_LISTED = "Somebody who is not listed"


class RegisterVacancyForm(HouseForm):
    """A vacant director's post and the time that needs cover."""

    authority = OneOf("Council")
    vacant_from = Day(
        "First day without a director", description="Leave it empty where the cover begins on the same day"
    )
    starts = Day("First day of cover", description=EXAMPLE)
    ends = Day("Last day of cover")
    reason = Line("Why the post is vacant", description="Optional. No private details")

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)

    def command(self) -> RegisterVacancy:
        """What was entered."""
        return RegisterVacancy(
            self.authority.data or "", self.starts.data, self.ends.data, self.reason.data or "", self.vacant_from.data
        )


class NameHolderForm(HouseForm):
    """Who looks after a vacant post."""

    person_id = OneOf("Who looks after the post", description="People of the council, and who was placed to cover it")
    name = Line("Name, of somebody who is not listed", render_kw={"autocomplete": "off"})
    office = Line("Their office", description="For example, assistant director for early help")
    starts = Day("From", description=EXAMPLE)
    ends = Day("To", description="Leave it empty where nobody knows yet")

    def __init__(self, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.offer(people, NOBODY_LISTED)

    def command(self, duty_id: str) -> NameHolder:
        """What was entered."""
        return NameHolder(
            duty_id,
            self.person_id.data or "",
            self.name.data or "",
            self.office.data or "",
            self.starts.data,
            self.ends.data,
        )


class EndHoldingForm(HouseForm):
    """The last day of somebody who looks after a vacant post."""

    ends = Day("Last day", description=EXAMPLE)

    def command(self, duty_id: str, holding_id: str) -> EndHolding:
        """What was entered."""
        return EndHolding(duty_id, holding_id, self.ends.data)


class HandBackForm(HouseForm):
    """To whom a post is handed back."""

    person_id = OneOf("The new director", description="Their post is added where the register does not have it yet")
    name = Line("Name, of somebody who is not listed", render_kw={"autocomplete": "off"})
    basis = Pick("How they hold the post", words.BASES)
    day = Day("Last day of the cover", description=EXAMPLE)
    starts = Day("The new director’s first day")
    note = Lines("What was handed over", description="A sentence for the record. No private details")

    def __init__(self, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.offer(people, NOBODY_LISTED)

    def command(self, duty_id: str) -> HandBack:
        """What was entered."""
        return HandBack(
            duty_id,
            self.day.data,
            self.starts.data,
            self.person_id.data or "",
            self.name.data or "",
            self.basis.data or "",
            self.note.data or "",
        )
