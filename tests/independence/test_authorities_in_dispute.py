"""authorities-in-dispute: nobody inspects, reviews or chairs where their council disputes, merges or is reviewed."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, Seat, arrangement, duty, on, other_kinds, person, post, verdict

CODE = "authorities-in-dispute"
COVERED = ["inspect", "review", "chair"]
LEFT_ALONE = ["director", "trust", "directorate", "partnership", "adoption", "service", "police", "icb", "complaint"]
DAYS = [
    ("2020-01-06", "2026-10-04", CLEAR),
    ("2020-01-06", "2026-10-05", HARD),
    ("2026-10-07", "2026-10-07", HARD),
    ("2026-10-09", "2030-01-04", HARD),
    ("2026-10-10", "2030-01-04", CLEAR),
]
"""From when, until when, and what that means for a duty from 5 to 9 October 2026."""


def review(first: str, last: str, *councils: str, name: str = "joint") -> Seat:
    """A review of several councils; the other seats of a file are not placements unless they say so."""
    return on(person("q", "K"), duty("review", *(councils or ("H", "T")), name=name, first=first, last=last))


@pytest.mark.parametrize("kind", COVERED)
@pytest.mark.parametrize("conflict", ["dispute", "merger"])
def test_forbids_across_a_dispute_or_a_merger(conflict: str, kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), arrangements=[arrangement(conflict, "H", "T")]) == HARD


@pytest.mark.parametrize("kind", COVERED)
def test_forbids_across_a_joint_review(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), also=[review("2026-06-01", "2026-12-31")]) == HARD


@pytest.mark.parametrize("kind", other_kinds(*COVERED))
def test_lets_through_the_other_kinds(kind: str) -> None:
    conflicts = [arrangement("dispute", "H", "T"), arrangement("merger", "H", "T")]
    joint = review("2026-06-01", "2026-12-31")
    assert verdict(CODE, person(), duty(kind), arrangements=conflicts, also=[joint]) == CLEAR


@pytest.mark.parametrize("kind", COVERED)
@pytest.mark.parametrize("shared", LEFT_ALONE)
def test_lets_through_the_other_arrangements(shared: str, kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), arrangements=[arrangement(shared, "H", "T")]) == CLEAR


@pytest.mark.parametrize("kind", COVERED)
@pytest.mark.parametrize("conflict", ["dispute", "merger"])
@pytest.mark.parametrize(("since", "until", "expected"), [*DAYS, (None, None, HARD), (None, "2026-10-04", CLEAR)])
def test_forbids_or_lets_through_by_the_days_of_the_conflict(
    since: str | None, until: str | None, expected: set[str], conflict: str, kind: str
) -> None:
    between = [arrangement(conflict, "H", "T", since=since, until=until)]
    assert verdict(CODE, person(), duty(kind), arrangements=between) == expected


@pytest.mark.parametrize("kind", COVERED)
@pytest.mark.parametrize(("first", "last", "expected"), DAYS)
def test_forbids_or_lets_through_by_the_days_of_the_joint_review(
    first: str, last: str, expected: set[str], kind: str
) -> None:
    assert verdict(CODE, person(), duty(kind), also=[review(first, last)]) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("chair", CLEAR)])
def test_forbids_what_ends_after_notice_of_an_inspection_and_lets_through_other_kinds(
    kind: str, expected: set[str]
) -> None:
    work = duty(kind, notice="2026-09-28")
    ended = [arrangement("dispute", "H", "T", until="2026-09-28")]
    assert verdict(CODE, person(), work, arrangements=ended) == expected
    assert verdict(CODE, person(), work, also=[review("2026-06-01", "2026-09-28")]) == expected


@pytest.mark.parametrize(("day", "expected"), [("2028-02-29", HARD), ("2028-02-28", CLEAR)])
def test_forbids_on_a_leap_day_and_lets_through_what_ends_before_it(day: str, expected: set[str]) -> None:
    work = duty("chair", first="2028-02-29", last="2031-02-27")
    assert verdict(CODE, person(), work, arrangements=[arrangement("merger", "H", "T", until=day)]) == expected
    assert verdict(CODE, person(), work, also=[review("2028-01-03", day)]) == expected


@pytest.mark.parametrize("status", [None, "proposed", "live", "done"])
def test_forbids_across_a_joint_review_whoever_is_on_it(status: str | None) -> None:
    reviewing = on(person("q", "K"), duty("review", "T", "H", "U", name="joint"), status)
    assert verdict(CODE, person(), duty(), also=[reviewing]) == HARD


def test_forbids_across_another_joint_review_and_lets_through_this_one() -> None:
    both = duty("review", "H", "T")
    at_home = person("p", "H")
    assert verdict(CODE, at_home, both) == CLEAR
    assert verdict(CODE, at_home, both, also=[review("2026-10-09", "2026-12-31")]) == HARD


@pytest.mark.parametrize("kind", other_kinds("review"))
def test_lets_through_joint_duties_that_are_no_review(kind: str) -> None:
    joint = on(person("q", "K"), duty(kind, "H", "T", name="joint"))
    assert verdict(CODE, person(), duty(), also=[joint]) == CLEAR


def test_lets_through_reviews_of_one_of_the_two_only() -> None:
    apart = [review("2026-06-01", "2026-12-31", *councils, name=f"r-{councils}") for councils in ("H", "T", "HK", "TK")]
    assert verdict(CODE, person(), duty(), also=apart) == CLEAR


def test_lets_through_conflicts_with_third_parties_only() -> None:
    apart = [arrangement("dispute", "H", "K"), arrangement("merger", "K", "T")]
    assert verdict(CODE, person(), duty(), arrangements=apart) == CLEAR


@pytest.mark.parametrize(("homes", "targets"), [("HK", "T"), ("K", "TU"), ("HK", "UT")])
def test_forbids_one_pair_among_several_homes_and_targets(homes: str, targets: str) -> None:
    someone, work = person("p", *homes), duty("inspect", *targets)
    assert verdict(CODE, someone, work, arrangements=[arrangement("dispute", "T", "V", "K")]) == HARD
    assert verdict(CODE, someone, work, also=[review("2026-06-01", "2026-12-31", "T", "V", "K")]) == HARD


def test_lets_through_the_home_itself_as_target() -> None:
    someone = person("p", "T")
    conflicts: list[Entry] = [arrangement("merger", "H", "T")]
    joint = [review("2026-06-01", "2026-12-31")]
    assert verdict(CODE, someone, duty(), arrangements=conflicts, also=joint) == CLEAR
    assert verdict(CODE, someone, duty("inspect", "T", "H"), arrangements=conflicts) == HARD
    assert verdict(CODE, someone, duty("inspect", "T", "H"), also=joint) == HARD


def test_forbids_a_change_of_employer_in_mid_duty_and_lets_through_one_before_it() -> None:
    conflict, joint = [arrangement("dispute", "K", "T")], [review("2026-06-01", "2026-12-31", "K", "T")]
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert verdict(CODE, moves, duty(), arrangements=conflict) == HARD
    assert verdict(CODE, moves, duty(), also=joint) == HARD
    moved = person(posts=[post("K", until="2026-10-04"), post("H", "2026-10-05")])
    assert verdict(CODE, moved, duty(), arrangements=conflict, also=joint) == CLEAR


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    conflict, joint = [arrangement("dispute", "H", "T")], [review("2026-06-01", "2026-12-31")]
    assert verdict(CODE, person(posts=[]), duty(), arrangements=conflict, also=joint) == CLEAR
    assert verdict(CODE, person(), duty(authorities=[]), arrangements=conflict, also=joint) == CLEAR


@pytest.mark.parametrize("kind", COVERED)
@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str], kind: str
) -> None:
    setting = {"strength": strength}
    assert (
        verdict(CODE, person(), duty(kind), arrangements=[arrangement("merger", "H", "T")], setting=setting) == expected
    )
    assert verdict(CODE, person(), duty(kind), also=[review("2026-06-01", "2026-12-31")], setting=setting) == expected
