"""Everybody who could do a duty, in three groups, as far as the reader asks for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peerinspect.domain import Period
from peerinspect.services.views import CandidatesView, CandidateView, CostView, EvidenceView
from peerinspect.web.duties.costs import goal_words
from peerinspect.web.paging import Page, page_of
from peerinspect.web.presenters import span

MOST_SHOWN = 20
"""People of a group beside the others; a group that is asked for comes a page at a time."""

STRENGTHS: Mapping[str, str] = {
    "one": "Only one thing forbids it",
    "hard": "Something forbids it",
    "soft": "Something can be waived",
    "none": "No objection at all",
}
ORDERS: Mapping[str, str] = {"": "Rank", "name": "Name", "council": "Council", "travel": "Travel", "days": "Days used"}
"""How the people of a group are put in order. The rank of the blocked: who has the fewest objections comes first."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asks to see: words of a name or council, a rule's code, one of the groups, a region, a strength
    of objections, and in which order. "" asks nothing."""

    text: str = ""
    rule: str = ""
    group: str = ""
    region: str = ""
    strength: str = ""
    order: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is asked."""
        return bool(self.text or self.rule or self.group or self.region or self.strength or self.order)

    def holds(self, one: CandidateView) -> bool:
        """Whether the person is among those asked for."""
        text = f"{one.name} {' '.join(one.home_names)}".casefold()
        return (
            all(word in text for word in self.text.casefold().split())
            and (not self.rule or any(each.rule == self.rule for each in one.objections))
            and (not self.region or self.region in one.regions)
            and (self.strength not in STRENGTHS or _has_strength(one, self.strength))
        )


def _has_strength(one: CandidateView, strength: str) -> bool:
    match strength:
        case "one":
            return one.hard == 1
        case "hard":
            return one.hard > 0
        case "soft":
            return any(each.strength == "soft" for each in one.objections)
        case _:
            return not one.objections


@dataclass(frozen=True, slots=True)
class Group:
    """One group: the people shown, and how many there are in it with and without the filter.

    `paging` is there where the group is asked for by itself.
    """

    name: str
    heading: str
    about: str
    shown: Sequence[CandidateView]
    found: int
    total: int
    paging: Page[CandidateView] | None


@dataclass(frozen=True, slots=True)
class Sifted:
    """The groups that are shown; the rules that object to anybody, with how many people each objects to; regions."""

    groups: tuple[Group, ...]
    rules: tuple[tuple[str, int], ...]
    regions: tuple[str, ...]
    roster_id: str | None


def sift(everybody: CandidatesView, wanted: Filter) -> Sifted:
    """The three groups with only those whom the reader asks for; long groups end early unless they are asked for."""
    groups = (
        ("chosen", "Chosen", "They are on this duty in the latest roster.", everybody.chosen),
        ("eligible", "Eligible", "Nothing stands in their way. The best swaps come first.", everybody.eligible),
        (
            "blocked",
            "Blocked",
            "At least one objection stands in their way. Where somebody may waive it, the list says who.",
            everybody.blocked,
        ),
    )
    shown = tuple(
        _group(name, heading, about, people, wanted)
        for name, heading, about, people in groups
        if wanted.group in ("", name)
    )
    people = (*everybody.chosen, *everybody.eligible, *everybody.blocked)
    regions = tuple(sorted({region for one in people for region in one.regions}))
    return Sifted(shown, _rules(people), regions, everybody.roster_id)


def _group(name: str, heading: str, about: str, people: tuple[CandidateView, ...], wanted: Filter) -> Group:
    found = sorted((one for one in people if wanted.holds(one)), key=_order(wanted.order))
    if wanted.group == name:
        page = page_of(found)
        return Group(name, heading, about, page.items, len(found), len(people), page)
    return Group(name, heading, about, found[:MOST_SHOWN], len(found), len(people), None)


def _order(order: str) -> Callable[[CandidateView], Any]:
    """What people are sorted by. Whoever lacks a figure comes last."""
    orders: Mapping[str, Callable[[CandidateView], Any]] = {
        "name": lambda one: one.name,
        "council": lambda one: (one.home_names, one.name),
        "travel": lambda one: (one.minutes is None, one.minutes, one.name),
        "days": lambda one: (one.share is None, one.share, one.name),
    }
    return orders.get(order, lambda one: (one.rank or 0, one.hard, len(one.objections), one.name))


def _rules(people: Iterable[CandidateView]) -> tuple[tuple[str, int], ...]:
    counts = Counter(rule for one in people for rule in {objection.rule for objection in one.objections})
    return tuple(sorted(counts.items()))


def cost_words(costs: Iterable[CostView]) -> str:
    """What a swap would change, in words; nothing where it would change nothing."""
    told = (goal_words(cost.goal, cost.amount) for cost in costs)
    return "; ".join(text for text in told if text) or "no change in any goal"


def evidence_days(evidence: EvidenceView) -> str:
    """The days that a fact carries."""
    return span(Period(evidence.start, evidence.end)) if evidence.start or evidence.end else ""


def rule_name(code: str) -> str:
    """A rule's code as words: "Shares border"."""
    return code.replace("-", " ").capitalize()
