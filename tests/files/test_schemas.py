"""The schemas themselves: valid, closed to unknown keys, and in step with the domain and the rulebook."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from peerinspect.domain import authority, kinds, person, placement, policy
from peerinspect.files.schema import _Compiler, quick_check_of, schema_of, validator_of
from peerinspect.independence.rulebook import RULES

CODES = (
    "own-authority shared-arrangement shared-partner worked-there applied-there personal-tie paid-by "
    "open-complaint authorities-in-dispute involved-in-case undeclared other-connection shares-border "
    "same-region out-of-reach post-basis short-tenure home-judgement home-inspection-window "
    "not-authorised vetting-lapsed no-consent not-offered unavailable set-aside self-review "
    "colleagues-supported reciprocal-inspection crossed-duties chair-swap ring own-inspector same-team "
    "repeat-inspector one-live-role double-booked inspections-a-year days-a-year boards-held chair-term "
    "away-at-once team-skills experienced-lead one-observer"
)
"""Every code of the rulebook."""

PARAMETERS = {
    "worked-there": "inspect_years review_years chair_years support_years",
    "undeclared": "months",
    "short-tenure": "months",
    "vetting-lapsed": "years",
    "self-review": "support_before_months review_before_months chair_before_months interim_before_months "
    "commissioner_before_months support_after_months review_after_months chair_after_months interim_after_months",
    "reciprocal-inspection": "years",
    "crossed-duties": "months",
    "double-booked": "working_days",
    "inspections-a-year": "most",
    "away-at-once": "most",
    "one-observer": "most",
    "days-a-year": "most most_with_chair",
    "boards-held": "director other",
    "applied-there": "inspect_years chair_years",
    "paid-by": "inspect_years review_years",
    "open-complaint": "years",
    "out-of-reach": "minutes",
    "home-inspection-window": "months reporting_working_days",
    "colleagues-supported": "years",
    "ring": "months",
    "own-inspector": "months",
    "repeat-inspector": "years",
    "chair-term": "years most_years",
}


@pytest.mark.parametrize("name", ["problem", "roster"])
def test_the_schema_is_a_schema(name: str) -> None:
    schema = schema_of(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", ["problem", "roster"])
def test_every_object_is_closed_to_unknown_keys(name: str) -> None:
    found = list(objects(schema_of(name)))
    assert len(found) > 4
    for schema in found:
        if schema["description"].startswith("grades by area"):
            continue  # The areas are Ofsted's and change; the grades are checked.
        assert schema.get("additionalProperties") is False, schema["description"]


@pytest.mark.parametrize("name", ["problem", "roster"])
def test_everything_says_what_it_wants(name: str) -> None:
    for what, schema in schema_of(name)["$defs"].items():
        assert schema["description"], what


def objects(schema: Any) -> Any:
    """Every part of a schema that describes an object."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from objects(inner)


def rule_settings(code: str) -> set[str]:
    definitions = schema_of("problem")["$defs"]
    setting = definitions["rules"]["properties"][code]
    if "$ref" in setting:
        setting = definitions[setting["$ref"].removeprefix("#/$defs/")]
    return set(setting["properties"])


def test_all_codes_are_accepted_with_their_parameters() -> None:
    definitions = schema_of("problem")["$defs"]
    assert (
        sorted(definitions["rules"]["properties"]) == sorted(definitions["ruleCode"]["enum"]) == sorted(CODES.split())
    )
    for code in CODES.split():
        assert rule_settings(code) == {"strength", "weight", *PARAMETERS.get(code, "").split()}, code
    assert schema_of("roster")["$defs"]["ruleCode"] == definitions["ruleCode"]


def test_every_rule_that_is_built_can_be_set_in_a_file() -> None:
    assert RULES
    for rule in RULES:
        assert rule.code in CODES.split()
        assert set(rule.defaults) <= rule_settings(rule.code), rule.code


def test_the_choices_are_those_of_the_domain() -> None:
    definitions = schema_of("problem")["$defs"]
    choices = {
        "kind": kinds.KINDS,
        "level": (*kinds.LEVELS, None),
        "status": placement.STATUSES,
        "goal": policy.GOALS,
    }
    for name, wanted in choices.items():
        assert tuple(definitions[name]["enum"]) == wanted
    properties = {name: definitions[name]["properties"] for name in ("arrangement", "interest", "post", "duty")}
    assert tuple(properties["arrangement"]["kind"]["enum"]) == authority.ARRANGEMENT_KINDS
    assert tuple(properties["interest"]["kind"]["enum"]) == person.INTEREST_KINDS
    assert tuple(properties["post"]["role"]["enum"]) == person.ROLES
    assert tuple(properties["post"]["basis"]["enum"]) == person.BASES
    assert tuple(properties["duty"]["subtype"]["enum"]) == kinds.SUBTYPES
    assert set(definitions["policy"]["properties"]["weights"]["properties"]) == set(policy.DEFAULT_WEIGHTS)
    assert set(definitions["policy"]["properties"]["priorities"]["properties"]) == set(kinds.KINDS)


def test_the_quick_check_refuses_a_keyword_it_does_not_know() -> None:
    with pytest.raises(KeyError):
        _Compiler({}).check({"type": "number", "multipleOf": 2})


@pytest.mark.parametrize("value", [True, 1.5, "1", None, float("nan"), float("inf"), [1], 1.0, 1, -1, 10**400])
@pytest.mark.parametrize("name", ["days", "optionalDays", "weight", "id", "date", "level", "truth"])
def test_both_ways_to_ask_agree_on_single_values(name: str, value: Any) -> None:
    definition = {"$ref": f"#/$defs/{name}", "$defs": schema_of("problem")["$defs"]}
    quick = _Compiler(definition["$defs"]).check(definition)
    assert quick(value) == validator_of("problem").evolve(schema=definition).is_valid(value)
    assert quick_check_of("problem")(value) is False
