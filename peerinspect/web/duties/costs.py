"""What a change would cost, in words: of the estimate for a direct swap, and of goals that a search has shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peerinspect.services.views import CandidateView, GoalSides
from peerinspect.web.presenters import amount, counted

AGREED: Mapping[float, str] = {
    1: "drops somebody who is proposed",
    3: "takes back an offer",
    10: "takes back what was accepted",
}
"""What the goal of keeping to what was agreed loses by one placement."""

WORSE_AND_BETTER: Mapping[str, tuple[str, str]] = {
    "fill": ("more stays empty", "less stays empty"),
    "waivers": ("{} more to waive", "{} fewer to waive"),
    "keep": ("changes more of what was agreed, by {}", "changes less of what was agreed, by {}"),
    "peak": ("heaviest load {} points higher", "heaviest load {} points lower"),
    "spread": ("work less evenly shared", "work more evenly shared"),
    "fit": ("fit lower by {}", "fit higher by {}"),
}
"""What is said of a goal that gets worse, and of one that gets better. The tie-break concerns nobody."""


def goal_words(name: str, worse: float) -> str:
    """What becomes of one goal; "" where nothing does."""
    if not worse or name not in WORSE_AND_BETTER:
        return ""
    if name == "keep" and worse in AGREED:
        return AGREED[worse]
    return WORSE_AND_BETTER[name][worse < 0].format(amount(abs(worse)))


def sides_words(goals: Iterable[GoalSides]) -> str:
    """What becomes of all goals, in one line."""
    return "; ".join(told for one in goals if (told := goal_words(one.name, one.worse))) or "no change in any goal"


def travel_words(minutes: int) -> str:
    """A change of all journeys together: "12 more minutes' travel"."""
    if not minutes:
        return "no more travel than now"
    number = abs(minutes)
    unit = "minute's" if number == 1 else "minutes'"
    return f"{number:,} {'more' if minutes > 0 else 'fewer'} {unit} travel"


def swap_words(one: CandidateView) -> str:
    """What a direct swap to an eligible person would change, in words; an estimate."""
    told = [f"instead of {one.instead_of}" if one.instead_of else "fills an empty seat"]
    changes = {cost.goal: cost.amount for cost in one.cost}
    shown = ("waivers", "keep", "peak") if one.instead_of == "" else ("fill", "waivers", "keep", "peak")
    told += [text for name in shown if (text := goal_words(name, changes.get(name, 0)))]
    told += _in_person(one)
    if fit := changes.get("fit", 0) - (one.more_minutes if one.more_minutes is not None else one.minutes or 0):
        told.append("skills or nearness suit less well" if fit > 0 and one.instead_of else "")
    return "; ".join(text for text in told if text)


def _in_person(one: CandidateView) -> list[str]:
    """The journey and the days, as the person would have them."""
    told = []
    if one.more_minutes is not None:
        told.append(travel_words(one.more_minutes))
    elif one.minutes:
        told.append(f"{counted(one.minutes, 'minute')} of travel")
    if one.share is not None:
        told.append(f"uses {one.share}% of the days offered")
    return told
