"""Repairs and questions on the solved England: few changes, proven where that is claimed, clean before the auditor."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from peerinspect.domain import Facts, Interest, Period, Roster, RosterPlacement
from peerinspect.domain.placement import Pair
from peerinspect.explain import explain_duty
from peerinspect.explain.counterfactual import Counterfactual, counterfactual
from peerinspect.explain.reserves import reserves
from peerinspect.explain.shortfall import shortfall
from peerinspect.independence import goals
from peerinspect.independence.audit import audit
from peerinspect.independence.examiner import Examination, examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import Room, Workshop
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.inheritance import forbids_more, near_roster
from peerinspect.matching.repair import Repaired, repair

from .conftest import England

FEW = 4
"""Placements that a single spoilt one takes along at most."""


@pytest.fixture(scope="module")
def found(england: England) -> Examination:
    return examine(england.facts, Rulebook.under(england.facts.policy))


@pytest.fixture(scope="module")
def shop(england: England, found: Examination) -> Workshop:
    return Workshop(england.facts, england.roster, found, is_answer=True)


def movable(england: England, kind: str) -> list[RosterPlacement]:
    settled = {one.pair for one in england.facts.placements if england.facts.is_fixed(one)}
    of_kind = [one for one in england.roster.placements if england.facts.duties[one.duty].kind == kind]
    return [one for one in of_kind if one.pair not in settled]


def made(roster: Roster, pairs: Collection[Pair]) -> Roster:
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    return replace(roster, placements=tuple(RosterPlacement(*pair) for pair in ordered))


def hard(facts: Facts, roster: Roster) -> list[str]:
    return [each.sentence for each in audit(facts, roster).hard]


def repaired(facts: Facts, england: England) -> tuple[Repaired, set[Pair]]:
    seen = examine(facts, Rulebook.under(facts.policy))
    program = Assembly(seen, goals.keep_weights(facts, england.roster)).build()
    answer = repair(program, *near_roster(program, seen, england.roster, england.facts), Room(2), steps=(0, 1))
    assert answer is not None
    chosen = {one.pair for index, one in enumerate(seen.candidates) if answer.solved.solution[index]}
    return answer, chosen | {one.pair for one in seen.fixed}


def test_the_roster_repaired_for_no_reason_is_the_same_and_proven(england: England, shop: Workshop) -> None:
    answer = shop.with_placed([], Room(2))
    assert answer is not None and answer.is_optimal
    assert answer.pairs == {one.pair for one in england.roster.placements}


def test_leave_within_a_term_changes_nothing(england: England) -> None:
    """Of a chair without on-site days: the whole repair is proven where it stands."""
    one = movable(england, "chair")[0]
    person, duty = england.facts.people[one.person], england.facts.duties[one.duty]
    away = replace(person, unavailable=(*person.unavailable, Period(duty.last_day, duty.last_day)))
    after = replace(england.facts, people={**england.facts.people, person.id: away})
    assert forbids_more(england.facts, after)
    answer, pairs = repaired(after, england)
    assert answer.is_proven
    assert pairs == {each.pair for each in england.roster.placements}


@pytest.mark.parametrize("kind", ["inspect", "chair", "interim"])
def test_a_new_tie_moves_few(england: England, kind: str) -> None:
    one = movable(england, kind)[0]
    council = min(england.facts.duties[one.duty].authorities)
    tie = Interest(one.person, "family", council, Period())
    after = replace(england.facts, interests=(*england.facts.interests, tie))
    answer, pairs = repaired(after, england)
    before = {each.pair for each in england.roster.placements}
    assert one.pair not in pairs
    assert 1 <= len(before - pairs) <= FEW
    assert len(pairs - before) <= FEW
    assert hard(after, made(england.roster, pairs)) == []
    values = {proof.goal.name: proof for proof in answer.solved.proofs}
    stated = {goal.name: goal.value for goal in england.roster.goals}
    fill = values["fill"]
    assert fill.goal.reported(fill.value) >= stated["fill"]
    if answer.is_proven:
        assert all(proof.bound == proof.value for proof in answer.solved.proofs)
        assert fill.goal.reported(fill.value) == stated["fill"]


def test_why_not_her_has_an_answer_that_the_auditor_passes(england: England, shop: Workshop) -> None:
    answers: list[Counterfactual] = []
    for kind in ("chair", "inspect", "support"):
        duty = movable(england, kind)[0].duty
        for choice in explain_duty(england.facts, england.roster, duty).eligible[:1]:
            answer = counterfactual(england.facts, england.roster, duty, choice.person, workshop=shop, seconds=3.0)
            answers.append(answer)
            before = {one.pair for one in england.roster.placements}
            coming = {one.pair for one in answer.moves if one.is_coming}
            leaving = {one.pair for one in answer.moves if not one.is_coming}
            assert (choice.person, duty) in coming
            assert leaving <= before and not coming & before
            assert hard(england.facts, made(england.roster, (before - leaving) | coming)) == []
    assert answers


def test_a_shortfall_is_told_and_filled(england: England) -> None:
    """The first duty of the roster that lacks a person."""
    duty = next(one.duty for one in england.roster.shortfalls if one.seats)
    answer = shortfall(england.facts, england.roster, duty, seconds=60.0)
    counted = answer.tally
    assert counted.people == len(counted.barred) + len(counted.taken) + len(counted.free)
    assert answer.remedies
    before = {one.pair for one in england.roster.placements}
    for one in answer.remedies[:3]:
        coming = {move.pair for move in one.moves if move.is_coming}
        leaving = {move.pair for move in one.moves if not move.is_coming}
        assert hard(one.change.facts, made(england.roster, (before - leaving) | coming)) == []
        assert one.goals[0].worse < 0


def test_reserves_pass_the_auditor(england: England, found: Examination) -> None:
    seats = reserves(england.facts, england.roster, found)
    settled = {one.pair for one in england.facts.placements if england.facts.is_fixed(one)}
    placed = {one.pair for one in england.roster.placements}
    assert {(seat.person, seat.duty) for seat in seats} == placed - settled
    for seat in [seat for seat in seats if seat.reserves][::60]:
        for one in seat.reserves:
            swapped = placed - {(seat.person, seat.duty)} | {(one.person, seat.duty)}
            assert hard(england.facts, made(england.roster, swapped)) == []
