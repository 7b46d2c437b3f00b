"""A roster in words and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import url_for
from markupsafe import Markup

from peerinspect.services.views import (
    CouncilPlace,
    GoalView,
    RosterPart,
    RosterPlacementView,
    RosterView,
    TimelineWeek,
    WaiverNeeded,
)
from peerinspect.services.views.comparing import GoalPair
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


def better(pair: GoalPair) -> str:
    """Which of two rosters is better in a goal."""
    if pair.one is None or pair.other is None:
        return "Not in both"
    if pair.one.value == pair.other.value:
        return "Alike"
    is_more = pair.other.value > pair.one.value
    told = GOALS.get(pair.name, GoalWords(pair.name, ""))
    return "The other" if is_more == told.more else "The one"


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
    """Which placements the reader asks to see: kinds of duty, a region of the duty, a name of a person or council.

    What is not said leaves none out.
    """

    kinds: tuple[str, ...]
    region: str
    name: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kinds or self.region or self.name)

    def holds(self, placement: RosterPlacementView) -> bool:
        """Whether the placement is among them."""
        of_kind = placement.kind in (self.kinds or words.KIND_NAMES)
        told = " ".join((placement.person_name, placement.home_name, placement.duty_title, *placement.target_names))
        return of_kind and self.region in ("", placement.region) and self.name.casefold() in told.casefold()


def map_picture(placements: Sequence[RosterPlacementView], councils: Iterable[CouncilPlace]) -> Markup:
    """England, with an arc from home to duty for each placement."""
    spots = [Spot(one.name, one.region or "", one.point) for one in councils if one.point]
    arcs = [
        Arc(one.kind, one.home_point, one.target_point, f"{one.person_name}, {one.home_name}: {one.duty_title}")
        for one in placements
        if one.home_point and one.target_point
    ]
    return draw_map(spots, arcs, "Where people go, from home to duty")


def weeks_picture(roster: RosterView) -> Markup | None:
    """People at work in each week; nothing without any week."""
    if not roster.weeks:
        return None
    return draw_timeline(roster.weeks, words.KIND_PLURALS, "People at work, week by week")


def load_picture(roster: RosterView) -> Markup | None:
    """One bar a person; nothing without anybody."""
    return draw_load(roster.loads, "Days used against days offered") if roster.loads else None


def week_total(week: TimelineWeek) -> int:
    """Everybody at work in the week."""
    return sum(week.people.values())
