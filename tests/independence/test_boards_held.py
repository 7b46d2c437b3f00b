"""boards-held: a serving director chairs one board at a time, anyone else two; more needs a waiver."""

from __future__ import annotations

import pytest
from rule_cases import Entry, Seat, duty, excess, excesses, limit_strength, on, other_kinds, person, post

CODE = "boards-held"
DIRECTOR = person()
SENIOR = person(posts=[post("H", role="senior")])


def board(
    who: Entry, target: str, first: str = "2026-10-01", last: str = "2029-09-30", status: str | None = None
) -> Seat:
    return on(who, duty("chair", target, name=f"{who['id']}-{target}", first=first, last=last), status)


def test_forbids_softly_a_second_board_of_a_serving_director() -> None:
    assert excess(CODE, board(DIRECTOR, "T"), board(DIRECTOR, "U")) == 1
    assert limit_strength(CODE) == "soft"


def test_lets_through_one_board_of_a_serving_director() -> None:
    assert excess(CODE, board(DIRECTOR, "T")) == 0


@pytest.mark.parametrize("role", ["senior", "other"])
def test_lets_through_two_boards_of_anyone_else_and_forbids_softly_a_third(role: str) -> None:
    who = person(posts=[post("H", role=role)])
    assert excess(CODE, board(who, "T"), board(who, "U")) == 0
    assert excess(CODE, board(who, "T"), board(who, "U"), board(who, "V")) == 1


def test_lets_through_two_boards_of_who_holds_no_post_and_forbids_softly_a_third() -> None:
    retired = person(posts=[post("H", until="2026-06-30")])
    assert excess(CODE, board(retired, "T"), board(retired, "U")) == 0
    assert excess(CODE, board(retired, "T"), board(retired, "U"), board(retired, "V")) == 1


def test_forbids_softly_by_the_largest_excess() -> None:
    assert excesses(CODE, *[board(DIRECTOR, target) for target in "TUVW"]) == [3]


@pytest.mark.parametrize(
    ("first", "last", "over"),
    [
        ("2024-01-01", "2026-09-30", 0),
        ("2024-01-01", "2026-10-01", 1),
        ("2029-09-30", "2032-09-29", 1),
        ("2029-10-01", "2032-09-30", 0),
    ],
)
def test_forbids_softly_terms_that_overlap_and_lets_through_terms_that_only_touch(
    first: str, last: str, over: int
) -> None:
    assert excess(CODE, board(DIRECTOR, "T"), board(DIRECTOR, "U", first, last)) == over


def test_lets_through_three_boards_of_which_no_three_meet_on_one_day() -> None:
    chain = [
        board(SENIOR, "T", "2026-10-01", "2027-09-30"),
        board(SENIOR, "U", "2027-04-01", "2028-09-30"),
        board(SENIOR, "V", "2027-10-01", "2029-09-30"),
    ]
    assert excess(CODE, *chain) == 0


@pytest.mark.parametrize(("since", "last", "over"), [("2027-07-01", "2027-06-30", 0), ("2027-07-01", "2027-07-01", 1)])
def test_forbids_softly_two_boards_from_the_day_of_becoming_director_and_lets_through_until_then(
    since: str, last: str, over: int
) -> None:
    rises = person(posts=[post("H", until="2027-06-30", role="senior"), post("K", since)])
    assert excess(CODE, board(rises, "T"), board(rises, "U", last=last)) == over


@pytest.mark.parametrize(("first", "over"), [("2027-06-30", 1), ("2027-07-01", 0)])
def test_forbids_softly_two_boards_on_a_directors_last_day_and_lets_through_from_the_next(
    first: str, over: int
) -> None:
    leaves = person(posts=[post("H", until="2027-06-30"), post("H", "2027-07-01", role="senior")])
    assert excess(CODE, board(leaves, "T"), board(leaves, "U", first)) == over


def test_forbids_softly_by_a_directors_post_on_days_in_the_midst_of_both_terms() -> None:
    stands_in = person(posts=[post("H", role="senior"), post("H", "2028-02-29", "2028-02-29", basis="acting")])
    assert excess(CODE, board(stands_in, "T"), board(stands_in, "U")) == 1


def test_lets_through_a_directors_post_after_both_terms() -> None:
    rises = person(posts=[post("H", until="2029-09-30", role="senior"), post("H", "2029-10-01")])
    assert excess(CODE, board(rises, "T"), board(rises, "U")) == 0


def test_forbids_softly_a_director_who_also_holds_another_post() -> None:
    both = person(posts=[post("H", role="senior"), post("K")])
    assert excess(CODE, board(both, "T"), board(both, "U")) == 1


@pytest.mark.parametrize("kind", other_kinds("chair"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    term = {"first": "2026-10-01", "last": "2029-09-30"}
    others = [on(DIRECTOR, duty(kind, target, name=f"x-{target}", **term)) for target in "UV"]
    assert excess(CODE, board(DIRECTOR, "T"), *others) == 0


def test_lets_through_one_board_of_several_councils() -> None:
    joint = on(DIRECTOR, duty("chair", "T", "U", "V", name="joint", first="2026-10-01", last="2029-09-30"))
    assert excess(CODE, joint) == 0


def test_lets_through_other_peoples_boards_and_forbids_softly_each_person_apart() -> None:
    other = person("q", "K")
    assert excess(CODE, board(DIRECTOR, "T"), board(other, "U")) == 0
    both = [board(who, target) for who in (DIRECTOR, other) for target in ("T", "U")]
    assert excesses(CODE, *both) == [1, 1]


@pytest.mark.parametrize("status", ["done", "live"])
@pytest.mark.parametrize(("last", "over"), [("2026-10-01", 1), ("2026-09-30", 0)])
def test_forbids_softly_and_lets_through_beside_a_past_or_fixed_board(status: str, last: str, over: int) -> None:
    earlier = board(DIRECTOR, "U", "2024-01-01", last, status)
    assert excess(CODE, earlier, board(DIRECTOR, "T")) == over


@pytest.mark.parametrize(
    ("who", "setting", "over"),
    [
        (DIRECTOR, {"director": 2}, 0),
        (DIRECTOR, {"other": 1}, 1),
        (SENIOR, {"other": 1}, 1),
        (SENIOR, {"director": 3}, 0),
    ],
)
def test_forbids_softly_and_lets_through_by_the_policys_most(who: Entry, setting: dict[str, int], over: int) -> None:
    assert excess(CODE, board(who, "T"), board(who, "U"), setting=setting) == over


def test_lets_through_when_off_and_forbids_when_hard() -> None:
    two = [board(DIRECTOR, "T"), board(DIRECTOR, "U")]
    assert excess(CODE, *two, setting={"strength": "off"}) == 0
    assert excess(CODE, *two, setting={"strength": "hard"}) == 1
    assert limit_strength(CODE, {"strength": "hard"}) == "hard"


def test_forbids_softly_from_the_day_after_a_directors_post_where_the_policy_gives_others_fewer() -> None:
    leaves = person(posts=[post("H", None, "2027-06-30"), post("H", "2027-07-01", role="senior")])
    fewer = {"director": 2, "other": 1}
    assert excess(CODE, board(leaves, "T"), board(leaves, "U"), setting=fewer) == 1
    ending = [board(leaves, target, last="2027-06-30") for target in ("T", "U")]
    assert excess(CODE, *ending, setting=fewer) == 0


@pytest.mark.parametrize(("since", "over"), [("2027-07-01", 1), ("2027-07-02", 0)])
def test_forbids_softly_across_a_change_of_employer_and_lets_through_a_second_board_for_a_day_between_posts(
    since: str, over: int
) -> None:
    moves = person(posts=[post("H", until="2027-06-30"), post("K", since)])
    assert excess(CODE, board(moves, "T"), board(moves, "U", "2027-07-01", "2027-07-01")) == over


@pytest.mark.parametrize("basis", ["interim", "acting", "joint"])
def test_forbids_softly_a_second_board_of_a_director_on_any_basis_and_since_an_unknown_day(basis: str) -> None:
    director = person(posts=[post("H", None, basis=basis)])
    assert excess(CODE, board(director, "T"), board(director, "U")) == 1


def test_forbids_softly_a_joint_board_beside_another() -> None:
    joint = on(DIRECTOR, duty("chair", "T", "U", name="joint", first="2026-10-01", last="2029-09-30"))
    assert excess(CODE, joint, board(DIRECTOR, "V")) == 1


@pytest.mark.parametrize(("last", "over"), [("2028-02-28", 0), ("2028-02-29", 1)])
def test_forbids_softly_two_boards_on_a_leap_day_and_lets_through_one_that_ends_before_it(last: str, over: int) -> None:
    assert excess(CODE, board(DIRECTOR, "T", "2028-02-29"), board(DIRECTOR, "U", last=last)) == over


def test_forbids_softly_beside_a_pinned_board() -> None:
    pinned = on(DIRECTOR, duty("chair", "U", name="pinned", first="2026-01-05", last="2029-01-04"), pinned=True)
    assert excess(CODE, pinned, board(DIRECTOR, "T")) == 1
