"""inspections-a-year: a person inspects at most twice in any twelve months."""

from __future__ import annotations

import pytest
from rule_cases import Entry, Seat, duty, excess, excesses, limit_strength, on, other_kinds, person, post

CODE = "inspections-a-year"


def visit(first: str, *, who: str = "p", kind: str = "inspect", status: str | None = None, **changes: object) -> Seat:
    """A visit of one day, or until `last`."""
    work = duty(kind, name=f"{who}-{first}", first=first, **({"last": first} | changes))
    return on(person(who), work, status)


AUTUMN, SPRING = visit("2026-10-05"), visit("2027-03-01")


def test_forbids_a_third_inspection_in_a_year() -> None:
    assert excess(CODE, AUTUMN, SPRING, visit("2027-06-07")) == 1
    assert limit_strength(CODE) == "hard"


def test_forbids_each_further_one() -> None:
    assert excess(CODE, AUTUMN, SPRING, visit("2027-06-07"), visit("2027-07-05")) == 2


def test_lets_through_two_inspections_in_a_year() -> None:
    assert excess(CODE, AUTUMN, SPRING) == 0
    assert excess(CODE, AUTUMN) == 0


@pytest.mark.parametrize(("first", "over"), [("2027-10-04", 1), ("2027-10-05", 0)])
def test_forbids_the_day_before_and_lets_through_the_anniversary(first: str, over: int) -> None:
    assert excess(CODE, AUTUMN, SPRING, visit(first)) == over


@pytest.mark.parametrize(("first", "over"), [("2029-02-27", 1), ("2029-02-28", 0)])
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(first: str, over: int) -> None:
    assert excess(CODE, visit("2028-02-29"), visit("2028-10-02"), visit(first)) == over


@pytest.mark.parametrize("end", ["2027-10-08", "2027-10-20"])
def test_forbids_one_that_begins_within_the_year_and_ends_after_it(end: str) -> None:
    assert excess(CODE, AUTUMN, SPRING, visit("2027-10-04", last=end)) == 1


def test_lets_through_one_that_began_before_the_year_and_ends_in_it() -> None:
    before = visit("2026-10-01", last="2026-10-20")
    assert excess(CODE, before, visit("2026-10-02", last="2026-10-02"), visit("2027-10-01")) == 0


def test_lets_through_by_first_days_though_notice_came_within_the_year() -> None:
    noticed = visit("2027-10-05", notice="2027-09-28")
    assert excess(CODE, AUTUMN, SPRING, noticed) == 0


def test_forbids_a_year_that_begins_with_any_of_the_inspections() -> None:
    early = visit("2026-01-05")
    assert excess(CODE, early, AUTUMN, SPRING, visit("2027-06-07")) == 1


def test_lets_through_calendar_years_that_the_rolling_year_divides() -> None:
    days = ["2026-01-05", "2026-10-05", "2027-01-05", "2027-10-05"]
    assert excess(CODE, *[visit(day) for day in days]) == 0


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_any_number_of_the_other_kinds(kind: str) -> None:
    others = [visit(day, kind=kind) for day in ("2026-10-05", "2026-11-02", "2026-12-07")]
    assert excess(CODE, *others) == 0
    assert excess(CODE, *others, visit("2026-10-12"), visit("2027-03-01")) == 0


@pytest.mark.parametrize("subtype", ["focused", "monitoring", "joint"])
def test_forbids_every_subtype_alike(subtype: str) -> None:
    assert excess(CODE, AUTUMN, SPRING, visit("2027-06-07", subtype=subtype)) == 1


def test_lets_through_other_peoples_inspections() -> None:
    assert excess(CODE, AUTUMN, SPRING, visit("2027-06-07", who="q")) == 0


def test_forbids_each_person_apart() -> None:
    days = ("2026-10-05", "2027-03-01", "2027-06-07")
    assert excesses(CODE, *[visit(day, who=who) for who in ("p", "q") for day in days]) == [1, 1]


@pytest.mark.parametrize(("past", "over"), [("2025-11-03", 1), ("2025-10-04", 0)])
def test_forbids_and_lets_through_with_past_inspections_counted(past: str, over: int) -> None:
    done = visit(past, status="done")
    assert excess(CODE, done, visit("2026-06-01", status="done"), visit("2026-10-05")) == over


def test_forbids_a_third_beside_two_fixed_ones() -> None:
    live, pinned = visit("2026-10-05", status="live"), visit("2027-03-01", status="accepted")
    assert excess(CODE, live, pinned, visit("2027-06-07")) == 1


@pytest.mark.parametrize(("most", "over"), [(1, 2), (3, 0)])
def test_forbids_and_lets_through_by_the_policys_most(most: int, over: int) -> None:
    assert excess(CODE, AUTUMN, SPRING, visit("2027-06-07"), setting={"most": most}) == over


def test_lets_through_when_off_and_forbids_softly_when_soft() -> None:
    assert excess(CODE, AUTUMN, SPRING, visit("2027-06-07"), setting={"strength": "off"}) == 0
    assert excess(CODE, AUTUMN, SPRING, visit("2027-06-07"), setting={"strength": "soft"}) == 1
    assert limit_strength(CODE, {"strength": "soft"}) == "soft"


@pytest.mark.parametrize(("first", "over"), [("2027-10-04", 1), ("2027-10-05", 0)])
def test_forbids_and_lets_through_by_the_first_days_of_inspections_of_a_week(first: str, over: int) -> None:
    weeks = [("2026-10-05", "2026-10-09"), ("2027-03-01", "2027-03-05"), (first, "2027-10-08")]
    seats = [on(person(), duty(name=f"visit-{since}", first=since, last=last)) for since, last in weeks]
    assert excess(CODE, *seats) == over


def test_forbids_a_joint_inspection_as_one_and_lets_through_two_of_them() -> None:
    joint = on(person(), duty("inspect", "T", "U", name="joint", first="2027-06-07", last="2027-06-11"))
    assert excess(CODE, AUTUMN, joint) == 0
    assert excess(CODE, AUTUMN, SPRING, joint) == 1


@pytest.mark.parametrize("posts", [[], [post("H", until="2027-01-31"), post("K", "2027-02-01")]])
def test_forbids_after_a_change_of_employer_or_without_any_as_before(posts: list[Entry]) -> None:
    days = ("2026-10-05", "2027-03-01", "2027-06-07")
    seats = [on(person(posts=posts), duty(name=f"visit-{day}", first=day, last=day)) for day in days]
    assert excess(CODE, *seats) == 1
    assert excess(CODE, *seats[:2]) == 0


def test_forbids_three_that_begin_on_one_day() -> None:
    same = [on(person(), duty("inspect", target, name=f"visit-{target}")) for target in "TUV"]
    assert excess(CODE, *same) == 1
    assert excess(CODE, *same[:2]) == 0


def test_forbids_a_third_beside_a_pinned_one() -> None:
    pinned = on(person(), duty(name="pinned", first="2026-11-02", last="2026-11-06"), pinned=True)
    assert excess(CODE, AUTUMN, pinned, SPRING) == 1


@pytest.mark.parametrize(("first", "over"), [("2026-03-02", 1), ("2026-10-04", 1), ("2026-10-05", 0)])
def test_forbids_and_lets_through_a_new_one_that_begins_within_the_year_of_past_ones(first: str, over: int) -> None:
    past = [visit(day, status="done") for day in ("2025-10-05", "2026-02-02")]
    assert excess(CODE, *past, visit(first)) == over
