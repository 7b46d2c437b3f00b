"""chair-swap: two councils whose people chair each other's boards at once need a waiver."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Seat, duty, on, other_kinds, person, post, together

CODE = "chair-swap"
TERM = {"first": "2026-10-01", "last": "2029-09-30"}


def board(who: str, home: str, target: str, **changes: object) -> Seat:
    return on(person(who, home), duty("chair", target, name=f"board-{target}", **(TERM | changes)))


FORTH = board("a", "A", "B")


def test_forbids_softly_a_swap_of_chairs() -> None:
    assert together(CODE, FORTH, board("b", "B", "A")) == SOFT


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-01-01", "2026-09-30", CLEAR),
        ("2025-01-01", "2026-10-01", SOFT),
        ("2029-09-30", "2032-09-29", SOFT),
        ("2029-10-01", "2032-09-30", CLEAR),
        ("2027-01-01", "2027-12-31", SOFT),
    ],
)
def test_forbids_softly_terms_that_overlap_and_lets_through_terms_that_only_touch(
    first: str, last: str, expected: set[str]
) -> None:
    assert together(CODE, FORTH, board("b", "B", "A", first=first, last=last)) == expected


def test_lets_through_chairs_the_same_way_and_rings_of_three() -> None:
    again = on(person("a2", "A"), duty("chair", "B", name="again", **TERM))
    assert together(CODE, FORTH, again) == CLEAR
    assert together(CODE, FORTH, board("b", "B", "C")) == CLEAR
    assert together(CODE, FORTH, board("c", "C", "A")) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("chair"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    back = on(person("b", "B"), duty(kind, "A", name="back", **TERM))
    assert together(CODE, FORTH, back) == CLEAR
    assert together(CODE, on(person("a", "A"), duty(kind, "B", name="forth", **TERM)), back) == CLEAR


def test_forbids_softly_through_one_of_several_homes_and_targets() -> None:
    forth = on(person("a", "K", "A"), duty("chair", "L", "B", name="forth", **TERM))
    back = on(person("b", "B", "M"), duty("chair", "A", "N", name="back", **TERM))
    assert together(CODE, forth, back) == SOFT


def test_lets_through_several_homes_and_targets_that_do_not_meet_both_ways() -> None:
    forth = on(person("a", "K", "A"), duty("chair", "L", "B", name="forth", **TERM))
    back = on(person("b", "B", "M"), duty("chair", "N", "O", name="back", **TERM))
    assert together(CODE, forth, back) == CLEAR


def test_forbids_softly_a_change_of_employer_in_mid_term_and_lets_through_one_before_it() -> None:
    moves = [post("K", until="2028-03-31"), post("A", "2028-04-01")]
    forth = on(person("a", posts=moves), duty("chair", "B", name="forth", **TERM))
    assert together(CODE, forth, board("b", "B", "A")) == SOFT
    moved = [post("A", until="2026-09-30"), post("K", "2026-10-01")]
    forth = on(person("a", posts=moved), duty("chair", "B", name="forth", **TERM))
    assert together(CODE, forth, board("b", "B", "A")) == CLEAR


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    nobody = on(person("b", posts=[]), duty("chair", "A", name="back", **TERM))
    nowhere = on(person("b", "B"), duty("chair", name="back", authorities=[], **TERM))
    assert together(CODE, FORTH, nobody) == CLEAR
    assert together(CODE, FORTH, nowhere) == CLEAR


@pytest.mark.parametrize("status", ["done", "live"])
def test_forbids_softly_and_lets_through_against_a_past_or_fixed_chair(status: str) -> None:
    def chairing(last: str) -> Seat:
        work = duty("chair", "A", name="back", first="2024-01-01", last=last)
        return on(person("b", "B"), work, status)

    assert together(CODE, FORTH, chairing("2026-12-31")) == SOFT
    assert together(CODE, FORTH, chairing("2026-09-30")) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("hard", HARD), ("off", CLEAR), ("soft", SOFT)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert together(CODE, FORTH, board("b", "B", "A"), setting={"strength": strength}) == expected


@pytest.mark.parametrize(("until", "expected"), [("2026-09-30", CLEAR), ("2026-10-01", SOFT)])
def test_forbids_softly_by_a_home_held_on_the_first_day_and_lets_through_by_one_left_the_day_before(
    until: str, expected: set[str]
) -> None:
    left = person("a", posts=[post("A", until=until), post("K", "2026-10-01")])
    assert together(CODE, on(left, duty("chair", "B", name="forth", **TERM)), board("b", "B", "A")) == expected


def test_forbids_softly_one_person_who_changed_sides_between_two_terms_that_overlap() -> None:
    crossed = person("a", posts=[post("A", until="2027-12-31"), post("B", "2028-01-01")])
    back = duty("chair", "A", name="back", first="2028-01-03", last="2030-12-31")
    assert together(CODE, on(crossed, duty("chair", "B", name="forth", **TERM)), on(crossed, back)) == SOFT


def test_forbids_softly_two_chairs_of_one_joint_board_of_both_their_councils() -> None:
    joint = duty("chair", "A", "B", seats=2, **TERM)
    assert together(CODE, on(person("a", "A"), joint), on(person("b", "B"), joint)) == SOFT


def test_lets_through_two_people_who_chair_boards_of_their_own_council() -> None:
    own = on(person("a", "A"), duty("chair", "A", name="own", **TERM))
    assert together(CODE, own, board("a2", "A", "A")) == CLEAR


@pytest.mark.parametrize(("last", "expected"), [("2028-02-28", CLEAR), ("2028-02-29", SOFT)])
def test_forbids_softly_terms_that_share_a_leap_day_and_lets_through_one_that_ends_before_it(
    last: str, expected: set[str]
) -> None:
    forth = board("a", "A", "B", first="2028-02-29", last="2031-02-27")
    assert together(CODE, forth, board("b", "B", "A", first="2025-03-01", last=last)) == expected


@pytest.mark.parametrize("status", ["done", "live"])
@pytest.mark.parametrize(("last", "expected"), [("2026-10-01", SOFT), ("2026-09-30", CLEAR)])
def test_forbids_softly_a_past_or_fixed_chair_to_the_first_day_and_lets_through_to_the_day_before(
    status: str, last: str, expected: set[str]
) -> None:
    earlier = on(person("b", "B"), duty("chair", "A", name="back", first="2024-01-01", last=last), status)
    assert together(CODE, FORTH, earlier) == expected
