"""post-basis: interim and acting post-holders need a waiver to inspect or to chair."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, duty, other_kinds, person, post, verdict

CODE = "post-basis"
ACTING = person(posts=[post("H", basis="acting")])


@pytest.mark.parametrize("kind", ["inspect", "chair"])
@pytest.mark.parametrize("basis", ["interim", "acting"])
def test_forbids_softly_an_interim_or_acting_post_holder(kind: str, basis: str) -> None:
    assert verdict(CODE, person(posts=[post("H", basis=basis)]), duty(kind)) == SOFT


@pytest.mark.parametrize("kind", ["inspect", "chair"])
@pytest.mark.parametrize("basis", ["substantive", "joint"])
def test_lets_through_a_substantive_or_joint_post_holder(kind: str, basis: str) -> None:
    assert verdict(CODE, person(posts=[post("H", basis=basis)]), duty(kind)) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect", "chair"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert verdict(CODE, ACTING, duty(kind)) == CLEAR


@pytest.mark.parametrize("role", ["director", "senior", "other"])
def test_forbids_softly_whatever_the_role(role: str) -> None:
    assert verdict(CODE, person(posts=[post("H", role=role, basis="interim")]), duty()) == SOFT


def test_forbids_softly_one_acting_post_beside_a_substantive_one() -> None:
    assert verdict(CODE, person(posts=[post("H"), post("K", basis="acting")]), duty()) == SOFT


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-01-01", "2026-10-04", CLEAR),
        ("2024-01-01", "2026-10-05", SOFT),
        ("2026-10-09", None, SOFT),
        ("2026-10-10", None, CLEAR),
    ],
)
def test_forbids_softly_or_lets_through_by_the_days_the_acting_post_is_held(
    since: str, until: str | None, expected: set[str]
) -> None:
    posts = [post("H"), post("K", since, until, basis="acting")]
    assert verdict(CODE, person(posts=posts), duty()) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", SOFT), ("chair", CLEAR)])
def test_forbids_softly_an_acting_post_held_on_the_notice_day_of_an_inspection_and_lets_through_a_chair(
    kind: str, expected: set[str]
) -> None:
    confirmed = [post("H", until="2026-09-30", basis="acting"), post("H", "2026-10-01")]
    assert verdict(CODE, person(posts=confirmed), duty(kind, notice="2026-09-28")) == expected


def test_lets_through_who_holds_no_post() -> None:
    assert verdict(CODE, person(posts=[]), duty()) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("hard", HARD), ("off", CLEAR), ("soft", SOFT)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, ACTING, duty(), setting={"strength": strength}) == expected


def test_forbids_softly_a_change_of_employer_into_an_acting_post_in_mid_duty() -> None:
    moves = [post("H", until="2026-10-06"), post("K", "2026-10-07", basis="acting")]
    assert verdict(CODE, person(posts=moves), duty()) == SOFT
    left = [post("K", until="2026-10-04", basis="acting"), post("H", "2026-10-05")]
    assert verdict(CODE, person(posts=left), duty()) == CLEAR


def test_forbids_softly_a_post_on_an_open_period() -> None:
    assert verdict(CODE, person(posts=[post("H", None, basis="interim")]), duty("chair")) == SOFT


@pytest.mark.parametrize(("until", "expected"), [("2026-09-27", CLEAR), ("2026-09-28", SOFT)])
def test_forbids_softly_an_acting_post_to_the_notice_day_and_lets_through_one_left_the_day_before(
    until: str, expected: set[str]
) -> None:
    posts = [post("H", until=until, basis="acting"), post("H", "2026-09-28")]
    assert verdict(CODE, person(posts=posts), duty(notice="2026-09-28")) == expected


@pytest.mark.parametrize(("strength", "expected"), [("hard", HARD), ("off", CLEAR)])
def test_forbids_chairs_too_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str]
) -> None:
    assert verdict(CODE, ACTING, duty("chair"), setting={"strength": strength}) == expected


def test_forbids_softly_at_several_targets_and_at_none() -> None:
    for work in (duty("chair", "T", "U"), duty(authorities=[])):
        assert verdict(CODE, ACTING, work) == SOFT
        assert verdict(CODE, person("p", "H", "K"), work) == CLEAR


@pytest.mark.parametrize("kind", ["inspect", "chair"])
def test_forbids_softly_a_post_of_which_nobody_recorded_the_basis(kind: str) -> None:
    assert verdict(CODE, person(posts=[post("H", basis=None)]), duty(kind)) == SOFT
    assert verdict(CODE, person(posts=[post("H"), post("K", basis=None)]), duty(kind)) == SOFT


@pytest.mark.parametrize("kind", other_kinds("inspect", "chair"))
def test_lets_through_a_post_of_unknown_basis_in_the_other_kinds(kind: str) -> None:
    assert verdict(CODE, person(posts=[post("H", basis=None)]), duty(kind)) == CLEAR


@pytest.mark.parametrize(("until", "expected"), [("2026-10-04", CLEAR), ("2026-10-05", SOFT)])
def test_forbids_softly_or_lets_through_by_the_days_a_post_of_unknown_basis_is_held(
    until: str, expected: set[str]
) -> None:
    posts = [post("H"), post("K", until=until, basis=None)]
    assert verdict(CODE, person(posts=posts), duty()) == expected
