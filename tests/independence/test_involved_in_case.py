"""involved-in-case: nobody reviews the case of a child whom they or their council dealt with, however long ago."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, Seat, duty, interest, on, other_kinds, person, post, verdict

CODE = "involved-in-case"
LEFT_ALONE = ["employed", "consulted", "councillor", "commissioner", "family", "friend", "paid", "complaint", "other"]
REVIEW = duty("review", case="R-7")
BYSTANDER = on(person("q", "K"), duty("support", "U", name="e"))
"""Somebody else of the file, whose interests may be asked about."""


def tied(*ties: Entry, someone: Entry | None = None, work: Entry = REVIEW, **rest: object) -> set[str]:
    also: list[Seat] = [BYSTANDER]
    return verdict(CODE, someone or person(), work, interests=list(ties), also=also, **rest)


@pytest.mark.parametrize("council", ["T", "U", "H", None])
def test_forbids_who_dealt_with_the_child_whatever_council_they_did_it_for(council: str | None) -> None:
    assert tied(interest("case", at=council, case="R-7")) == HARD


def test_lets_through_who_dealt_with_another_child() -> None:
    assert tied(interest("case", case="R-8")) == CLEAR
    assert tied(interest("case", at="U", case="R-8")) == CLEAR


def test_forbids_a_case_of_the_target_where_a_reference_is_missing() -> None:
    assert tied(interest("case")) == HARD
    assert tied(interest("case", case="R-8"), work=duty("review")) == HARD
    assert tied(interest("case"), work=duty("review")) == HARD
    assert tied(interest("case", at="U"), work=duty("review", "T", "U", case="R-7")) == HARD


@pytest.mark.parametrize("council", ["U", "H"])
def test_lets_through_a_case_elsewhere_where_a_reference_is_missing(council: str) -> None:
    assert tied(interest("case", at=council)) == CLEAR
    assert tied(interest("case", at=council, case="R-8"), work=duty("review")) == CLEAR


def test_forbids_where_a_colleague_dealt_with_the_child_for_the_home() -> None:
    assert tied(interest("case", at="H", of="q", case="R-7")) == HARD
    assert tied(interest("case", at="K", of="q", case="R-7"), someone=person("p", "H", "K")) == HARD


def test_lets_through_where_others_dealt_with_the_child_for_another_council() -> None:
    assert tied(interest("case", at="T", of="q", case="R-7")) == CLEAR
    assert tied(interest("case", at="K", of="q", case="R-7")) == CLEAR
    assert tied(interest("case", at=None, of="q", case="R-7")) == CLEAR


def test_lets_through_where_others_dealt_with_another_child_or_a_reference_is_missing() -> None:
    assert tied(interest("case", at="H", of="q", case="R-8")) == CLEAR
    assert tied(interest("case", at="H", of="q")) == CLEAR
    assert tied(interest("case", at="H", of="q", case="R-7"), work=duty("review")) == CLEAR
    assert tied(interest("case", at="H", of="q"), work=duty("review")) == CLEAR


@pytest.mark.parametrize(
    "tie", [{"at": "T", "case": "R-7"}, {"at": "T"}, {"at": "U", "case": "R-7"}, {"at": "H", "of": "q", "case": "R-7"}]
)
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("1990-01-01", "1990-06-30", HARD),
        (None, "1990-06-30", HARD),
        (None, None, HARD),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, CLEAR),
        ("2026-10-10", "2026-12-31", CLEAR),
    ],
)
def test_forbids_without_expiry_and_lets_through_what_begins_after_the_review(
    since: str | None, until: str | None, expected: set[str], tie: dict[str, str]
) -> None:
    assert tied(interest("case", since, until, **tie)) == expected


@pytest.mark.parametrize(("since", "expected"), [("2028-02-29", HARD), ("2028-03-01", CLEAR)])
def test_forbids_by_a_leap_day_and_lets_through_from_the_day_after(since: str, expected: set[str]) -> None:
    work = duty("review", first="2028-02-01", last="2028-02-29", case="R-7")
    assert tied(interest("case", since, case="R-7"), work=work) == expected


@pytest.mark.parametrize("kind", other_kinds("review"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    ties = [interest("case", case="R-7"), interest("case"), interest("case", at="H", of="q", case="R-7")]
    assert tied(*ties, work=duty(kind, case="R-7")) == CLEAR


@pytest.mark.parametrize("kind", LEFT_ALONE)
def test_lets_through_the_other_interests(kind: str) -> None:
    ties = [interest(kind, case="R-7"), interest(kind), interest(kind, at="H", of="q", case="R-7")]
    assert tied(*ties) == CLEAR


def test_forbids_a_change_of_employer_in_mid_review_and_lets_through_one_before_it() -> None:
    colleagues = interest("case", at="K", of="q", case="R-7")
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert tied(colleagues, someone=moves) == HARD
    moved = person(posts=[post("K", until="2026-10-04"), post("H", "2026-10-05")])
    assert tied(colleagues, someone=moved) == CLEAR


def test_forbids_who_dealt_with_the_child_though_they_hold_no_post_or_work_for_the_target() -> None:
    assert tied(interest("case", case="R-7"), someone=person(posts=[])) == HARD
    assert tied(interest("case", case="R-7"), someone=person("p", "T")) == HARD


def test_lets_through_who_holds_no_post_where_others_dealt_with_the_child() -> None:
    assert tied(interest("case", at="H", of="q", case="R-7"), someone=person(posts=[])) == CLEAR


def test_forbids_a_colleague_of_the_same_name_of_case_only_by_the_whole_reference() -> None:
    assert tied(interest("case", at="H", of="q", case="R-70")) == CLEAR
    assert tied(interest("case", case="r-7")) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    for tie in ({"case": "R-7"}, {"at": "T"}, {"at": "H", "of": "q", "case": "R-7"}):
        assert tied(interest("case", **tie), setting={"strength": strength}) == expected
