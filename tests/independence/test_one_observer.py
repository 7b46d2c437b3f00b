"""one-observer: an inspection team has at most one observer."""

from __future__ import annotations

import pytest
from rule_cases import Entry, Seat, duty, excess, excesses, limit_strength, on, other_kinds, person, post

CODE = "one-observer"
TEAM = duty(seats=3)


def member(who: str, level: str, work: Entry = TEAM, status: str | None = None) -> Seat:
    return on(person(who, f"home-{who}", level=level), work, status)


def test_forbids_two_observers_on_an_inspection_team() -> None:
    assert excess(CODE, member("p", "observer"), member("q", "observer")) == 1
    assert limit_strength(CODE) == "hard"


def test_forbids_each_further_observer() -> None:
    assert excess(CODE, *[member(who, "observer") for who in "pqr"]) == 2


@pytest.mark.parametrize("other", ["assistant", "authorised"])
def test_lets_through_one_observer_among_others(other: str) -> None:
    assert excess(CODE, member("p", "observer"), member("q", other), member("r", other)) == 0


@pytest.mark.parametrize("level", ["assistant", "authorised"])
def test_lets_through_a_team_without_observers(level: str) -> None:
    assert excess(CODE, *[member(who, level) for who in "pqr"]) == 0


@pytest.mark.parametrize("seat", ["observer", "assistant", "authorised"])
def test_forbids_whatever_level_the_seats_ask(seat: str) -> None:
    team = duty(seats=2, level=seat)
    assert excess(CODE, member("p", "observer", team), member("q", "observer", team)) == 1
    assert excess(CODE, member("p", "authorised", team), member("q", "authorised", team)) == 0


def test_lets_through_observers_on_two_teams_and_forbids_each_team_apart() -> None:
    other = duty("inspect", "U", name="e", seats=2)
    assert excess(CODE, member("p", "observer"), member("q", "observer", other)) == 0
    pairs = [
        member("p", "observer"),
        member("q", "observer"),
        member("r", "observer", other),
        member("s", "observer", other),
    ]
    assert excesses(CODE, *pairs) == [1, 1]


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    team = duty(kind, seats=2)
    assert excess(CODE, member("p", "observer", team), member("q", "observer", team)) == 0


@pytest.mark.parametrize("status", ["done", "live"])
def test_forbids_and_lets_through_beside_a_past_or_fixed_observer(status: str) -> None:
    assert excess(CODE, member("p", "observer", status=status), member("q", "observer")) == 1
    assert excess(CODE, member("p", "observer", status=status), member("q", "assistant")) == 0


@pytest.mark.parametrize(("most", "over"), [(2, 0), (1, 1), (0, 2)])
def test_forbids_and_lets_through_by_the_policys_most(most: int, over: int) -> None:
    assert excess(CODE, member("p", "observer"), member("q", "observer"), setting={"most": most}) == over


def test_lets_through_when_off_and_forbids_softly_when_soft() -> None:
    two = [member("p", "observer"), member("q", "observer")]
    assert excess(CODE, *two, setting={"strength": "off"}) == 0
    assert excess(CODE, *two, setting={"strength": "soft"}) == 1
    assert limit_strength(CODE, {"strength": "soft"}) == "soft"


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_and_lets_through_alike_in_every_subtype_of_inspection(subtype: str) -> None:
    team = duty(seats=2, subtype=subtype)
    assert excess(CODE, member("p", "observer", team), member("q", "observer", team)) == 1
    assert excess(CODE, member("p", "observer", team), member("q", "assistant", team)) == 0


def test_forbids_whatever_the_targets_and_lets_through_who_has_no_level_as_no_observer() -> None:
    for targets in ([], ["T", "U"]):
        team = duty(seats=2, authorities=targets)
        untrained = on(person("q", level=None), team)
        assert excess(CODE, member("p", "observer", team), untrained) == 0
        assert excess(CODE, member("p", "observer", team), member("q", "observer", team)) == 1


def test_forbids_beside_a_pinned_observer() -> None:
    pinned = on(person("p", level="observer"), TEAM, pinned=True)
    assert excess(CODE, pinned, member("q", "observer")) == 1
    assert excess(CODE, pinned, member("q", "authorised")) == 0


def test_forbids_observers_of_one_council_and_of_two_alike() -> None:
    one = [on(person(who, "H", level="observer"), TEAM) for who in "pq"]
    moves = person("r", level="observer", posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert excess(CODE, *one) == 1
    assert excess(CODE, one[0], on(moves, TEAM)) == 1
