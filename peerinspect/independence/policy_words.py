"""What one version of the policy says otherwise than another, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from peerinspect.domain import Policy, RuleSetting
from peerinspect.domain.policy import DEFAULT_WEIGHTS
from peerinspect.independence.parameters import parameter_of
from peerinspect.independence.plain_words import rule_title
from peerinspect.independence.rulebook import RULES
from peerinspect.independence.shapes import Rule
from peerinspect.independence.wording import KIND_PHRASES

STRENGTH_WORDS: Mapping[str | None, str] = {
    None: "as strong as the rule itself says",
    "hard": "nobody may waive it",
    "soft": "it may be waived",
    "off": "switched off",
}
"""What a policy says of a rule's strength."""

_WEIGHTS: Mapping[str, str] = {
    "affinity": "how well a person is known to suit a duty",
    "skill": "a skill that a duty names",
    "neighbour": "a statistical neighbour",
    "border": "a council across the border",
    "travel": "a minute of travel",
}


def changes_between(before: Policy, after: Policy) -> tuple[str, ...]:
    """Each difference as a sentence, rule by rule in the order of the rulebook; none where the two say the same."""
    found: list[str] = []
    for rule in RULES:
        found += changes_of_rule(rule, before.setting(rule.code), after.setting(rule.code))
    found += _order(before, after)
    found += _priorities(before, after)
    found += _weights(before, after)
    return tuple(found)


def changes_of_rule(rule: type[Rule], before: RuleSetting, after: RuleSetting) -> Iterator[str]:
    """What is said otherwise of one rule."""
    title = rule_title(rule.code)
    if before.strength != after.strength:
        yield f"{title}: {STRENGTH_WORDS[after.strength]}. Before: {STRENGTH_WORDS[before.strength]}."
    for name, default in rule.defaults.items():
        old, new = before.parameters.get(name, default), after.parameters.get(name, default)
        if old != new:
            known = parameter_of(rule.code, name)
            yield f"{title}: {known.told(new)} Before: {known.amount(old)}."
    if before.weight != after.weight:
        yield f"{title}: an objection weighs {_amount(after.weight)}. Before: {_amount(before.weight)}."


def _order(before: Policy, after: Policy) -> Iterator[str]:
    if before.ordered_goals() != after.ordered_goals():
        yield f"Goals are taken in this order: {', '.join(after.ordered_goals())}."


def _priorities(before: Policy, after: Policy) -> Iterator[str]:
    for kind, phrase in KIND_PHRASES.items():
        old, new = (each.priorities.get(kind, Fraction(1)) for each in (before, after))
        if old != new:
            yield f"An empty seat of {phrase} weighs {_amount(new)}. Before: {_amount(old)}."


def _weights(before: Policy, after: Policy) -> Iterator[str]:
    for name in DEFAULT_WEIGHTS:
        old, new = before.weight(name), after.weight(name)
        if old != new:
            yield f"In the fit of people to places, {_WEIGHTS[name]} counts {_amount(new)}. Before: {_amount(old)}."


def _amount(number: Fraction) -> str:
    """A number as people write it."""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"
