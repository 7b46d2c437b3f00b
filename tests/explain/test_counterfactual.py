"""Why not her? The answer is what a full search of the pinned problem gives, or says what stands in the way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from peerinspect.domain import Facts, Placement, Roster
from peerinspect.explain import explain_duty
from peerinspect.explain.counterfactual import Counterfactual, Move, counterfactual
from peerinspect.files import facts_from_dict
from peerinspect.matching import Room, Workshop, solve
from tests.matching.small_world import director, small_world
from tests.matching.test_repair import plain
from tests.oracle.problems import random_problem


def solved(facts: Facts, **options: object) -> Roster:
    return solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1, **options)  # type: ignore[arg-type]


def asked(facts: Facts, roster: Roster, duty: str, person: str, **options: object) -> Counterfactual:
    return counterfactual(facts, roster, duty, person, is_answer=True, seconds=None, workers=1, **options)  # type: ignore[arg-type]


def pinned(facts: Facts, person: str, duty: str) -> Facts:
    others = tuple(one for one in facts.placements if one.pair != (person, duty))
    return replace(facts, placements=(*others, Placement(person, duty, "proposed", pinned=True)))


def still_open(facts: Facts) -> list[str]:
    return [one.id for one in facts.duties.values() if facts.is_open(one)]


def contested(rng: Random) -> tuple[Facts, Roster]:
    """A random problem with its best roster, on which somebody else could do a duty."""
    while True:
        facts = plain(facts_from_dict(random_problem(rng)))
        roster = solved(facts)
        if any(explain_duty(facts, roster, duty).eligible for duty in still_open(facts)):
            return facts, roster


@pytest.mark.parametrize("seed", range(25))
def test_the_answer_is_that_of_a_full_search_with_the_person_pinned(seed: int) -> None:
    facts, roster = contested(Random(seed))
    shop = Workshop(facts, roster, is_answer=True)
    for duty in still_open(facts):
        for choice in explain_duty(facts, roster, duty).eligible:
            answer = asked(facts, roster, duty, choice.person, workshop=shop)
            full = {one.name: one.value for one in solved(pinned(facts, choice.person, duty), start=roster).goals}
            assert answer.status == "optimal"
            assert {one.name: one.after for one in answer.goals} == {
                name: value for name, value in full.items() if name != "canon"
            }


@pytest.mark.parametrize("seed", range(10))
def test_what_is_not_proven_is_said_to_be_so(seed: int) -> None:
    """With no time for more than the nearest rosters, the bounds still hold."""
    facts, roster = contested(Random(seed))
    for duty in still_open(facts):
        for choice in explain_duty(facts, roster, duty).eligible[:1]:
            shop = Workshop(facts, roster, is_answer=True)
            answer = shop.with_placed([(choice.person, duty)], Room(deadline=0.0))
            full = {one.name: one for one in asked(facts, roster, duty, choice.person).goals}
            assert answer is not None and not answer.is_optimal
            first = answer.goals[0]
            assert first.bound is not None and first.bound <= full[first.name].after <= first.value


def test_everybody_who_is_eligible_has_an_answer_and_moves_that_add_up() -> None:
    facts = small_world()
    roster = solved(facts)
    before = {one.pair for one in roster.placements}
    for choice in explain_duty(facts, roster, "i0").eligible:
        answer = asked(facts, roster, "i0", choice.person)
        assert answer.status in ("optimal", "feasible")
        assert answer.moves[0] == Move(choice.person, choice.name, "i0", True)
        assert all((one.pair in before) != one.is_coming for one in answer.moves)
        assert len({one.pair for one in answer.moves}) == len(answer.moves)


def test_the_moves_run_outwards_from_the_person() -> None:
    """Each further move shares its duty or its person with one before it, in a world without clashes between them."""
    facts = small_world()
    roster = solved(facts)
    choice = explain_duty(facts, roster, "i1").eligible[0]
    moves = asked(facts, roster, "i1", choice.person).moves
    for place, one in enumerate(moves[1:], start=1):
        assert any(one.duty == other.duty or one.person == other.person for other in moves[:place])


def test_who_is_chosen_already_is_told_so() -> None:
    facts = small_world()
    roster = solved(facts)
    one = roster.placements[0]
    assert asked(facts, roster, one.duty, one.person).status == "chosen"


def test_what_makes_it_impossible_is_named_with_what_would_clear_it() -> None:
    facts = small_world()
    unsigned = director(5, declared_on=None)
    facts = replace(facts, people={**facts.people, "p5": unsigned})
    roster = solved(facts)
    answer = asked(facts, roster, "i0", "p5")
    assert answer.status == "impossible"
    assert [one.objection.rule for one in answer.obstacles] == ["undeclared"]
    assert answer.obstacles[0].remedy == "a declaration of interests, signed anew"
    assert "not possible" in answer.as_text()
    own = asked(facts, roster, "c0", "p0")
    assert "own-authority" in {one.objection.rule for one in own.obstacles}


def test_what_is_over_is_not_filled() -> None:
    facts = replace(small_world(), as_of=date(2027, 3, 1))
    answer = asked(facts, solved(facts), "i0", "p1")
    assert [one.objection.rule for one in answer.obstacles] == ["duty-over"]


def test_a_settled_seat_stands_in_the_way() -> None:
    facts = small_world()
    held = next(one for one in solved(facts).placements if one.duty == "i0")
    facts = pinned(facts, held.person, "i0")
    roster = solved(facts)
    other = next(one for one in explain_duty(facts, roster, "i0").blocked if one.person not in (held.person, "p0"))
    answer = asked(facts, roster, "i0", other.person)
    assert answer.status == "impossible"
    assert "seat-taken" in {one.objection.rule for one in answer.obstacles}


def test_the_answer_is_data_that_json_can_hold() -> None:
    facts = small_world()
    roster = solved(facts)
    person = explain_duty(facts, roster, "i0").eligible[0].person
    for answer in (asked(facts, roster, "i0", person), asked(facts, roster, "i0", "p0")):
        assert json.loads(json.dumps(answer.as_dict())) == answer.as_dict()
        assert answer.as_text()


def test_an_unknown_duty_or_person_is_refused() -> None:
    facts = small_world()
    roster = solved(facts)
    with pytest.raises(KeyError):
        asked(facts, roster, "nothing", "p0")
    with pytest.raises(KeyError):
        asked(facts, roster, "i0", "nobody")
