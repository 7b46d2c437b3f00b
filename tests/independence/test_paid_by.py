"""paid-by: who was paid by the target or its supplier neither inspects it nor reviews its cases for 5 years."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, duty, interest, on, other_kinds, person, post, verdict

CODE = "paid-by"
LEFT_ALONE = [
    "employed",
    "consulted",
    "councillor",
    "commissioner",
    "applied",
    "family",
    "friend",
    "business",
    "acquaintance",
    "complaint",
    "case",
    "other",
]
KEPT_AWAY = pytest.mark.parametrize("kind", ["inspect", "review"])


def paid(since: str | None, until: str | None, work: Entry, **rest: object) -> set[str]:
    return verdict(CODE, person(), work, interests=[interest("paid", since, until)], **rest)


@KEPT_AWAY
def test_forbids_the_day_before_the_anniversary(kind: str) -> None:
    assert paid("2015-01-01", "2021-10-06", duty(kind)) == HARD


@KEPT_AWAY
def test_lets_through_on_the_anniversary(kind: str) -> None:
    assert paid("2015-01-01", "2021-10-05", duty(kind)) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect", "review"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert paid("2015-01-01", None, duty(kind)) == CLEAR


@pytest.mark.parametrize("tie", LEFT_ALONE)
@KEPT_AWAY
def test_lets_through_the_other_interests(kind: str, tie: str) -> None:
    assert verdict(CODE, person(), duty(kind), interests=[interest(tie, "2020-01-01")]) == CLEAR


@KEPT_AWAY
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-10-09", "2026-12-31", HARD),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, CLEAR),
        ("2026-10-10", "2026-12-31", CLEAR),
        ("2010-01-01", None, HARD),
        ("2010-01-01", "2030-01-01", HARD),
        (None, None, HARD),
        (None, "2021-10-05", CLEAR),
        (None, "2021-10-06", HARD),
    ],
)
def test_forbids_an_overlap_or_an_open_end_and_lets_through_what_begins_after(
    since: str | None, until: str | None, expected: set[str], kind: str
) -> None:
    assert paid(since, until, duty(kind)) == expected


@pytest.mark.parametrize(
    ("kind", "until", "expected"),
    [("inspect", "2021-10-01", HARD), ("inspect", "2021-09-28", CLEAR), ("review", "2021-10-01", CLEAR)],
)
def test_forbids_by_the_notice_day_of_an_inspection_and_lets_through_by_the_first_day_of_others(
    kind: str, until: str, expected: set[str]
) -> None:
    assert paid("2010-01-01", until, duty(kind, notice="2026-09-28")) == expected


@KEPT_AWAY
@pytest.mark.parametrize(("first", "expected"), [("2029-02-27", HARD), ("2029-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(
    first: str, expected: set[str], kind: str
) -> None:
    assert paid("2020-01-01", "2024-02-29", duty(kind, first=first, last="2029-03-09")) == expected


@KEPT_AWAY
def test_forbids_payment_by_one_of_several_targets(kind: str) -> None:
    ties = [interest("paid", "2026-01-05", "2026-02-06", at="U")]
    assert verdict(CODE, person(), duty(kind, "T", "U"), interests=ties) == HARD


def test_lets_through_payment_elsewhere_and_to_other_people() -> None:
    ties = [interest("paid", at="U"), interest("paid", of="q"), interest("paid", at="H")]
    colleague = on(person("q"), duty(name="e", authorities=["U"]))
    assert verdict(CODE, person(), duty(), interests=ties, also=[colleague]) == CLEAR


def test_lets_through_a_duty_without_target() -> None:
    assert paid("2010-01-01", None, duty(authorities=[])) == CLEAR


def test_forbids_whoever_was_paid_whatever_posts_they_hold() -> None:
    ties = [interest("paid", "2026-01-05", "2026-02-06")]
    assert verdict(CODE, person(posts=[]), duty(), interests=ties) == HARD
    assert verdict(CODE, person("p", "T"), duty("review"), interests=ties) == HARD
    moves = person(posts=[post("H", until="2026-10-06"), post("T", "2026-10-07")])
    assert verdict(CODE, moves, duty(), interests=ties) == HARD


@pytest.mark.parametrize(("kind", "parameter"), [("inspect", "inspect_years"), ("review", "review_years")])
@pytest.mark.parametrize(
    ("years", "barred", "clear"), [(1, "2025-10-06", "2025-10-05"), (9, "2017-10-06", "2017-10-05")]
)
def test_forbids_and_lets_through_by_the_policys_years(
    years: int, barred: str, clear: str, kind: str, parameter: str
) -> None:
    assert paid("2010-01-01", barred, duty(kind), setting={parameter: years}) == HARD
    assert paid("2010-01-01", clear, duty(kind), setting={parameter: years}) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
@KEPT_AWAY
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(
    kind: str, strength: str, expected: set[str]
) -> None:
    assert paid("2026-01-05", "2026-02-06", duty(kind), setting={"strength": strength}) == expected
