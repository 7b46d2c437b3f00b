"""self-review: nobody inspects what they helped, or helps what they inspected, until years have passed."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, Seat, duty, interest, on, other_kinds, person, post, together, verdict

CODE = "self-review"
BEFORE = [("support", 36), ("review", 36), ("chair", 60), ("interim", 60)]
AFTER = [("support", 12), ("review", 12), ("chair", 24), ("interim", 24)]


def seat(kind: str, first: str, last: str, *targets: str, **changes: object) -> Seat:
    return on(person(), duty(kind, *targets, name=f"{kind}-{first}", first=first, last=last, **changes))


def years_before(day: str, months: int) -> str:
    return f"{int(day[:4]) - months // 12}{day[4:]}"


INSPECTION = seat("inspect", "2026-10-05", "2026-10-09")


@pytest.mark.parametrize(("kind", "months"), BEFORE)
@pytest.mark.parametrize(("end", "expected"), [("2026-10-06", HARD), ("2026-10-05", CLEAR)])
def test_forbids_before_and_lets_through_on_the_anniversary_of_what_came_before_the_inspection(
    kind: str, months: int, end: str, expected: set[str]
) -> None:
    earlier = seat(kind, "2015-01-05", years_before(end, months))
    assert together(CODE, earlier, INSPECTION) == expected


@pytest.mark.parametrize(("kind", "months"), AFTER)
@pytest.mark.parametrize(("first", "expected"), [("10-08", HARD), ("10-09", CLEAR)])
def test_forbids_before_and_lets_through_on_the_anniversary_of_the_inspection(
    kind: str, months: int, first: str, expected: set[str]
) -> None:
    later = seat(kind, f"{2026 + months // 12}-{first}", "2031-12-31")
    assert together(CODE, INSPECTION, later) == expected


@pytest.mark.parametrize(("kind", "months"), BEFORE)
@pytest.mark.parametrize(("first", "last"), [("2026-10-07", "2026-10-07"), ("2026-01-01", "2027-12-31")])
def test_forbids_any_overlap(kind: str, months: int, first: str, last: str) -> None:
    assert together(CODE, seat(kind, first, last), INSPECTION) == HARD


@pytest.mark.parametrize(("first", "last"), [("2026-06-01", "2026-10-05"), ("2026-10-09", "2026-12-31")])
@pytest.mark.parametrize("kind", ["support", "review", "chair", "interim"])
def test_forbids_periods_that_share_their_last_or_first_day(kind: str, first: str, last: str) -> None:
    assert together(CODE, seat(kind, first, last), INSPECTION) == HARD


def test_lets_through_secondments_and_other_inspections() -> None:
    for kind in ("second", "inspect"):
        assert together(CODE, seat(kind, "2026-06-01", "2026-06-05"), INSPECTION) == CLEAR


@pytest.mark.parametrize("kind", ["chair", "review", "interim", "support"])
def test_lets_through_two_duties_of_which_neither_inspects(kind: str) -> None:
    support = seat("support", "2026-06-01", "2026-06-05")
    assert together(CODE, support, seat(kind, "2026-10-05", "2026-10-09")) == CLEAR


@pytest.mark.parametrize("kind", ["support", "review", "chair", "interim"])
def test_lets_through_another_person(kind: str) -> None:
    work = duty(kind, name="other", first="2026-06-01", last="2026-06-05")
    assert together(CODE, on(person("q", "K"), work), INSPECTION) == CLEAR
    assert together(CODE, on(person("q", "H"), work), INSPECTION) == CLEAR


def test_lets_through_another_target() -> None:
    assert together(CODE, seat("support", "2026-06-01", "2026-06-05", "U"), INSPECTION) == CLEAR
    assert together(CODE, seat("support", "2026-06-01", "2026-06-05", authorities=[]), INSPECTION) == CLEAR


def test_forbids_one_shared_target_of_joint_duties() -> None:
    board = seat("chair", "2024-01-08", "2026-01-07", "U", "T")
    joint = seat("inspect", "2026-10-05", "2026-10-09", "T", "V")
    assert together(CODE, board, joint) == HARD


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_every_subtype_of_inspection(subtype: str) -> None:
    visit = seat("inspect", "2026-10-05", "2026-10-09", subtype=subtype)
    assert together(CODE, seat("support", "2026-06-01", "2026-06-05"), visit) == HARD


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", HARD), (None, CLEAR)])
def test_forbids_by_the_notice_day_and_lets_through_by_the_first_day_without_one(
    notice: str | None, expected: set[str]
) -> None:
    visit = seat("inspect", "2026-10-05", "2026-10-09", notice=notice)
    assert together(CODE, seat("support", "2023-09-04", "2023-10-01"), visit) == expected


@pytest.mark.parametrize(("first", "expected"), [("2027-02-27", HARD), ("2027-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    support = seat("support", "2024-02-01", "2024-02-29")
    assert together(CODE, support, seat("inspect", first, "2027-03-05")) == expected


@pytest.mark.parametrize("kind", ["support", "review", "chair", "interim"])
def test_forbids_and_lets_through_against_a_past_duty(kind: str) -> None:
    recent = duty(kind, name="old", first="2025-09-01", last="2025-12-12")
    assert together(CODE, on(person(), recent, "done"), INSPECTION) == HARD
    elsewhere = duty(kind, "U", name="old", first="2025-09-01", last="2025-12-12")
    assert together(CODE, on(person(), elsewhere, "done"), INSPECTION) == CLEAR


def test_forbids_and_lets_through_against_a_past_inspection() -> None:
    seen = on(person(), duty(name="old", first="2026-03-02", last="2026-03-06"), "done")
    assert together(CODE, seen, seat("support", "2027-03-05", "2027-03-12")) == HARD
    assert together(CODE, seen, seat("support", "2027-03-06", "2027-03-12")) == CLEAR


def test_forbids_against_a_fixed_placement() -> None:
    live = on(person(), duty("chair", name="board", first="2025-01-06", last="2028-01-05"), "live")
    assert together(CODE, live, INSPECTION) == HARD


def tied(since: str | None, until: str | None, work: Entry, **rest: object) -> set[str]:
    return verdict(CODE, person(), work, interests=[interest("commissioner", since, until)], **rest)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2018-01-01", "2021-10-06", HARD),
        ("2018-01-01", "2021-10-05", CLEAR),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, CLEAR),
        (None, None, HARD),
    ],
)
def test_forbids_an_inspection_by_a_commissioner_and_lets_through_after_five_years(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    assert tied(since, until, duty()) == expected


def test_forbids_a_commissioner_by_the_notice_day() -> None:
    assert tied("2018-01-01", "2021-10-01", duty(notice="2026-09-28")) == HARD


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_a_commissioner_in_the_other_kinds(kind: str) -> None:
    assert tied("2018-01-01", None, duty(kind)) == CLEAR


@pytest.mark.parametrize("tie", ["employed", "consulted", "councillor", "family", "paid", "case", "other"])
def test_lets_through_the_other_interests(tie: str) -> None:
    assert verdict(CODE, person(), duty(), interests=[interest(tie, "2018-01-01")]) == CLEAR


def test_lets_through_a_commissioner_elsewhere_and_forbids_one_of_several_targets() -> None:
    elsewhere = [interest("commissioner", at="U")]
    assert verdict(CODE, person(), duty(), interests=elsewhere) == CLEAR
    assert verdict(CODE, person(), duty("inspect", "T", "U"), interests=elsewhere) == HARD


@pytest.mark.parametrize(("kind", "months"), BEFORE)
def test_forbids_and_lets_through_by_the_policys_months_before(kind: str, months: int) -> None:
    setting = {f"{kind}_before_months": 6}
    assert together(CODE, seat(kind, "2026-01-05", "2026-04-06"), INSPECTION, setting=setting) == HARD
    assert together(CODE, seat(kind, "2026-01-05", "2026-04-05"), INSPECTION, setting=setting) == CLEAR


@pytest.mark.parametrize(("kind", "months"), AFTER)
def test_forbids_and_lets_through_by_the_policys_months_after(kind: str, months: int) -> None:
    setting = {f"{kind}_after_months": 6}
    assert together(CODE, INSPECTION, seat(kind, "2027-04-08", "2028-04-07"), setting=setting) == HARD
    assert together(CODE, INSPECTION, seat(kind, "2027-04-09", "2028-04-07"), setting=setting) == CLEAR


def test_forbids_and_lets_through_a_commissioner_by_the_policys_months() -> None:
    setting = {"commissioner_before_months": 6}
    assert tied("2018-01-01", "2026-04-06", duty(), setting=setting) == HARD
    assert tied("2018-01-01", "2026-04-05", duty(), setting=setting) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    setting = {"strength": strength}
    assert together(CODE, seat("support", "2026-06-01", "2026-06-05"), INSPECTION, setting=setting) == expected
    assert tied("2018-01-01", None, duty(), setting=setting) == expected


@pytest.mark.parametrize(("end", "expected"), [("2006-10-06", HARD), ("2006-10-05", CLEAR)])
def test_forbids_and_lets_through_by_many_more_months(end: str, expected: set[str]) -> None:
    earlier = seat("review", "2005-01-10", end)
    assert together(CODE, earlier, INSPECTION, setting={"review_before_months": 240}) == expected


def test_forbids_by_what_came_before_an_inspection_and_lets_through_by_what_comes_after() -> None:
    setting = {"support_before_months": 36, "support_after_months": 0}
    assert together(CODE, seat("support", "2026-06-01", "2026-06-05"), INSPECTION, setting=setting) == HARD
    assert together(CODE, INSPECTION, seat("support", "2026-10-12", "2026-10-16"), setting=setting) == CLEAR


@pytest.mark.parametrize(("kind", "months"), AFTER)
@pytest.mark.parametrize(("day", "expected"), [("02-27", HARD), ("02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_an_inspection_that_ended_on_a_leap_day(
    kind: str, months: int, day: str, expected: set[str]
) -> None:
    visit = seat("inspect", "2028-02-28", "2028-02-29")
    first = f"{2028 + months // 12}-{day}"
    assert together(CODE, visit, seat(kind, first, "2031-12-31")) == expected


@pytest.mark.parametrize(("first", "expected"), [("2029-02-27", HARD), ("2029-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_a_commissioner_left_on_a_leap_day(
    first: str, expected: set[str]
) -> None:
    assert tied("2018-01-01", "2024-02-29", duty(first=first, last="2029-03-09")) == expected


@pytest.mark.parametrize(("kind", "months"), AFTER)
def test_forbids_and_lets_through_each_kind_after_a_past_inspection(kind: str, months: int) -> None:
    seen = on(person(), duty(name="old", first="2026-03-02", last="2026-03-06"), "done")
    year = 2026 + months // 12
    assert together(CODE, seen, seat(kind, f"{year}-03-05", "2030-12-31")) == HARD
    assert together(CODE, seen, seat(kind, f"{year}-03-06", "2030-12-31")) == CLEAR


def test_lets_through_a_secondment_after_an_inspection() -> None:
    assert together(CODE, INSPECTION, seat("second", "2026-10-12", "2027-03-26")) == CLEAR


@pytest.mark.parametrize("kind", ["support", "review", "chair", "interim"])
@pytest.mark.parametrize(("first", "last"), [("2026-06-01", "2026-09-28"), ("2026-09-30", "2026-10-01")])
def test_forbids_what_overlaps_the_days_of_notice_whatever_the_months(kind: str, first: str, last: str) -> None:
    visit = seat("inspect", "2026-10-05", "2026-10-09", notice="2026-09-28")
    shortest = {f"{kind}_before_months": 0, f"{kind}_after_months": 0}
    assert together(CODE, seat(kind, first, last), visit, setting=shortest) == HARD


def test_forbids_after_a_change_of_employer_and_whoever_holds_no_post() -> None:
    support, visit = duty("support", name="help", first="2025-06-02", last="2025-06-06"), duty()
    moved = person(posts=[post("H", until="2026-03-31"), post("K", "2026-04-01")])
    for someone in (moved, person(posts=[])):
        assert together(CODE, on(someone, support), on(someone, visit)) == HARD
    assert verdict(CODE, moved, duty(), interests=[interest("commissioner", until="2025-12-31")]) == HARD


def test_lets_through_another_persons_work_as_commissioner_and_an_inspection_without_target() -> None:
    beside = [on(person("q"), duty(name="e"))]
    assert verdict(CODE, person(), duty(), interests=[interest("commissioner", of="q")], also=beside) == CLEAR
    assert tied("2018-01-01", None, duty(authorities=[])) == CLEAR


@pytest.mark.parametrize(("until", "expected"), [("2026-09-27", CLEAR), ("2026-09-28", HARD), ("2026-10-05", HARD)])
def test_forbids_a_commissioner_who_overlaps_the_notice_and_lets_through_one_who_left_before_under_no_months(
    until: str, expected: set[str]
) -> None:
    setting = {"commissioner_before_months": 0}
    assert tied("2018-01-01", until, duty(notice="2026-09-28"), setting=setting) == expected
