"""not-authorised: nobody takes a seat on an inspection team above their training."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, duty, other_kinds, person, post, verdict

CODE = "not-authorised"
LEVELS = ["observer", "assistant", "authorised"]
BELOW = [("observer", "assistant"), ("observer", "authorised"), ("assistant", "authorised")]
ENOUGH = [(has, needs) for has in LEVELS for needs in LEVELS if (has, needs) not in BELOW]


@pytest.mark.parametrize("kind", ["inspect", "second"])
@pytest.mark.parametrize(("has", "needs"), BELOW)
def test_forbids_training_below_the_seats(kind: str, has: str, needs: str) -> None:
    assert verdict(CODE, person(level=has), duty(kind, level=needs)) == HARD


@pytest.mark.parametrize("kind", ["inspect", "second"])
@pytest.mark.parametrize(("has", "needs"), ENOUGH)
def test_lets_through_training_at_or_above_the_seats(kind: str, has: str, needs: str) -> None:
    assert verdict(CODE, person(level=has), duty(kind, level=needs)) == CLEAR


@pytest.mark.parametrize("kind", ["inspect", "second"])
@pytest.mark.parametrize("needs", [*LEVELS, None])
def test_forbids_who_has_no_training_any_seat(kind: str, needs: str | None) -> None:
    assert verdict(CODE, person(level=None), duty(kind, level=needs)) == HARD


@pytest.mark.parametrize("kind", ["inspect", "second"])
@pytest.mark.parametrize("has", LEVELS)
def test_lets_through_anyone_trained_where_the_seat_names_no_level(kind: str, has: str) -> None:
    assert verdict(CODE, person(level=has), duty(kind)) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect", "second"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert verdict(CODE, person(level=None), duty(kind, level="authorised")) == CLEAR


def test_forbids_whatever_the_home_or_target() -> None:
    assert verdict(CODE, person(posts=[], level=None), duty()) == HARD
    assert verdict(CODE, person(level=None), duty(authorities=[])) == HARD


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, person(level=None), duty(), setting={"strength": strength}) == expected


@pytest.mark.parametrize("kind", ["inspect", "second"])
def test_forbids_and_lets_through_after_a_change_of_employer_and_at_several_targets_as_before(kind: str) -> None:
    moves = {"posts": [post("H", until="2026-10-06"), post("K", "2026-10-07")]}
    work = duty(kind, "T", "U", level="assistant")
    assert verdict(CODE, person(level="observer", **moves), work) == HARD
    assert verdict(CODE, person(level="assistant", **moves), work) == CLEAR


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_and_lets_through_alike_in_every_subtype_of_inspection(subtype: str) -> None:
    assert verdict(CODE, person(level="observer"), duty(level="assistant", subtype=subtype)) == HARD
    assert verdict(CODE, person(level="observer"), duty(level="observer", subtype=subtype)) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR)])
def test_forbids_training_below_a_secondments_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str]
) -> None:
    low = person(level="observer")
    assert verdict(CODE, low, duty("second", level="authorised"), setting={"strength": strength}) == expected
