"""other-connection: whatever else a person recorded of the target forbids every kind of duty while it stands."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, duty, interest, on, person, post, verdict

CODE = "other-connection"
LEFT_ALONE = [
    "employed",
    "consulted",
    "councillor",
    "commissioner",
    "applied",
    "family",
    "friend",
    "business",
    "acquaintance",
    "paid",
    "complaint",
    "case",
]


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_every_kind_of_duty_while_the_connection_stands(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), interests=[interest("other", "2020-01-01")]) == HARD


@pytest.mark.parametrize("tie", LEFT_ALONE)
@pytest.mark.parametrize("kind", KINDS)
def test_lets_through_the_other_interests(kind: str, tie: str) -> None:
    assert verdict(CODE, person(), duty(kind), interests=[interest(tie, "2020-01-01")]) == CLEAR


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020-01-01", "2026-10-04", CLEAR),
        ("2020-01-01", "2026-10-05", HARD),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, CLEAR),
        (None, None, HARD),
        (None, "2026-10-04", CLEAR),
        (None, "2026-10-07", HARD),
    ],
)
def test_forbids_or_lets_through_by_the_days_of_the_connection(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    assert verdict(CODE, person(), duty("support"), interests=[interest("other", since, until)]) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("chair", CLEAR)])
def test_forbids_one_that_ends_after_notice_of_an_inspection_and_lets_through_other_kinds(
    kind: str, expected: set[str]
) -> None:
    ended = interest("other", "2020-01-01", "2026-09-30")
    assert verdict(CODE, person(), duty(kind, notice="2026-09-28"), interests=[ended]) == expected


@pytest.mark.parametrize(("until", "expected"), [("2028-02-28", CLEAR), ("2028-02-29", HARD)])
def test_forbids_on_a_leap_day_and_lets_through_what_ends_before_it(until: str, expected: set[str]) -> None:
    work = duty("review", first="2028-02-29", last="2028-03-03")
    assert verdict(CODE, person(), work, interests=[interest("other", until=until)]) == expected


def test_forbids_a_connection_to_one_of_several_targets() -> None:
    assert verdict(CODE, person(), duty("chair", "U", "T"), interests=[interest("other")]) == HARD


def test_forbids_whoever_is_connected_whatever_posts_they_hold() -> None:
    assert verdict(CODE, person(posts=[]), duty("second"), interests=[interest("other")]) == HARD
    assert verdict(CODE, person("p", "T"), duty("support"), interests=[interest("other")]) == HARD
    moves = person(posts=[post("H", until="2026-10-06"), post("T", "2026-10-07")])
    assert verdict(CODE, moves, duty(), interests=[interest("other")]) == HARD


def test_forbids_a_connected_deputy_to_act_up() -> None:
    deputy = person(posts=[post("T", role="senior")])
    assert verdict(CODE, deputy, duty("interim"), interests=[interest("other")]) == HARD


def test_lets_through_connections_elsewhere_and_of_other_people() -> None:
    ties = [interest("other", at="U"), interest("other", of="q"), interest("other", at="H")]
    colleague = on(person("q"), duty(name="e", authorities=["U"]))
    assert verdict(CODE, person(), duty(), interests=ties, also=[colleague]) == CLEAR


def test_lets_through_a_duty_without_target() -> None:
    assert verdict(CODE, person(), duty(authorities=[]), interests=[interest("other")]) == CLEAR


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str], kind: str
) -> None:
    asked = verdict(CODE, person(), duty(kind), interests=[interest("other")], setting={"strength": strength})
    assert asked == expected
