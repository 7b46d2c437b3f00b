"""The best roster by trying them all: for each open duty every team, for each team every team of the next.

The only pruning is of a roster that already breaks a hard rule by a new placement, for no further placement can mend
it: a Bar looks at one placement, a Clash at two, a ring at three, and a Limit's buckets only grow.
"""

from fractions import Fraction
from itertools import combinations
from typing import Any

from .case import Case
from .goals import ALL_GOALS, canon_of, fit_of, goal_value, goals_of, starting_roster
from .judge import (
    Pair,
    as_pairs,
    bar_strengths,
    clash_strengths,
    hard_limit_objections,
    judge,
    remembered,
    triple_strengths,
)
from .rules_bar import BARS
from .rules_clash import CLASHES
from .rules_ring import TRIPLES


def best(problem: dict, from_roster: Any = None) -> tuple[dict[str, Fraction], list[Pair]]:
    """The lexicographic optimum: the values of the policy's goals in order (`canon` last), and the placements."""
    search = Search(Case(problem), from_roster)
    search.extend(list(search.case.fixed), 0)
    fresh = Case(problem)
    roster = as_pairs(search.best_roster)
    assert judge(fresh, roster).is_clean
    return {goal: goal_value(fresh, goal, roster, search.starting) for goal in search.goals}, roster


def candidates(case: Case) -> list[Pair]:
    """The placements that may be made: on open duties, neither fixed nor past, with no hard Bar against them."""
    pairs = [(person, duty) for duty in case.duties for person in case.people if case.is_open(duty)]
    free = [pair for pair in pairs if pair not in case.fixed and pair not in case.history]
    return [pair for pair in free if all("hard" not in bar_strengths(case, rule, pair) for rule in BARS)]


class Search:
    """Depth first over the candidates, each left out or put in."""

    def __init__(self, case: Case, from_roster: Any) -> None:
        self.case = case
        self.goals = goals_of(case)
        self.starting = starting_roster(case, from_roster)
        self.candidates = candidates(case)
        self.best_roster: list[Pair] = []
        self.best_costs: list[Fraction] | None = None

    def extend(self, roster: list[Pair], position: int) -> None:
        if position == len(self.candidates):
            self.compare(roster)
            return
        candidate = self.candidates[position]
        if self.has_a_seat(roster, candidate) and self.is_allowed(roster, candidate):
            self.extend([*roster, candidate], position + 1)
        self.extend(roster, position + 1)

    def has_a_seat(self, roster: list[Pair], candidate: Pair) -> bool:
        taken = len([pair for pair in roster if pair[1] == candidate[1]])
        return taken < self.case.duties[candidate[1]]["seats"]

    def is_allowed(self, roster: list[Pair], candidate: Pair) -> bool:
        others = roster + self.case.history
        if any(self.clash(candidate, other) for other in others):
            return False
        if any(self.closes_a_ring((candidate, *two)) for two in combinations(others, 2)):
            return False
        return not self.breaks_a_limit([*roster, candidate])

    def clash(self, one: Pair, other: Pair) -> bool:
        return remembered(
            self.case,
            ("clash", one, other),
            lambda: any("hard" in clash_strengths(self.case, rule, one, other) for rule in CLASHES),
        )

    def closes_a_ring(self, three: tuple[Pair, Pair, Pair]) -> bool:
        return any("hard" in triple_strengths(self.case, rule, three) for rule in TRIPLES)

    def breaks_a_limit(self, roster: list[Pair]) -> bool:
        new = [pair for pair in roster if pair not in self.case.fixed]
        return remembered(
            self.case,
            ("limits", frozenset(roster)),
            lambda: any(party in new for found in hard_limit_objections(self.case, roster) for party in found.parties),
        )

    def compare(self, roster: list[Pair]) -> None:
        """Goal after goal, until this roster proves worse or better than the best so far."""
        costs: list[Fraction] = []
        for goal in self.goals:
            costs.append(self.cost(goal, roster))
            if self.best_costs is not None and costs > self.best_costs[: len(costs)]:
                return
        if self.best_costs is None or costs < self.best_costs:
            self.best_costs, self.best_roster = costs, roster

    def cost(self, goal: str, roster: list[Pair]) -> Fraction:
        """What is to be least: the goal's value, or the negative of `fit`."""
        assert goal in ALL_GOALS
        if goal == "fit":
            fits = [remembered(self.case, ("fit", pair), lambda pair=pair: fit_of(self.case, *pair)) for pair in roster]
            return -sum(fits, Fraction(0))
        if goal == "canon":
            return Fraction(sum(canon_of(*pair) for pair in roster))
        return goal_value(self.case, goal, roster, self.starting)
