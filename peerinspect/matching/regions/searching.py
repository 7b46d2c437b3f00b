"""One part searched from the roster that stands, in a process of its own that hands back what it chose."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from peerinspect.domain import Facts
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination, examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.choosing import ByChoices
from peerinspect.matching.neighbourhood import Near, Neighbourhood
from peerinspect.matching.program import Program
from peerinspect.matching.sequence import Sequence
from peerinspect.matching.threes import LazyThrees

LARGE = 300
"""Candidates from which on it pays to list what each person can take together."""


@dataclass(frozen=True)
class Task:
    """A part's problem, what is placed there so far, the seconds to search for, and how many of the goals matter."""

    facts: Facts
    chosen: frozenset[Pair]
    seconds: float
    goals: int
    without: frozenset[str] = frozenset()


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


def search_part(task: Task) -> Outcome:
    """The best choice for the part, never worse than what is placed there so far."""
    began = time.monotonic()
    found = examine(task.facts, Rulebook.under(task.facts.policy, task.without))
    program = Assembly(found, goals.keep_weights(task.facts)).build()
    del program.goals[task.goals :]
    start = completed(program, found, task.chosen)
    threes = LazyThrees(program, found)
    before = [goal.reported(goal.value(start)) for goal in program.goals]
    engine = ByChoices if len(found.candidates) >= LARGE else Sequence
    solved = engine(
        program,
        start,
        deadline=began + task.seconds,
        workers=1,
        listener=None,
        cancel=threading.Event(),
        learn=threes.add_from,
    ).run()
    chosen = frozenset(one.pair for index, one in enumerate(found.candidates) if solved.solution[index])
    stated = tuple(
        (
            proof.goal.name,
            old,
            proof.goal.reported(proof.value),
            None if proof.bound is None else proof.goal.reported(proof.bound),
        )
        for proof, old in zip(solved.proofs, before, strict=True)
    )
    return Outcome(chosen, stated)


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
