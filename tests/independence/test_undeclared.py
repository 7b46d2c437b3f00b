"""undeclared: nobody is placed whose declaration of interests is missing or older than a year."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, duty, person, post, verdict

CODE = "undeclared"


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_every_kind_without_a_declaration(kind: str) -> None:
    assert verdict(CODE, person(declared_on=None), duty(kind)) == HARD


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_every_kind_when_the_declaration_is_too_old(kind: str) -> None:
    assert verdict(CODE, person(declared_on="2025-08-31"), duty(kind)) == HARD


@pytest.mark.parametrize("kind", KINDS)
def test_lets_through_a_declaration_on_its_anniversary(kind: str) -> None:
    assert verdict(CODE, person(declared_on="2025-09-01"), duty(kind)) == CLEAR


def test_lets_through_a_declaration_made_today() -> None:
    assert verdict(CODE, person(declared_on="2026-09-01"), duty()) == CLEAR


@pytest.mark.parametrize(("as_of", "expected"), [("2025-02-27", CLEAR), ("2025-02-28", CLEAR), ("2025-03-01", HARD)])
def test_lets_through_until_28_february_after_a_leap_day_and_forbids_from_the_next(
    as_of: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(declared_on="2024-02-29"), duty(), as_of=as_of) == expected


def test_lets_through_a_far_duty_since_age_is_measured_today() -> None:
    far = duty(first="2028-10-02", last="2028-10-06", notice="2028-09-25")
    assert verdict(CODE, person(declared_on="2026-09-01"), far) == CLEAR


def test_forbids_whatever_the_home_or_target() -> None:
    silent = {"declared_on": None}
    assert verdict(CODE, person(posts=[], **silent), duty()) == HARD
    assert verdict(CODE, person(**silent), duty(authorities=[])) == HARD
    assert verdict(CODE, person(posts=[post("T", role="senior")], **silent), duty("interim")) == HARD


@pytest.mark.parametrize(("declared_on", "expected"), [("2026-03-01", CLEAR), ("2026-02-28", HARD)])
def test_forbids_and_lets_through_by_the_policys_months(declared_on: str, expected: set[str]) -> None:
    assert verdict(CODE, person(declared_on=declared_on), duty(), setting={"months": 6}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, person(declared_on=None), duty(), setting={"strength": strength}) == expected


@pytest.mark.parametrize(("as_of", "expected"), [("2026-02-28", CLEAR), ("2026-03-01", HARD)])
def test_lets_through_until_the_last_of_a_shorter_month_and_forbids_from_the_next_day(
    as_of: str, expected: set[str]
) -> None:
    late = person(declared_on="2025-08-31")
    assert verdict(CODE, late, duty(), as_of=as_of, setting={"months": 6}) == expected


@pytest.mark.parametrize("homes", [("H", "K"), ("K",)])
def test_forbids_and_lets_through_after_a_change_of_employer_as_before(homes: tuple[str, ...]) -> None:
    moves = {"posts": [post("H", until="2026-10-06"), *(post(home, "2026-10-07") for home in homes)]}
    assert verdict(CODE, person(**moves), duty("review", "T", "U")) == CLEAR
    assert verdict(CODE, person(declared_on="2025-08-31", **moves), duty("review", "T", "U")) == HARD
