"""vetting-lapsed: on a duty's first day the person's vetting is at most three years old."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, duty, person, post, verdict

CODE = "vetting-lapsed"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("vetted_on", "expected"), [("2023-10-04", HARD), ("2023-10-05", CLEAR)])
def test_forbids_after_and_lets_through_on_the_anniversary_for_every_kind(
    kind: str, vetted_on: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(vetted_on=vetted_on), duty(kind)) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_who_was_never_vetted(kind: str) -> None:
    assert verdict(CODE, person(vetted_on=None), duty(kind)) == HARD


def test_forbids_by_the_first_day_though_the_notice_day_was_in_time() -> None:
    assert verdict(CODE, person(vetted_on="2023-09-30"), duty(notice="2026-09-28")) == HARD


def test_lets_through_a_term_that_outlasts_the_vetting() -> None:
    term = duty("chair", first="2026-10-05", last="2029-10-04")
    assert verdict(CODE, person(vetted_on="2023-10-05"), term) == CLEAR


@pytest.mark.parametrize(("first", "expected"), [("2027-02-28", CLEAR), ("2027-03-01", HARD)])
def test_lets_through_until_28_february_after_a_leap_day_and_forbids_from_the_next(
    first: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(vetted_on="2024-02-29"), duty(first=first, last="2027-03-05")) == expected


def test_forbids_whatever_the_home_or_target() -> None:
    unvetted = {"vetted_on": None}
    assert verdict(CODE, person(posts=[], **unvetted), duty()) == HARD
    assert verdict(CODE, person(**unvetted), duty(authorities=[])) == HARD
    assert verdict(CODE, person(posts=[post("T", role="senior")], **unvetted), duty("interim")) == HARD


@pytest.mark.parametrize(("vetted_on", "expected"), [("2025-10-04", HARD), ("2025-10-05", CLEAR)])
def test_forbids_and_lets_through_by_the_policys_years(vetted_on: str, expected: set[str]) -> None:
    assert verdict(CODE, person(vetted_on=vetted_on), duty(), setting={"years": 1}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, person(vetted_on=None), duty(), setting={"strength": strength}) == expected


@pytest.mark.parametrize(("first", "expected"), [("2024-02-28", CLEAR), ("2024-02-29", HARD)])
def test_lets_through_to_28_february_of_a_leap_year_and_forbids_on_its_leap_day(first: str, expected: set[str]) -> None:
    old = duty(first=first, last="2024-03-08")
    assert verdict(CODE, person(vetted_on="2021-02-28"), old) == expected


@pytest.mark.parametrize(("vetted_on", "expected"), [("2023-10-04", HARD), ("2023-10-05", CLEAR)])
def test_forbids_and_lets_through_after_a_change_of_employer_and_at_several_targets_as_before(
    vetted_on: str, expected: set[str]
) -> None:
    moves = person(vetted_on=vetted_on, posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert verdict(CODE, moves, duty("support", "T", "U")) == expected
