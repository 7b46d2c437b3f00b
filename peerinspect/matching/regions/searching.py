"""One part searched from the roster that stands, in a process of its own that hands back what it chose."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from peerinspect.domain import Facts
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination, examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.engines import search_for
from peerinspect.matching.neighbourhood import Near, Neighbourhood
from peerinspect.matching.program import Program
from peerinspect.matching.regions.greedy import filled_up
from peerinspect.matching.room import Room
from peerinspect.matching.sequence import Proof, Solved
from peerinspect.matching.task import Task
from peerinspect.matching.threes import LazyThrees


@dataclass(frozen=True)
class Errand:
    """A part's problem, what is placed there so far, and the seconds to search for."""

    facts: Facts
    chosen: frozenset[Pair]
    seconds: float
    without: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """How much there is to search."""
        return len(self.facts.duties)

    def run(self, tell: Callable[[Outcome], None] | None = None) -> Outcome:
        """The best choice for the part."""
        return search_part(self, tell)


@dataclass(frozen=True)
class Outcome:
    """What a part chose, and its goals: value before, value now, proven bound, each in the goal's own units.

    The values count all that the part's problem holds, the rest of the roster beside it included.
    """

    chosen: frozenset[Pair]
    goals: tuple[tuple[str, Fraction, Fraction, Fraction | None], ...]

    @property
    def is_better(self) -> bool:
        """Whether the first goal that changed became better; `fit` is the one of which more is better."""
        for name, before, now, _ in self.goals:
            if before != now:
                return now > before if name == "fit" else now < before
        return False


def search_part(errand: Errand, tell: Callable[[Outcome], None] | None = None) -> Outcome:
    """The best choice for the part, never worse than what is placed there so far.

    `tell` is handed the best so far now and then, so that it outlives the process.
    """
    began = time.monotonic()
    found = examine(errand.facts, Rulebook.under(errand.facts.policy, errand.without))
    program = Assembly(found, goals.keep_weights(errand.facts)).build()
    standing = completed(program, found, errand.chosen)
    before = [goal.reported(goal.value(standing)) for goal in program.goals]
    start = _fuller(program, found, errand.chosen, standing)
    threes = LazyThrees(program, found)

    def outcome(solved: Solved) -> Outcome:
        chosen = frozenset(one.pair for index, one in enumerate(found.candidates) if solved.solution[index])
        return Outcome(chosen, tuple(_stated(*both) for both in zip(solved.proofs, before, strict=True)))

    if tell:
        unproven = tuple(Proof(goal, goal.value(start), None) for goal in program.goals)
        tell(outcome(Solved(start, unproven, False)))
    room = Room(1, deadline=began + errand.seconds)
    keeper = (lambda solved: tell(outcome(solved))) if tell else None
    return outcome(search_for(Task(program, start, room, None, keeper, threes.add_from)).run())


def _stated(proof: Proof, before: Fraction) -> tuple[str, Fraction, Fraction, Fraction | None]:
    goal = proof.goal
    return goal.name, before, goal.reported(proof.value), None if proof.bound is None else goal.reported(proof.bound)


def _fuller(program: Program, found: Examination, chosen: frozenset[Pair], standing: list[int]) -> list[int]:
    """What stands already with more seats filled, where that is better by the first goal."""
    fuller = completed(program, found, filled_up(found, chosen))
    first = program.goals[0]
    return fuller if first.value(fuller) < first.value(standing) else standing


def completed(program: Program, found: Examination, chosen: Iterable[Pair]) -> list[int]:
    """The program's solution that places these and nobody else.

    Placements that are no candidates here, or that cannot stand together, are left out.
    """
    wanted = frozenset(chosen)
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    weights = np.zeros(len(lower), np.int64)
    for index, one in enumerate(found.candidates):
        weights[index] = one.pair in wanted
    if not weights.any():
        return program.start
    start = Neighbourhood(program, Near(len(found.candidates), weights, 0, lower, upper)).start
    return program.start if start is None else start
