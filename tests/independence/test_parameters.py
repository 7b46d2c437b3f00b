"""Every parameter of every rule has its unit, its range and its sentence, and no statement keeps a default's number."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from peerinspect.domain import Policy, RuleSetting
from peerinspect.independence import rules, shapes
from peerinspect.independence.parameters import (
    NOT_BELOW,
    PARAMETERS,
    out_of_range,
    parameter_of,
    parameter_sentences,
)
from peerinspect.independence.plain_words import WORDINGS, rule_title, statement_of

NUMBER_WORDS = re.compile(
    r"\d|\b(one|two|three|four|five|six|ten|twelve|twenty|thirty|forty|ninety)\b\s"
    r"(years?|months?|days|minutes?|working|observers?)\b|\b(every|first) year\b|at most [a-z]+ (board|inspection)",
    re.IGNORECASE,
)
"""A number with a thing that parameters count."""


def every_rule() -> dict[str, type[shapes.Rule]]:
    """Every rule that there is a file for, in the rulebook or not yet."""
    found: dict[str, type[shapes.Rule]] = {}
    for module in pkgutil.iter_modules(rules.__path__):
        names = vars(importlib.import_module(f"{rules.__name__}.{module.name}")).values()
        found |= {
            one.code: one
            for one in names
            if isinstance(one, type) and issubclass(one, shapes.Rule) and isinstance(getattr(one, "code", None), str)
        }
    return found


RULES = every_rule()
ALL = [(code, name) for code, rule in sorted(RULES.items()) for name in rule.defaults]


def moved(code: str) -> shapes.Rule:
    """The rule with each parameter as far from its default as it may be."""
    values = {}
    for name, default in RULES[code].defaults.items():
        known = parameter_of(code, name)
        values[name] = max((known.least, known.most), key=lambda number: abs(number - default))
    return RULES[code].under(Policy({code: RuleSetting(parameters=values)}))


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_table_knows_exactly_the_rules_parameters(code: str) -> None:
    assert set(PARAMETERS.get(code, {})) == set(RULES[code].defaults)


def test_the_table_knows_no_rule_that_is_not_there() -> None:
    assert set(PARAMETERS) <= set(RULES)
    assert set(WORDINGS) <= set(PARAMETERS)


@pytest.mark.parametrize(("code", "name"), ALL)
def test_the_default_is_allowed_and_nothing_is_not(code: str, name: str) -> None:
    default, known = RULES[code].defaults[name], parameter_of(code, name)
    assert known.allows(default)
    assert known.least >= 1
    assert not known.allows(0) and not known.allows(known.most + 1)
    assert known.most <= max(15, 12 * default), "a range so wide would empty the rule"


@pytest.mark.parametrize(("code", "name"), ALL)
def test_the_sentence_says_the_policys_number(code: str, name: str) -> None:
    rule = moved(code)
    amount = parameter_of(code, name).amount(rule.parameters[name])
    assert any(amount in sentence for sentence in parameter_sentences(rule))


@pytest.mark.parametrize("code", sorted({code for code, _ in ALL}))
def test_no_statement_keeps_a_number_that_the_policy_may_change(code: str) -> None:
    rule = moved(code)
    said = statement_of(rule)
    for name, number in rule.parameters.items():
        said = said.replace(parameter_of(code, name).amount(number), "")
    assert not NUMBER_WORDS.search(said.replace("in twelve months", "")), said


@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_a_wording_names_the_number_in_force(code: str) -> None:
    rule = moved(code)
    assert re.search(r"\d", statement_of(rule))
    assert statement_of(rule) != statement_of(RULES[code].under(Policy()))


@pytest.mark.parametrize(
    ("code", "name", "number", "told"),
    [
        ("worked-there", "inspect_years", 5, "Past work at the council counts for 5 years before an inspection."),
        ("out-of-reach", "minutes", 90, "A journey of up to 90 minutes is within reach."),
        ("away-at-once", "most", 1, "On one day 1 person may be away on site."),
        ("away-at-once", "most", 2, "On one day 2 people may be away on site."),
        ("double-booked", "working_days", 1, "Between two inspections of one person: at least 1 working day."),
        ("chair-term", "years", 1, "One term lasts 1 year at most."),
    ],
)
def test_units_in_words(code: str, name: str, number: int, told: str) -> None:
    assert parameter_of(code, name).told(number) == told


@pytest.mark.parametrize(("code", "name"), ALL)
def test_what_lies_outside_the_range_is_told(code: str, name: str) -> None:
    values = dict(RULES[code].defaults)
    assert list(out_of_range(code, values)) == []
    for number in (0, -1, parameter_of(code, name).most + 1):
        found = dict(out_of_range(code, values | {name: number}))
        assert "must be between" in found[name]


@pytest.mark.parametrize(("pair", "lower"), NOT_BELOW.items())
def test_a_ceiling_is_not_below_the_one_inside_it(pair: tuple[str, str], lower: str) -> None:
    code, name = pair
    values = dict(RULES[code].defaults) | {lower: 5, name: 4}
    assert [each for each, _ in out_of_range(code, values)] == [name]
    assert list(out_of_range(code, values | {name: 5})) == []


def test_a_rules_title() -> None:
    assert rule_title("shares-border") == "Shares border"
