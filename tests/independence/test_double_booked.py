"""double-booked: nobody is in two places at once, works elsewhere in a full-time term, or inspects again too soon."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Seat, duty, on, person, post, span, together

CODE = "double-booked"


def seat(kind: str, first: str, last: str, *, who: str = "p", target: str = "T", **changes: object) -> Seat:
    return on(person(who), duty(kind, target, name=f"{kind}-{target}", first=first, last=last, **changes))


INSPECTION = seat("inspect", "2026-10-05", "2026-10-09")
TERM = ("2026-09-14", "2027-03-26")


@pytest.mark.parametrize("kind", ["chair", "support", "review"])
@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-10-02", "2026-10-05", HARD),
        ("2026-10-07", "2026-10-07", HARD),
        ("2026-10-09", "2026-10-13", HARD),
        ("2026-10-01", "2026-10-04", CLEAR),
        ("2026-10-10", "2026-10-13", CLEAR),
    ],
)
def test_forbids_on_site_days_that_overlap_and_lets_through_days_that_only_touch(
    kind: str, first: str, last: str, expected: set[str]
) -> None:
    visits = seat(kind, "2026-09-07", "2026-12-18", target="U", on_site=[span(first, last)])
    assert together(CODE, INSPECTION, visits) == expected


@pytest.mark.parametrize("kind", ["chair", "support", "review"])
def test_lets_through_an_overlap_of_periods_without_on_site_days(kind: str) -> None:
    assert together(CODE, INSPECTION, seat(kind, "2026-09-07", "2026-12-18", target="U")) == CLEAR


def test_forbids_two_inspections_in_one_week() -> None:
    assert "hard" in together(CODE, INSPECTION, seat("inspect", "2026-10-05", "2026-10-09", target="U"))
    assert "hard" in together(CODE, INSPECTION, seat("inspect", "2026-10-09", "2026-10-15", target="U"))


def test_lets_through_on_site_days_that_alternate() -> None:
    odd = [span("2026-10-05", "2026-10-05"), span("2026-10-07", "2026-10-07")]
    even = [span("2026-10-06", "2026-10-06"), span("2026-10-08", "2026-10-09")]
    one = seat("support", "2026-10-05", "2026-10-09", on_site=odd)
    other = seat("review", "2026-10-05", "2026-10-09", target="U", on_site=even)
    assert together(CODE, one, other) == CLEAR


@pytest.mark.parametrize("term", ["second", "interim"])
@pytest.mark.parametrize("kind", ["inspect", "support", "review"])
def test_forbids_another_duty_within_a_full_time_term(term: str, kind: str) -> None:
    away = seat(term, *TERM, target="U")
    assert together(CODE, away, seat(kind, "2026-10-05", "2026-10-09")) == HARD


@pytest.mark.parametrize("term", ["second", "interim"])
def test_forbids_two_full_time_terms_at_once(term: str) -> None:
    assert together(CODE, seat(term, *TERM, target="U"), seat("interim", "2027-01-04", "2027-06-25")) == HARD


@pytest.mark.parametrize("term", ["second", "interim"])
def test_lets_through_a_chair_within_a_full_time_term(term: str) -> None:
    assert together(CODE, seat(term, *TERM, target="U"), seat("chair", "2026-10-01", "2029-09-30")) == CLEAR


def test_lets_through_two_chairs_at_once() -> None:
    one, other = seat("chair", "2026-10-01", "2029-09-30"), seat("chair", "2026-10-01", "2029-09-30", target="U")
    assert together(CODE, one, other) == CLEAR


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-07-06", "2026-10-04", CLEAR),
        ("2026-07-06", "2026-10-05", HARD),
        ("2026-10-09", "2027-03-26", HARD),
        ("2026-10-10", "2027-03-26", CLEAR),
    ],
)
@pytest.mark.parametrize("kind", ["inspect", "support", "review"])
def test_forbids_a_duty_partly_within_a_full_time_term_and_lets_through_one_that_touches_it(
    kind: str, first: str, last: str, expected: set[str]
) -> None:
    term = seat("interim", first, last, target="U")
    assert together(CODE, term, seat(kind, "2026-10-05", "2026-10-09")) == expected


def test_forbids_an_inspection_whose_notice_falls_in_a_full_time_term() -> None:
    visit = seat("inspect", "2026-10-05", "2026-10-09", notice="2026-09-28")
    assert together(CODE, seat("second", "2026-04-06", "2026-09-30", target="U"), visit) == HARD


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("2026-10-10", SOFT),
        ("2026-10-12", SOFT),
        ("2026-10-23", SOFT),
        ("2026-10-24", CLEAR),
        ("2026-10-26", CLEAR),
    ],
)
def test_forbids_softly_under_ten_working_days_between_inspections_and_lets_through_ten(
    first: str, expected: set[str]
) -> None:
    assert together(CODE, INSPECTION, seat("inspect", first, "2026-10-30", target="U")) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"), [("2026-10-05", "2026-10-09", CLEAR), ("2026-10-05", "2026-10-12", SOFT)]
)
def test_forbids_softly_and_lets_through_whichever_inspection_comes_first(
    first: str, last: str, expected: set[str]
) -> None:
    later = seat("inspect", "2026-10-26", "2026-10-30", target="A")
    assert together(CODE, later, seat("inspect", first, last, target="Z")) == expected


def test_lets_through_by_first_days_though_notice_comes_within_ten_working_days() -> None:
    later = seat("inspect", "2026-10-26", "2026-10-30", target="U", notice="2026-10-19")
    assert together(CODE, INSPECTION, later) == CLEAR


def test_forbids_softly_two_inspections_of_the_same_council_too_soon() -> None:
    again = on(person(), duty("inspect", "T", name="again", first="2026-10-19", last="2026-10-23"))
    assert together(CODE, INSPECTION, again) == SOFT


@pytest.mark.parametrize("kind", ["support", "review", "chair"])
def test_lets_through_other_work_soon_after_an_inspection(kind: str) -> None:
    week = [span("2026-10-12", "2026-10-16")]
    assert together(CODE, INSPECTION, seat(kind, "2026-10-12", "2026-10-16", target="U", on_site=week)) == CLEAR
    one = seat("support", "2026-10-05", "2026-10-09", on_site=[span("2026-10-05", "2026-10-09")])
    assert together(CODE, one, seat(kind, "2026-10-12", "2026-10-16", target="U", on_site=week)) == CLEAR


def test_lets_through_a_full_time_term_right_after_an_inspection() -> None:
    assert together(CODE, INSPECTION, seat("second", "2026-10-12", "2027-03-26", target="U")) == CLEAR


@pytest.mark.parametrize("kind", ["inspect", "second"])
def test_lets_through_two_people(kind: str) -> None:
    assert together(CODE, INSPECTION, seat(kind, "2026-10-05", "2026-10-09", who="q", target="U")) == CLEAR
    assert together(CODE, seat("interim", *TERM), seat(kind, "2026-10-05", "2026-10-09", who="q")) == CLEAR


def test_forbids_and_lets_through_whatever_the_targets() -> None:
    visit = on(person(posts=[]), duty(name="visit", authorities=[]))
    week = [span("2026-10-09", "2026-10-13")]
    support = duty("support", name="help", authorities=[], last="2026-10-30", on_site=week)
    assert together(CODE, visit, on(person(posts=[]), support)) == HARD
    assert together(CODE, visit, on(person(posts=[]), support | {"on_site": []})) == CLEAR


@pytest.mark.parametrize("status", ["done", "live"])
def test_forbids_and_lets_through_against_a_past_or_fixed_duty(status: str) -> None:
    def term(last: str) -> Seat:
        return on(person(), duty("second", "U", name="away", first="2026-03-02", last=last), status)

    assert together(CODE, INSPECTION, term("2026-10-05")) == HARD
    assert together(CODE, INSPECTION, term("2026-10-04")) == CLEAR


def test_forbids_softly_against_a_past_inspection() -> None:
    visit = on(person(), duty("inspect", "U", name="old", first="2026-09-21", last="2026-09-25"), "done")
    assert together(CODE, INSPECTION, visit) == SOFT


@pytest.mark.parametrize(("first", "expected"), [("2026-10-19", CLEAR), ("2026-10-16", SOFT)])
def test_forbids_softly_and_lets_through_by_the_policys_working_days(first: str, expected: set[str]) -> None:
    later = seat("inspect", first, "2026-10-23", target="U")
    assert together(CODE, INSPECTION, later, setting={"working_days": 5}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_every_half_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str]
) -> None:
    setting = {"strength": strength}
    week = [span("2026-10-05", "2026-10-09")]
    for other in (
        seat("support", "2026-10-05", "2026-10-09", target="U", on_site=week),
        seat("interim", *TERM, target="U"),
        seat("inspect", "2026-10-19", "2026-10-23", target="U"),
    ):
        assert together(CODE, INSPECTION, other, setting=setting) == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2026-12-29", SOFT), ("2027-01-01", SOFT), ("2027-01-04", CLEAR), ("2027-01-05", CLEAR)],
)
def test_forbids_softly_and_lets_through_by_a_much_longer_gap(first: str, expected: set[str]) -> None:
    later = seat("inspect", first, "2027-01-29", target="U")
    assert together(CODE, INSPECTION, later, setting={"working_days": 60}) == expected


@pytest.mark.parametrize("first", ["2026-09-14", "2027-05-17", "2028-03-20", "2029-09-10"])
def test_forbids_another_duty_in_any_week_of_a_long_term(first: str) -> None:
    term = seat("interim", "2026-09-14", "2029-09-13", target="U")
    assert together(CODE, term, seat("review", first, "2030-01-31")) == HARD


def test_forbids_an_on_site_day_shared_by_two_long_duties() -> None:
    one = seat("support", "2026-01-05", "2028-12-22", on_site=[span("2028-02-29", "2028-02-29")])
    other = seat("review", "2027-12-01", "2028-03-31", target="U", on_site=[span("2028-02-01", "2028-03-31")])
    assert together(CODE, one, other) == HARD


@pytest.mark.parametrize(("first", "expected"), [("2030-08-08", SOFT), ("2030-08-09", CLEAR)])
def test_forbids_softly_and_lets_through_by_many_more_working_days(first: str, expected: set[str]) -> None:
    """Between 9 October 2026 and 9 August 2030 lie 999 Mondays to Fridays."""
    one, other = duty(name="one"), duty("inspect", "U", name="two", first=first, last="2030-08-30")
    assert together(CODE, on(person(), one), on(person(), other), setting={"working_days": 999}) == expected


def test_forbids_a_full_time_term_that_ends_in_a_long_time_of_notice() -> None:
    term = on(person(), duty("second", "U", name="term", first="2026-02-02", last="2026-06-05"))
    assert together(CODE, term, on(person(), duty(notice="2026-06-05"))) == HARD
    assert together(CODE, term, on(person(), duty(notice="2026-06-08"))) == CLEAR


@pytest.mark.parametrize("day", range(1, 29))
def test_forbids_on_the_last_day_of_a_full_time_term_whatever_day_of_the_month_it_is(day: int) -> None:
    shared = f"2027-02-{day:02}"
    term = on(person(), duty("second", "U", name="term", first="2026-10-05", last=shared))
    later = on(person(), duty("review", name="later", first=shared, last="2027-06-25"))
    assert together(CODE, term, later) == HARD


@pytest.mark.parametrize(("first", "expected"), [("2027-03-26", HARD), ("2027-03-27", CLEAR)])
@pytest.mark.parametrize("one", ["second", "interim"])
@pytest.mark.parametrize("other", ["second", "interim"])
def test_forbids_full_time_terms_that_share_a_day_and_lets_through_one_after_the_other(
    one: str, other: str, first: str, expected: set[str]
) -> None:
    later = on(person(), duty(other, "U", name="later", first=first, last="2027-09-24"))
    assert together(CODE, seat(one, *TERM), later) == expected


@pytest.mark.parametrize("kind", ["chair", "support", "review"])
def test_forbids_on_site_days_that_a_chair_shares_and_lets_through_days_that_only_touch(kind: str) -> None:
    board = seat("chair", "2026-10-01", "2029-09-30", on_site=[span("2026-10-05", "2026-10-06")])
    for day, expected in (("2026-10-06", HARD), ("2026-10-07", CLEAR)):
        other = seat(kind, "2026-10-01", "2026-12-18", target="U", on_site=[span(day, day)])
        assert together(CODE, board, other) == expected


@pytest.mark.parametrize("term", ["second", "interim"])
def test_lets_through_a_chairs_on_site_days_within_a_term_and_forbids_them_on_its_own_on_site_days(term: str) -> None:
    week = [span("2026-10-05", "2026-10-09")]
    board = seat("chair", "2026-10-01", "2029-09-30", on_site=week)
    assert together(CODE, seat(term, *TERM, target="U"), board) == CLEAR
    assert together(CODE, seat(term, *TERM, target="U", on_site=week), board) == HARD


def test_forbids_softly_two_inspections_that_overlap_without_a_shared_on_site_day() -> None:
    odd, even = [span("2026-10-05", "2026-10-05")], [span("2026-10-08", "2026-10-08")]
    one = seat("inspect", "2026-10-05", "2026-10-09", on_site=odd)
    assert together(CODE, one, seat("inspect", "2026-10-05", "2026-10-09", target="U", on_site=even)) == SOFT


def test_forbids_hard_and_softly_two_inspections_that_share_their_last_and_first_day() -> None:
    later = seat("inspect", "2026-10-09", "2026-10-15", target="U")
    assert together(CODE, INSPECTION, later) == HARD | SOFT


@pytest.mark.parametrize("subtype", ["focused", "monitoring", "joint"])
def test_forbids_softly_every_subtype_of_inspection_too_soon(subtype: str) -> None:
    visit = seat("inspect", "2026-10-23", "2026-10-30", target="U", subtype=subtype)
    assert together(CODE, INSPECTION, visit) == SOFT


def test_forbids_after_a_change_of_employer_as_before() -> None:
    moved = person(posts=[post("H", until="2026-10-11"), post("K", "2026-10-12")])
    visit, again = duty(name="visit"), duty("inspect", "U", name="again", first="2026-10-19", last="2026-10-23")
    assert together(CODE, on(moved, visit), on(moved, again)) == SOFT
    term = duty("second", "U", name="term", first="2026-10-09", last="2027-03-26")
    assert together(CODE, on(moved, visit), on(moved, term)) == HARD


def test_forbids_another_duty_while_a_deputy_acts_up_at_home() -> None:
    deputy = person(posts=[post("T", role="senior")])
    cover = on(deputy, duty("interim", name="cover", first="2026-09-14", last="2027-03-26"))
    assert together(CODE, cover, on(deputy, duty("inspect", "U", name="visit"))) == HARD


@pytest.mark.parametrize(("first", "expected"), [("2026-10-09", SOFT), ("2026-10-12", CLEAR)])
def test_forbids_softly_and_lets_through_a_past_inspection_by_the_working_days_since(
    first: str, expected: set[str]
) -> None:
    past = on(person(), duty("inspect", "U", name="old", first="2026-09-21", last="2026-09-25"), "done")
    assert together(CODE, past, seat("inspect", first, "2026-10-16")) == expected
