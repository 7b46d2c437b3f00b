"""same-region: an inspection within one's own region needs a waiver."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, authority, duty, other_kinds, person, post, verdict

CODE = "same-region"


def regions(**by_code: str | None) -> list[Entry]:
    return [authority(code, region=region) for code, region in by_code.items()]


NORTH = regions(H="North", T="North")


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_softly_an_inspection_in_ones_own_region(subtype: str) -> None:
    assert verdict(CODE, person(), duty(subtype=subtype), authorities=NORTH) == SOFT


def test_lets_through_an_inspection_in_another_region() -> None:
    assert verdict(CODE, person(), duty(), authorities=regions(H="South", T="North")) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), authorities=NORTH) == CLEAR


@pytest.mark.parametrize(("homes", "targets"), [(["K", "H"], ["T"]), (["H"], ["U", "T"]), (["K", "H"], ["U", "T"])])
def test_forbids_softly_one_shared_region_among_several_homes_or_targets(homes: list[str], targets: list[str]) -> None:
    councils = regions(H="North", T="North", K="South", U="East")
    assert verdict(CODE, person("p", *homes), duty("inspect", *targets), authorities=councils) == SOFT


def test_lets_through_several_homes_and_targets_in_different_regions() -> None:
    councils = regions(H="North", K="North", T="South", U="South")
    assert verdict(CODE, person("p", "H", "K"), duty("inspect", "T", "U"), authorities=councils) == CLEAR


def test_lets_through_the_home_itself_as_target() -> None:
    assert verdict(CODE, person("p", "T"), duty(), authorities=NORTH) == CLEAR


def test_forbids_softly_a_change_of_employer_into_the_region_in_mid_duty() -> None:
    moves = person(posts=[post("K", until="2026-10-08"), post("H", "2026-10-09")])
    assert verdict(CODE, moves, duty(), authorities=[*NORTH, authority("K", region="South")]) == SOFT


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", SOFT), (None, CLEAR)])
def test_forbids_softly_a_home_held_on_the_notice_day_and_lets_through_one_left_before(
    notice: str | None, expected: set[str]
) -> None:
    left = person(posts=[post("H", until="2026-09-30"), post("K", "2026-10-01")])
    councils = [*NORTH, authority("K", region="South")]
    assert verdict(CODE, left, duty(notice=notice), authorities=councils) == expected


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    assert verdict(CODE, person(posts=[]), duty(), authorities=NORTH) == CLEAR
    assert verdict(CODE, person(), duty(authorities=[]), authorities=NORTH) == CLEAR


@pytest.mark.parametrize("councils", [regions(H="North", T=None), regions(H=None, T="North"), regions(H=None, T=None)])
def test_forbids_softly_where_a_region_is_not_known(councils: list[Entry]) -> None:
    assert verdict(CODE, person(), duty(), authorities=councils) == SOFT


@pytest.mark.parametrize(("strength", "expected"), [("hard", HARD), ("off", CLEAR), ("soft", SOFT)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, person(), duty(), authorities=NORTH, setting={"strength": strength}) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, "2026-10-04", CLEAR),
        (None, "2026-10-05", SOFT),
        ("2026-10-09", None, SOFT),
        ("2026-10-10", None, CLEAR),
    ],
)
def test_forbids_softly_or_lets_through_by_the_days_the_post_in_the_region_is_held(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    councils = [*NORTH, authority("K", region="South")]
    posts = [post("K"), post("H", since, until)]
    assert verdict(CODE, person(posts=posts), duty(), authorities=councils) == expected


def test_forbids_softly_one_unknown_region_among_several_that_differ() -> None:
    councils = regions(H="North", K=None, T="South", U="East")
    assert verdict(CODE, person("p", "H", "K"), duty("inspect", "T", "U"), authorities=councils) == SOFT
    assert verdict(CODE, person("p", "H"), duty("inspect", "T", "U"), authorities=councils) == CLEAR
    assert verdict(CODE, person("p", "H"), duty("inspect", "T", "K"), authorities=councils) == SOFT


def test_forbids_softly_where_no_council_is_described_at_all() -> None:
    assert verdict(CODE, person(), duty()) == SOFT
