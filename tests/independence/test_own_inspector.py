"""own-inspector: nobody inspects the council of somebody who was on the team that inspected theirs, or will be."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Seat, duty, on, other_kinds, person, post, together

CODE = "own-inspector"


def inspection(who: str, home: str, target: str, first: str, last: str, **changes: object) -> Seat:
    return on(person(who, home), duty("inspect", target, name=f"visit-{target}", first=first, last=last, **changes))


AT_HOME = inspection("x", "X", "H", "2026-10-05", "2026-10-09")
AWAY = inspection("p", "H", "X", "2027-03-01", "2027-03-05")


def test_forbids_to_inspect_the_inspectors_council() -> None:
    assert together(CODE, AT_HOME, AWAY) == HARD


@pytest.mark.parametrize(("first", "expected"), [("2028-10-08", HARD), ("2028-10-09", CLEAR)])
def test_forbids_before_and_lets_through_on_the_anniversary_of_being_inspected(first: str, expected: set[str]) -> None:
    assert together(CODE, AT_HOME, inspection("p", "H", "X", first, "2028-10-13")) == expected


@pytest.mark.parametrize(("last", "expected"), [("2024-10-06", HARD), ("2024-10-05", CLEAR)])
def test_forbids_before_and_lets_through_on_the_anniversary_of_having_inspected(last: str, expected: set[str]) -> None:
    assert together(CODE, AT_HOME, inspection("p", "H", "X", "2024-09-30", last)) == expected


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-10-05", "2026-10-09"),
        ("2026-10-09", "2026-10-16"),
        ("2026-10-01", "2026-10-05"),
        ("2026-10-07", "2026-10-07"),
    ],
)
def test_forbids_any_overlap(first: str, last: str) -> None:
    assert together(CODE, AT_HOME, inspection("p", "H", "X", first, last)) == HARD
    assert together(CODE, AT_HOME, inspection("p", "H", "X", first, last), setting={"months": 0}) == HARD


@pytest.mark.parametrize(("notice", "expected"), [("2028-10-06", HARD), (None, CLEAR)])
def test_forbids_by_the_notice_day_and_lets_through_by_the_first_day_without_one(
    notice: str | None, expected: set[str]
) -> None:
    later = inspection("p", "H", "X", "2028-10-16", "2028-10-20", notice=notice)
    assert together(CODE, AT_HOME, later) == expected


@pytest.mark.parametrize(("first", "expected"), [("2030-02-27", HARD), ("2030-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    earlier = inspection("x", "X", "H", "2028-02-28", "2028-02-29")
    assert together(CODE, earlier, inspection("p", "H", "X", first, "2030-03-08")) == expected


def test_lets_through_two_inspections_the_same_way_and_rings_of_three() -> None:
    again = on(person("x2", "X"), duty("inspect", "H", name="again", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, AT_HOME, again) == CLEAR
    assert together(CODE, AT_HOME, inspection("p", "H", "Y", "2027-03-01", "2027-03-05")) == CLEAR
    assert together(CODE, AT_HOME, inspection("y", "Y", "X", "2027-03-01", "2027-03-05")) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    days = {"first": "2027-03-01", "last": "2027-03-05"}
    away = on(person("p", "H"), duty(kind, "X", name="away", **days))
    here = on(person("x", "X"), duty(kind, "H", name="here", **days))
    assert together(CODE, AT_HOME, away) == CLEAR
    assert together(CODE, here, AWAY) == CLEAR
    assert together(CODE, here, away) == CLEAR


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_every_subtype_of_inspection(subtype: str) -> None:
    assert together(CODE, AT_HOME, inspection("p", "H", "X", "2027-03-01", "2027-03-05", subtype=subtype)) == HARD


def test_forbids_through_one_of_several_homes_and_targets() -> None:
    here = on(person("x", "K", "X"), duty("inspect", "L", "H", name="here"))
    away = on(person("p", "H", "M"), duty("inspect", "N", "X", name="away", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, here, away) == HARD


def test_lets_through_several_homes_and_targets_that_do_not_meet_both_ways() -> None:
    here = on(person("x", "K", "X"), duty("inspect", "L", "H", name="here"))
    away = on(person("p", "H", "M"), duty("inspect", "N", "O", name="away", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, here, away) == CLEAR


def test_forbids_by_the_homes_at_the_time_and_lets_through_by_others() -> None:
    moved = person("x", posts=[post("X", until="2026-12-31"), post("C", "2027-01-01")])
    here = on(moved, duty("inspect", "H", name="here"))
    assert together(CODE, here, AWAY) == HARD
    assert together(CODE, here, inspection("p", "H", "C", "2027-03-01", "2027-03-05")) == CLEAR
    newcomer = person("p", posts=[post("C", until="2026-12-31"), post("H", "2027-01-01")])
    away = on(newcomer, duty("inspect", "X", name="away", first="2027-03-01", last="2027-03-05"))
    assert together(CODE, AT_HOME, away) == HARD


def test_forbids_a_change_of_employer_in_mid_duty() -> None:
    moving = person("x", posts=[post("C", until="2026-10-06"), post("X", "2026-10-07")])
    assert together(CODE, on(moving, duty("inspect", "H", name="here")), AWAY) == HARD


def test_forbids_one_person_who_changed_sides_in_between() -> None:
    crossed = person("p", posts=[post("X", until="2026-12-31"), post("H", "2027-01-01")])
    away = duty("inspect", "X", name="away", first="2027-03-01", last="2027-03-05")
    assert together(CODE, on(crossed, duty("inspect", "H", name="here")), on(crossed, away)) == HARD


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    nobody = on(person("p", posts=[]), duty("inspect", "X", name="away"))
    nowhere = on(person("p", "H"), duty("inspect", name="away", authorities=[]))
    assert together(CODE, AT_HOME, nobody) == CLEAR
    assert together(CODE, AT_HOME, nowhere) == CLEAR


@pytest.mark.parametrize(("last", "expected"), [("2024-10-06", HARD), ("2024-10-05", CLEAR)])
def test_forbids_and_lets_through_against_a_past_inspection_of_the_home(last: str, expected: set[str]) -> None:
    past = on(person("x", "X"), duty("inspect", "H", name="old", first="2024-09-30", last=last), "done")
    assert together(CODE, past, on(person("p", "H"), duty("inspect", "X", name="away"))) == expected


@pytest.mark.parametrize("seat", [{"status": "live"}, {"pinned": True}])
def test_forbids_against_a_fixed_inspection(seat: dict[str, object]) -> None:
    fixed = on(person("x", "X"), duty("inspect", "H", name="here"), **seat)
    assert together(CODE, fixed, AWAY) == HARD


@pytest.mark.parametrize(
    ("months", "first", "expected"),
    [(6, "2027-04-08", HARD), (6, "2027-04-09", CLEAR), (120, "2036-10-08", HARD), (120, "2036-10-09", CLEAR)],
)
def test_forbids_and_lets_through_by_the_policys_months(months: int, first: str, expected: set[str]) -> None:
    away = inspection("p", "H", "X", first, "2036-12-19")
    assert together(CODE, AT_HOME, away, setting={"months": months}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert together(CODE, AT_HOME, AWAY, setting={"strength": strength}) == expected
