"""The forms that start a search: for a roster, or for what would be if something changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from peerinspect.services.planning import StartPlan
from peerinspect.services.scopes import Scope
from peerinspect.services.supposing import Leaves, Moves, RuleSays, Supposition
from peerinspect.services.views import Choice
from peerinspect.web.fields import Day, OneOf, Whole
from peerinspect.web.forms import HouseForm


class Several(SelectMultipleField):
    """Boxes to tick, as many as one likes. What is not on the list counts as not ticked."""

    widget = GovCheckboxesInput()

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)

    def offer(self, options: Mapping[str, str]) -> None:
        """Set what there is to tick."""
        self.choices = [SelectChoice(value, text) for value, text in options.items()]

    def ticked(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return tuple(choice.value for choice in self.choices or () if choice.value in (self.data or ()))


class SearchForm(HouseForm):
    """How long to search, and which roster to change as little as possible."""

    from_roster = OneOf("Start from", description="As much as possible of that roster is kept")
    time_limit = Whole(
        "Longest search for each part, in seconds",
        otherwise=120,
        default=120,
        description="The search stops sooner when the best possible roster is proven",
    )

    def __init__(self, rosters: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.from_roster.offer(rosters, "Nothing: what is agreed already is kept in any case")

    def asked(self) -> dict[str, Any]:
        """What every search is told."""
        return {"time_limit": self.time_limit.data or 0, "from_roster": self.from_roster.data or None}


class StartForm(SearchForm):
    """A search for a roster: of all duties, or of some with all else as it is."""

    kinds = Several("Kinds of duty to search for", description="Tick none to search for all of them")
    region = OneOf("Region of the duties")
    first = Day("Duties from", description="Leave it empty for no first day")
    last = Day("Duties until", description="Leave it empty for no last day")

    def __init__(self, rosters: Sequence[Choice], kinds: Mapping[str, str], regions: Sequence[str]) -> None:
        super().__init__(rosters)
        self.kinds.offer(kinds)
        self.region.offer([Choice(name, name) for name in regions], "All regions")

    def command(self) -> StartPlan:
        """What was entered."""
        scope = Scope(self.kinds.ticked(), self.region.data or "", self.first.data, self.last.data)
        return StartPlan(**self.asked(), scope=scope)


class WhatIfForm(SearchForm):
    """A search that supposes something."""

    def supposed(self) -> Supposition:
        """What is supposed."""
        raise NotImplementedError

    def command(self) -> StartPlan:
        """What was entered."""
        return StartPlan(**self.asked(), supposed=(self.supposed(),))


class LeavesForm(WhatIfForm):
    """Somebody leaves."""

    person = OneOf("Who leaves")
    day = Day("First day on which they are gone")

    def offer(self, choices: Sequence[Choice]) -> None:
        """Who there is to leave."""
        self.person.offer(choices)

    def supposed(self) -> Supposition:
        """Who leaves, and when."""
        return Leaves(self.person.data or "", self.day.data or date.min)


class MovesForm(WhatIfForm):
    """A duty moves to another week."""

    duty = OneOf("Duty that moves")
    starts = Day("Its new first day", description="It ends, and is announced, as many days later or earlier")

    def offer(self, choices: Sequence[Choice]) -> None:
        """Which duties could move."""
        self.duty.offer(choices)

    def supposed(self) -> Supposition:
        """Which duty, and where to."""
        return Moves(self.duty.data or "", self.starts.data or date.min)


class RuleForm(WhatIfForm):
    """A rule's figure changes."""

    figure = OneOf("Figure that changes")
    value = Whole("What it would be", description="In the unit of the figure above")

    def offer(self, choices: Sequence[Choice]) -> None:
        """Which figures there are."""
        self.figure.offer(choices)

    def supposed(self) -> Supposition:
        """Which figure, and what it would be."""
        rule, _, name = (self.figure.data or "").partition(":")
        return RuleSays(rule, name, self.value.data or 0)


WHAT_IFS: Mapping[str, type[WhatIfForm]] = {"leaves": LeavesForm, "moves": MovesForm, "rule": RuleForm}
"""The sorts of what-if, each with its form."""
