"""open-complaint: an open complaint with the target forbids everything; for three years after, it needs a waiver."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, arrangement, duty, interest, on, person, post, verdict

CODE = "open-complaint"
OTHER_TIES = [
    "employed",
    "consulted",
    "councillor",
    "applied",
    "family",
    "friend",
    "acquaintance",
    "paid",
    "case",
    "other",
]
OTHER_ARRANGEMENTS = [
    "director",
    "trust",
    "directorate",
    "partnership",
    "adoption",
    "service",
    "police",
    "icb",
    "dispute",
    "merger",
]
Complaint = Callable[[str | None, str | None], Mapping[str, object]]


def with_the_person(since: str | None, until: str | None) -> Mapping[str, object]:
    return {"interests": [interest("complaint", since, until)]}


def with_the_home(since: str | None, until: str | None) -> Mapping[str, object]:
    return {"arrangements": [arrangement("complaint", "H", "T", since=since, until=until)]}


EITHER = pytest.mark.parametrize("complaint", [with_the_person, with_the_home])


@EITHER
@pytest.mark.parametrize("kind", KINDS)
def test_forbids_every_kind_of_duty_while_the_complaint_is_open_and_softly_after(
    kind: str, complaint: Complaint
) -> None:
    assert verdict(CODE, person(), duty(kind), **complaint("2026-01-01", None)) == HARD
    assert verdict(CODE, person(), duty(kind), **complaint("2024-01-01", "2026-01-01")) == SOFT


@EITHER
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, HARD),
        (None, "2026-10-05", HARD),
        (None, "2026-10-04", SOFT),
        ("2020-01-01", "2026-10-05", HARD),
        ("2020-01-01", "2026-10-04", SOFT),
        ("2020-01-01", "2023-10-06", SOFT),
        ("2020-01-01", "2023-10-05", CLEAR),
        (None, "2023-10-06", SOFT),
        (None, "2023-10-05", CLEAR),
        ("2026-10-09", None, HARD),
        ("2026-10-09", "2026-12-31", HARD),
        ("2026-10-10", None, CLEAR),
        ("2026-10-10", "2026-12-31", CLEAR),
    ],
)
def test_forbids_or_lets_through_by_the_days_of_the_complaint(
    since: str | None, until: str | None, expected: set[str], complaint: Complaint
) -> None:
    assert verdict(CODE, person(), duty(), **complaint(since, until)) == expected


@EITHER
@pytest.mark.parametrize(
    ("kind", "until", "expected"),
    [
        ("inspect", "2026-09-28", HARD),
        ("inspect", "2026-09-27", SOFT),
        ("inspect", "2023-09-29", SOFT),
        ("inspect", "2023-09-28", CLEAR),
        ("review", "2026-09-28", SOFT),
        ("review", "2023-09-29", CLEAR),
    ],
)
def test_forbids_by_the_notice_day_of_an_inspection_and_lets_through_by_the_first_day_of_others(
    kind: str, until: str, expected: set[str], complaint: Complaint
) -> None:
    assert verdict(CODE, person(), duty(kind, notice="2026-09-28"), **complaint("2020-01-01", until)) == expected


@EITHER
@pytest.mark.parametrize(("first", "expected"), [("2027-02-27", SOFT), ("2027-02-28", CLEAR)])
def test_forbids_softly_before_and_lets_through_on_28_february_after_a_leap_day(
    first: str, expected: set[str], complaint: Complaint
) -> None:
    work = duty("support", first=first, last="2027-03-05")
    assert verdict(CODE, person(), work, **complaint("2020-01-01", "2024-02-29")) == expected


@pytest.mark.parametrize("tie", OTHER_TIES)
def test_lets_through_the_other_interests(tie: str) -> None:
    assert verdict(CODE, person(), duty(), interests=[interest(tie, "2020-01-01")]) == CLEAR


@pytest.mark.parametrize("kind", OTHER_ARRANGEMENTS)
def test_lets_through_the_other_arrangements(kind: str) -> None:
    assert verdict(CODE, person(), duty(), arrangements=[arrangement(kind, "H", "T")]) == CLEAR


def test_lets_through_complaints_elsewhere_and_of_other_people() -> None:
    ties = [interest("complaint", at="U"), interest("complaint", of="q"), interest("complaint", at="H")]
    apart = [arrangement("complaint", "H", "K"), arrangement("complaint", "K", "T")]
    colleague = on(person("q"), duty(name="e", authorities=["U"]))
    assert verdict(CODE, person(), duty(), interests=ties, arrangements=apart, also=[colleague]) == CLEAR


@pytest.mark.parametrize(("until", "expected"), [(None, HARD), ("2026-01-01", SOFT)])
def test_forbids_one_of_several_homes_and_targets(until: str | None, expected: set[str]) -> None:
    between = [arrangement("complaint", "K", "U", until=until)]
    assert verdict(CODE, person("p", "H", "K"), duty("chair", "T", "U"), arrangements=between) == expected
    assert verdict(CODE, person(), duty("chair", "U", "T"), interests=[interest("complaint", until=until)]) == expected


def test_forbids_though_an_older_complaint_is_closed() -> None:
    ties = [interest("complaint", "2020-01-01", "2025-01-01"), interest("complaint", "2026-01-01")]
    assert verdict(CODE, person(), duty(), interests=ties) >= HARD
    assert verdict(CODE, person(), duty(), interests=[*reversed(ties)]) >= HARD


def test_forbids_a_change_of_employer_in_mid_duty_and_lets_through_one_before_it() -> None:
    between = [arrangement("complaint", "K", "T")]
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert verdict(CODE, moves, duty(), arrangements=between) == HARD
    moved = person(posts=[post("K", until="2026-10-04"), post("H", "2026-10-05")])
    assert verdict(CODE, moved, duty(), arrangements=between) == CLEAR


def test_forbids_by_a_persons_own_complaint_whatever_posts_they_hold() -> None:
    for someone in (person(posts=[]), person("p", "T")):
        assert verdict(CODE, someone, duty(), **with_the_person(None, None)) == HARD
        assert verdict(CODE, someone, duty(), **with_the_person(None, "2026-01-01")) == SOFT


def test_forbids_a_deputy_in_complaint_to_act_up() -> None:
    deputy = person(posts=[post("T", role="senior")])
    assert verdict(CODE, deputy, duty("interim"), **with_the_person(None, None)) == HARD


def test_lets_through_a_complaint_of_the_home_against_others_than_the_target() -> None:
    assert verdict(CODE, person("p", "T"), duty(), **with_the_home(None, None)) == CLEAR
    assert verdict(CODE, person("p", "T"), duty("support", "T", "H"), **with_the_home(None, None)) == HARD


@EITHER
def test_lets_through_a_duty_without_target(complaint: Complaint) -> None:
    assert verdict(CODE, person(), duty(authorities=[]), **complaint(None, None)) == CLEAR


def test_lets_through_who_holds_no_post_where_only_councils_complain() -> None:
    assert verdict(CODE, person(posts=[]), duty(), **with_the_home(None, None)) == CLEAR


@EITHER
@pytest.mark.parametrize(
    ("years", "until", "expected"),
    [(1, "2025-10-06", SOFT), (1, "2025-10-05", CLEAR), (9, "2017-10-06", SOFT), (9, "2017-10-05", CLEAR)],
)
def test_forbids_softly_and_lets_through_by_the_policys_years(
    years: int, until: str, expected: set[str], complaint: Complaint
) -> None:
    assert verdict(CODE, person(), duty(), setting={"years": years}, **complaint("2010-01-01", until)) == expected


@EITHER
@pytest.mark.parametrize("until", [None, "2026-01-01"])
@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
def test_forbids_both_halves_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str], until: str | None, complaint: Complaint
) -> None:
    asked = verdict(CODE, person(), duty("chair"), setting={"strength": strength}, **complaint("2020-01-01", until))
    assert asked == expected
