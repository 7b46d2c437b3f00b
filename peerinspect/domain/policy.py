"""The policy: rules' strengths and parameters, the goals' order, priorities and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

GOALS = ("fill", "waivers", "keep", "peak", "spread", "fit", "canon")
"""All goals in their strict order. `canon` is always solved and listed last."""

DEFAULT_WEIGHTS: Mapping[str, Fraction] = {
    "affinity": Fraction(1000),
    "skill": Fraction(30),
    "neighbour": Fraction(10),
    "border": Fraction(60),
    "travel": Fraction(1),
}


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What a policy says of one rule. `strength` hard, soft or off replaces the rule's own in all its cases."""

    strength: str | None = None
    parameters: Mapping[str, int] = field(default_factory=dict)
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything a coordinator may tune. Amounts are exact fractions, so that a proof is a proof."""

    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    goals: tuple[str, ...] = GOALS
    priorities: Mapping[str, Fraction] = field(default_factory=dict)
    weights: Mapping[str, Fraction] = field(default_factory=dict)

    def setting(self, code: str) -> RuleSetting:
        """What the policy says of the rule, an empty setting where it says nothing."""
        return self.rules.get(code, RuleSetting())

    def parameter(self, code: str, name: str, default: int) -> int:
        """A rule's parameter, or the default the rulebook gives it."""
        return self.setting(code).parameters.get(name, default)

    def weight(self, name: str) -> Fraction:
        """A weight of the `fit` goal."""
        return self.weights.get(name, DEFAULT_WEIGHTS[name])

    def ordered_goals(self) -> tuple[str, ...]:
        """The goals in the order they are solved: as the policy lists them, `canon` last whatever it says."""
        return (*(goal for goal in self.goals if goal != "canon"), "canon")
