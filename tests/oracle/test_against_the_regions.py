"""Problems cut into tiny regions, against trying every roster: sound rosters, true values, bounds that hold."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from peerinspect.files import digest_of, facts_from_dict
from peerinspect.matching.regions import bounds, engine

from .brute import best
from .comparing import differing_verdicts, pairs_of
from .goals import goal_values
from .problems import random_problem

TINY = 4
"""People and duties of a region; the problems have up to ten."""

PART = 25


@pytest.fixture(autouse=True)
def searched_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process: a process for every part takes longer than the part."""

    def one_after_another(tasks: Sequence[Any], *_: Any) -> list[Any]:
        return [task.run(None) for task in tasks]

    for module in (engine, bounds):
        monkeypatch.setattr(module, "run_all", one_after_another)


def answer_by_regions(problem: dict, most: int = TINY) -> Any:
    facts = facts_from_dict(problem)
    return engine.solve_by_regions(facts, problem_digest=digest_of(facts), policy_digest="sha256:test", most=most)


@pytest.mark.parametrize("part", range(8))
def test_rosters_stitched_from_regions_are_sound_and_their_bounds_hold(part: int) -> None:
    for seed in range(part * PART, (part + 1) * PART):
        problem = random_problem(Random(20_000 + seed), goes_round=seed % 2 == 0)
        if not can_be_divided(problem):
            continue
        answer = answer_by_regions(problem)
        assert not differing_verdicts(problem, answer), seed
        expected, _ = best(problem)
        values = goal_values(problem, pairs_of(answer), None)
        better_so_far = False
        for goal in answer.goals:
            assert goal.value == values[goal.name], (seed, goal)
            holds_for = [goal.value] if better_so_far else [goal.value, expected[goal.name]]
            assert all(is_within(goal.name, one, goal.bound) for one in holds_for), (seed, goal, expected)
            better_so_far = better_so_far or goal.value != expected[goal.name]


def test_many_small_problems_are_solved_as_well_by_regions() -> None:
    """Not a proof, but a guard: what regions miss, rounds along other borders mostly find."""
    as_good = []
    for seed in range(60):
        problem = random_problem(Random(21_000 + seed))
        if can_be_divided(problem):
            found = {goal.name: goal.value for goal in answer_by_regions(problem).goals}
            as_good.append(next(iter(found.values())) == next(iter(best(problem)[0].values())))
    assert len(as_good) > 30
    assert sum(as_good) > 0.8 * len(as_good)


def is_within(name: str, value: Fraction, bound: Fraction | None) -> bool:
    if bound is None:
        return True
    return value <= bound if name == "fit" else value >= bound


def can_be_divided(problem: dict) -> bool:
    rules = problem.get("policy", {}).get("rules", {})
    return any(rules.get(code, {}).get("strength", "hard") == "hard" for code in ("undeclared", "vetting-lapsed"))
