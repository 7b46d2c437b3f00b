"""team-skills: the people on a duty have, between them, every skill that it names."""

from __future__ import annotations

import pytest
from rule_cases import KINDS, duty, lacking, person

CODE = "team-skills"
BOTH = ["finance", "leadership"]


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_a_team_of_any_kind_without_a_named_skill(kind: str) -> None:
    team = duty(kind, seats=2, skills=BOTH)
    assert lacking(CODE, team, person(skills=["finance"]), person("q")) == ["leadership"]


@pytest.mark.parametrize("kind", KINDS)
def test_lets_through_a_team_that_has_every_skill_between_them(kind: str) -> None:
    team = duty(kind, seats=2, skills=BOTH)
    assert lacking(CODE, team, person(skills=["finance"]), person("q", skills=["leadership"])) == []
    assert lacking(CODE, team, person(skills=["leadership", "data", "finance"]), person("q")) == []


def test_forbids_an_empty_team_that_lacks_everything() -> None:
    assert lacking(CODE, duty(skills=BOTH)) == BOTH


def test_lets_through_an_empty_team_that_needs_nothing() -> None:
    assert lacking(CODE, duty()) == []
    assert lacking(CODE, duty(skills=[])) == []


def test_lets_through_people_with_other_skills_where_none_is_named_and_forbids_them_where_one_is() -> None:
    assert lacking(CODE, duty(), person(skills=["data"])) == []
    assert lacking(CODE, duty(skills=["finance"]), person(skills=["data"])) == ["finance"]


def test_forbids_one_skill_however_many_lack_it() -> None:
    team = duty(seats=3, skills=["finance"])
    assert lacking(CODE, team, person(), person("q"), person("r")) == ["finance"]


def test_lets_through_a_lacking_skill_when_off() -> None:
    assert lacking(CODE, duty(skills=BOTH), person(), setting={"strength": "off"}) == []


@pytest.mark.parametrize("strength", ["soft", "hard"])
def test_forbids_and_lets_through_alike_whatever_strength_the_policy_names_but_off(strength: str) -> None:
    setting = {"strength": strength}
    assert lacking(CODE, duty(skills=BOTH), person(skills=["finance"]), setting=setting) == ["leadership"]
    assert lacking(CODE, duty(skills=BOTH), person(skills=BOTH), setting=setting) == []


def test_forbids_and_lets_through_whatever_the_homes_and_targets() -> None:
    for targets in ([], ["T", "U"]):
        work = duty("review", authorities=targets, skills=["finance"])
        assert lacking(CODE, work, person(posts=[])) == ["finance"]
        assert lacking(CODE, work, person(posts=[], skills=["finance"])) == []
