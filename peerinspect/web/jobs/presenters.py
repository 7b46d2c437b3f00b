"""A search and how far it has come, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peerinspect.services.views import Choice, JobPartView, JobView, RosterLine
from peerinspect.web.presenters import moment
from peerinspect.web.rosters.presenters import GOALS


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the goals of all the parts are settled."""

    settled: int
    total: int


def progress(job: JobView) -> Progress:
    """How far the search has come: a part that is done has settled all its goals."""
    settled = sum(_settled(part) for part in job.parts)
    return Progress(settled, max(1, len(job.parts) * len(GOALS)))


def _settled(part: JobPartView) -> int:
    if part.state == "done":
        return len(GOALS)
    return min(len(GOALS), sum(goal.is_proven for goal in part.goals))


def roster_choices(rosters: Iterable[RosterLine]) -> list[Choice]:
    """Rosters to start from, the latest first."""
    return [Choice(one.id, f"{one.title}, {one.state}, {moment(one.made_at)}") for one in rosters]
