"""repeat-inspector: one person on two judgement inspections of one council within four years needs a waiver."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Seat, duty, on, other_kinds, person, post, together

CODE = "repeat-inspector"


def visit(first: str, last: str, *targets: str, who: str = "p", **changes: object) -> Seat:
    return on(person(who), duty("inspect", *targets, name=f"v-{first}-{last}", first=first, last=last, **changes))


EARLIER = visit("2022-10-03", "2022-10-07")
LATER = visit("2026-03-02", "2026-03-06")


def test_forbids_softly_a_second_inspection_of_one_council() -> None:
    assert together(CODE, EARLIER, LATER) == SOFT


@pytest.mark.parametrize(("first", "expected"), [("2026-10-06", SOFT), ("2026-10-07", CLEAR)])
def test_forbids_softly_before_and_lets_through_on_the_anniversary(first: str, expected: set[str]) -> None:
    assert together(CODE, EARLIER, visit(first, "2026-10-16")) == expected


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2022-10-03", "2022-10-14"),
        ("2022-10-07", "2022-10-14"),
        ("2022-09-30", "2022-10-03"),
        ("2022-10-05", "2022-10-05"),
    ],
)
def test_forbids_softly_any_overlap(first: str, last: str) -> None:
    assert together(CODE, EARLIER, visit(first, last)) == SOFT
    assert together(CODE, EARLIER, visit(first, last), setting={"years": 0}) == SOFT


@pytest.mark.parametrize(("first", "expected"), [("2022-10-08", CLEAR), ("2022-10-07", SOFT)])
def test_lets_through_what_only_follows_where_no_years_are_asked_for(first: str, expected: set[str]) -> None:
    assert together(CODE, EARLIER, visit(first, "2022-10-14"), setting={"years": 0}) == expected


@pytest.mark.parametrize("subtype", ["focused", "monitoring", "joint"])
def test_lets_through_the_other_subtypes(subtype: str) -> None:
    assert together(CODE, EARLIER, visit("2026-03-02", "2026-03-06", subtype=subtype)) == CLEAR
    assert together(CODE, visit("2022-10-03", "2022-10-07", subtype=subtype), LATER) == CLEAR
    other = visit("2026-03-02", "2026-03-06", subtype=subtype)
    assert together(CODE, visit("2022-10-03", "2022-10-07", subtype=subtype), other) == CLEAR


def test_forbids_softly_where_the_subtype_is_named() -> None:
    assert together(CODE, EARLIER, visit("2026-03-02", "2026-03-06", subtype="judgement")) == SOFT


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    work = on(person(), duty(kind, name="work", first="2026-03-02", last="2026-03-06"))
    earlier = on(person(), duty(kind, name="earlier", first="2022-10-03", last="2022-10-07"))
    assert together(CODE, EARLIER, work) == CLEAR
    assert together(CODE, earlier, LATER) == CLEAR
    assert together(CODE, earlier, work) == CLEAR


def test_lets_through_another_person_and_another_council() -> None:
    assert together(CODE, EARLIER, visit("2026-03-02", "2026-03-06", who="q")) == CLEAR
    assert together(CODE, EARLIER, visit("2026-03-02", "2026-03-06", "U")) == CLEAR


def test_forbids_softly_one_shared_council_of_joint_inspections() -> None:
    assert (
        together(CODE, visit("2022-10-03", "2022-10-07", "U", "T"), visit("2026-03-02", "2026-03-06", "T", "V")) == SOFT
    )
    assert together(CODE, visit("2022-10-03", "2022-10-07", "U", "T"), visit("2026-03-02", "2026-03-06", "V")) == CLEAR


@pytest.mark.parametrize(("notice", "expected"), [("2026-10-06", SOFT), ("2026-10-07", CLEAR), (None, CLEAR)])
def test_forbids_softly_by_the_notice_day_and_lets_through_by_the_first_day_without_one(
    notice: str | None, expected: set[str]
) -> None:
    assert together(CODE, EARLIER, visit("2026-10-12", "2026-10-16", notice=notice)) == expected


@pytest.mark.parametrize(("first", "expected"), [("2029-02-27", SOFT), ("2029-02-28", CLEAR)])
def test_forbids_softly_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    earlier = visit("2024-02-26", "2024-02-29")
    assert together(CODE, earlier, visit(first, "2029-03-09"), setting={"years": 5}) == expected


def test_forbids_softly_four_years_to_a_leap_day() -> None:
    earlier = visit("2024-02-26", "2024-02-29")
    assert together(CODE, earlier, visit("2028-02-28", "2028-03-03")) == SOFT
    assert together(CODE, earlier, visit("2028-02-29", "2028-03-03")) == CLEAR


def test_forbids_softly_after_a_change_of_employer_and_without_a_post() -> None:
    moved = person(posts=[post("H", until="2024-12-31"), post("K", "2025-01-01")])
    two = (
        duty(name="one", first="2022-10-03", last="2022-10-07"),
        duty(name="two", first="2026-03-02", last="2026-03-06"),
    )
    assert together(CODE, on(moved, two[0]), on(moved, two[1])) == SOFT
    retired = person(posts=[])
    assert together(CODE, on(retired, two[0]), on(retired, two[1])) == SOFT


def test_lets_through_inspections_without_target() -> None:
    first, last = visit("2022-10-03", "2022-10-07", authorities=[]), visit("2026-03-02", "2026-03-06", authorities=[])
    assert together(CODE, first, last) == CLEAR
    assert together(CODE, EARLIER, last) == CLEAR


@pytest.mark.parametrize(("last", "expected"), [("2022-10-06", SOFT), ("2022-10-05", CLEAR)])
def test_forbids_softly_and_lets_through_against_a_past_inspection(last: str, expected: set[str]) -> None:
    past = on(person(), duty(name="old", first="2022-10-03", last=last), "done")
    assert together(CODE, past, on(person(), duty())) == expected


@pytest.mark.parametrize("seat", [{"status": "live"}, {"pinned": True}])
def test_forbids_softly_against_a_fixed_inspection(seat: dict[str, object]) -> None:
    fixed = on(person(), duty(name="fixed"), **seat)
    assert together(CODE, fixed, visit("2027-03-01", "2027-03-05")) == SOFT


@pytest.mark.parametrize(
    ("years", "first", "expected"),
    [(1, "2023-10-06", SOFT), (1, "2023-10-07", CLEAR), (20, "2042-10-06", SOFT), (20, "2042-10-07", CLEAR)],
)
def test_forbids_softly_and_lets_through_by_the_policys_years(years: int, first: str, expected: set[str]) -> None:
    assert together(CODE, EARLIER, visit(first, "2042-10-31"), setting={"years": years}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert together(CODE, EARLIER, LATER, setting={"strength": strength}) == expected
