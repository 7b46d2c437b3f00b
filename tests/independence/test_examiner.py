"""The fast examiner against the plain one: the very same findings, over random problems and a part of a season."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from audit_cases import pair_world
from plain_examiner import ceilings_as_arrays_tell_them, examined_plainly, told_by_arrays, told_by_pair
from ring_worlds import crowded_world

from peerinspect.domain import Facts, Placement
from peerinspect.files import facts_from_dict
from peerinspect.independence.examiner import ExaminingStopped, examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.season import generate
from tests.independence.test_audit_pairing import some_world
from tests.oracle.problems import problem_of_any_size


def differ(facts: Facts) -> list[str]:
    """What the two say differently, by name."""
    rulebook = Rulebook.under(facts.policy)
    found = examine(facts, rulebook)
    fast, plain = told_by_pair(found), examined_plainly(facts, rulebook)
    arrays, same = told_by_arrays(found), replace(fast, ceilings=ceilings_as_arrays_tell_them(found))
    names = [name for name in vars(plain) if getattr(fast, name) != getattr(plain, name)]
    return names + [f"{name} as arrays" for name in vars(same) if getattr(arrays, name) != getattr(same, name)]


def without_bars(facts: Facts) -> Facts:
    """With nearly everybody able, so that pairs and ceilings have much to say."""
    off = {
        rule.code: replace(facts.policy.setting(rule.code), strength="off")
        for rule in Rulebook.under(facts.policy).bars
    }
    return replace(facts, policy=replace(facts.policy, rules={**facts.policy.rules, **off}))


@pytest.mark.parametrize("part", range(8))
def test_the_fast_examiner_finds_what_the_plain_one_finds(part: int) -> None:
    for seed in range(part * 60, (part + 1) * 60):
        facts = facts_from_dict(problem_of_any_size(Random(seed), goes_round=seed % 3 == 0))
        assert not differ(facts), f"seed {seed}"
        assert not differ(without_bars(facts)), f"seed {seed} without bars"


@pytest.mark.parametrize("seed", range(12))
def test_they_agree_on_crowded_worlds(seed: int) -> None:
    for facts, _ in (some_world(seed), crowded_world(seed)):
        assert not differ(facts)
        assert not differ(without_bars(facts))


@pytest.mark.parametrize("seed", range(4))
def test_they_agree_on_a_part_of_a_season(seed: int) -> None:
    facts = part_of(generate(1, 7), Random(seed))
    assert examine(facts, Rulebook.under(facts.policy)).candidates
    assert not differ(facts)


def part_of(season: Facts, random: Random) -> Facts:
    """Some of the people and duties, more of the people who have been placed already, and all that is said of them."""
    placed = sorted({one.person for one in season.placements})
    people = {*random.sample(sorted(season.people), 15), *random.sample(placed, 15)}
    duties = {one.duty for one in season.placements if one.person in people}
    duties |= set(random.sample(sorted(season.duties), 40))
    kept = [one for one in season.placements if one.person in people and one.duty in duties]
    return replace(
        season,
        people={id_: one for id_, one in season.people.items() if id_ in people},
        duties={id_: one for id_, one in season.duties.items() if id_ in duties},
        placements=tuple(kept),
        interests=tuple(one for one in season.interests if one.person in people),
        waivers=tuple(one for one in season.waivers if one.person in people and one.duty in duties),
        affinity={pair: one for pair, one in season.affinity.items() if pair[0] in people and pair[1] in duties},
    )


def test_a_ceiling_that_nobody_could_overfill_is_left_out() -> None:
    """Two duties of ten days are the most that days-a-year allows; with a third each person's year can be overfull."""
    three = without_bars(pair_world())
    two = replace(three, duties={id_: one for id_, one in three.duties.items() if id_ != "d3"})
    rulebook = Rulebook.under(three.policy)
    assert not examine(two, rulebook).ceilings
    assert {one.rule.code for one in examine(three, rulebook).ceilings} == {"days-a-year"}


def test_who_is_placed_already_is_no_candidate_for_the_seat_again() -> None:
    facts = without_bars(pair_world(placements=(Placement("p1", "d1", "live"),)))
    found = examine(facts, Rulebook.under(facts.policy))
    assert {one.duty.id for one in found.candidates} == {"d2", "d3"}
    assert [one.pair for one in found.fixed] == [("p1", "d1")]


def test_an_examination_is_given_up_when_whoever_asked_says_so() -> None:
    facts = without_bars(pair_world())
    with pytest.raises(ExaminingStopped):
        examine(facts, Rulebook.under(facts.policy), lambda: True)
    assert examine(facts, Rulebook.under(facts.policy), lambda: False).candidates
