"""Everybody who could do a duty, in three groups, as far as the reader asks for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from peerinspect.domain import Period
from peerinspect.services.views import CandidatesView, CandidateView, CostView, EvidenceView
from peerinspect.web.presenters import amount, span

MOST_SHOWN = 40
WORSE_AND_BETTER = {
    "fill": ("leaves {} more empty", "leaves {} fewer empty"),
    "waivers": ("{} more to waive", "{} fewer to waive"),
    "keep": ("changes more of what was agreed, by {}", "changes less of what was agreed, by {}"),
    "peak": ("heaviest load {} points higher", "heaviest load {} points lower"),
    "spread": ("loads less even by {}", "loads more even by {}"),
    "fit": ("fit lower by {}", "fit higher by {}"),
}
"""What an estimate says of each goal. The tie-break concerns nobody."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asks to see: words of a name or council, a rule's code, one of the groups. "" asks nothing."""

    text: str
    rule: str
    group: str

    @property
    def is_set(self) -> bool:
        """Whether anything is asked."""
        return bool(self.text or self.rule or self.group)


@dataclass(frozen=True, slots=True)
class Group:
    """One group: the people shown, and how many there are in it with and without the filter."""

    name: str
    heading: str
    about: str
    shown: tuple[CandidateView, ...]
    found: int
    total: int


@dataclass(frozen=True, slots=True)
class Sifted:
    """The groups that are shown, and the rules that object to anybody, with how many people each objects to."""

    groups: tuple[Group, ...]
    rules: tuple[tuple[str, int], ...]
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
    return Sifted(shown, _rules(everybody), everybody.roster_id)


def _group(name: str, heading: str, about: str, people: tuple[CandidateView, ...], wanted: Filter) -> Group:
    found = [one for one in people if _is_wanted(one, wanted)]
    most = len(found) if wanted.group == name else MOST_SHOWN
    return Group(name, heading, about, tuple(found[:most]), len(found), len(people))


def _is_wanted(one: CandidateView, wanted: Filter) -> bool:
    text = f"{one.name} {' '.join(one.home_names)}".casefold()
    rules = {objection.rule for objection in one.objections}
    return all(word in text for word in wanted.text.casefold().split()) and (not wanted.rule or wanted.rule in rules)


def _rules(everybody: CandidatesView) -> tuple[tuple[str, int], ...]:
    people: Iterable[CandidateView] = (*everybody.chosen, *everybody.eligible, *everybody.blocked)
    counts = Counter(rule for one in people for rule in {objection.rule for objection in one.objections})
    return tuple(sorted(counts.items()))


def cost_words(costs: Iterable[CostView]) -> str:
    """What a swap would change, in words; nothing where it would change nothing."""
    told = []
    for cost in costs:
        if cost.goal in WORSE_AND_BETTER and cost.amount:
            worse, better = WORSE_AND_BETTER[cost.goal]
            told.append((worse if cost.amount > 0 else better).format(amount(abs(cost.amount))))
    return "; ".join(told) or "no change in any goal"


def evidence_days(evidence: EvidenceView) -> str:
    """The days that a fact carries."""
    return span(Period(evidence.start, evidence.end)) if evidence.start or evidence.end else ""


def rule_name(code: str) -> str:
    """A rule's code as words: "Shares border"."""
    return code.replace("-", " ").capitalize()
