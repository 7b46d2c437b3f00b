"""The fast examiner on a whole season, where numbers grow large: samples of its findings against plain predicates."""

from __future__ import annotations

import time
from itertools import pairwise
from random import Random

import pytest

from peerinspect.domain import Facts, Strength
from peerinspect.independence.engagement import engage
from peerinspect.independence.examiner import Examination, ExaminingStopped, examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.waiving import Waivers
from peerinspect.season import generate


@pytest.fixture(scope="module")
def season() -> Facts:
    return generate(1, 11)


@pytest.fixture(scope="module")
def found(season: Facts) -> Examination:
    return examine(season, Rulebook.under(season.policy))


def test_a_sample_of_ceilings_has_just_the_members_that_the_rule_gives_it(found: Examination) -> None:
    ceilings = Random(1).sample(found.ceilings, 120)
    for one in ceilings:
        holders = [(index, each) for index, each in enumerate(found.candidates) if one.rule.amount(one.bucket, each)]
        if one.rule.counts_people:
            assert set(one.members) <= {index for index, _ in holders}
        else:
            assert one.members == {index: one.rule.amount(one.bucket, each) for index, each in holders}
        assert one.settled == one.rule.total(one.bucket, found.settled)
        mine = [
            (index, each) for index, each in enumerate(found.candidates) if one.bucket.holder in one.rule.holders(each)
        ]
        assert one.openers == {index for index, each in mine if one.bucket in one.rule.opens(each)}


def test_no_ceiling_is_missing_of_a_sample_of_placements(found: Examination) -> None:
    written = {(one.rule.code, one.bucket) for one in found.ceilings}
    for one in Random(2).sample(found.candidates, 25):
        for rule in found.rulebook.limits:
            for bucket in rule.opens(one):
                together = rule.total(bucket, (*found.settled, *found.candidates))
                assert rule.counts_people or ((rule.code, bucket) in written) == (together > bucket.ceiling)


def test_a_sample_of_people_could_do_what_the_rules_let_them_do(season: Facts, found: Examination) -> None:
    """Whoever is no candidate meets a hard objection alone or beside what is settled, or overfills something."""
    candidates = {one.pair: index for index, one in enumerate(found.candidates)}
    settled = {one.pair for one in found.settled}
    waivers, random = Waivers(season), Random(3)
    for duty in random.sample([one for one in season.duties.values() if season.is_open(one)], 20):
        taken = sum(one.duty is duty for one in found.fixed)
        for person in random.sample(sorted(season.people), 60):
            one = engage(season, season.people[person], duty)
            able = duty.seats > taken and one.pair not in settled and _is_able(one, found)
            assert able == (one.pair in candidates), one.pair
            if able:
                assert found.alone[candidates[one.pair]] == _price(one, found, waivers)


def _is_able(one, found: Examination) -> bool:
    objections = [*found.rulebook.objections_alone(one)]
    for other in found.settled:
        objections += found.rulebook.objections_between(one, other)
    if any(each.strength is Strength.HARD for each in objections):
        return False
    for rule in found.rulebook.limits:
        if rule.as_set(rule.own_strength) is Strength.HARD:
            for bucket in {bucket for each in (*found.settled, one) for bucket in rule.opens(each)}:
                amount = rule.amount(bucket, one)
                if amount and rule.total(bucket, (*found.settled, one)) > bucket.ceiling:
                    return False
    return True


def _price(one, found: Examination, waivers: Waivers):
    codes = {each.rule for each in found.rulebook.objections_alone(one) if each.strength is Strength.SOFT}
    cost = sum(found.rulebook.rule(code).weight for code in codes if not waivers.covers(code, one))
    for other in found.settled:
        for clash in found.rulebook.clashes:
            soft = any(each.strength is Strength.SOFT for each in clash.objections(one, other))
            cost += clash.weight * (soft and not waivers.covers_pair(clash.code, one, other))
    for rule in found.rulebook.triples:
        for two, three, objections in rule.closing(one, rule.rounds(found.settled)):
            soft = any(each.strength is Strength.SOFT for each in objections)
            cost += rule.weight * (soft and not waivers.covers_three(rule.code, (one, two, three)))
    return cost


def test_a_sample_of_pairs_clashes_as_the_rules_say(found: Examination) -> None:
    random, many = Random(4), len(found.candidates)
    pairs = {tuple(sorted(random.sample(range(many), 2))) for _ in range(1500)}
    pairs |= {*random.sample(sorted(found.hard_pairs), 300), *random.sample(sorted(found.soft_pairs), 300)}
    for lower, higher in pairs:
        one, other = found.candidates[lower], found.candidates[higher]
        if one.duty is other.duty and one.duty.seats == 1:
            assert (lower, higher) not in found.hard_pairs
            continue
        objections = found.rulebook.objections_between(one, other)
        assert ((lower, higher) in found.hard_pairs) == any(each.strength is Strength.HARD for each in objections)
        soft = {each.rule for each in objections if each.strength is Strength.SOFT}
        assert found.soft_pairs.get((lower, higher), 0) == sum(found.rulebook.rule(code).weight for code in soft)


def test_it_is_given_up_at_whatever_moment_that_is_wanted(season: Facts) -> None:
    """However far it has come; and it asks often, measured in its own processor time."""
    rulebook, asked = Rulebook.under(season.policy), []
    examine(season, rulebook, lambda: asked.append(time.process_time()) or False)
    assert max(later - earlier for earlier, later in pairwise(asked)) < 0.2
    for stop in range(0, len(asked), 7):
        left = iter(range(stop))
        with pytest.raises(ExaminingStopped):
            examine(season, rulebook, lambda left=left: next(left, None) is None)
