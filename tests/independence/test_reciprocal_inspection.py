"""reciprocal-inspection: where anyone of A inspected B, nobody of B inspects A within three years, nor the reverse."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Seat, duty, on, other_kinds, person, post, together

CODE = "reciprocal-inspection"


def inspection(who: str, home: str, target: str, first: str, last: str, **changes: object) -> Seat:
    return on(person(who, home), duty("inspect", target, name=f"visit-{target}", first=first, last=last, **changes))


FORTH = inspection("a", "A", "B", "2026-10-05", "2026-10-09")
BACK = inspection("b", "B", "A", "2028-03-06", "2028-03-10")


def test_forbids_an_inspection_in_return() -> None:
    assert together(CODE, FORTH, BACK) == HARD


@pytest.mark.parametrize(("first", "expected"), [("2029-10-08", HARD), ("2029-10-09", CLEAR)])
def test_forbids_before_and_lets_through_on_the_anniversary(first: str, expected: set[str]) -> None:
    assert together(CODE, FORTH, inspection("b", "B", "A", first, "2029-10-12")) == expected


def test_forbids_in_the_same_week() -> None:
    assert together(CODE, FORTH, inspection("b", "B", "A", "2026-10-05", "2026-10-09")) == HARD


@pytest.mark.parametrize(("notice", "expected"), [("2029-10-05", HARD), (None, CLEAR)])
def test_forbids_by_the_notice_day_and_lets_through_by_the_first_day_without_one(
    notice: str | None, expected: set[str]
) -> None:
    back = inspection("b", "B", "A", "2029-10-15", "2029-10-19", notice=notice)
    assert together(CODE, FORTH, back) == expected


@pytest.mark.parametrize(("first", "expected"), [("2031-02-27", HARD), ("2031-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    forth = inspection("a", "A", "B", "2028-02-28", "2028-02-29")
    assert together(CODE, forth, inspection("b", "B", "A", first, "2031-03-07")) == expected


def test_lets_through_two_inspections_the_same_way() -> None:
    again = on(person("a2", "A"), duty("inspect", "B", name="again", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, FORTH, again) == CLEAR


def test_lets_through_a_ring_of_three() -> None:
    assert together(CODE, FORTH, inspection("b", "B", "C", "2027-03-01", "2027-03-05")) == CLEAR
    assert together(CODE, FORTH, inspection("c", "C", "A", "2027-03-01", "2027-03-05")) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    back = on(person("b", "B"), duty(kind, "A", name="back", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, FORTH, back) == CLEAR
    forth = on(person("a", "A"), duty(kind, "B", name="forth", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, forth, back) == CLEAR


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_every_subtype_of_inspection(subtype: str) -> None:
    assert together(CODE, FORTH, inspection("b", "B", "A", "2027-03-01", "2027-03-05", subtype=subtype)) == HARD


def test_forbids_through_one_of_several_homes_and_targets() -> None:
    joint_homes = on(person("a", "K", "A"), duty("inspect", "L", "B", name="forth"))
    back = on(person("b", "B", "M"), duty("inspect", "N", "A", name="back", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, joint_homes, back) == HARD


def test_lets_through_several_homes_and_targets_that_do_not_meet_both_ways() -> None:
    joint_homes = on(person("a", "K", "A"), duty("inspect", "L", "B", name="forth"))
    back = on(person("b", "B", "M"), duty("inspect", "N", "O", name="back", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, joint_homes, back) == CLEAR


def test_forbids_by_the_home_at_the_time_and_lets_through_by_a_later_one() -> None:
    moved = person("a", posts=[post("A", until="2026-12-31"), post("C", "2027-01-01")])
    forth = on(moved, duty("inspect", "B", name="forth"))
    assert together(CODE, forth, inspection("b", "B", "A", "2027-03-01", "2027-03-05")) == HARD
    assert together(CODE, forth, inspection("b", "B", "C", "2027-03-01", "2027-03-05")) == CLEAR


def test_forbids_a_change_of_employer_in_mid_duty() -> None:
    moving = person("a", posts=[post("C", until="2026-10-06"), post("A", "2026-10-07")])
    assert together(CODE, on(moving, duty("inspect", "B", name="forth")), BACK) == HARD


def test_forbids_one_person_who_changed_sides_in_between() -> None:
    crossed = person("a", posts=[post("A", until="2026-12-31"), post("B", "2027-01-01")])
    forth = on(crossed, duty("inspect", "B", name="forth"))
    back = on(crossed, duty("inspect", "A", name="back", first="2028-03-06", last="2028-03-10"))
    assert together(CODE, forth, back) == HARD


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    nobody = on(person("b", posts=[]), duty("inspect", "A", name="back"))
    nowhere = on(person("b", "B"), duty("inspect", name="back", authorities=[]))
    assert together(CODE, FORTH, nobody) == CLEAR
    assert together(CODE, FORTH, nowhere) == CLEAR


@pytest.mark.parametrize(("last", "expected"), [("2023-10-06", HARD), ("2023-10-05", CLEAR)])
def test_forbids_and_lets_through_against_a_past_inspection(last: str, expected: set[str]) -> None:
    past = on(person("b", "B"), duty("inspect", "A", name="old", first="2023-10-02", last=last), "done")
    assert together(CODE, FORTH, past) == expected


def test_forbids_against_a_fixed_inspection() -> None:
    pinned = on(person("b", "B"), duty("inspect", "A", name="back"), pinned=True)
    assert together(CODE, FORTH, pinned) == HARD


@pytest.mark.parametrize(("first", "expected"), [("2027-10-08", HARD), ("2027-10-09", CLEAR)])
def test_forbids_and_lets_through_by_the_policys_years(first: str, expected: set[str]) -> None:
    back = inspection("b", "B", "A", first, "2027-10-15")
    assert together(CODE, FORTH, back, setting={"years": 1}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert together(CODE, FORTH, BACK, setting={"strength": strength}) == expected


@pytest.mark.parametrize(("first", "expected"), [("2046-10-08", HARD), ("2046-10-09", CLEAR)])
def test_forbids_and_lets_through_by_many_more_years(first: str, expected: set[str]) -> None:
    back = inspection("b", "B", "A", first, "2046-10-15")
    assert together(CODE, FORTH, back, setting={"years": 20}) == expected


@pytest.mark.parametrize(("first", "expected"), [("2026-10-09", HARD), ("2026-10-10", CLEAR)])
def test_forbids_inspections_that_share_a_day_and_lets_through_ones_that_touch_under_no_years(
    first: str, expected: set[str]
) -> None:
    back = inspection("b", "B", "A", first, "2026-10-16")
    assert together(CODE, FORTH, back, setting={"years": 0}) == expected
    noticed = inspection("b", "B", "A", "2026-10-19", "2026-10-23", notice=first)
    assert together(CODE, FORTH, noticed, setting={"years": 0}) == expected


def test_forbids_a_change_of_employer_in_mid_duty_of_the_inspection_in_return() -> None:
    moving = person("b", posts=[post("C", until="2028-03-08"), post("B", "2028-03-09")])
    back = duty("inspect", "A", name="back", first="2028-03-06", last="2028-03-10")
    assert together(CODE, FORTH, on(moving, back)) == HARD


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", HARD), (None, CLEAR)])
def test_forbids_by_a_home_left_after_notice_and_lets_through_by_one_left_before_the_inspection(
    notice: str | None, expected: set[str]
) -> None:
    left = person("a", posts=[post("A", until="2026-09-30"), post("C", "2026-10-01")])
    assert together(CODE, on(left, duty("inspect", "B", name="forth", notice=notice)), BACK) == expected


def test_forbids_two_people_on_one_inspection_of_both_their_councils() -> None:
    joint = duty("inspect", "A", "B", seats=2)
    assert together(CODE, on(person("a", "A"), joint), on(person("b", "B"), joint)) == HARD


def test_lets_through_two_people_who_each_inspect_their_own_council() -> None:
    own = on(person("a", "A"), duty("inspect", "A", name="own"))
    assert together(CODE, own, inspection("a2", "A", "A", "2027-03-01", "2027-03-05")) == CLEAR


@pytest.mark.parametrize(("first", "expected"), [("2029-03-05", HARD), ("2029-03-06", CLEAR)])
def test_forbids_and_lets_through_either_way_round_after_a_past_inspection(first: str, expected: set[str]) -> None:
    past = on(person("a", "A"), duty("inspect", "B", name="old", first="2026-03-02", last="2026-03-06"), "done")
    assert together(CODE, past, inspection("b", "B", "A", first, "2029-03-09")) == expected
