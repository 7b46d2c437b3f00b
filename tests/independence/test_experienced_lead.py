"""experienced-lead: an inspection team has at least one authorised person."""

from __future__ import annotations

import pytest
from rule_cases import duty, lacking, other_kinds, person

CODE = "experienced-lead"


@pytest.mark.parametrize("level", ["observer", "assistant", None])
def test_forbids_an_inspection_team_without_an_authorised_person(level: str | None) -> None:
    assert len(lacking(CODE, duty(), person(level=level))) == 1
    assert len(lacking(CODE, duty(seats=2), person(level=level), person("q", level="assistant"))) == 1


def test_lets_through_an_inspection_team_with_an_authorised_person() -> None:
    assert lacking(CODE, duty(), person(level="authorised")) == []
    assert lacking(CODE, duty(seats=2), person(level="observer"), person("q", level="authorised")) == []


def test_forbids_an_empty_inspection_team() -> None:
    assert len(lacking(CODE, duty())) == 1


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert lacking(CODE, duty(kind), person(level="observer")) == []
    assert lacking(CODE, duty(kind)) == []


@pytest.mark.parametrize("level", ["observer", "assistant", "authorised"])
def test_forbids_whatever_level_the_seats_ask(level: str) -> None:
    assert len(lacking(CODE, duty(level=level), person(level="assistant"))) == 1


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_every_subtype_of_inspection(subtype: str) -> None:
    assert len(lacking(CODE, duty(subtype=subtype), person(level="assistant"))) == 1


def test_lets_through_a_team_without_one_when_off() -> None:
    assert lacking(CODE, duty(), person(level="observer"), setting={"strength": "off"}) == []


@pytest.mark.parametrize("strength", ["soft", "hard"])
def test_forbids_and_lets_through_alike_whatever_strength_the_policy_names_but_off(strength: str) -> None:
    assert len(lacking(CODE, duty(), person(level="assistant"), setting={"strength": strength})) == 1
    assert lacking(CODE, duty(), person(level="authorised"), setting={"strength": strength}) == []


def test_forbids_and_lets_through_whatever_the_homes_and_targets() -> None:
    for targets in ([], ["T", "U"]):
        work = duty(authorities=targets)
        assert len(lacking(CODE, work, person(posts=[], level="assistant"))) == 1
        assert lacking(CODE, work, person(posts=[])) == []
