"""One roster and its problem, made ready for many questions: what if this person were on that duty after all?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from peerinspect.domain import Facts, GoalValue, Roster
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination, examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.choosing import ByChoices, Ready
from peerinspect.matching.engines import LARGE
from peerinspect.matching.inheritance import near_roster
from peerinspect.matching.neighbourhood import Near, Neighbourhood
from peerinspect.matching.program import Program
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.repair import STEPS, Repaired, repair
from peerinspect.matching.room import Room
from peerinspect.matching.sequence import Proof
from peerinspect.matching.sequence import Sequence as Search
from peerinspect.matching.solving import NEARBY
from peerinspect.matching.threes import LazyThrees

MODEST = 3000
"""A program of at most so many variables is searched whole in no time."""


ROUNDS = 2
"""How often a region grows by those whom its candidates drive out."""

MOST_PUSHED = 40
"""Placements that join a region at once."""

ENOUGH = 5.0
"""Seconds from which on it pays to search a large program whole."""


@dataclass(frozen=True)
class Answer:
    """The best roster found: its placements, and its goals with what is proven of each.

    `is_optimal` says that every goal is proven.
    """

    pairs: frozenset[Pair]
    goals: tuple[GoalValue, ...]
    is_optimal: bool


class Workshop:
    """A problem examined once, and the program of its rosters near the given one.

    `found` is the problem's examination, where it is at hand. `is_answer` says that the roster was made for this very
    problem, so that its proven bounds hold whenever a question only forbids more, as a pinned placement does.
    """

    def __init__(self, facts: Facts, roster: Roster, found: Examination | None = None, is_answer: bool = False) -> None:
        self.facts = facts
        self.roster = roster
        self.found = found or examine(facts, Rulebook.named_by(roster, facts.policy))
        self.program = Assembly(self.found, goals.keep_weights(facts, roster)).build()
        self.threes = LazyThrees(self.program, self.found)
        self.before = facts if is_answer else None
        self.ready: Ready | None = None
        self.duty_of = _numbered(one.duty.id for one in self.found.candidates)
        self.person_of = _numbered(one.person.id for one in self.found.candidates)
        self.place = {one.pair: index for index, one in enumerate(self.found.candidates)}

    def can_place(self, pair: Pair) -> bool:
        """Whether nothing that is settled forbids the placement."""
        return pair in self.place

    def with_placed(
        self,
        pairs: Collection[Pair],
        room: Room,
        steps: Sequence[int] | None = None,
        within: Collection[str] | None = None,
    ) -> Answer | None:
        """The best roster near this one that has these placements; None where there is none.

        With `within`, only these duties change hands. `steps` are how far off the search for a proof nearby goes; by
        default as far as pays for a problem of the size. Raises KeyError for a placement that is no candidate.
        """
        pinned = [self.place[pair] for pair in pairs]
        while True:
            repaired = self._repaired(pinned, room, self._steps if steps is None else steps, within)
            if repaired is None:
                return None
            if room.is_over or not self.threes.add_from(repaired.solved.solution):
                return self._answer(repaired)
            self.ready = None

    def _repaired(
        self, pinned: Sequence[int], room: Room, steps: Sequence[int], within: Collection[str] | None
    ) -> Repaired | None:
        near, known = near_roster(self.program, self.found, self.roster, self.before)
        near = self._bounded(near, pinned, within)
        nearby = room.at_most(NEARBY)
        repaired = repair(self.program, near, known, nearby, steps, region=self._region)
        if repaired is None or repaired.is_proven or not self._is_worth_a_search(room):
            return repaired
        return self._searched(repaired, near, room)

    @property
    def _steps(self) -> Sequence[int]:
        """A large problem's rosters one step further off take longer to search than the region around the question."""
        return STEPS if len(self.program.lower) <= MODEST else STEPS[:1]

    def _bounded(self, near: Near, pinned: Sequence[int], within: Collection[str] | None) -> Near:
        lower, upper = near.lower.copy(), near.upper.copy()
        if within is not None:
            placed = {one.pair for one in self.roster.placements}
            for index, one in enumerate(self.found.candidates):
                if one.duty.id not in within and one.pair not in placed:
                    upper[index] = 0
        lower[list(pinned)] = 1
        return replace(near, lower=lower, upper=upper)

    def _region(self, place: Neighbourhood, best: Sequence[int]) -> Whole:
        """Everybody for the seats that were left, everything for those who left them, and once more from there."""
        placed = np.array(best[: place.near.choices], np.bool_)
        given = place.weights[: place.near.choices] > 0
        gone = np.flatnonzero(given != placed)
        candidates, driven = place.driven_out()
        inside = given != placed
        for _ in range(ROUNDS):
            inside |= np.isin(self.duty_of, self.duty_of[gone]) | np.isin(self.person_of, self.person_of[gone])
            pushed = np.bincount(driven[inside[candidates]], minlength=len(inside))
            most = np.argsort(-pushed, kind="stable")[:MOST_PUSHED]
            gone = np.union1d(gone, most[pushed[most] > 0])
            inside[gone] = True
        return np.flatnonzero(inside)

    def _is_worth_a_search(self, room: Room) -> bool:
        """A large problem is not searched whole within a second or two."""
        left = room.left()
        return left is None or left >= ENOUGH or len(self.program.lower) <= MODEST

    def _searched(self, repaired: Repaired, near: Near, room: Room) -> Repaired:
        """The best roster of all, from the one that the repair found."""
        search = self._search(near, repaired.solved.solution, room)
        solved = search.run()
        if self.ready is not None and isinstance(search, ByChoices):
            self.ready.pool.learn(search.pool)
        is_proven = all(one.bound == one.value for one in solved.proofs)
        return Repaired(solved, True, repaired.distance) if is_proven else repaired

    def _search(self, near: Near, solution: list[int], room: Room) -> Search:
        """The search that fits, over a program of its own with these bounds."""
        whole = self.program
        sides = (near.lower.tolist(), near.upper.tolist(), list(whole.start))
        inner = Program(*sides, list(whole.rows), list(whole.goals), whole.people, whole.peak)
        if len(self.found.candidates) < LARGE:
            return Search(
                inner, solution, deadline=room.deadline, workers=room.workers, listener=None, cancel=room.cancel
            )
        self.ready = self.ready or Ready.of(whole)
        return ByChoices(
            inner,
            solution,
            deadline=room.deadline,
            workers=room.workers,
            listener=None,
            cancel=room.cancel,
            ready=self.ready.copy(),
        )

    def _answer(self, repaired: Repaired) -> Answer:
        chosen = (one.pair for index, one in enumerate(self.found.candidates) if repaired.solved.solution[index])
        pairs = frozenset(chosen) | {one.pair for one in self.found.fixed}
        proofs = repaired.solved.proofs
        is_optimal = all(one.bound == one.value for one in proofs)
        return Answer(pairs, tuple(self._goal_value(one, pairs) for one in proofs), is_optimal)

    def _goal_value(self, proof: Proof, pairs: frozenset[Pair]) -> GoalValue:
        """The goal's value by the placements: a search that was stopped may have left its own counts too high."""
        name = proof.goal.name
        value = proof.goal.reported(proof.value)
        if proof.bound != proof.value and name != "waivers":
            value = goals.value_of(name, self.facts, pairs, self.roster, self.found.rulebook)
        return GoalValue(name, value, None if proof.bound is None else proof.goal.reported(proof.bound))


def _numbered(ids: Iterable[str]) -> Whole:
    """Equal numbers for equal ids."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(one, len(numbers)) for one in ids], np.int64)
