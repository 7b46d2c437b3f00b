"""same-team: no two people of one council, or of councils sharing a director or a trust, serve on one team."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, Entry, Seat, arrangement, duty, on, person, post, together

CODE = "same-team"
TEAM = duty(seats=2)


def member(who: str, *homes: str, work: Entry = TEAM) -> Seat:
    return on(person(who, *homes), work)


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_two_people_of_one_council_on_one_team_of_any_kind(kind: str) -> None:
    team = duty(kind, seats=2)
    assert together(CODE, member("p", "H", work=team), member("q", "H", work=team)) == HARD


@pytest.mark.parametrize("kind", KINDS)
def test_lets_through_two_people_of_two_councils(kind: str) -> None:
    team = duty(kind, seats=2)
    assert together(CODE, member("p", "H", work=team), member("q", "K", work=team)) == CLEAR


@pytest.mark.parametrize("target", ["T", "U"])
def test_lets_through_two_people_of_one_council_on_two_teams(target: str) -> None:
    other = duty("inspect", target, name="e", seats=2)
    assert together(CODE, member("p", "H"), member("q", "H", work=other)) == CLEAR


@pytest.mark.parametrize("shared", ["director", "trust"])
def test_forbids_two_people_of_councils_sharing_a_director_or_a_trust(shared: str) -> None:
    shares = [arrangement(shared, "K", "H")]
    assert together(CODE, member("p", "H"), member("q", "K"), arrangements=shares) == HARD


@pytest.mark.parametrize(
    "shared", ["directorate", "partnership", "adoption", "service", "police", "icb", "dispute", "merger", "complaint"]
)
def test_lets_through_the_other_arrangements(shared: str) -> None:
    shares = [arrangement(shared, "K", "H")]
    assert together(CODE, member("p", "H"), member("q", "K"), arrangements=shares) == CLEAR


def test_lets_through_sharing_with_third_parties_only() -> None:
    shares = [arrangement("director", "H", "M"), arrangement("trust", "K", "N")]
    assert together(CODE, member("p", "H"), member("q", "K"), arrangements=shares) == CLEAR


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020-01-01", "2026-10-04", CLEAR),
        ("2020-01-01", "2026-10-05", HARD),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, CLEAR),
    ],
)
def test_forbids_or_lets_through_by_the_days_of_the_arrangement(
    since: str, until: str | None, expected: set[str]
) -> None:
    shares = [arrangement("director", "H", "K", since=since, until=until)]
    assert together(CODE, member("p", "H"), member("q", "K"), arrangements=shares) == expected


def test_forbids_an_arrangement_that_ends_after_notice() -> None:
    team = duty(seats=2, notice="2026-09-28")
    shares = [arrangement("trust", "H", "K", until="2026-09-30")]
    one, other = member("p", "H", work=team), member("q", "K", work=team)
    assert together(CODE, one, other, arrangements=shares) == HARD


def test_forbids_one_council_among_several_homes() -> None:
    assert together(CODE, member("p", "H", "M"), member("q", "K", "M")) == HARD
    shares = [arrangement("director", "M", "N")]
    assert together(CODE, member("p", "H", "M"), member("q", "K", "N"), arrangements=shares) == HARD


def test_forbids_a_change_of_employer_in_mid_duty_and_lets_through_one_before_it() -> None:
    moving = on(person("p", posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")]), TEAM)
    assert together(CODE, moving, member("q", "H")) == HARD
    assert together(CODE, moving, member("q", "K")) == HARD
    moved = on(person("p", posts=[post("H", until="2026-10-04"), post("K", "2026-10-05")]), TEAM)
    assert together(CODE, moved, member("q", "H")) == CLEAR


def test_lets_through_two_people_without_a_post() -> None:
    assert together(CODE, on(person("p", posts=[]), TEAM), on(person("q", posts=[]), TEAM)) == CLEAR


@pytest.mark.parametrize("status", ["done", "live"])
def test_forbids_and_lets_through_against_a_past_or_fixed_member(status: str) -> None:
    assert together(CODE, on(person("p", "H"), TEAM, status), member("q", "H")) == HARD
    assert together(CODE, on(person("p", "H"), TEAM, status), member("q", "K")) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert together(CODE, member("p", "H"), member("q", "H"), setting={"strength": strength}) == expected


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", HARD), (None, CLEAR)])
def test_forbids_by_a_home_left_after_notice_and_lets_through_by_one_left_before_the_duty(
    notice: str | None, expected: set[str]
) -> None:
    team = duty(seats=2, notice=notice)
    left = on(person("p", posts=[post("H", until="2026-09-30"), post("K", "2026-10-01")]), team)
    assert together(CODE, left, member("q", "H", work=team)) == expected


@pytest.mark.parametrize(("since", "expected"), [("2026-10-09", HARD), ("2026-10-10", CLEAR)])
def test_forbids_a_change_of_employer_by_the_last_day_and_lets_through_one_the_day_after(
    since: str, expected: set[str]
) -> None:
    moving = on(person("p", posts=[post("K", until="2026-10-08"), post("H", since)]), TEAM)
    assert together(CODE, moving, member("q", "H")) == expected


def test_forbids_members_of_a_wider_arrangement_and_lets_through_a_chain_of_two() -> None:
    one, other = member("p", "H"), member("q", "K")
    assert together(CODE, one, other, arrangements=[arrangement("trust", "H", "M", "K")]) == HARD
    chain = [arrangement("trust", "H", "M"), arrangement("director", "M", "K")]
    assert together(CODE, one, other, arrangements=chain) == CLEAR


def test_lets_through_one_without_a_post_beside_one_who_has_one() -> None:
    assert together(CODE, on(person("p", posts=[]), TEAM), member("q", "H")) == CLEAR


def test_forbids_on_a_duty_of_several_councils_or_of_none() -> None:
    for team in (duty("chair", "T", "U", seats=2), duty("review", authorities=[], seats=2)):
        assert together(CODE, member("p", "H", work=team), member("q", "H", work=team)) == HARD
        assert together(CODE, member("p", "H", work=team), member("q", "K", work=team)) == CLEAR


@pytest.mark.parametrize("status", ["done", "live"])
def test_forbids_and_lets_through_by_a_shared_director_of_a_past_or_fixed_member(status: str) -> None:
    earlier = on(person("p", "H"), TEAM, status)
    for until, expected in (("2026-10-05", HARD), ("2026-10-04", CLEAR)):
        shares = [arrangement("director", "H", "K", until=until)]
        assert together(CODE, earlier, member("q", "K"), arrangements=shares) == expected


def test_forbids_beside_a_pinned_member() -> None:
    pinned = on(person("p", "H"), TEAM, pinned=True)
    assert together(CODE, pinned, member("q", "H")) == HARD
