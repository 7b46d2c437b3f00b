"""crossed-duties: A does not inspect B while B chairs, supports or reviews A, and for two years needs a waiver."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Seat, duty, on, other_kinds, person, post, together

CODE = "crossed-duties"
CROSSING = ["chair", "support", "review"]
INSPECTION = on(person("a", "A"), duty("inspect", "B", name="visit"))


def back(kind: str, first: str, last: str, home: str = "B", target: str = "A") -> Seat:
    return on(person("b", home), duty(kind, target, name="back", first=first, last=last))


@pytest.mark.parametrize("kind", CROSSING)
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-10-05", "2026-10-09"),
        ("2026-01-01", "2028-12-31"),
        ("2026-10-07", "2026-10-07"),
        ("2026-06-01", "2026-10-05"),
        ("2026-10-09", "2026-12-31"),
    ],
)
def test_forbids_any_overlap(kind: str, first: str, last: str) -> None:
    assert together(CODE, INSPECTION, back(kind, first, last)) == HARD


@pytest.mark.parametrize("kind", CROSSING)
@pytest.mark.parametrize(("first", "expected"), [("2026-10-10", SOFT), ("2028-10-08", SOFT), ("2028-10-09", CLEAR)])
def test_forbids_softly_for_two_years_after_the_inspection_and_then_lets_through(
    kind: str, first: str, expected: set[str]
) -> None:
    assert together(CODE, INSPECTION, back(kind, first, "2029-12-31")) == expected


@pytest.mark.parametrize("kind", CROSSING)
@pytest.mark.parametrize(("last", "expected"), [("2026-10-04", SOFT), ("2024-10-06", SOFT), ("2024-10-05", CLEAR)])
def test_forbids_softly_for_two_years_after_the_other_duty_and_then_lets_through(
    kind: str, last: str, expected: set[str]
) -> None:
    assert together(CODE, INSPECTION, back(kind, "2020-01-06", last)) == expected


@pytest.mark.parametrize("kind", other_kinds(*CROSSING))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert together(CODE, INSPECTION, back(kind, "2026-10-05", "2026-10-09")) == CLEAR


@pytest.mark.parametrize("kind", CROSSING)
def test_lets_through_two_duties_of_which_neither_inspects(kind: str) -> None:
    forth = on(person("a", "A"), duty(kind, "B", name="forth"))
    assert together(CODE, forth, back("chair", "2026-10-05", "2026-10-09")) == CLEAR


@pytest.mark.parametrize("kind", CROSSING)
def test_lets_through_both_duties_the_same_way_and_rings_of_three(kind: str) -> None:
    assert together(CODE, INSPECTION, back(kind, "2026-10-05", "2026-10-09", "A", "B")) == CLEAR
    assert together(CODE, INSPECTION, back(kind, "2026-10-05", "2026-10-09", "B", "C")) == CLEAR
    assert together(CODE, INSPECTION, back(kind, "2026-10-05", "2026-10-09", "C", "A")) == CLEAR


def test_forbids_in_the_days_of_notice() -> None:
    visit = on(person("a", "A"), duty("inspect", "B", name="visit", notice="2026-09-28"))
    assert together(CODE, visit, back("chair", "2024-01-01", "2026-09-28")) == HARD
    assert together(CODE, visit, back("chair", "2024-01-01", "2026-09-27")) == SOFT


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", SOFT), (None, CLEAR)])
def test_forbids_softly_by_the_notice_day_and_lets_through_by_the_first_day_without_one(
    notice: str | None, expected: set[str]
) -> None:
    visit = on(person("a", "A"), duty("inspect", "B", name="visit", notice=notice))
    assert together(CODE, visit, back("support", "2024-09-02", "2024-09-30")) == expected


@pytest.mark.parametrize(("first", "expected"), [("2026-02-27", SOFT), ("2026-02-28", CLEAR)])
def test_forbids_softly_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    visit = on(person("a", "A"), duty("inspect", "B", name="visit", first=first, last="2026-03-06"))
    assert together(CODE, visit, back("review", "2023-10-02", "2024-02-29")) == expected


def test_forbids_through_one_of_several_homes_and_targets() -> None:
    visit = on(person("a", "K", "A"), duty("inspect", "L", "B", name="visit"))
    board = on(person("b", "M", "B"), duty("chair", "A", "N", name="back"))
    assert together(CODE, visit, board) == HARD


def test_forbids_by_the_home_at_the_time_and_lets_through_by_a_later_one() -> None:
    moved = person("a", posts=[post("A", until="2026-12-31"), post("C", "2027-01-01")])
    visit = on(moved, duty("inspect", "B", name="visit"))
    assert together(CODE, visit, back("support", "2027-03-01", "2027-03-05")) == SOFT
    assert together(CODE, visit, back("support", "2027-03-01", "2027-03-05", "B", "C")) == CLEAR


def test_forbids_a_change_of_employer_in_mid_duty() -> None:
    moving = person("a", posts=[post("C", until="2026-10-06"), post("A", "2026-10-07")])
    visit = on(moving, duty("inspect", "B", name="visit"))
    assert together(CODE, visit, back("chair", "2026-01-05", "2029-01-04")) == HARD


def test_forbids_softly_one_person_who_changed_sides_in_between() -> None:
    crossed = person("a", posts=[post("A", until="2026-12-31"), post("B", "2027-01-01")])
    visit = on(crossed, duty("inspect", "B", name="visit"))
    board = on(crossed, duty("chair", "A", name="back", first="2027-03-01", last="2030-02-28"))
    assert together(CODE, visit, board) == SOFT


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    nobody = on(person("b", posts=[]), duty("chair", "A", name="back"))
    nowhere = on(person("b", "B"), duty("chair", name="back", authorities=[]))
    assert together(CODE, INSPECTION, nobody) == CLEAR
    assert together(CODE, INSPECTION, nowhere) == CLEAR


def test_forbids_and_lets_through_against_a_past_duty() -> None:
    def past(last: str) -> Seat:
        return on(person("b", "B"), duty("support", "A", name="old", first="2024-09-02", last=last), "done")

    assert together(CODE, INSPECTION, past("2024-10-06")) == SOFT
    assert together(CODE, INSPECTION, past("2024-10-05")) == CLEAR


def test_forbids_against_a_fixed_duty() -> None:
    live = on(person("b", "B"), duty("chair", "A", name="board", first="2025-01-06", last="2028-01-05"), "live")
    assert together(CODE, INSPECTION, live) == HARD


@pytest.mark.parametrize(("first", "expected"), [("2027-04-08", SOFT), ("2027-04-09", CLEAR)])
def test_forbids_softly_and_lets_through_by_the_policys_months(first: str, expected: set[str]) -> None:
    later = back("support", first, "2027-04-30")
    assert together(CODE, INSPECTION, later, setting={"months": 6}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_both_halves_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str]
) -> None:
    setting = {"strength": strength}
    assert together(CODE, INSPECTION, back("chair", "2026-10-05", "2029-10-04"), setting=setting) == expected
    assert together(CODE, INSPECTION, back("chair", "2027-10-05", "2029-10-04"), setting=setting) == expected


@pytest.mark.parametrize(("first", "expected"), [("2046-10-08", SOFT), ("2046-10-09", CLEAR)])
def test_forbids_softly_and_lets_through_by_many_more_months(first: str, expected: set[str]) -> None:
    later = back("support", first, "2046-10-31")
    assert together(CODE, INSPECTION, later, setting={"months": 240}) == expected


@pytest.mark.parametrize("kind", CROSSING)
@pytest.mark.parametrize(("first", "expected"), [("2030-02-27", SOFT), ("2030-02-28", CLEAR)])
def test_forbids_softly_before_and_lets_through_on_28_february_after_an_inspection_that_ended_on_a_leap_day(
    kind: str, first: str, expected: set[str]
) -> None:
    visit = on(person("a", "A"), duty("inspect", "B", name="visit", first="2028-02-28", last="2028-02-29"))
    assert together(CODE, visit, back(kind, first, "2031-12-31")) == expected


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_every_subtype_of_inspection(subtype: str) -> None:
    visit = on(person("a", "A"), duty("inspect", "B", name="visit", subtype=subtype))
    assert together(CODE, visit, back("chair", "2026-01-05", "2029-01-04")) == HARD
    assert together(CODE, visit, back("support", "2027-01-04", "2027-01-08")) == SOFT


def test_forbids_a_chair_who_joins_the_inspected_council_in_mid_term() -> None:
    moving = person("b", posts=[post("K", until="2027-12-31"), post("B", "2028-01-01")])
    board = duty("chair", "A", name="back", first="2026-01-05", last="2029-01-04")
    assert together(CODE, INSPECTION, on(moving, board)) == HARD


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", HARD), (None, CLEAR)])
def test_forbids_by_a_home_left_after_notice_and_lets_through_by_one_left_before_the_inspection(
    notice: str | None, expected: set[str]
) -> None:
    left = person("a", posts=[post("A", until="2026-09-30"), post("C", "2026-10-01")])
    visit = on(left, duty("inspect", "B", name="visit", notice=notice))
    assert together(CODE, visit, back("chair", "2026-01-05", "2029-01-04")) == expected


@pytest.mark.parametrize("kind", CROSSING)
@pytest.mark.parametrize(("first", "expected"), [("2028-03-05", SOFT), ("2028-03-06", CLEAR)])
def test_forbids_softly_and_lets_through_after_a_past_inspection(kind: str, first: str, expected: set[str]) -> None:
    seen = on(person("a", "A"), duty("inspect", "B", name="old", first="2026-03-02", last="2026-03-06"), "done")
    assert together(CODE, seen, back(kind, first, "2030-12-31")) == expected


def test_lets_through_where_both_are_at_home_in_the_council_they_serve() -> None:
    visit = on(person("a", "A"), duty("inspect", "A", name="visit"))
    assert together(CODE, visit, back("chair", "2026-10-05", "2029-10-04", "A", "A")) == CLEAR


def test_lets_through_several_homes_and_targets_that_do_not_meet_both_ways() -> None:
    visit = on(person("a", "K", "A"), duty("inspect", "L", "B", name="visit"))
    board = on(person("b", "M", "B"), duty("chair", "O", "N", name="back"))
    assert together(CODE, visit, board) == CLEAR
