"""out-of-reach: a chair or adviser more than 90 estimated minutes away, or at an unknown distance, needs a waiver.

One degree of latitude is 111.195 km on the sphere of 6371 km, and minutes are 1.3 times the kilometres, rounded up:
0.6226 degrees make 90 minutes (89.997), 0.6227 make 91 (90.012).
"""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, authority, duty, on, other_kinds, person, post, verdict

CODE = "out-of-reach"
NEAR, FAR = 52.6226, 52.6227
"""Degrees north of H, which lies at 52: the last that is in reach and the first that is not."""


def at(code: str, north: float | None, east: float | None = -1.0) -> Entry:
    return authority(code, latitude=north, longitude=east)


def places(*more: Entry, target: Entry | None = None) -> dict[str, object]:
    return {"authorities": [at("H", 52.0), target or at("T", FAR), *more]}


@pytest.mark.parametrize("kind", ["chair", "support"])
def test_forbids_softly_beyond_ninety_minutes(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), **places()) == SOFT


@pytest.mark.parametrize("kind", ["chair", "support"])
def test_lets_through_up_to_ninety_minutes(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), **places(target=at("T", NEAR))) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("chair", "support"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), **places(target=at("T", 55.0))) == CLEAR
    assert verdict(CODE, person(), duty(kind), authorities=[]) == CLEAR


@pytest.mark.parametrize(("east", "expected"), [(0.2454, SOFT), (0.2445, CLEAR)])
def test_forbids_softly_and_lets_through_by_degrees_of_longitude(east: float, expected: set[str]) -> None:
    """At 60 degrees north a degree of longitude is half as long: 1.2452 of them make 90 minutes."""
    apart = [at("H", 60.0), at("T", 60.0, east)]
    assert verdict(CODE, person(), duty("chair"), authorities=apart) == expected


@pytest.mark.parametrize(
    "known",
    [
        [at("H", 52.0)],
        [at("T", 52.0)],
        [],
        [at("H", 52.0), at("T", None)],
        [at("H", 52.0), at("T", 52.0, None)],
        [at("H", None), at("T", 52.0)],
        [at("H", 52.0, None), at("T", 52.0)],
    ],
    ids=["no target", "no home", "neither", "no north", "no east", "no north of home", "no east of home"],
)
@pytest.mark.parametrize("kind", ["chair", "support"])
def test_forbids_softly_at_an_unknown_distance(kind: str, known: list[Entry]) -> None:
    assert verdict(CODE, person(), duty(kind), authorities=known) == SOFT


@pytest.mark.parametrize("kind", ["chair", "support"])
def test_forbids_softly_where_the_file_knows_nothing_of_councils(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind)) == SOFT


def test_lets_through_at_the_equator_and_on_the_meridian() -> None:
    assert verdict(CODE, person(), duty("chair"), authorities=[at("H", 0.0, 0.0), at("T", 0.5, 0.0)]) == CLEAR
    assert verdict(CODE, person(), duty("chair"), authorities=[at("H", 0.4, 0.4), at("T", 0.0, 0.0)]) == CLEAR


@pytest.mark.parametrize("kind", ["chair", "support"])
@pytest.mark.parametrize(("homes", "targets"), [("HN", "T"), ("NH", "TN"), ("N", "TH"), ("H", "NT")])
def test_forbids_softly_one_far_pair_among_several_homes_and_targets(homes: str, targets: str, kind: str) -> None:
    known = places(at("N", 52.3))["authorities"]
    moved = [one | ({"latitude": 53.5} if one["code"] == "T" else {}) for one in known]
    assert verdict(CODE, person("p", *homes), duty(kind, *targets), authorities=moved) == SOFT


def test_lets_through_several_homes_and_targets_all_in_reach() -> None:
    known = [at("H", 52.0), at("N", 52.2), at("T", 52.4), at("U", 52.5)]
    assert verdict(CODE, person("p", "H", "N"), duty("chair", "T", "U"), authorities=known) == CLEAR


def test_forbids_softly_one_pair_of_unknown_distance_beside_a_near_one() -> None:
    known = [at("H", 52.0), at("T", 52.1)]
    assert verdict(CODE, person(), duty("chair", "T", "U"), authorities=known) == SOFT
    assert verdict(CODE, person("p", "H", "K"), duty("chair"), authorities=known) == SOFT


def test_lets_through_work_at_home_and_work_without_post_or_target() -> None:
    assert verdict(CODE, person("p", "T"), duty("chair"), authorities=[]) == CLEAR
    assert verdict(CODE, person(posts=[]), duty("chair"), **places()) == CLEAR
    assert verdict(CODE, person(), duty("chair", authorities=[]), **places()) == CLEAR


def test_forbids_softly_a_change_of_employer_in_mid_duty_and_lets_through_one_before_it() -> None:
    known = places(at("N", 52.3), target=at("T", 52.9))
    moves = person(posts=[post("N", until="2026-10-06"), post("H", "2026-10-07")])
    assert verdict(CODE, moves, duty("support"), **known) == SOFT
    moved = person(posts=[post("H", until="2026-10-04"), post("N", "2026-10-05")])
    assert verdict(CODE, moved, duty("support"), **known) == CLEAR
    stays = person(posts=[post("N", until="2026-10-09"), post("H", "2026-10-10")])
    assert verdict(CODE, stays, duty("support"), **known) == CLEAR


def test_lets_through_whoever_is_near_though_a_colleague_is_far() -> None:
    known = places(at("N", 52.3), target=at("T", 52.9))
    colleague = on(person("q", "H"), duty("chair", name="e"))
    assert verdict(CODE, person("p", "N"), duty("chair"), also=[colleague], **known) == CLEAR


@pytest.mark.parametrize(("minutes", "expected"), [(90, SOFT), (91, CLEAR), (0, SOFT)])
def test_forbids_softly_and_lets_through_by_the_policys_minutes(minutes: int, expected: set[str]) -> None:
    assert verdict(CODE, person(), duty("chair"), setting={"minutes": minutes}, **places()) == expected


def test_forbids_softly_an_unknown_distance_whatever_the_policys_minutes() -> None:
    assert verdict(CODE, person(), duty("chair"), setting={"minutes": 9999}, authorities=[]) == SOFT


@pytest.mark.parametrize("kind", ["chair", "support"])
@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str], kind: str
) -> None:
    setting = {"strength": strength}
    assert verdict(CODE, person(), duty(kind), setting=setting, **places()) == expected
    assert verdict(CODE, person(), duty(kind), setting=setting, authorities=[]) == expected
