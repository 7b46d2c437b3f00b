"""The search against every subset of the placements, and the density of the random problems."""

from collections import Counter
from copy import deepcopy
from itertools import chain, combinations, count, islice
from random import Random

from .brute import best
from .case import Case
from .goals import goal_value, goals_of, starting_roster
from .judge import BARS, Pair, bar_strengths, judge, soft_objections, triple_strengths
from .problem_policy import GRADED
from .problems import random_problem
from .reduce import smallest


def every_roster(case: Case) -> list[list[Pair]]:
    """Every set of placements of anybody on anything, with the fixed ones."""
    pairs = [(person, duty) for duty in case.duties for person in case.people]
    free = [pair for pair in pairs if pair not in case.fixed]
    subsets = chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    return [case.fixed + list(subset) for subset in subsets]


def costs(case: Case, roster: list[Pair]) -> list:
    values = {goal: goal_value(case, goal, roster, starting_roster(case, None)) for goal in goals_of(case)}
    return [-value if goal == "fit" else value for goal, value in values.items()]


def small_problems(number: int, most: int, goes_round: bool = False) -> list[dict]:
    """The first so many random problems with at most so many pairs of a person and a duty."""
    every = (random_problem(Random(seed), goes_round) for seed in count())
    small = (problem for problem in every if len(problem["people"]) * len(problem["duties"]) <= most)
    return list(islice(small, number))


def test_the_search_misses_nothing() -> None:
    for problem in small_problems(50, most=7) + small_problems(12, most=9, goes_round=True):
        case = Case(problem)
        clean = [roster for roster in every_roster(case) if judge(case, roster).is_clean]
        values, placements = best(problem)
        least = min(clean, key=lambda roster, case=case: costs(case, roster))
        assert sorted(least) == sorted(placements)
        assert costs(case, least) == [-value if goal == "fit" else value for goal, value in values.items()]


def test_the_random_problems_are_dense() -> None:
    """In 300 problems every rule has something to say in 10 or more, and most rosters are not empty."""
    seen, sizes = Counter(), Counter()
    for seed in range(300):
        problem = random_problem(Random(seed))
        seen.update(rules_at_work(problem))
        sizes[min(3, len(best(problem)[1]))] += 1
    assert set(seen) == set(GRADED)
    rare = {rule for rule, number in seen.items() if number < 10}
    assert not rare, {rule: seen[rule] for rule in rare}
    assert sizes[0] < 75 and sizes[3] > 75


def test_rings_decide() -> None:
    """In 200 problems whose councils inspect in a round, the best roster has a ring, or would have if it might."""
    paid, kept_out = 0, 0
    for seed in range(200):
        problem = random_problem(Random(seed), goes_round=True)
        values, roster = best(problem)
        paid += has_ring(problem, roster)
        freed = deepcopy(problem)
        freed["policy"]["rules"].setdefault("ring", {})["strength"] = "off"
        kept_out += best(freed) != (values, roster) and not has_ring(problem, roster)
    assert paid >= 8 and kept_out >= 8, (paid, kept_out)


def has_ring(problem: dict, roster: list[Pair]) -> bool:
    """Waived or not, with the past or without."""
    case = Case(problem)
    placed = roster + case.history
    return any(
        triple_strengths(case, "ring", three) for three in combinations(placed, 3) if not {*three} <= {*case.history}
    )


def rules_at_work(problem: dict) -> set[str]:
    """The rules with an objection in the roster that puts everybody, unless barred, on everything open."""
    case = Case(problem)
    pairs = [(person, duty) for duty in case.duties for person in case.people if case.is_open(duty)]
    barred = {rule for rule in BARS for pair in pairs if bar_strengths(case, rule, pair)}
    crowd = [pair for pair in pairs if all("hard" not in bar_strengths(case, rule, pair) for rule in BARS)]
    found = judge(case, sorted({*crowd, *case.fixed} - set(case.history)))
    return barred | {objection.rule for objection in found.hard + found.standing + found.soft}


def test_a_failing_problem_is_made_small() -> None:
    """What is left of a problem that must keep one soft objection of one rule is little more than that."""
    problem = next(p for p in map(random_problem, map(Random, range(100))) if costs_a_basis(p))
    least = smallest(problem, costs_a_basis)
    assert costs_a_basis(least)
    assert (len(least["people"]), len(least["duties"]), least["waivers"], least["fit"]) == (1, 1, [], [])


def costs_a_basis(problem: dict) -> bool:
    case = Case(problem)
    return any(objection.rule == "post-basis" for objection in soft_objections(case, best(problem)[1]))
