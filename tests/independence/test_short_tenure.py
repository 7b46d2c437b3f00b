"""short-tenure: nobody inspects, chairs or supports in their first twelve months in a post."""

from __future__ import annotations

from datetime import date

import pytest
from rule_cases import CLEAR, HARD, SOFT, duty, other_kinds, person, post, verdict

from peerinspect.domain import Duty, Facts, Period, Person, Post
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bar

CODE = "short-tenure"
COVERED = ["inspect", "chair", "support"]
NEW = person(posts=[post("H", "2026-01-05")])


@pytest.mark.parametrize("kind", COVERED)
@pytest.mark.parametrize(("since", "expected"), [("2025-10-06", HARD), ("2025-10-05", CLEAR)])
def test_forbids_before_and_lets_through_on_the_anniversary_of_the_post(
    kind: str, since: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(posts=[post("H", since)]), duty(kind)) == expected


@pytest.mark.parametrize("kind", other_kinds(*COVERED))
@pytest.mark.parametrize("aspirant", [True, False])
def test_lets_through_the_other_kinds(kind: str, aspirant: bool) -> None:
    assert verdict(CODE, NEW | {"aspirant": aspirant}, duty(kind)) == CLEAR


@pytest.mark.parametrize("kind", COVERED)
def test_forbids_an_aspirant_as_anyone_else(kind: str) -> None:
    assert verdict(CODE, NEW | {"aspirant": True}, duty(kind)) == HARD


@pytest.mark.parametrize("role", ["director", "senior", "other"])
def test_forbids_whatever_the_role(role: str) -> None:
    assert verdict(CODE, person(posts=[post("H", "2026-01-05", role=role)]), duty()) == HARD


@pytest.mark.parametrize("newer", ["H", "K"])
def test_forbids_a_new_post_beside_a_long_one(newer: str) -> None:
    assert verdict(CODE, person(posts=[post("H"), post(newer, "2026-01-05")]), duty()) == HARD


def test_forbids_a_new_post_after_a_long_one_at_the_same_council() -> None:
    promoted = [post("H", until="2026-01-04", role="senior"), post("H", "2026-01-05")]
    assert verdict(CODE, person(posts=promoted), duty()) == HARD


def test_forbids_a_post_that_begins_within_the_duty() -> None:
    moves = [post("H", until="2026-10-06"), post("K", "2026-10-07")]
    assert verdict(CODE, person(posts=moves), duty("support")) == HARD


def test_lets_through_a_short_post_that_ended_before_or_begins_after() -> None:
    posts = [post("H"), post("K", "2026-01-05", "2026-10-04"), post("K", "2026-10-10")]
    assert verdict(CODE, person(posts=posts), duty()) == CLEAR


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("support", CLEAR)])
def test_forbids_by_the_notice_day_of_an_inspection_and_lets_through_by_the_first_day_of_others(
    kind: str, expected: set[str]
) -> None:
    newcomer = person(posts=[post("H", "2025-10-01")])
    assert verdict(CODE, newcomer, duty(kind, notice="2026-09-28")) == expected


@pytest.mark.parametrize(("first", "expected"), [("2029-02-27", HARD), ("2029-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    newcomer = person(posts=[post("H", "2028-02-29")])
    assert verdict(CODE, newcomer, duty(first=first, last="2029-03-09")) == expected


def test_forbids_a_post_whose_beginning_is_not_known() -> None:
    assert verdict(CODE, person(posts=[post("H", None)]), duty()) == HARD


def test_lets_through_who_holds_no_post() -> None:
    assert verdict(CODE, person(posts=[]), duty()) == CLEAR


@pytest.mark.parametrize(("since", "expected"), [("2026-07-06", HARD), ("2026-07-05", CLEAR)])
def test_forbids_and_lets_through_by_the_policys_months(since: str, expected: set[str]) -> None:
    assert verdict(CODE, person(posts=[post("H", since)]), duty(), setting={"months": 3}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, NEW, duty(), setting={"strength": strength}) == expected


def test_a_post_whose_first_day_nobody_recorded_is_said_to_be_just_that() -> None:
    unknown = Person("p", "Invented Person", (Post("H", "director"),))
    target = Duty("d", "inspect", Period(date(2026, 10, 5), date(2026, 10, 9)), 1, frozenset({"T"}))
    facts = Facts(date(2026, 9, 1), {"p": unknown}, {"d": target})
    rule = Rulebook.under(facts.policy).rule(CODE)
    assert isinstance(rule, Bar)
    assert [each.sentence for each in rule.objections(engage(facts, unknown, target))] == [
        "It is not recorded when Invented Person took up a post at H; 12 months in post are needed."
    ]


@pytest.mark.parametrize(("since", "expected"), [("2026-10-09", HARD), ("2026-10-10", CLEAR)])
def test_forbids_a_post_taken_up_by_the_last_day_and_lets_through_one_taken_up_after(
    since: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(posts=[post("H"), post("K", since)]), duty()) == expected


@pytest.mark.parametrize(("until", "expected"), [("2026-10-05", HARD), ("2026-10-04", CLEAR)])
def test_forbids_a_short_post_held_on_the_first_day_and_lets_through_one_left_the_day_before(
    until: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(posts=[post("H"), post("K", "2026-01-05", until)]), duty()) == expected


@pytest.mark.parametrize("kind", COVERED)
def test_forbids_each_kind_by_one_of_two_homes_at_several_targets_or_none(kind: str) -> None:
    for targets in (["T", "U"], []):
        work = duty(kind, authorities=targets)
        assert verdict(CODE, person(posts=[post("H"), post("K", "2025-10-06")]), work) == HARD
        assert verdict(CODE, person(posts=[post("H"), post("K", "2025-10-05")]), work) == CLEAR


@pytest.mark.parametrize(("first", "expected"), [("2027-02-27", HARD), ("2027-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_the_last_of_a_shorter_month_by_the_policys_months(
    first: str, expected: set[str]
) -> None:
    newcomer = person(posts=[post("H", "2026-08-31")])
    assert verdict(CODE, newcomer, duty(first=first, last="2027-03-05"), setting={"months": 6}) == expected
