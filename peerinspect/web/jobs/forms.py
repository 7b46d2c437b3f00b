"""The form that starts a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.planning import StartPlan
from peerinspect.services.views import Choice
from peerinspect.web.fields import OneOf, Whole
from peerinspect.web.forms import HouseForm


class StartForm(HouseForm):
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

    def command(self) -> StartPlan:
        """What was entered."""
        return StartPlan(time_limit=self.time_limit.data or 0, from_roster=self.from_roster.data or None)
