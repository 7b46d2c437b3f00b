"""own-authority: no director serves at, or chairs the board of, their own authority; a deputy may act up."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, duty, other_kinds, person, post, verdict

CODE = "own-authority"


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_every_kind_of_duty_at_a_directors_own_authority(kind: str) -> None:
    assert verdict(CODE, person("p", "T"), duty(kind)) == HARD


@pytest.mark.parametrize("kind", KINDS)
def test_lets_through_a_duty_elsewhere(kind: str) -> None:
    assert verdict(CODE, person("p", "H"), duty(kind)) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("interim"))
@pytest.mark.parametrize("role", ["senior", "other"])
def test_forbids_any_post_holder_at_home_but_for_interim(kind: str, role: str) -> None:
    assert verdict(CODE, person(posts=[post("T", role=role)]), duty(kind)) == HARD


@pytest.mark.parametrize("role", ["senior", "other"])
def test_lets_through_a_deputy_acting_up(role: str) -> None:
    assert verdict(CODE, person(posts=[post("T", role=role)]), duty("interim")) == CLEAR


def test_lets_through_a_deputy_acting_up_who_is_director_elsewhere() -> None:
    assert verdict(CODE, person(posts=[post("T", role="senior"), post("H")]), duty("interim")) == CLEAR


def test_forbids_acting_up_by_whoever_directs_one_of_the_targets() -> None:
    both = person(posts=[post("T", role="senior"), post("U")])
    assert verdict(CODE, both, duty("interim", "T", "U")) == HARD


def test_forbids_acting_up_while_still_director_there_for_one_day() -> None:
    stepped_down = [post("T", until="2026-10-05"), post("T", "2026-10-06", role="senior")]
    assert verdict(CODE, person(posts=stepped_down), duty("interim")) == HARD


def test_lets_through_acting_up_after_the_directors_post_ended() -> None:
    stepped_down = [post("T", until="2026-10-04"), post("T", "2026-10-05", role="senior")]
    assert verdict(CODE, person(posts=stepped_down), duty("interim")) == CLEAR


@pytest.mark.parametrize(("homes", "targets"), [(["H", "T"], ["T"]), (["T"], ["T", "U"]), (["H", "U"], ["T", "U"])])
def test_forbids_one_shared_authority_among_several_homes_or_targets(homes: list[str], targets: list[str]) -> None:
    assert verdict(CODE, person("p", *homes), duty("chair", *targets)) == HARD


def test_lets_through_several_homes_and_targets_that_share_none() -> None:
    assert verdict(CODE, person("p", "H", "K"), duty("chair", "T", "U")) == CLEAR


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2015-01-01", "2026-10-04", CLEAR),
        ("2015-01-01", "2026-10-05", HARD),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, CLEAR),
        (None, None, HARD),
    ],
)
def test_forbids_or_lets_through_by_the_days_the_post_is_held(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    assert verdict(CODE, person(posts=[post("T", since, until)]), duty()) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("review", CLEAR)])
def test_forbids_a_post_that_ends_after_notice_of_an_inspection_and_lets_through_other_kinds(
    kind: str, expected: set[str]
) -> None:
    left = person(posts=[post("T", until="2026-09-30"), post("H", "2026-10-01")])
    assert verdict(CODE, left, duty(kind, notice="2026-09-28")) == expected


def test_forbids_a_change_of_employer_to_the_target_in_mid_duty() -> None:
    moves = person(posts=[post("H", until="2026-10-06"), post("T", "2026-10-07")])
    assert verdict(CODE, moves, duty("support")) == HARD


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    assert verdict(CODE, person(posts=[]), duty()) == CLEAR
    assert verdict(CODE, person("p", "T"), duty(authorities=[])) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, person("p", "T"), duty(), setting={"strength": strength}) == expected


@pytest.mark.parametrize(("since", "expected"), [("2026-10-09", HARD), ("2026-10-10", CLEAR)])
def test_forbids_acting_up_by_who_becomes_director_there_by_the_last_day_and_lets_through_one_the_day_after(
    since: str, expected: set[str]
) -> None:
    rises = [post("T", until="2026-10-09", role="senior"), post("T", since)]
    assert verdict(CODE, person(posts=rises), duty("interim")) == expected


def test_lets_through_a_deputy_acting_up_for_one_of_several_councils() -> None:
    assert verdict(CODE, person(posts=[post("T", role="senior")]), duty("interim", "T", "U")) == CLEAR


def test_lets_through_acting_up_by_who_joins_as_deputy_in_mid_duty_and_forbids_who_joins_as_director() -> None:
    for role, expected in (("senior", CLEAR), ("director", HARD)):
        moves = [post("H", until="2026-10-06"), post("T", "2026-10-07", role=role)]
        assert verdict(CODE, person(posts=moves), duty("interim")) == expected


@pytest.mark.parametrize("basis", ["substantive", "interim", "acting", "joint"])
def test_forbids_a_director_on_any_basis_to_cover_the_own_post(basis: str) -> None:
    assert verdict(CODE, person(posts=[post("T", basis=basis)]), duty("interim")) == HARD


@pytest.mark.parametrize(("until", "expected"), [("2028-02-28", CLEAR), ("2028-02-29", HARD)])
def test_forbids_a_post_to_a_leap_day_and_lets_through_one_that_ended_before_it(until: str, expected: set[str]) -> None:
    assert (
        verdict(CODE, person(posts=[post("T", until=until)]), duty(first="2028-02-29", last="2028-03-03")) == expected
    )
