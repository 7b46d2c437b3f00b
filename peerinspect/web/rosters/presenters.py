"""A roster in words and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import url_for
from markupsafe import Markup

from peerinspect.services.views import (
    AuthorityLine,
    GoalView,
    RosterPart,
    RosterPlacementView,
    RosterView,
    TimelineWeek,
    WaiverNeeded,
)
from peerinspect.web import words
from peerinspect.web.pictures import Arc, Spot, draw_load, draw_map, draw_timeline
from peerinspect.web.presenters import amount


@dataclass(frozen=True, slots=True)
class GoalWords:
    """A goal's name and what its number counts. `more` marks the one goal where a greater number is better."""

    name: str
    about: str
    more: bool = False


GOALS: Mapping[str, GoalWords] = {
    "fill": GoalWords("Seats left empty", "Empty seats and missing skills, each weighed by its priority"),
    "waivers": GoalWords("Waivers needed", "Objections that somebody must waive before it can be published"),
    "keep": GoalWords("Changes to what was agreed", "Earlier placements dropped: an offer weighs 3, an acceptance 10"),
    "peak": GoalWords("Heaviest load", "The largest share of their offered days that anybody gives, in per cent"),
    "spread": GoalWords("Evenness of loads", "Lower when the work is shared out more evenly"),
    "fit": GoalWords("Fit", "Skills, neighbours and short journeys: the higher the better", more=True),
    "canon": GoalWords("Tie-break", "Settles which of several equally good rosters is taken, always the same one"),
}


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal as the table shows it."""

    name: str
    about: str
    value: str
    bound: str
    is_proven: bool
    verdict: str


def goal_line(goal: GoalView) -> GoalLine:
    """The goal in words: how good it is, and what is proven of the best possible."""
    told = GOALS.get(goal.name, GoalWords(goal.name, ""))
    return GoalLine(told.name, told.about, amount(goal.value), amount(goal.bound), goal.is_proven, verdict(goal))


def goal_name(name: str) -> str:
    """What a goal is called."""
    return GOALS[name].name if name in GOALS else name


def verdict(goal: GoalView) -> str:
    """Whether a better value exists, as far as it is proven."""
    if goal.is_proven:
        return "Best possible, proven"
    if goal.bound is None:
        return "Not yet proven"
    return f"Within {gap(goal)}% of the best possible"


def gap(goal: GoalView) -> int:
    """By how much at most the value misses the best possible, in whole per cent of the value, rounded up."""
    missed = abs(goal.value - goal.bound) if goal.bound is not None else Fraction(0)
    return -(-100 * missed // max(abs(goal.value), Fraction(1)))


STATUSES: Mapping[str, str] = {
    "optimal": "Best possible roster, proven",
    "feasible": "A good roster, not yet proven to be the best",
    "cancelled": "Stopped early: the best roster found until then",
}


def status_line(status: str) -> str:
    """How good the roster is, in one line."""
    return STATUSES.get(status, status)


def doubt(parts: Iterable[RosterPart]) -> list[str]:
    """For each part that is not proven the best: on which goal it may fall short, and by how much."""
    lines = []
    for part in parts:
        weak = next((goal for goal in part.goals if not goal.is_proven), None)
        if weak is not None:
            told = verdict(weak)
            lines.append(f"{words.PARTS[part.part]}, {GOALS[weak.name].name.lower()}: {told[0].lower()}{told[1:]}.")
    return lines


def waiver_link(roster_id: str, needed: WaiverNeeded) -> str:
    """Where the waiver of an objection can be read, once it waits, or asked for."""
    if needed.waiver_id and needed.state == "proposed":
        return url_for("waivers.page", waiver_id=needed.waiver_id)
    return url_for("rosters.waive", roster_id=roster_id, rule=needed.rule, address=needed.address)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which placements the reader asks to see: kinds of duty and a region of the duty, none of which asks for all."""

    kinds: tuple[str, ...]
    region: str

    def holds(self, placement: RosterPlacementView) -> bool:
        """Whether the placement is among them."""
        return placement.kind in (self.kinds or words.KIND_NAMES) and self.region in ("", placement.region)


@dataclass(frozen=True, slots=True)
class Pictures:
    """The roster's pictures, with what their tables need."""

    map: Markup
    timeline: Markup | None
    load: Markup | None
    kinds: tuple[str, ...]


def pictures(
    roster: RosterView, placements: Sequence[RosterPlacementView], councils: Iterable[AuthorityLine]
) -> Pictures:
    """The map of the placements shown; the timeline and the loads of the whole roster."""
    spots = [Spot(one.name, one.region or "", one.point) for one in councils if one.point]
    arcs = [
        Arc(one.kind, one.home_point, one.target_point, f"{one.person_name}, {one.home_name}: {one.duty_title}")
        for one in placements
        if one.home_point and one.target_point
    ]
    used = {one.kind for one in roster.placements}
    weeks, loads = roster.weeks, roster.loads
    return Pictures(
        map=draw_map(spots, arcs, "Where people go, from home to duty"),
        timeline=draw_timeline(weeks, words.KIND_PLURALS, "People at work, week by week") if roster.weeks else None,
        load=draw_load(loads, "Days used against days offered") if loads else None,
        kinds=tuple(kind for kind in words.KIND_NAMES if kind in used),
    )


def week_total(week: TimelineWeek) -> int:
    """Everybody at work in the week."""
    return sum(week.people.values())
