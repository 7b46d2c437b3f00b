"""A search and how far it has come, in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from peerinspect.services.views import GoalView, JobPartView, JobView
from peerinspect.web import words
from peerinspect.web.pictures.goals import Bar, draw_goals
from peerinspect.web.rosters.presenters import GOALS, gap, goal_name


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


def goal_charts(job: JobView) -> dict[str, Markup]:
    """By part: how much of each goal's gap is closed, goal by goal; no part without goals has one."""
    return {part.part: _chart(part) for part in job.parts if part.goals}


def _chart(part: JobPartView) -> Markup:
    bars = [Bar(goal_name(goal.name), closed(goal), goal.is_proven) for goal in part.goals]
    return draw_goals(bars, f"How near to the best possible, goal by goal: {words.PARTS[part.part].lower()}")


def closed(goal: GoalView) -> int:
    """How near the value is to the proven bound, in whole per cent: 100 once it is the best possible, 0 where nothing
    is proven yet."""
    if goal.is_proven:
        return 100
    return 0 if goal.bound is None else max(0, min(99, 100 - gap(goal)))
