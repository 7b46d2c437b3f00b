"""A repair is the best roster of all, found near the one it starts from, or it does not claim to be."""

from __future__ import annotations

import threading
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from peerinspect.domain import Facts, Interest, Judgement, Period, Placement, Roster
from peerinspect.domain.policy import GOALS
from peerinspect.files import facts_from_dict
from peerinspect.independence import goals
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import solve
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.first_goals import merged
from peerinspect.matching.inheritance import forbids_more, near_roster
from peerinspect.matching.program import Goal
from peerinspect.matching.repair import Known, Repaired, repair
from peerinspect.matching.room import Room
from peerinspect.matching.threes import LazyThrees
from tests.matching.small_world import small_world
from tests.oracle.brute import best
from tests.oracle.problems import random_problem


def solved(facts: Facts, **options: object) -> Roster:
    return solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1, **options)  # type: ignore[arg-type]


def spoilt(facts: Facts, roster: Roster, rng: Random) -> Facts:
    """The facts after one of four things that take somebody off the roster."""
    settled = {one.pair for one in facts.placements if facts.is_fixed(one)}
    free = [one for one in roster.placements if one.pair not in settled]
    if not free:
        return facts
    gone = rng.choice(free)
    person, duty = facts.people[gone.person], facts.duties[gone.duty]
    change = rng.choice(("withdrawal", "leave", "interest", "regrade"))
    if change == "withdrawal":
        return replace(facts, people={**facts.people, person.id: replace(person, offers=())})
    if change == "leave":
        away = replace(person, unavailable=(*person.unavailable, duty.period))
        return replace(facts, people={**facts.people, person.id: away})
    if change == "interest" and duty.authorities:
        tie = Interest(person.id, "family", min(duty.authorities), Period())
        return replace(facts, interests=(*facts.interests, tie))
    return regraded(facts, [post.authority for post in person.posts if post.authority in facts.authorities])


def regraded(facts: Facts, homes: list[str]) -> Facts:
    """One council judged inadequate on the day of the facts."""
    if not homes:
        return facts
    council = facts.authorities[homes[0]]
    grades = {"overall": "inadequate", "leadership": "inadequate", "help-and-protection": "inadequate"}
    judged = (*council.judgements, Judgement("ILACS", facts.as_of, facts.as_of, grades))
    return replace(facts, authorities={**facts.authorities, council.code: replace(council, judgements=judged)})


def repaired(facts: Facts, roster: Roster, before: Facts | None) -> Repaired | None:
    """What the repair alone makes of it, without the search that follows where it proves nothing."""
    found = examine(facts, Rulebook.under(facts.policy))
    program = Assembly(found, goals.keep_weights(facts, roster)).build()
    threes = LazyThrees(program, found)
    while True:
        answer = repair(program, *near_roster(program, found, roster, before), Room())
        if answer is None or not threes.add_from(answer.solved.solution):
            return answer


def plain(facts: Facts) -> Facts:
    """The facts with the usual goals: those that a repair can prove."""
    return replace(facts, policy=replace(facts.policy, goals=GOALS))


@pytest.mark.parametrize("seed", range(40))
def test_a_repair_is_the_roster_that_a_full_search_finds(seed: int) -> None:
    before = plain(facts_from_dict(random_problem(Random(7000 + seed))))
    roster = solved(before)
    after = spoilt(before, roster, Random(seed))
    full = solved(after, start=roster)
    assert solved(after, start=roster, before=before) == full
    answer = repaired(after, roster, before)
    assert answer is not None
    if answer.is_proven:
        values = {proof.goal.name: proof.goal.reported(proof.value) for proof in answer.solved.proofs}
        assert values == {goal.name: goal.value for goal in full.goals}


@pytest.mark.parametrize("seed", range(20))
def test_a_repair_is_the_best_of_all_rosters(seed: int) -> None:
    """By the judge that tries them all, from any starting roster whatever."""
    problem = random_problem(Random(7100 + seed))
    other = plain(facts_from_dict(problem | {"placements": []}))
    start = solved(other)
    listed = [{"person": one.person, "duty": one.duty, "status": one.status} for one in start.placements]
    expected, placements = best(problem, listed)
    answer = solved(facts_from_dict(problem), start=start, before=other)
    assert {goal.name: goal.value for goal in answer.goals} == expected
    assert sorted(one.pair for one in answer.placements) == sorted(placements)


def test_most_repairs_of_small_problems_are_proven_nearby() -> None:
    """Otherwise the tests above would compare one full search with another."""
    proven = 0
    for seed in range(30):
        before = plain(facts_from_dict(random_problem(Random(7000 + seed))))
        roster = solved(before)
        answer = repaired(spoilt(before, roster, Random(seed)), roster, before)
        proven += answer is not None and answer.is_proven
    assert proven >= 15


def test_an_unchanged_problem_keeps_its_roster_without_any_search_further_off() -> None:
    facts = small_world()
    roster = solved(facts)
    answer = repaired(facts, roster, facts)
    assert answer is not None and answer.is_proven and answer.distance == 0
    assert solved(facts, start=roster, before=facts).placements == roster.placements


def test_live_and_pinned_placements_stay() -> None:
    facts = small_world()
    roster = solved(facts)
    first, second, third = roster.placements[:3]
    settled = (Placement(*first.pair, "live"), Placement(*second.pair, "offered", pinned=True))
    gone = facts.people[third.person]
    after = replace(facts, placements=settled, people={**facts.people, gone.id: replace(gone, offers=())})
    pairs = {one.pair for one in solved(after, start=roster, before=facts).placements}
    assert {first.pair, second.pair} <= pairs
    assert third.pair not in pairs


def test_a_repair_that_is_stopped_claims_nothing() -> None:
    facts = small_world()
    roster = solved(facts)
    found = examine(facts, Rulebook.under(facts.policy))
    program = Assembly(found, goals.keep_weights(facts, roster)).build()
    over = threading.Event()
    over.set()
    answer = repair(program, *near_roster(program, found, roster, facts), Room(cancel=over))
    assert answer is not None and not answer.is_proven


def test_what_only_forbids_is_told_from_what_may_allow() -> None:
    facts = small_world()
    person = facts.people["p0"]

    def changed(**changes: object) -> Facts:
        return replace(facts, people={**facts.people, "p0": replace(person, **changes)})  # type: ignore[arg-type]

    tie = Interest("p0", "family", "A1", Period())
    assert forbids_more(facts, facts)
    assert forbids_more(facts, changed(offers=person.offers[:1]))
    assert forbids_more(facts, changed(unavailable=(facts.duties["i0"].period,)))
    assert forbids_more(facts, replace(facts, interests=(tie,)))
    assert forbids_more(facts, regraded(facts, ["A3"]))
    assert not forbids_more(changed(offers=person.offers[:1]), facts)
    assert not forbids_more(replace(facts, interests=(tie,)), facts)
    assert not forbids_more(regraded(facts, ["A3"]), facts)
    assert not forbids_more(facts, changed(posts=()))
    assert not forbids_more(facts, replace(facts, duties=dict(list(facts.duties.items())[1:])))


def test_a_bound_that_the_roster_does_not_meet_proves_nothing() -> None:
    facts = small_world()
    roster = solved(facts)
    unproven = replace(roster, goals=tuple(replace(goal, bound=None) for goal in roster.goals))
    found = examine(facts, Rulebook.under(facts.policy))
    program = Assembly(found, goals.keep_weights(facts, roster)).build()
    assert near_roster(program, found, unproven, facts)[1] == Known()


def test_goals_together_keep_their_strict_order() -> None:
    rng = Random(3)
    first = Goal("fill", ((0, 2), (1, 3)))
    second = Goal("waivers", ((1, -1), (2, 5)), 4)
    one = merged([first, second], [0, 0, 0], [1, 2, 3])
    assert one is not None
    for _ in range(200):
        left, right = ([rng.randint(0, 1), rng.randint(0, 2), rng.randint(0, 3)] for _ in range(2))
        order = (first.value(left), second.value(left)) < (first.value(right), second.value(right))
        assert (one.value(left) < one.value(right)) == order
    assert merged([first, Goal("waivers", ((0, 2**52),))], [0, 0], [1, 1]) is None


@pytest.mark.parametrize("seed", range(30))
def test_a_look_at_a_region_never_ends_worse(seed: int) -> None:
    """Everything is the region: what is found lies at any distance, and the steps after it begin from nearby again."""
    before = plain(facts_from_dict(random_problem(Random(7300 + seed))))
    roster = solved(before)
    after = spoilt(before, roster, Random(seed))
    found = examine(after, Rulebook.under(after.policy))
    program = Assembly(found, goals.keep_weights(after, roster)).build()
    near, known = near_roster(program, found, roster, before)
    plainly = repair(program, near, known, Room())
    everywhere = repair(program, near, known, Room(), region=lambda place, _best: np.arange(place.near.choices))
    assert plainly is not None and everywhere is not None
    values = [[proof.value for proof in one.solved.proofs[:3]] for one in (everywhere, plainly)]
    assert values[0] <= values[1]
    assert everywhere.is_proven == plainly.is_proven
    assert not program.broken_rows(everywhere.solved.solution)
