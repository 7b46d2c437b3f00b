"""Goals taken to reach their bounds: those after them are bounded at once, and all of them searched for together.

What a linear program proves of a goal is mostly what the goal comes to. So while copies of this process search for a
roster that meets the bounds so far, the next goal is bounded as if there were one. A roster that meets the bounds of
several goals proves them all; what was only taken for granted, and is not so, is undone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Unpack

from peerinspect.matching import searching
from peerinspect.matching.aside import Copy, answered, can_be_copied
from peerinspect.matching.choosing import ByChoices, Ready
from peerinspect.matching.climbing import Climb
from peerinspect.matching.master import ChoiceBound
from peerinspect.matching.narrowing import State
from peerinspect.matching.part import joined
from peerinspect.matching.program import Goal, Program
from peerinspect.matching.sequence import Options, no_worse
from peerinspect.matching.target import UNKNOWN, Found, Limits, best_of

LARGEST = 1500
"""People with menus; the linear programs of more take longer than the searches that they would save."""

CREW = 2
"""Workers of one search among all choices; it takes more of them to look ahead."""

ENDLESS = 2**62
"""Better than any bound."""

PATIENCE = 1.0
"""Seconds that goals further ahead are waited for once the first one is proven."""

POLL = 0.05
"""Seconds between two looks at whether it is over."""


@dataclass
class Foreseen:
    """A goal that is taken to come to `target`, which no roster betters where the goals before it reach theirs.

    `ways` are searches for a roster that reaches all of them, which are yet to begin; `begun` are those under way,
    `heard` what single ones have found and `found` what they come to. `settle` rules out whatever no roster can hold
    that brings the goal to a value; `relaxed` is the goal's relaxation, and `state` what was open then.
    """

    goal: Goal
    target: int
    ways: list[Callable[[], Found]]
    settle: Callable[[int], None]
    state: State
    relaxed: ChoiceBound | None = None
    begun: list[Copy[Found]] = field(default_factory=list)
    heard: list[Found] = field(default_factory=list)
    found: Found | None = None

    def begin(self) -> None:
        """Begin the next search, in a copy of this process."""
        self.begun.append(Copy(self.ways.pop(0)))

    def stop(self) -> None:
        """Stop all searches; what they would find is not waited for."""
        for search in self.begun:
            search.end()
        self.begun.clear()

    def hear(self, search: Copy[Found]) -> None:
        """Take in what one of the searches has found: where it proves nothing the others go on, and no more begin."""
        self.heard.append(search.answer(lambda: False) or UNKNOWN)
        self.begun.remove(search)
        search.end()
        if self.heard[-1] != UNKNOWN:
            self.ways.clear()
        if self.heard[-1].proven or not self.begun:
            self.found = best_of(self.heard)
            self.stop()

    @property
    def value(self) -> int | None:
        """What the goal comes to, once that is proven."""
        return self.found.value if self.found and self.found.solution and self.found.proven else None

    @property
    def is_met(self) -> bool:
        """Whether a roster reaches the target."""
        return self.value == self.target


class Foreseeing(ByChoices):
    """A search by choices that looks ahead where it has workers to spare."""

    def __init__(
        self, program: Program, solution: list[int], *, ready: Ready | None = None, **options: Unpack[Options]
    ) -> None:
        super().__init__(program, solution, ready=ready, **options)
        self.ahead: dict[str, Foreseen] = {}
        """Goals that are proven already, by name."""
        self.bounded: Foreseen | None = None
        """The next goal, where its bound is proven already."""
        self.is_foreseen = False
        """Whether the search for this goal has looked ahead already."""

    def _search(self, goal: Goal, value: int) -> tuple[int, int | None]:
        self.is_foreseen = False
        known = self.ahead.pop(goal.name, None)
        if known is not None and known.value == value:
            # What the relaxation rules out it rules out of what was open then, and the goals before have come to that.
            self._go_back_to(known.state)
            self.settle = lambda: known.settle(value)
            return value, value
        self.ahead.clear()
        if self.bounded and self.bounded.goal.name != goal.name:
            self.bounded = None
        return super()._search(goal, value)

    def _take_in(self) -> None:
        if self.bounded is None:
            super()._take_in()
        else:
            self._go_back_to(self.bounded.state)
            self._hold(self.solution)

    def _learn(self, before: list[int]) -> bool:
        has_learned = super()._learn(before)
        if has_learned:
            self.ahead, self.bounded = {}, None
        return has_learned

    def _climb(self, goal: Goal, value: int) -> Climb:
        known, self.bounded = self.bounded, None
        if known is None or known.relaxed is None:
            return super()._climb(goal, value)
        self.is_foreseen = True
        return Climb(known.relaxed)

    def _at(self, goal: Goal, climb: Climb, room: Limits) -> Found:
        looks_ahead = (
            not self.is_foreseen
            and climb.step == 1
            and room.workers > CREW
            and len(self.menus.menus) <= LARGEST
            and goal is not self.program.goals[-1]
            and can_be_copied()
        )
        if not looks_ahead:
            return super()._at(goal, climb, room)
        self.is_foreseen = True
        found = self._looked_ahead(goal, climb, room)
        has_come_to_grief = found == UNKNOWN and room.effort is None and not self._is_over()
        return super()._at(goal, climb, room) if has_come_to_grief else found

    def _looked_ahead(self, goal: Goal, climb: Climb, room: Limits) -> Found:
        """What the search for the goal finds, or one for it and for goals after it."""
        state, solution = self._state(), self.solution
        line = [self._first(goal, climb, room)]
        goals = self.program.goals[self.program.goals.index(goal) + 1 :]
        try:
            for place, following in enumerate(goals):
                self._hear(line, 0.0)
                if self._is_over() or _last_worth(line) < len(line) or not self._assume(line[-1]):
                    break
                line.append(self._next(following, line[-1]))
                if line[-1].relaxed is not None and not line[-1].relaxed.is_best:
                    # Among the choices so far no mixture does what is taken for granted.
                    line.pop()
                    break
                # Of goals between a roster tells little: whoever meets the last of them meets those as well.
                if place + 1 == len(goals) or self._is_peak(goals[place + 1]):
                    line[-1].begin()
            return self._outcome(line)
        finally:
            for one in line:
                one.stop()
            self._go_back_to(state)
            self.solution = solution

    def _first(self, goal: Goal, climb: Climb, room: Limits) -> Foreseen:
        """The goal that is searched: among few choices by CP-SAT, among all by HiGHS.

        CP-SAT among all joins them where nobody who looks further ahead is faster.
        """
        masks = climb.relaxed.within(room.target)

        def among_all(search: searching.Search) -> Found:
            return self._condensed(goal, masks, replace(room, workers=1), least=climb.bound, search=search)

        ways = [
            lambda: self._among_few(goal, climb, room),
            lambda: among_all(searching.search_for_a_proof),
            lambda: among_all(searching.search),
        ]
        first = self._foreseen(goal, climb, ways)
        first.begin()
        first.begin()
        return first

    def _among_few(self, goal: Goal, climb: Climb, room: Limits) -> Found:
        found = super()._among_few(goal, climb, room)
        return UNKNOWN if found.solution is None else found

    def _foreseen(self, goal: Goal, climb: Climb, ways: list[Callable[[], Found]]) -> Foreseen:
        relaxed, state = climb.relaxed, self._state()
        searches = [self._from(state, way) for way in ways]
        return Foreseen(goal, climb.bound, searches, lambda value: self._settle(relaxed, value), state, relaxed)

    def _from(self, state: State, way: Callable[[], Found]) -> Callable[[], Found]:
        """The search for a copy of this process: it begins from that state, and tells nobody how far it is."""

        def search() -> Found:
            self.listener = None
            self._go_back_to(state)
            return way()

        return search

    def _assume(self, one: Foreseen) -> bool:
        """Take it that the goal reaches its target; whether anything is left then."""
        one.settle(one.target)
        self.rows = joined(self.rows, [no_worse(one.goal, one.target)])
        self._narrow()
        if self._is_possible:
            self.pool.drop_dead(self.menus.menus)
        return self._is_possible

    def _next(self, goal: Goal, before: Foreseen) -> Foreseen:
        """The goal's bound after the one before."""
        if self._is_peak(goal):
            return self._next_peak(goal, before)
        climb = Climb(self._relaxed(goal, ENDLESS, cutting=True))
        room = self._room(goal, climb.bound, self._could_serve_more)
        limits = replace(room, workers=CREW)

        def among_all() -> Found:
            return self._condensed(goal, climb.relaxed.within(climb.bound), limits, least=climb.bound)

        return self._foreseen(goal, climb, [lambda: self._among_few(goal, climb, room), among_all])

    def _next_peak(self, goal: Goal, before: Foreseen) -> Foreseen:
        peak = goal.terms[0][0]
        shares = self._possible_shares(int(self.upper[peak]))
        target = shares[self._first_not_disproved(before.goal, before.target, shares[:-1])]
        state, room = self._state(), self._room(goal, shares[-1])

        def among_all() -> Found:
            self.lower[peak], self.upper[peak] = target, goal.value(self.solution)
            masks = [menu.alive for menu in self.menus.menus]
            return self._condensed(goal, masks, room, self.menus.peaks)

        return Foreseen(goal, target, [self._from(state, among_all)], self._cap, state)

    def _hear(self, line: Sequence[Foreseen], seconds: float) -> None:
        """Take in what the searches have found, waiting so long for one of them at the most."""
        begun = {search: one for one in line for search in one.begun}
        for search in answered(list(begun), seconds):
            if search in begun[search].begun:
                begun[search].hear(search)
        proven = _last_proven(line)
        if proven >= 0 and line[proven].is_met:
            # The roster is a good one to begin from.
            self.solution = (line[proven].found or UNKNOWN).solution or self.solution
            for one in line[proven + 1 :]:
                if one.begun or (one is line[proven + 1] and self._is_peak(one.goal)):
                    while one.ways and one.found is None:
                        one.begin()

    def _outcome(self, line: Sequence[Foreseen]) -> Found:
        """What is found of the first goal; whatever is proven of others is kept for when they are due."""
        self._hear(line, 0.0)
        patience = inf
        while not self._is_over() and time.monotonic() < patience:
            proven, worth = _last_proven(line), _last_worth(line)
            if proven >= 0:
                patience = min(patience, time.monotonic() + PATIENCE)
            if not any(one.begun for one in line[1:worth]):
                while line[0].begun and line[0].ways:
                    line[0].begin()
            if not any(one.begun for one in line[proven + 1 : worth]):
                break
            for one in (*line[: max(proven, 0)], *line[worth:]):
                one.stop()
            self._hear(line, POLL)
        proven = _last_proven(line)
        self.ahead = {one.goal.name: one for one in line[1 : proven + 1]}
        left = line[proven + 1 :]
        if proven >= 0 and line[proven].is_met and left and left[0].relaxed and not any(one.found for one in left):
            # Where nothing speaks against it the bound is as good as one that knows the roster.
            self.bounded = left[0]
        best = line[max(proven, 0)].found or UNKNOWN
        if proven < 1:
            return best
        for one in line[:proven]:
            one.found = replace(best, value=one.target, bound=one.target)
        return line[0].found or UNKNOWN


def _last_proven(line: Sequence[Foreseen]) -> int:
    """The place of the last goal that is proven, and all before it with it; -1 where none is."""
    return max((place for place, one in enumerate(line) if one.value is not None), default=-1)


def _last_worth(line: Sequence[Foreseen]) -> int:
    """How many of the goals are still worth waiting for: those after one that misses its target are not."""
    for place, one in enumerate(line):
        if one.found is not None and not one.is_met:
            return place + (one.value is not None)
    return len(line)
