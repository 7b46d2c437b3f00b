"""one-live-role: one person does not chair, review, support or cover twice at one council at the same time."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Seat, duty, on, other_kinds, person, post, together

CODE = "one-live-role"
ROLES = ["chair", "review", "support", "interim"]
PAIRS = [(one, other) for place, one in enumerate(ROLES) for other in ROLES[place:]]
"""Every two roles, the same one twice included."""


def role(kind: str, first: str, last: str, *targets: str, who: str = "p", **changes: object) -> Seat:
    return on(person(who), duty(kind, *targets, name=f"{kind}-{first}-{last}", first=first, last=last, **changes))


BOARD = role("chair", "2026-10-05", "2029-10-04")


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_forbids_two_roles_at_one_council_at_the_same_time(one: str, other: str) -> None:
    assert together(CODE, role(one, "2026-10-05", "2027-10-04"), role(other, "2027-01-04", "2027-12-31")) == HARD


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2027-10-04", "2027-12-31", HARD),
        ("2027-10-05", "2027-12-31", CLEAR),
        ("2026-01-05", "2026-10-05", HARD),
        ("2026-01-05", "2026-10-04", CLEAR),
        ("2027-03-01", "2027-03-01", HARD),
        ("2026-01-05", "2028-01-04", HARD),
    ],
)
def test_forbids_periods_that_share_a_day_and_lets_through_those_that_only_touch(
    first: str, last: str, expected: set[str], one: str, other: str
) -> None:
    assert together(CODE, role(one, "2026-10-05", "2027-10-04"), role(other, first, last)) == expected


@pytest.mark.parametrize("kind", other_kinds(*ROLES))
@pytest.mark.parametrize("other", ROLES)
def test_lets_through_inspections_and_secondments(other: str, kind: str) -> None:
    work = role(kind, "2026-10-12", "2026-10-16")
    assert together(CODE, role(other, "2026-10-05", "2027-10-04"), work) == CLEAR
    assert together(CODE, work, role(kind, "2026-10-13", "2026-10-19")) == CLEAR


def test_lets_through_by_the_first_day_whatever_notice_is_named() -> None:
    later = role("review", "2029-10-08", "2029-10-12", notice="2029-10-01")
    assert together(CODE, BOARD, later) == CLEAR


def test_lets_through_another_person_and_another_council() -> None:
    assert together(CODE, BOARD, role("support", "2026-10-05", "2026-12-31", who="q")) == CLEAR
    assert together(CODE, BOARD, role("support", "2026-10-05", "2026-12-31", "U")) == CLEAR
    colleague = on(person("q", "H"), duty("chair", name="again", first="2026-10-05", last="2029-10-04"))
    assert together(CODE, BOARD, colleague) == CLEAR


def test_forbids_one_shared_council_of_joint_duties() -> None:
    joint = role("chair", "2026-10-05", "2029-10-04", "U", "T")
    assert together(CODE, joint, role("review", "2026-10-05", "2027-04-02", "T", "V")) == HARD
    assert together(CODE, joint, role("review", "2026-10-05", "2027-04-02", "V")) == CLEAR


def test_forbids_two_boards_of_one_council() -> None:
    second = on(person(), duty("chair", name="second-board", first="2026-10-05", last="2029-10-04"))
    assert together(CODE, BOARD, second) == HARD


@pytest.mark.parametrize(("last", "expected"), [("2028-02-28", CLEAR), ("2028-02-29", HARD)])
def test_forbids_on_a_leap_day_alone_and_lets_through_what_ends_before_it(last: str, expected: set[str]) -> None:
    later = role("support", "2028-02-29", "2028-03-31")
    assert together(CODE, role("interim", "2027-10-04", last), later) == expected


def test_forbids_after_a_change_of_employer_and_without_a_post() -> None:
    for posts in ([post("H", until="2027-01-31"), post("K", "2027-02-01")], []):
        someone = person(posts=posts)
        board = on(someone, duty("chair", name="board", first="2026-10-05", last="2029-10-04"))
        later = on(someone, duty("review", name="review", first="2027-03-01", last="2027-08-31"))
        assert together(CODE, board, later) == HARD


def test_forbids_a_deputy_who_acts_up_at_home() -> None:
    deputy = person(posts=[post("T", role="senior")])
    cover = on(deputy, duty("interim", name="cover", last="2027-03-26"))
    assert together(CODE, cover, on(deputy, duty("chair", name="board", last="2029-10-04"))) == HARD


def test_lets_through_duties_without_target() -> None:
    nowhere = role("chair", "2026-10-05", "2029-10-04", authorities=[])
    assert together(CODE, nowhere, role("review", "2026-10-05", "2027-04-02", authorities=[])) == CLEAR
    assert together(CODE, nowhere, role("review", "2026-10-05", "2027-04-02")) == CLEAR


@pytest.mark.parametrize("status", ["done", "live"])
@pytest.mark.parametrize(("last", "expected"), [("2026-10-05", HARD), ("2026-10-04", CLEAR)])
def test_forbids_and_lets_through_beside_a_past_or_fixed_role(last: str, expected: set[str], status: str) -> None:
    earlier = on(person(), duty("interim", name="cover", first="2026-04-06", last=last), status)
    assert together(CODE, earlier, BOARD) == expected


def test_forbids_beside_a_pinned_role() -> None:
    pinned = on(person(), duty("support", name="help", last="2026-12-18"), pinned=True)
    assert together(CODE, pinned, BOARD) == HARD


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    help_given = role("support", "2026-10-05", "2026-12-31")
    assert together(CODE, BOARD, help_given, setting={"strength": strength}) == expected
