"""No rule is idle on England: without any one of them an explanation reads otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest

from peerinspect.explain import explain_duty
from peerinspect.independence import goals
from peerinspect.independence.rulebook import RULES, Rulebook
from peerinspect.independence.shapes import Cover

from .conftest import England

Explained = Callable[[str, str], dict[str, Any]]
NO_RULE = ""


@pytest.fixture(scope="module")
def explained(england: England) -> Explained:
    """A duty's explanation as JSON holds it, with one rule left out of the rulebook by its code."""

    @cache
    def explain(duty: str, without: str) -> dict[str, Any]:
        book = Rulebook.under(england.facts.policy, without=frozenset({without}))
        return explain_duty(england.facts, england.roster, duty, rulebook=book).as_dict()

    return explain


def first_changed(explained: Explained, duties: Sequence[str], code: str) -> str | None:
    """The first duty that is explained otherwise without the rule."""
    return next((duty for duty in duties if explained(duty, code) != explained(duty, NO_RULE)), None)


def rules_that_object(explanation: dict[str, Any]) -> set[str]:
    """The codes of every objection to anybody."""
    everybody = [*explanation["chosen"], *explanation["eligible"], *explanation["blocked"]]
    return {objection["rule"] for one in everybody for objection in one["objections"]}


UP_TO_A_COORDINATOR = "set-aside"
"""The one rule that a generated season leaves idle: it speaks only where somebody who plans has said no."""

OF_FACTS = [rule for rule in RULES if not issubclass(rule, Cover) and rule.code != UP_TO_A_COORDINATOR]


@pytest.mark.parametrize("rule", OF_FACTS, ids=lambda rule: rule.code)
def test_without_the_rule_its_objections_are_gone(england: England, explained: Explained, rule: Any) -> None:
    duty = first_changed(explained, england.duties, rule.code)
    assert duty is not None, f"{rule.code} changes no explanation of any open duty"
    assert rule.code in rules_that_object(explained(duty, NO_RULE))
    assert rule.code not in rules_that_object(explained(duty, rule.code))


@pytest.mark.parametrize("rule", [rule for rule in RULES if issubclass(rule, Cover)], ids=lambda rule: rule.code)
def test_without_what_a_team_must_contain_its_lack_costs_nothing(
    england: England, explained: Explained, rule: Any
) -> None:
    duty = first_changed(explained, england.duties, rule.code)
    assert duty is not None, f"{rule.code} changes no explanation of any open duty"
    before, after = (explained(duty, code)["eligible"] for code in (NO_RULE, rule.code))
    assert {one["person"]: one["cost"]["fill"] for one in before} != {
        one["person"]: one["cost"]["fill"] for one in after
    }
    charged, charged_without = (
        goals.fill_value(england.facts, [], Rulebook.under(england.facts.policy, without=frozenset({code})).covers)
        for code in (NO_RULE, rule.code)
    )
    assert charged > charged_without


def test_a_code_that_is_no_rule_changes_nothing(england: England, explained: Explained) -> None:
    """Explanations differ for the rule left out, and not for having been asked for twice."""
    assert first_changed(explained, england.duties[:12], "no-such-rule") is None


def test_all_the_rules_are_asked() -> None:
    assert len({rule.code for rule in RULES}) == 44
