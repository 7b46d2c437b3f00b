"""Repair: the best roster near a given one, and the proof that none further off is better.

A roster that drops little of the given one differs from it in few places. So the search first allows no drop beyond
those that are forced, then one, then a few more; each time the program shrinks to the few candidates that fit. What
is found is best of all once its goals up to `keep` meet bounds that were proven before: whatever keeps as much
lies within the same part of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from peerinspect.matching.first_goals import best_first
from peerinspect.matching.neighbourhood import Near, Neighbourhood
from peerinspect.matching.part import Part
from peerinspect.matching.program import Goal, Program
from peerinspect.matching.progress import Listener
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.room import Room
from peerinspect.matching.sequence import Proof, Solved
from peerinspect.matching.sequence import Sequence as Search

STEPS = (0, 1, 2)
"""How far beyond what is forced the search goes, one attempt after another."""

AHEAD = frozenset({"fill", "waivers"})
"""The goals that may stand ahead of `keep`: of others nothing is known before they are searched."""


FAR = 10**6
"""Further off than any roster is."""

Region = Callable[[Neighbourhood, Sequence[int]], Whole]
"""Which candidates may change beside a roster found so far, by variable."""


Found = tuple[list[int], Part | None]
"""A roster, and the part of all that are as good; None where that is not known."""


@dataclass(frozen=True)
class Known:
    """What was proven before: bounds by goal, in its own units, and a `floor` for `keep`.

    Every roster's `keep` is at least `floor` and its distance together, with the distance as the neighbourhood counts.
    """

    bounds: Mapping[str, Fraction] = field(default_factory=dict)
    floor: int = 0


@dataclass(frozen=True)
class Repaired:
    """What a repair found. Where `is_proven` is false, somewhere further off there may be a better roster.

    `distance` is how far beyond what is forced the search went.
    """

    solved: Solved
    is_proven: bool
    distance: int


def is_repairable(program: Program) -> bool:
    """Whether nothing but `fill` and `waivers` stands ahead of `keep`."""
    names = [goal.name for goal in program.goals]
    return "keep" in names and set(names[: names.index("keep")]) <= AHEAD


def repair(
    program: Program,
    near: Near,
    known: Known,
    room: Room,
    steps: Sequence[int] = STEPS,
    listener: Listener | None = None,
    region: Region | None = None,
) -> Repaired | None:
    """The best roster near the given one; None where the bounds allow no roster at all.

    With a `region`, once the nearest rosters do not do, those that differ there alone are looked at: however far off
    they are, they are few. A repair can be proven only where `is_repairable`; otherwise it is the best of those nearby,
    and no more is claimed. Goals that are proven have their value for a bound. Where the first ones stay unproven,
    those that were known before have their bound from there, and the others none.
    """
    return _Repair(program, near, known, room, listener).run(steps, region)


class _Repair:
    def __init__(self, program: Program, near: Near, known: Known, room: Room, listener: Listener | None) -> None:
        self.program = program
        self.place = Neighbourhood(program, near)
        self.known = known
        self.room = room
        self.listener = listener
        self.keep = (
            next((goal for goal in program.goals if goal.name == "keep"), None) if is_repairable(program) else None
        )
        self.first = program.goals[: program.goals.index(self.keep) + 1 if self.keep else 1]

    def run(self, steps: Sequence[int], region: Region | None) -> Repaired | None:
        if self.place.start is None:
            return None
        best, part, reached, proven = self.place.start, None, 0, False
        far: Found | None = None
        for more in steps:
            if proven or self.room.is_over:
                break
            best, part, is_whole = self._nearby(more, best)
            if not is_whole:
                break
            reached, proven = more, self._is_best_of_all(best, more)
            if region and not proven and far is None:
                far = self._within_region(region, best)
        if far and not proven and self._values(far[0]) < self._values(best):
            best, part = far
        return self._rest(best, part, reached, proven)

    def _values(self, solution: Sequence[int]) -> list[int]:
        return [goal.value(solution) for goal in self.first]

    def _within_region(self, region: Region, best: list[int]) -> Found:
        """The best roster that differs from the given one in the region alone, and the part of those as good."""
        wider = self.place.part(FAR, only=region(self.place, best))
        if wider is None:
            return best, None
        found, as_good = best_first(wider, len(self.first), wider.own(best), self.room.most_of())
        return wider.whole(found), as_good

    def _nearby(self, more: int, best: list[int]) -> tuple[list[int], Part | None, bool]:
        """A best roster within the distance for the goals up to `keep`, the part of those as good, and True.

        Where the time runs out, the best so far, no part, and False.
        """
        part = self.place.part(more)
        if part is None:
            return best, None, True
        solution, as_good = best_first(part, len(self.first), part.own(best), self.room.most_of())
        return part.whole(solution), as_good, as_good is not None

    def _is_best_of_all(self, solution: Sequence[int], more: int) -> bool:
        """Whether the goals ahead of `keep` meet their bounds, and all that keeps as much was searched."""
        if self.keep is None:
            return False
        ahead = all(self._least(goal) == goal.value(solution) for goal in self.first[:-1])
        return ahead and self._distance_of(self.keep, solution) <= more

    def _distance_of(self, keep: Goal, solution: Sequence[int]) -> int:
        """How far beyond what is forced any roster can be that keeps as much as the solution."""
        return keep.value(solution) - self.known.floor - self.place.forced

    def _least(self, goal: Goal) -> int:
        """The least that a goal to minimise can be: by what is known, or at sight."""
        near = self.place.near
        sight = goal.constant + sum(
            cost * int((near.lower if cost > 0 else near.upper)[one]) for one, cost in goal.terms
        )
        bound = self.known.bounds.get(goal.name)
        return sight if bound is None else max(sight, -int(-(bound * goal.scale) // 1))

    def _rest(self, best: list[int], part: Part | None, reached: int, proven: bool) -> Repaired:
        """The goals after `keep`, among the rosters as good up to it."""
        solution, bounds = best, dict[str, int | None]()
        if part is not None:
            solved = self._within(part, best, proven)
            solution = part.whole(solved.solution)
            bounds = {proof.goal.name: proof.bound for proof in solved.proofs if proven}
        bounds |= self._first_bounds(solution, proven)
        proofs = [Proof(goal, goal.value(solution), bounds.get(goal.name)) for goal in self.program.goals]
        return Repaired(Solved(solution, tuple(proofs), self.room.cancel.is_set()), proven, reached)

    def _within(self, part: Part, best: Sequence[int], proven: bool) -> Solved:
        own = part.program
        return Search(
            Program(own.lower, own.upper, own.start, own.rows, own.goals[len(self.first) :]),
            part.own(best),
            deadline=self.room.deadline,
            workers=self.room.workers_for(len(own.lower)),
            listener=self.listener if proven else None,
            cancel=self.room.cancel,
        ).run()

    def _first_bounds(self, solution: Sequence[int], proven: bool) -> dict[str, int | None]:
        """The bounds of the goals up to `keep`; after one that is not met the next one's holds no more."""
        found: dict[str, int | None] = {}
        for goal in self.first:
            value = goal.value(solution)
            if proven:
                found[goal.name] = value
                continue
            found[goal.name] = min(value, self._least(goal))
            if found[goal.name] != value:
                break
        return found
