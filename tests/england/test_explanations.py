"""Explanations of the solved England: nobody is missing, and they agree with the roster."""

from __future__ import annotations

import pytest

from peerinspect.domain import Objection, Strength
from peerinspect.domain.kinds import KINDS
from peerinspect.explain import Choice, explain_duty

from .conftest import England


def largest(england: England, kind: str) -> str:
    """The open duty of the kind with the most seats, and among those with the most days."""
    duties = (england.facts.duties[duty] for duty in england.duties)
    return max((duty for duty in duties if duty.kind == kind), key=lambda duty: (duty.seats, duty.workload, duty.id)).id


def hard(choice: Choice) -> list[Objection]:
    return [objection for objection in choice.objections if objection.strength is Strength.HARD]


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_is_there_once(england: England, kind: str) -> None:
    answer = explain_duty(england.facts, england.roster, largest(england, kind))
    everybody = [one.person for one in (*answer.chosen, *answer.eligible, *answer.blocked)]
    assert sorted(everybody) == sorted(england.facts.people)
    assert len(everybody) > 400


@pytest.mark.parametrize("kind", KINDS)
def test_the_blocked_are_forbidden_and_the_others_are_not(england: England, kind: str) -> None:
    answer = explain_duty(england.facts, england.roster, largest(england, kind))
    assert answer.blocked
    assert all(hard(one) for one in answer.blocked)
    assert all(objection.sentence for one in answer.blocked for objection in one.objections)
    assert not any(hard(one) for one in (*answer.chosen, *answer.eligible))
    assert all(one.cost for one in answer.eligible)


@pytest.mark.parametrize("kind", KINDS)
def test_the_chosen_are_the_team(england: England, kind: str) -> None:
    duty = largest(england, kind)
    team = {one.person: one.status for one in england.roster.placements if one.duty == duty}
    answer = explain_duty(england.facts, england.roster, duty)
    assert {one.person: one.status for one in answer.chosen} == team
    assert answer.seats >= len(team)


def test_what_needs_a_waiver_is_what_the_roster_lists(england: England) -> None:
    """On every team of the largest duties, and on every team with somebody who needs a waiver."""
    listed = {one.pair: set(one.objections) for one in england.roster.placements}
    duties = {duty for (_, duty), codes in listed.items() if codes}
    assert len(duties) >= 10
    for duty in sorted(duties | {largest(england, kind) for kind in KINDS}):
        for person in sorted(one for one, other in listed if other == duty):
            (chosen,) = explain_duty(england.facts, england.roster, duty, person).chosen
            assert {each.rule for each in unwaived(england, chosen)} == listed[(person, duty)], (person, duty)


def unwaived(england: England, chosen: Choice) -> list[Objection]:
    """The soft objections that no recorded waiver of either side covers."""
    return [
        objection
        for objection in chosen.objections
        if objection.strength is Strength.SOFT
        and not any(
            waiver.rule == objection.rule and waiver.person in objection.people and waiver.duty in objection.duties
            for waiver in england.facts.waivers
        )
    ]
