"""Rules about three placements: too many to write down beforehand, so found in an answer and priced or forbidden."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peerinspect.domain import Strength
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import Examination
from peerinspect.independence.rounds import Three
from peerinspect.independence.shapes import Triple
from peerinspect.independence.waiving import Waivers
from peerinspect.matching.program import Goal, Program


class LazyThrees:
    """What is known so far of the threes of an examination, as rows and costs of its program."""

    def __init__(self, program: Program, found: Examination) -> None:
        self.program = program
        self.found = found
        self.waivers = Waivers(found.facts)
        self.place = {one.pair: index for index, one in enumerate(found.candidates)}
        self._known: set[tuple[str, frozenset[int]]] = set()

    def add_from(self, solution: Sequence[int]) -> bool:
        """Write down every three that a solution offends with and the program does not know; whether there was any."""
        if not self.found.rulebook.triples:
            return False
        chosen = [one for index, one in enumerate(self.found.candidates) if solution[index]]
        everyone = [*self.found.past, *self.found.fixed, *chosen]
        news = [
            self._learn(rule, three, solution) for rule in self.found.rulebook.triples for three in rule.found(everyone)
        ]
        return any(news)

    def tied(self) -> list[list[int]]:
        """For each rule the candidates that it may tie together: all that take a step of a round."""
        everyone = list(enumerate(self.found.candidates))
        return [
            [index for index, one in everyone if next(iter(rule.steps(one)), None) is not None]
            for rule in self.found.rulebook.triples
        ]

    def _learn(self, rule: Triple, three: Three, solution: Sequence[int]) -> bool:
        """A single candidate with two settled ones is priced by the examination, three settled ones likewise."""
        free = frozenset(self.place[one.pair] for one in three if _is_chosen(one, self.place, solution))
        if len(free) < 2 or (rule.code, free) in self._known:
            return False
        objections = rule.objections(*three)
        hard = any(each.strength is Strength.HARD for each in objections)
        soft = any(each.strength is Strength.SOFT for each in objections)
        if not hard and (not soft or self.waivers.covers_three(rule.code, three)):
            return False
        self._known.add((rule.code, free))
        self._write(free, None if hard else rule.weight)
        return True

    def _write(self, free: frozenset[int], price: Fraction | None) -> None:
        """All of them together: never, or at the price."""
        terms = [(index, 1) for index in sorted(free)]
        if price is None:
            self.program.at_most(terms, len(free) - 1)
            return
        together = self.program.variable()
        self.program.at_most([*terms, (together, -1)], len(free) - 1)
        goals = self.program.goals
        for position, goal in enumerate(goals):
            if goal.name == "waivers":
                goals[position] = _with_cost(goal, together, price)


def _is_chosen(one: Engagement, place: dict[tuple[str, str], int], solution: Sequence[int]) -> bool:
    return not one.past and not one.fixed and one.pair in place and bool(solution[place[one.pair]])


def _with_cost(goal: Goal, variable: int, price: Fraction) -> Goal:
    """The goal with one more cost, on a finer scale where the price needs it."""
    finer = (price * goal.scale).denominator
    terms = [(one, cost * finer) for one, cost in goal.terms]
    terms.append((variable, int(price * goal.scale * finer)))
    return Goal(goal.name, tuple(terms), goal.constant * finer, goal.scale * finer, goal.sign)
