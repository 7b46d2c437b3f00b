"""Whether what a roster says of itself is true: the waivers it needs, what stays empty, and its goals' values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from peerinspect.domain import Facts, GoalValue, Roster, Shortfall
from peerinspect.domain.placement import Pair
from peerinspect.independence.auditing.findings import Findings

MAXIMISED = frozenset({"fit"})
"""The goals of which more is better; of all others less is."""


def objection_faults(roster: Roster, pairs: list[Pair], findings: Findings) -> Iterator[str]:
    """Codes that a placement of the roster should list as needing a waiver and does not, and the reverse."""
    listed: dict[Pair, set[str]] = {one.pair: set(one.objections) for one in roster.placements}
    for pair in pairs:
        found = findings.codes.get(pair, set())
        for code in sorted(found - listed[pair]):
            yield f"{pair[0]} on {pair[1]}: needs a waiver of {code}, which the roster does not say."
        for code in sorted(listed[pair] - found):
            yield f"{pair[0]} on {pair[1]}: the roster asks for a waiver of {code}, which does not object."


def shortfall_faults(roster: Roster, found: tuple[Shortfall, ...]) -> Iterator[str]:
    """Duties of which the roster says that they lack more, less or other than they do."""
    stated = {one.duty: one for one in roster.shortfalls}
    truth = {one.duty: one for one in found}
    for duty in sorted(stated.keys() | truth.keys()):
        said, is_so = _lacks(stated.get(duty)), _lacks(truth.get(duty))
        if said != is_so:
            yield f"{duty}: the roster says that it lacks {said}; it lacks {is_so}."


def _lacks(shortfall: Shortfall | None) -> str:
    if shortfall is None:
        return "nothing"
    seats = f"{shortfall.seats} seat{'' if shortfall.seats == 1 else 's'}"
    return f"{seats} and the skills {', '.join(sorted(set(shortfall.skills)))}" if shortfall.skills else seats


def goal_faults(facts: Facts, roster: Roster, values: Mapping[str, Fraction], is_start_known: bool) -> Iterator[str]:
    """Goals that are missing, out of order, misstated, or said to be better proven than can be."""
    names, expected = [goal.name for goal in roster.goals], list(facts.policy.ordered_goals())
    if names != expected:
        yield f"the goals listed are {', '.join(names) or 'none'}; the policy's are {', '.join(expected)}."
    for goal in roster.goals:
        if goal.name in values and not _is_true(goal, values[goal.name], is_start_known):
            yield f"the goal {goal.name} is said to be {goal.value}; recomputed it is {values[goal.name]}."
        if goal.bound is not None and _is_beyond(goal.name, goal.bound, goal.value):
            yield f"the goal {goal.name} is said to be {goal.value}, better than its bound, {goal.bound}."
    open_goals = [goal.name for goal in roster.goals if goal.bound != goal.value]
    if roster.status == "optimal" and open_goals:
        yield f"the roster is called optimal, but {', '.join(open_goals)} is not proven."


def goal_notes(roster: Roster, values: Mapping[str, Fraction], is_start_known: bool) -> Iterator[str]:
    """What had to be taken on trust: a `keep` that counts a starting roster which is not at hand."""
    for goal in roster.goals:
        if goal.name == "keep" and not is_start_known and "keep" in values and goal.value > values["keep"]:
            yield (
                f"keep is said to be {goal.value}; the problem alone gives {values['keep']}, "
                "and the starting roster that the rest would come from is not at hand."
            )


def _is_true(goal: GoalValue, recomputed: Fraction, is_start_known: bool) -> bool:
    if goal.name == "keep" and not is_start_known:
        return goal.value >= recomputed
    return goal.value == recomputed


def _is_beyond(name: str, bound: Fraction, value: Fraction) -> bool:
    """Whether the bound says that the value cannot be reached."""
    return bound < value if name in MAXIMISED else bound > value
