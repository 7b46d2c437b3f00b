"""A problem of several years, divided and stitched: clean, never better than its bounds, the same in whatever order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerinspect.domain import Duty, Facts, Period
from peerinspect.files import digest_of, facts_from_dict, policy_digest, problem_dict
from peerinspect.independence import goals
from peerinspect.independence.audit import audit
from peerinspect.matching import solve
from peerinspect.matching.divided import OtherParts, next_wave, stitched
from peerinspect.matching.divided.windows import PLAN, windows
from tests.matching.small_world import board, inspection, small_world


def later(duty: Duty, weeks: int) -> Duty:
    """The same work so many weeks later."""
    first, last = (day + timedelta(weeks=weeks) for day in (duty.period.start, duty.period.end))
    return replace(duty, id=f"{duty.id}-{weeks}", period=Period(first, last))


def years(seed: int) -> Facts:
    """Inspections and boards of two years and a half; chance says which."""
    chance = random.Random(seed)
    facts = small_world()
    duties = [*facts.duties.values()]
    duties += [later(inspection(number), weeks) for number in range(6) for weeks in (52, 80) if chance.random() < 0.6]
    duties += [later(board(number), 60) for number in range(3, 6) if chance.random() < 0.6]
    return replace(facts, duties={duty.id: duty for duty in sorted(duties, key=lambda one: one.id)})


def answer(facts: Facts, start=None):
    return solve(
        facts, problem_digest=digest_of(facts), policy_digest=policy_digest(facts.policy), start=start, workers=1
    )


def divided(facts: Facts, chance: random.Random, skipping: bool = False):
    """The stitched roster, its parts solved in any order, as files."""
    solved: list[list] = []
    while (wave := next_wave(facts, None, solved)) is not None:
        rosters: list = [None] * len(wave.cuts)
        for place in chance.sample(range(len(rosters)), len(rosters)):
            if skipping and chance.random() < 0.3:
                continue
            rosters[place] = answer(facts_from_dict(problem_dict(wave.cuts[place].facts)))
        solved.append(rosters)
    found = stitched(facts, None, solved, problem_digest=digest_of(facts), policy_digest=policy_digest(facts.policy))
    assert found.is_over
    return found.roster


def test_windows_hold_every_open_duty_once():
    facts = years(1)
    for is_moved in (False, True):
        held = [duty for window in windows(facts, is_moved).values() for duty in window]
        assert sorted(held) == sorted(duty.id for duty in facts.duties.values() if facts.is_open(duty))
    assert (len(windows(facts)), len(windows(facts, is_moved=True))) == (2, 3)
    assert all(duty.first_day < date(2027, 9, 1) for id_, duty in facts.duties.items() if id_ in windows(facts)[0])


@pytest.mark.parametrize("seed", range(4))
def test_stitched_is_clean_and_lies_between_its_bounds_and_the_whole(seed):
    facts = years(seed)
    roster, whole = divided(facts, random.Random(seed)), answer(facts)
    report = audit(facts, roster, problem_digest=digest_of(facts), policy_digest=policy_digest(facts.policy))
    assert report.is_clean, report.lines()
    best = {goal.name: goal.value for goal in whole.goals}
    assert whole.status == "optimal"
    for goal in roster.goals:
        if goal.bound is not None and goal.name != "fit":
            assert goal.bound <= best[goal.name] <= goal.value, goal
        if goal.value != best[goal.name]:
            break
    assert roster.goals[0].bound is not None
    assert roster.goals[0].value <= best["fill"] + 2
    assert roster.status == "feasible" or [goal.value for goal in roster.goals] == [*best.values()]


def test_whatever_the_order_in_which_parts_are_solved_the_roster_is_the_same():
    facts = years(2)
    assert divided(facts, random.Random(1)) == divided(facts, random.Random(2))


def test_parts_that_nobody_solves_leave_a_clean_roster_with_honest_bounds():
    facts = years(3)
    roster, whole = divided(facts, random.Random(3), skipping=True), answer(facts)
    report = audit(facts, roster, problem_digest=digest_of(facts), policy_digest=policy_digest(facts.policy))
    assert report.is_clean, report.lines()
    assert roster.goals[0].bound <= whole.goals[0].value <= roster.goals[0].value


def test_nobody_is_placed_on_two_windows_beyond_a_year_that_rolls():
    """Two inspections a year, for the only one who is left: the second window's part knows nothing of the first."""
    facts = years(1)
    only = {id_: one if id_ == "p5" else replace(one, declared_on=None) for id_, one in facts.people.items()}
    duties = {
        one.id: one
        for one in (
            later(inspection(0), 20), later(inspection(1), 22), later(inspection(2), 52), later(inspection(3), 56),
        )
    }  # fmt: skip
    facts = replace(facts, people=only, duties=duties)
    roster = divided(facts, random.Random(1))
    assert goals.fill_value(facts, [one.pair for one in roster.placements], ()) == 2
    consented = 1.5  # The consent ends before the last of them: that seat stays empty, and so does its lead.
    assert (roster.goals[0].bound, roster.goals[0].value) == (consented, 2 * consented)
    assert answer(facts).goals[0].value == 2 * consented


def test_a_wave_with_nothing_to_search_is_passed_over_and_does_not_end_the_search():
    """Work of the first and the third year: a wave that searches the second alone has no parts."""
    facts = small_world()
    third = [later(inspection(number), 110) for number in range(3)]
    facts = replace(facts, duties={**facts.duties, **{duty.id: duty for duty in third}})
    assert list(windows(facts)) == [0, 2]
    solved: list[list] = []
    found = []
    while (wave := next_wave(facts, None, solved)) is not None:
        assert wave.cuts, "a wave of no parts would pass for the end"
        found.append(wave.number)
        solved += [[] for _ in range(len(solved), wave.number)]
        solved.append([answer(cut.facts) if wave.number > 1 else None for cut in wave.cuts])
    assert 1 not in found and max(found) > 1
    digests = {"problem_digest": digest_of(facts), "policy_digest": policy_digest(facts.policy)}
    assert stitched(facts, None, solved, **digests).roster.placements, "what a later wave finds counts"


@pytest.mark.parametrize("solved", [[[]], [[None] * 50], [[]] * (len(PLAN) + 1)])
def test_rosters_of_another_division_are_refused_in_a_sentence(solved: list[list]):
    facts = years(1)
    digests = {"problem_digest": digest_of(facts), "policy_digest": policy_digest(facts.policy)}
    with pytest.raises(OtherParts, match="wave"):
        stitched(facts, None, solved, **digests)
    with pytest.raises(OtherParts, match="wave"):
        next_wave(facts, None, solved)
