"""What a decision record says of rules, facts and alternatives, on small problems."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from peerinspect.domain import Duty, Facts, Interest, Period, Policy, RosterPlacement, RuleSetting
from peerinspect.explain.records import Inputs, RecordMaker, digest_of_record, record_bytes
from peerinspect.files import digest_of, policy_digest, problem_dict, roster_bytes
from peerinspect.independence.rulebook import FIRST_EDITION, RULES
from peerinspect.independence.who_may_waive import STRENGTHS
from peerinspect.matching import solve
from tests.matching.small_world import small_world

FACTS = small_world()
BARE: dict[str, Any] = {
    "published": {"on": "2026-03-02", "by": "A Coordinator", "role": "coordinator"},
    "policy_version": 4,
    "certificate": {"checked_on": "2026-03-02", "is_clean": True},
    "waivers": [],
}


def inputs(facts: Facts = FACTS, edition: str | None = None, **published: Any) -> Inputs:
    """The problem solved, and published with what is given."""
    roster = solve(facts, problem_digest=digest_of(facts), policy_digest=policy_digest(facts.policy), workers=1)
    if edition:
        roster = replace(roster, rulebook=edition)
    problem = json.dumps(problem_dict(facts)).encode()
    return Inputs("open", problem, roster_bytes(roster), json.dumps(BARE | published).encode())


def first_record(found: Inputs, kind: str = "") -> dict[str, Any]:
    """The record of the first placement, of a kind or any."""
    maker = RecordMaker(found)
    pairs = [each.pair for each in maker.placements()]
    return maker.record(*next(pair for pair in pairs if found.facts.duties[pair[1]].kind == (kind or "chair")))


def results(record: dict[str, Any]) -> dict[str, str]:
    return {each["rule"]: each["result"] for each in record["rules"]}


@pytest.fixture(scope="module")
def published() -> Inputs:
    return inputs()


def test_the_same_bytes_whatever_the_order_of_the_problems_lists(published: Inputs) -> None:
    turned = json.loads(published.problem)
    for name, value in turned.items():
        if isinstance(value, list):
            turned[name] = value[::-1]
    other = replace(published, problem=json.dumps(turned).encode())
    one, two = first_record(published), first_record(other)
    assert one["inputs"] != two["inputs"]  # it names the very bytes that it was made from
    assert record_bytes({**one, "inputs": {}}) == record_bytes({**two, "inputs": {}})


def test_two_makers_agree_and_the_digest_is_that_of_the_bytes(published: Inputs) -> None:
    again = Inputs(published.part, published.problem, published.roster, published.publication)
    for each in RecordMaker(published).placements():
        one, two = (RecordMaker(found).record(*each.pair) for found in (published, again))
        assert record_bytes(one) == record_bytes(two)
        assert digest_of_record(one) == digest_of_record(two)


def test_any_change_of_any_input_changes_the_record(published: Inputs) -> None:
    whole = digest_of_record(first_record(published))
    other = replace(published, publication=json.dumps(BARE | {"policy_version": 5}).encode())
    assert digest_of_record(first_record(other)) != whole


def test_rules_that_say_nothing_of_the_kind_are_named_too(published: Inputs) -> None:
    record = first_record(published, "chair")
    found = results(record)
    assert list(found) == [rule.code for rule in RULES]
    silent = {code for code, result in found.items() if result == "does-not-apply"}
    assert silent == {code for code, strengths in STRENGTHS.items() if "chair" not in strengths}


def test_a_rule_that_is_switched_off_says_so() -> None:
    facts = replace(FACTS, policy=Policy(rules={"out-of-reach": RuleSetting(strength="off")}))
    assert results(first_record(inputs(facts)))["out-of-reach"] == "switched-off"


def test_a_rule_of_a_later_edition_says_so() -> None:
    found = results(first_record(inputs(edition="1")))
    later = {code for code, result in found.items() if result == "not-in-edition"}
    assert later == {rule.code for rule in RULES} - FIRST_EDITION


def test_what_a_team_lacks_is_named() -> None:
    duty = next(each for each in FACTS.duties.values() if each.kind == "chair")
    facts = replace(FACTS, duties={**FACTS.duties, duty.id: replace(duty, skills=frozenset({"juggling"}))})
    found = inputs(facts)
    pair = next(each.pair for each in RecordMaker(found).placements() if each.duty == duty.id)
    record = RecordMaker(found).record(*pair)
    (rule,) = [each for each in record["rules"] if each["rule"] == "team-skills"]
    assert (rule["result"], rule["missing"]) == ("lacks", ["juggling"])


def test_everybody_is_counted_once_among_the_alternatives(published: Inputs) -> None:
    for each in RecordMaker(published).placements():
        found = RecordMaker(published).record(*each.pair)["alternatives"]
        shown = 1 + len(found["beside"]) + len(found["eligible"]) + found["blocked"]["people"]
        assert shown == found["considered"] == len(FACTS.people)
        assert [one["rank"] for one in found["eligible"]] == list(range(1, len(found["eligible"]) + 1))
        people = [one["people"] for one in found["blocked"]["by_rule"]]
        assert people == sorted(people, reverse=True)
        assert all(0 < number <= found["blocked"]["people"] for number in people)


def test_a_personal_tie_is_said_as_an_outcome() -> None:
    pair = RecordMaker(inputs()).placements()[0].pair
    target = min(FACTS.duties[pair[1]].authorities)
    tie = Interest(pair[0], "acquaintance", target, Period(date(2020, 1, 1)))
    problem = json.dumps(problem_dict(replace(FACTS, interests=(*FACTS.interests, tie)))).encode()
    record = RecordMaker(replace(inputs(), problem=problem)).record(*pair)
    (rule,) = [each for each in record["rules"] if each["rule"] == "personal-tie"]
    (one,) = rule["objections"]
    assert one["sentence"].endswith("has declared a personal tie at the council.")
    assert one["evidence"] == [{"fact": "declared", "from": "2020-01-01", "to": None}]
    assert "acquaint" not in json.dumps({**record, "rules": [{**each, "statement": ""} for each in record["rules"]]})
    assert record["person"]["interests"][-1]["kind"] == "personal"


@pytest.mark.parametrize(
    ("change", "is_waived"),
    [
        ({}, True),
        ({"rule": "same-region"}, False),
        ({"person": "somebody"}, False),
        ({"until": "2020-01-01"}, False),
        ({"other": {"person": "somebody", "duty": "elsewhere"}}, False),
    ],
)
def test_a_waiver_counts_for_its_rule_and_placement_until_the_duty_ends(change: dict, is_waived: bool) -> None:
    placement: RosterPlacement = RecordMaker(inputs()).placements()[0]
    duty: Duty = FACTS.duties[placement.duty]
    waiver = {
        "rule": "personal-tie",
        "person": placement.person,
        "duty": placement.duty,
        "other": None,
        "until": duty.last_day.isoformat(),
    }
    found = replace(inputs(), publication=json.dumps(BARE | {"waivers": [waiver | change]}).encode())
    assert found.is_waived("personal-tie", duty, {placement.pair}) is is_waived


def test_a_record_of_nobody_there_is_refused(published: Inputs) -> None:
    with pytest.raises(KeyError):
        RecordMaker(published).record("nobody", "nothing")
