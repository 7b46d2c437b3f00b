"""applied-there: who applied for a post at the target does not inspect it for 5 years, nor chair its board for 2."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, duty, interest, on, other_kinds, person, post, verdict

CODE = "applied-there"
LEFT_ALONE = [
    "employed",
    "consulted",
    "councillor",
    "commissioner",
    "family",
    "friend",
    "business",
    "acquaintance",
    "paid",
    "complaint",
    "case",
    "other",
]
BY_KIND = [("inspect", "2021-10-05", "2021-10-06", HARD), ("chair", "2024-10-05", "2024-10-06", SOFT)]
"""The kind, the last end that is clear, the first that is not, and how strongly it objects."""


def applied(since: str | None, until: str | None, work: Entry, **rest: object) -> set[str]:
    return verdict(CODE, person(), work, interests=[interest("applied", since, until)], **rest)


@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
def test_forbids_the_day_before_the_anniversary(kind: str, clear: str, barred: str, expected: set[str]) -> None:
    assert applied(barred, barred, duty(kind)) == expected


@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
def test_lets_through_on_the_anniversary(kind: str, clear: str, barred: str, expected: set[str]) -> None:
    assert applied(clear, clear, duty(kind)) == CLEAR


def test_lets_through_an_inspection_long_after_and_a_chair_sooner() -> None:
    assert applied("2023-01-02", "2023-01-31", duty("chair")) == CLEAR
    assert applied("2023-01-02", "2023-01-31", duty("inspect")) == HARD


@pytest.mark.parametrize("kind", other_kinds("inspect", "chair"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert applied("2026-01-01", None, duty(kind)) == CLEAR


@pytest.mark.parametrize("tie", LEFT_ALONE)
@pytest.mark.parametrize("kind", ["inspect", "chair"])
def test_lets_through_the_other_interests(kind: str, tie: str) -> None:
    assert verdict(CODE, person(), duty(kind), interests=[interest(tie, "2020-01-01")]) == CLEAR


@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        ("2026-10-09", "2026-12-31", True),
        ("2026-10-09", None, True),
        ("2026-10-10", None, False),
        ("2026-10-10", "2026-10-30", False),
        ("2010-01-01", None, True),
        ("2010-01-01", "2030-01-01", True),
        (None, None, True),
    ],
)
def test_forbids_an_overlap_or_an_open_end_and_lets_through_what_begins_after(
    since: str | None, until: str | None, counts: bool, kind: str, clear: str, barred: str, expected: set[str]
) -> None:
    assert applied(since, until, duty(kind)) == (expected if counts else CLEAR)


@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
def test_forbids_and_lets_through_by_the_end_where_the_first_day_is_unknown(
    kind: str, clear: str, barred: str, expected: set[str]
) -> None:
    assert applied(None, barred, duty(kind)) == expected
    assert applied(None, clear, duty(kind)) == CLEAR


@pytest.mark.parametrize(
    ("kind", "until", "expected"),
    [("inspect", "2021-10-01", HARD), ("inspect", "2021-09-28", CLEAR), ("chair", "2024-10-01", CLEAR)],
)
def test_forbids_by_the_notice_day_of_an_inspection_and_lets_through_by_the_first_day_of_others(
    kind: str, until: str, expected: set[str]
) -> None:
    assert applied("2010-01-01", until, duty(kind, notice="2026-09-28")) == expected


@pytest.mark.parametrize(
    ("kind", "first", "expected"),
    [
        ("inspect", "2029-02-27", HARD),
        ("inspect", "2029-02-28", CLEAR),
        ("chair", "2026-02-27", SOFT),
        ("chair", "2026-02-28", CLEAR),
    ],
)
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(
    kind: str, first: str, expected: set[str]
) -> None:
    assert applied("2024-02-01", "2024-02-29", duty(kind, first=first, last="2031-12-31")) == expected


def test_forbids_an_application_to_one_of_several_targets() -> None:
    elsewhere = [interest("applied", "2026-01-05", "2026-02-06", at="U")]
    assert verdict(CODE, person(), duty("inspect", "T", "U"), interests=elsewhere) == HARD
    assert verdict(CODE, person(), duty("chair", "U", "T"), interests=elsewhere) == SOFT


def test_lets_through_applications_elsewhere_and_other_peoples() -> None:
    ties = [interest("applied", at="U"), interest("applied", of="q"), interest("applied", at="H")]
    colleague = on(person("q"), duty(name="e", authorities=["U"]))
    assert verdict(CODE, person(), duty(), interests=ties, also=[colleague]) == CLEAR


def test_lets_through_a_duty_without_target() -> None:
    assert applied("2026-01-01", None, duty(authorities=[])) == CLEAR


def test_forbids_whoever_applied_whatever_posts_they_hold() -> None:
    ties = [interest("applied", "2026-01-05", "2026-02-06")]
    assert verdict(CODE, person(posts=[]), duty(), interests=ties) == HARD
    assert verdict(CODE, person("p", "T"), duty(), interests=ties) == HARD
    moves = person(posts=[post("H", until="2026-10-06"), post("T", "2026-10-07")])
    assert verdict(CODE, moves, duty(), interests=ties) == HARD


@pytest.mark.parametrize(("kind", "parameter"), [("inspect", "inspect_years"), ("chair", "chair_years")])
@pytest.mark.parametrize(
    ("years", "barred", "clear"), [(1, "2025-10-06", "2025-10-05"), (9, "2017-10-06", "2017-10-05")]
)
def test_forbids_and_lets_through_by_the_policys_years(
    years: int, barred: str, clear: str, kind: str, parameter: str
) -> None:
    expected = HARD if kind == "inspect" else SOFT
    assert applied("2010-01-01", barred, duty(kind), setting={parameter: years}) == expected
    assert applied("2010-01-01", clear, duty(kind), setting={parameter: years}) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
@pytest.mark.parametrize("kind", ["inspect", "chair"])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(
    kind: str, strength: str, expected: set[str]
) -> None:
    assert applied("2026-01-05", "2026-02-06", duty(kind), setting={"strength": strength}) == expected
