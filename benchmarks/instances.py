"""The instances by name, made by our own generator."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.assignments import assignment
from peerinspect.domain import Facts
from peerinspect.domain.policy import RuleSetting
from peerinspect.season import generate

ASSIGNMENTS = {
    "assignment-100x150": (100, 150, 1),
    "assignment-600x200": (600, 200, 3),
    "assignment-20x10": (20, 10, 3),
}
"""Duties, people, and how many duties each may take."""

COUNTRIES = {"england-1": 1, "england-10": 10, "england-100": 100}
"""How many times England."""

USUAL = ("assignment-100x150", "assignment-600x200", "england-1")
"""What is measured where nothing else is asked for."""

NAMES = (*ASSIGNMENTS, *COUNTRIES)


def instance(name: str, seed: int) -> Facts:
    """The instance of this name and seed. Raises KeyError for an unknown one.

    Of England the rule `ring` is off: it spans three placements, for which no plain model has rows beforehand.
    """
    if name in ASSIGNMENTS:
        return assignment(*ASSIGNMENTS[name], seed=seed)
    facts = generate(COUNTRIES[name], seed)
    rules = {**facts.policy.rules, "ring": RuleSetting("off")}
    return replace(facts, policy=replace(facts.policy, rules=rules))
