"""shares-border: neighbours do not inspect neighbours."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, arrangement, duty, other_kinds, person, post, verdict

CODE = "shares-border"
BORDER = [["H", "T"]]


@pytest.mark.parametrize("border", [["H", "T"], ["T", "H"]])
def test_forbids_a_neighbour_to_inspect_whichever_way_the_border_is_written(border: list[str]) -> None:
    assert verdict(CODE, person(), duty(), borders=[border]) == HARD


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_every_subtype_of_inspection(subtype: str) -> None:
    assert verdict(CODE, person(), duty(subtype=subtype), borders=BORDER) == HARD


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), borders=BORDER) == CLEAR


def test_lets_through_a_neighbours_neighbour() -> None:
    assert verdict(CODE, person(), duty(), borders=[["H", "K"], ["K", "T"]]) == CLEAR


def test_lets_through_statistical_neighbours_and_partners_without_a_border() -> None:
    near = {"neighbours": [["T", "H", 1]], "arrangements": [arrangement("trust", "H", "T")]}
    assert verdict(CODE, person(), duty(), **near) == CLEAR


@pytest.mark.parametrize(("homes", "targets"), [(["K", "H"], ["T"]), (["H"], ["U", "T"]), (["K", "H"], ["U", "T"])])
def test_forbids_one_border_among_several_homes_or_targets(homes: list[str], targets: list[str]) -> None:
    assert verdict(CODE, person("p", *homes), duty("inspect", *targets), borders=BORDER) == HARD


def test_forbids_a_change_of_employer_to_a_neighbour_in_mid_duty() -> None:
    moves = person(posts=[post("K", until="2026-10-08"), post("H", "2026-10-09")])
    assert verdict(CODE, moves, duty(), borders=BORDER) == HARD


def test_lets_through_a_post_at_a_neighbour_that_ended_before_or_begins_after() -> None:
    left = [post("H", until="2026-10-04"), post("K", "2026-10-05", "2026-10-09"), post("H", "2026-10-10")]
    assert verdict(CODE, person(posts=left), duty(), borders=BORDER) == CLEAR


def test_forbids_a_post_at_a_neighbour_held_on_the_notice_day() -> None:
    left = [post("H", until="2026-09-28"), post("K", "2026-09-29")]
    assert verdict(CODE, person(posts=left), duty(notice="2026-09-28"), borders=BORDER) == HARD


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    assert verdict(CODE, person(posts=[]), duty(), borders=BORDER) == CLEAR
    assert verdict(CODE, person(), duty(authorities=[]), borders=BORDER) == CLEAR


def test_lets_through_the_home_itself_as_target() -> None:
    assert verdict(CODE, person("p", "T"), duty(), borders=BORDER) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, person(), duty(), borders=BORDER, setting={"strength": strength}) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, "2026-10-04", CLEAR),
        (None, "2026-10-05", HARD),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, CLEAR),
        (None, None, HARD),
    ],
)
def test_forbids_or_lets_through_by_the_days_the_post_at_a_neighbour_is_held(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    assert verdict(CODE, person(posts=[post("K"), post("H", since, until)]), duty(), borders=BORDER) == expected


@pytest.mark.parametrize(("until", "expected"), [("2026-09-27", CLEAR), ("2026-09-28", HARD)])
def test_forbids_a_neighbours_post_on_the_notice_day_and_lets_through_one_left_the_day_before(
    until: str, expected: set[str]
) -> None:
    left = [post("H", until=until), post("K", "2026-09-28")]
    assert verdict(CODE, person(posts=left), duty(notice="2026-09-28"), borders=BORDER) == expected


def test_lets_through_several_homes_and_targets_of_which_none_adjoin() -> None:
    around = [["H", "K"], ["T", "U"]]
    assert verdict(CODE, person("p", "H", "K"), duty("inspect", "T", "U"), borders=around) == CLEAR
