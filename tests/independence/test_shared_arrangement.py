"""shared-arrangement: nobody serves where their home shares a director, a trust or a directorate."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, arrangement, duty, person, post, verdict

CODE = "shared-arrangement"
COVERED = ["director", "trust", "directorate"]
LEFT_ALONE = ["partnership", "adoption", "service", "police", "icb", "dispute", "merger", "complaint"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shared", COVERED)
def test_forbids_every_kind_of_duty_across_a_shared_director_trust_or_directorate(kind: str, shared: str) -> None:
    assert verdict(CODE, person(), duty(kind), arrangements=[arrangement(shared, "H", "T")]) == HARD


@pytest.mark.parametrize("shared", LEFT_ALONE)
def test_lets_through_the_other_arrangements(shared: str) -> None:
    assert verdict(CODE, person(), duty(), arrangements=[arrangement(shared, "H", "T")]) == CLEAR


def test_forbids_any_two_members_of_a_wider_arrangement() -> None:
    assert verdict(CODE, person(), duty(), arrangements=[arrangement("trust", "T", "K", "H")]) == HARD


def test_lets_through_arrangements_with_third_parties_only() -> None:
    apart = [arrangement("director", "H", "K"), arrangement("director", "K", "T")]
    assert verdict(CODE, person(), duty(), arrangements=apart) == CLEAR


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020-01-01", "2026-10-04", CLEAR),
        ("2020-01-01", "2026-10-05", HARD),
        ("2026-10-09", "2030-01-01", HARD),
        ("2026-10-10", None, CLEAR),
        (None, "2026-10-07", HARD),
        (None, None, HARD),
    ],
)
def test_forbids_or_lets_through_by_the_days_of_the_arrangement(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    shared = arrangement("director", "H", "T", since=since, until=until)
    assert verdict(CODE, person(), duty(), arrangements=[shared]) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("chair", CLEAR)])
def test_forbids_one_that_ends_after_notice_of_an_inspection_and_lets_through_other_kinds(
    kind: str, expected: set[str]
) -> None:
    ended = arrangement("trust", "H", "T", until="2026-09-30")
    assert verdict(CODE, person(), duty(kind, notice="2026-09-28"), arrangements=[ended]) == expected


@pytest.mark.parametrize(("homes", "targets"), [(["H", "K"], ["T"]), (["K"], ["T", "U"]), (["H", "K"], ["U", "T"])])
def test_forbids_one_sharing_pair_among_several_homes_or_targets(homes: list[str], targets: list[str]) -> None:
    shared = arrangement("director", "K", "T")
    assert verdict(CODE, person("p", *homes), duty("chair", *targets), arrangements=[shared]) == HARD


def test_lets_through_the_home_itself_as_target() -> None:
    shared = arrangement("director", "T", "H")
    assert verdict(CODE, person("p", "T"), duty(), arrangements=[shared]) == CLEAR


def test_forbids_the_partner_beside_the_home_as_target_of_one_joint_duty() -> None:
    shared = arrangement("director", "T", "H")
    assert verdict(CODE, person("p", "T"), duty("support", "T", "H"), arrangements=[shared]) == HARD


def test_forbids_a_change_of_employer_in_mid_duty_to_a_partner_of_the_target() -> None:
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert verdict(CODE, moves, duty(), arrangements=[arrangement("trust", "K", "T")]) == HARD


def test_lets_through_a_post_at_a_partner_that_ended_before() -> None:
    moved = person(posts=[post("K", until="2026-10-04"), post("H", "2026-10-05")])
    assert verdict(CODE, moved, duty(), arrangements=[arrangement("trust", "K", "T")]) == CLEAR


def test_lets_through_a_deputy_acting_up_who_also_works_for_the_partner() -> None:
    deputy = person(posts=[post("T", role="senior"), post("H", role="senior")])
    assert verdict(CODE, deputy, duty("interim"), arrangements=[arrangement("director", "T", "H")]) == CLEAR


def test_forbids_the_partners_deputy_to_cover_the_post() -> None:
    deputy = person(posts=[post("H", role="senior")])
    assert verdict(CODE, deputy, duty("interim"), arrangements=[arrangement("director", "T", "H")]) == HARD


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    shared = [arrangement("director", "H", "T")]
    assert verdict(CODE, person(posts=[]), duty(), arrangements=shared) == CLEAR
    assert verdict(CODE, person(), duty(authorities=[]), arrangements=shared) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    shared = [arrangement("director", "H", "T")]
    assert verdict(CODE, person(), duty(), arrangements=shared, setting={"strength": strength}) == expected


def test_forbids_by_home_and_arrangement_in_the_span_though_never_on_one_day() -> None:
    """Homes and arrangements are each those of any day from the start to the last day."""
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-09")])
    shared = arrangement("trust", "K", "T", until="2026-10-05")
    assert verdict(CODE, moves, duty(), arrangements=[shared]) == HARD


@pytest.mark.parametrize(("since", "expected"), [("2026-10-09", HARD), ("2026-10-10", CLEAR)])
def test_forbids_a_partners_post_taken_up_by_the_last_day_and_lets_through_one_taken_up_after(
    since: str, expected: set[str]
) -> None:
    moves = person(posts=[post("H", until="2026-10-08"), post("K", since)])
    assert verdict(CODE, moves, duty(), arrangements=[arrangement("trust", "K", "T")]) == expected


@pytest.mark.parametrize(("until", "expected"), [("2026-10-05", HARD), ("2026-10-04", CLEAR)])
def test_forbids_a_partners_post_held_on_the_first_day_and_lets_through_one_left_the_day_before(
    until: str, expected: set[str]
) -> None:
    left = person(posts=[post("K", until=until), post("H", "2026-10-05")])
    assert verdict(CODE, left, duty(), arrangements=[arrangement("director", "K", "T")]) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("review", CLEAR)])
def test_forbids_a_partners_post_held_on_the_notice_day_of_an_inspection_and_lets_through_other_kinds(
    kind: str, expected: set[str]
) -> None:
    left = person(posts=[post("K", until="2026-09-30"), post("H", "2026-10-01")])
    work = duty(kind, notice="2026-09-28")
    assert verdict(CODE, left, work, arrangements=[arrangement("director", "K", "T")]) == expected


def test_forbids_the_targets_director_who_also_works_for_the_partner_to_act_up() -> None:
    both = person(posts=[post("T"), post("H", role="senior")])
    assert verdict(CODE, both, duty("interim"), arrangements=[arrangement("director", "T", "H")]) == HARD


@pytest.mark.parametrize(("until", "expected"), [("2028-02-28", CLEAR), ("2028-02-29", HARD)])
def test_forbids_an_arrangement_to_a_leap_day_and_lets_through_one_that_ended_before_it(
    until: str, expected: set[str]
) -> None:
    leap = duty(first="2028-02-29", last="2028-03-03")
    assert verdict(CODE, person(), leap, arrangements=[arrangement("trust", "H", "T", until=until)]) == expected
