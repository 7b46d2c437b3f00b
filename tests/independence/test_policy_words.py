"""The difference of two policies in words: everything that changed, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peerinspect.domain import Policy, RuleSetting
from peerinspect.domain.policy import DEFAULT_WEIGHTS
from peerinspect.independence.policy_words import changes_between

NEW = RuleSetting("hard", {"inspect_years": 7}, Fraction(3))


def test_nothing_to_say_of_the_same() -> None:
    assert changes_between(Policy(), Policy()) == ()
    spelt_out = Policy({"worked-there": RuleSetting(parameters={"inspect_years": 5})})
    assert changes_between(Policy(), spelt_out) == (), "a default that is written down is no change"


def test_a_rule_in_all_it_says() -> None:
    assert changes_between(Policy(), Policy({"worked-there": NEW})) == (
        "Worked there: nobody may waive it. Before: as strong as the rule itself says.",
        "Worked there: Past work at the council counts for 7 years before an inspection. Before: 5 years.",
        "Worked there: an objection weighs 3. Before: 1.",
    )


def test_the_way_back() -> None:
    assert changes_between(Policy({"worked-there": NEW}), Policy()) == (
        "Worked there: as strong as the rule itself says. Before: nobody may waive it.",
        "Worked there: Past work at the council counts for 5 years before an inspection. Before: 7 years.",
        "Worked there: an objection weighs 1. Before: 3.",
    )


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (Policy(goals=("waivers", "fill", "keep", "peak", "spread", "fit")), "Goals are taken in this order: waivers,"),
        (Policy(priorities={"chair": Fraction(5, 2)}), "An empty seat of chairing of the board weighs 2.5. Before: 1."),
        *((Policy(weights={name: Fraction(7)}), "counts 7. Before:") for name in DEFAULT_WEIGHTS),
    ],
)
def test_what_is_no_rules(after: Policy, told: str) -> None:
    (sentence,) = changes_between(Policy(), after)
    assert told in sentence
