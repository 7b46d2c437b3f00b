"""The first goals of a part at once: merged into one where the numbers allow it, searched as the part's size asks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from peerinspect.matching import cpsat
from peerinspect.matching.part import Part, part_of
from peerinspect.matching.program import MOST, Goal, Program
from peerinspect.matching.relaxation import as_arrays, propagated
from peerinspect.matching.room import SMALL, Room
from peerinspect.matching.sequence import Sequence as Search
from peerinspect.matching.sequence import no_worse
from peerinspect.matching.target import Limits


def best_first(part: Part, number: int, hint: Sequence[int], room: Room) -> tuple[list[int], Part | None]:
    """A best solution of the part for its first goals in strict order, and the part of all that are as good.

    Where the time runs out, the best solution so far and None.
    """
    program, goals = part.program, part.program.goals[:number]
    together = merged(goals, program.lower, program.upper)
    search = _Search(part, goals if together is None else [together], hint, room)
    is_proven = search.at_once() if len(program.lower) <= SMALL else search.relaxed()
    return search.best, part.narrowed(search.as_good()) if is_proven else None


class _Search:
    """The first goals of a part, one after another."""

    def __init__(self, part: Part, goals: Sequence[Goal], hint: Sequence[int], room: Room) -> None:
        program = part.program
        self.part = part
        self.goals = goals
        self.best = list(hint)
        self.room = room
        self.inner = Program(program.lower, program.upper, program.start, list(program.rows), list(goals))
        self.lower, self.upper = (np.array(side, np.int64) for side in (program.lower, program.upper))

    def at_once(self) -> bool:
        """Without a relaxation, for a small part; whether the best is proven."""
        for goal in self.goals if len(self.lower) else ():
            limits = Limits(goal.value(self.best), self.room.left(), 1, self.room.cancel)
            found = cpsat.search(self.inner, goal, self.lower, self.upper, self.best, limits, _unheard)
            self.best = found.solution or self.best
            if not found.proven:
                return False
            self.inner.rows.append(no_worse(goal, goal.value(self.best)))
        return True

    def relaxed(self) -> bool:
        """With one: what it settles stays settled for the goals that follow. Whether the best is proven."""
        room = self.room
        search = Search(
            self.inner, self.best, deadline=room.deadline, workers=room.workers, listener=None, cancel=room.cancel
        )
        solved = search.run()
        self.best = solved.solution
        self.lower, self.upper = search.lower, search.upper
        return all(proof.bound == proof.value for proof in solved.proofs)

    def as_good(self) -> Part:
        """The part of the part whose rosters are as good as the one found."""
        rows = as_arrays(self.inner.rows)
        lower, upper = propagated(rows, self.lower, self.upper)
        return part_of(rows, self.part.program.goals, lower, upper, self.part.choices)


def _unheard(value: int | None, bound: int | None) -> None:
    """Nobody listens to searches of a part: their bounds are not those of the whole."""


def merged(goals: Sequence[Goal], lower: Sequence[int], upper: Sequence[int]) -> Goal | None:
    """One goal whose order is that of the goals in strict order; None where its numbers would grow too large."""
    costs: dict[int, int] = {}
    constant, factor = 0, 1
    for goal in reversed(goals):
        for variable, cost in goal.terms:
            costs[variable] = costs.get(variable, 0) + factor * cost
        constant += factor * goal.constant
        factor *= 1 + sum(abs(cost) * (upper[variable] - lower[variable]) for variable, cost in goal.terms)
    reach = abs(constant) + sum(abs(cost) * max(abs(lower[one]), abs(upper[one])) for one, cost in costs.items())
    return None if reach >= MOST else Goal("together", tuple(sorted(costs.items())), constant)
