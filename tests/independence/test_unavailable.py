"""unavailable: leave and declared blocks keep a person from a duty's on-site days."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, FIRST, HARD, KINDS, LAST, SOFT, Entry, duty, other_kinds, person, post, span, verdict

CODE = "unavailable"
WEEK = [span(FIRST, LAST)]


def away(since: str | None = None, until: str | None = None) -> Entry:
    return person(unavailable=[span(since, until)])


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_leave_on_an_on_site_day_of_every_kind(kind: str) -> None:
    assert verdict(CODE, away("2026-10-07", "2026-10-07"), duty(kind, on_site=WEEK)) == HARD


def test_forbids_leave_in_an_inspection_that_names_no_on_site_days() -> None:
    assert verdict(CODE, away("2026-10-07", "2026-10-07"), duty()) == HARD


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_leave_in_another_duty_that_names_no_on_site_days(kind: str) -> None:
    assert verdict(CODE, away("2026-10-01", "2026-10-31"), duty(kind)) == CLEAR


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-09-21", "2026-10-04", CLEAR),
        ("2026-09-21", "2026-10-05", HARD),
        ("2026-10-09", "2026-10-16", HARD),
        ("2026-10-10", "2026-10-16", CLEAR),
        ("2026-09-01", None, HARD),
        (None, "2026-10-04", CLEAR),
        (None, "2026-10-05", HARD),
        ("2026-10-10", None, CLEAR),
    ],
)
def test_forbids_an_overlap_and_lets_through_leave_that_only_touches(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    assert verdict(CODE, away(since, until), duty()) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-10-06", HARD), ("2026-10-07", CLEAR), ("2026-10-12", CLEAR), ("2026-10-13", HARD)],
)
@pytest.mark.parametrize("kind", ["inspect", "support"])
def test_forbids_leave_on_site_and_lets_through_leave_between_visits(kind: str, day: str, expected: set[str]) -> None:
    visits = [span("2026-10-05", "2026-10-06"), span("2026-10-13", "2026-10-14")]
    assert verdict(CODE, away(day, day), duty(kind, last="2026-10-30", on_site=visits)) == expected


def test_lets_through_an_inspection_with_nothing_on_site() -> None:
    assert verdict(CODE, away("2026-10-05", "2026-10-09"), duty(on_site=[])) == CLEAR


def test_lets_through_leave_between_the_notice_day_and_the_first_day() -> None:
    assert verdict(CODE, away("2026-09-28", "2026-10-02"), duty(notice="2026-09-28")) == CLEAR


def test_forbids_any_one_of_several_absences() -> None:
    twice = person(unavailable=[span("2026-08-03", "2026-08-14"), span("2026-10-08", "2026-10-08")])
    assert verdict(CODE, twice, duty()) == HARD


def test_lets_through_who_is_never_away() -> None:
    assert verdict(CODE, person(), duty()) == CLEAR
    assert verdict(CODE, person(unavailable=[]), duty()) == CLEAR


def test_forbids_whatever_the_home_or_target() -> None:
    leave = [span("2026-10-05", "2026-10-09")]
    assert verdict(CODE, person(posts=[], unavailable=leave), duty()) == HARD
    assert verdict(CODE, person(unavailable=leave), duty(authorities=[])) == HARD


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, away("2026-10-05", "2026-10-09"), duty(), setting={"strength": strength}) == expected


@pytest.mark.parametrize(("day", "expected"), [("2028-02-28", CLEAR), ("2028-02-29", HARD), ("2028-03-01", CLEAR)])
def test_forbids_leave_on_a_leap_day_on_site_and_lets_through_the_days_beside_it(day: str, expected: set[str]) -> None:
    work = duty("review", first="2028-02-28", last="2028-03-03", on_site=[span("2028-02-29", "2028-02-29")])
    assert verdict(CODE, away(day, day), work) == expected


def test_forbids_a_weekend_on_site_and_lets_through_the_one_after() -> None:
    work = duty("support", last="2026-10-30", on_site=[span("2026-10-08", "2026-10-11")])
    assert verdict(CODE, away("2026-10-11", "2026-10-11"), work) == HARD
    assert verdict(CODE, away("2026-10-17", "2026-10-18"), work) == CLEAR


def test_forbids_leave_without_any_end_or_beginning() -> None:
    assert verdict(CODE, away(), duty()) == HARD


def test_forbids_and_lets_through_after_a_change_of_employer_and_at_several_targets_as_before() -> None:
    moves = {"posts": [post("H", until="2026-10-06"), post("K", "2026-10-07")]}
    for day, expected in (("2026-10-09", HARD), ("2026-10-10", CLEAR)):
        assert verdict(CODE, person(unavailable=[span(day, day)], **moves), duty("inspect", "T", "U")) == expected


@pytest.mark.parametrize(("day", "expected"), [("2026-10-05", HARD), ("2026-10-06", CLEAR)])
def test_forbids_and_lets_through_by_an_inspections_own_on_site_days_not_its_period(
    day: str, expected: set[str]
) -> None:
    assert verdict(CODE, away(day, day), duty(on_site=[span("2026-10-05", "2026-10-05")])) == expected
