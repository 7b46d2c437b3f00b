"""The goals in strict order, searched by what each person can take together instead of placement by placement."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np

from peerinspect.matching import searching
from peerinspect.matching.climbing import Climb
from peerinspect.matching.condensed import MOST_WHOLE, Condensing, filled_in
from peerinspect.matching.master import Masks
from peerinspect.matching.menu_making import MOST_IN_NEED
from peerinspect.matching.narrowing import Narrowing, Ready
from peerinspect.matching.program import Goal
from peerinspect.matching.racing import raced
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.target import Found, Limits

__all__ = ["ByChoices", "Ready"]

SHARE = 0.3
"""Of the time left goes to a target that rules good rosters out; the rest is for finding one."""

MANY = 4000
"""Choices beside which it pays to look among a few of them at the same time."""

QUICK = 0.6
"""The effort for these few, where there is one worker alone."""

EVERYTHING = 10**9
"""More choices than anybody has."""

HASTE = 1.3
"""The effort of one search, after which those whose choices are very many get menus as well."""


DEAR = 1.5
"""Seconds of one such search that ruled its target out alone, after which further menus are the better deal."""

NOTHING: Whole = np.zeros(0, np.int64)


class ByChoices(Narrowing):
    """One search over a program's goals whose people have menus; `ready` are those of the program, at hand already."""

    def _search(self, goal: Goal, value: int) -> tuple[int, int | None]:
        self._take_in()
        if self._is_peak(goal):
            return self._search_peak(goal, value)
        climb = self._climb(goal, value)
        while climb.bound < value and not self._is_over():
            target, before = climb.aim(value), value
            is_hasty = self._could_serve_more and not climb.is_thorough
            climb.look_at_clock()
            found = self._at(goal, climb, self._room(goal, target, is_hasty))
            climb.look_at_clock()
            if found.solution is not None and found.value is not None and found.value <= value:
                self.solution, value = found.solution, found.value
            if value <= climb.bound or (found.proven and value <= target):
                climb.bound = value
                break
            if found.proven or (found.bound is not None and found.bound > target):
                climb.pass_by(target)
                self._tell("searching", goal, value, climb.bound)
                if is_hasty and climb.spent > DEAR:
                    self._be_thorough(goal, climb, value)
            elif is_hasty:
                self._be_thorough(goal, climb, value)
            else:
                climb.bound = (
                    climb.bound if found.bound is None else max(climb.bound, min(found.bound, target + 1, value))
                )
                if target >= before:
                    return value, climb.bound
                # Little time is left: what is found now should at least be good.
                climb.target = value
        self.settle = lambda: self._settle(climb.relaxed, value)
        return value, min(climb.bound, value)

    def _climb(self, goal: Goal, value: int) -> Climb:
        return Climb(self._relaxed(goal, value, cutting=True))

    def _be_thorough(self, goal: Goal, climb: Climb, value: int) -> None:
        """From here on searches take as long as they take, and those get menus whose choices were too many before."""
        climb.is_thorough = True
        if self._serve(MOST_IN_NEED):
            self._hold(self.solution)
            climb.start_from(self._relaxed(goal, value, cutting=True))

    def _room(self, goal: Goal, target: int, is_hasty: bool = False) -> Limits:
        """How far the search for a target may go."""
        seconds = self._left()
        if seconds is not None and target < goal.value(self.solution):
            seconds *= SHARE
        return Limits(target, seconds, self.workers, self.cancel, HASTE if is_hasty else None)

    def _at(self, goal: Goal, climb: Climb, room: Limits) -> Found:
        """The search for a target, beside one among the linear program's choices for a roster that meets the bound.

        A worker who is alone looks there first, but for the first target only.
        """
        masks = climb.relaxed.within(room.target)
        is_late = climb.step > 1 and room.workers == 1
        if is_late or climb.relaxed.left(room.target) < MANY:
            return self._condensed(goal, masks, room, least=climb.bound)

        def among_few(cancel: threading.Event) -> Found:
            effort = QUICK if room.workers == 1 else room.effort
            return self._among_few(goal, climb, replace(room, effort=effort, cancel=cancel))

        if room.workers > 1:
            others = replace(room, workers=room.workers - 1)

            def among_all(cancel: threading.Event) -> Found:
                return self._condensed(goal, masks, replace(others, cancel=cancel), least=climb.bound)

            return raced(among_few, among_all, self.cancel)
        found = among_few(self.cancel)
        return found if found.solution is not None else self._condensed(goal, masks, room, least=climb.bound)

    def _among_few(self, goal: Goal, climb: Climb, room: Limits) -> Found:
        """A roster that meets the bound, among the choices of linear programs; that there is none says nothing."""
        best = climb.relaxed.within(climb.bound)
        few = [self.pool.mask(index, menu) & best[index] for index, menu in enumerate(self.menus.menus)]
        # Whatever is worse than the bound may be best of these few, and not of all.
        limits = replace(room, target=climb.bound, workers=1)
        return self._condensed(goal, few, limits, least=climb.bound, in_full=True)

    def _condensed(
        self,
        goal: Goal,
        masks: Masks,
        room: Limits,
        needed: Whole = NOTHING,
        *,
        least: int | None = None,
        in_full: bool = False,
        search: searching.Search = searching.search,
    ) -> Found:
        """The best solution among the choices, or proof that none there meets the target; the rows `needed` stay.

        Nothing below `least` is looked for: it is ruled out already. With `in_full` everybody has a variable for each
        choice, and nobody hears of bounds: they are not those of all.
        """
        if not all(mask.any() for mask in masks):
            return Found(None, None, None, True)
        condensing = Condensing(self.rows, self.menus, self.lower, self.upper, needed)
        most_whole = EVERYTHING if in_full else MOST_WHOLE
        part, hint = condensing.within(goal, masks, (least, room.target), self.solution, most_whole)
        inner = part.program
        lower, upper = np.array(inner.lower, np.int64), np.array(inner.upper, np.int64)
        if (lower > upper).any():
            return Found(None, None, None, True)
        report = _unheard if in_full else self._reporter(goal)
        found = search(inner, inner.goals[0], lower, upper, hint, room, report)
        if found.solution is None:
            return found
        whole = self._whole(part.whole(found.solution)[: len(self.lower)])
        return Found(whole, goal.value(whole), found.bound, found.proven)

    def _whole(self, solution: list[int]) -> list[int]:
        peak = self.program.peak
        least = 0 if peak is None else self.program.lower[peak]
        return filled_in(self.menus, solution, peak, self.shares, least)

    # --- peak ---------------------------------------------------------------------------------------------------------

    def _is_peak(self, goal: Goal) -> bool:
        return self.program.peak is not None and goal.terms == ((self.program.peak, 1),)

    def _search_peak(self, goal: Goal, value: int) -> tuple[int, int | None]:
        """The least share that does: the relaxation of the goal before rules small ones out, CP-SAT finds the least.

        A share is too small when nobody can be placed beyond it and the goal before must then become worse.
        """
        place = self.program.goals.index(goal)
        shares = self._possible_shares(value)
        before = self.program.goals[place - 1] if place else None
        bound = shares[0]
        if before is not None:
            bound = shares[self._first_not_disproved(before, before.value(self.solution), shares[:-1])]
        peak = goal.terms[0][0]
        self.lower[peak], self.upper[peak] = bound, value
        if bound < value and not self._is_over():
            masks = [menu.alive for menu in self.menus.menus]
            found = self._condensed(goal, masks, self._room(goal, value), self.menus.peaks)
            if found.solution is not None and found.value is not None:
                self.solution, value = found.solution, found.value
            bound = value if found.proven else max(bound, found.bound or bound)
        self.settle = lambda: self._cap(value)
        return value, bound

    def _possible_shares(self, value: int) -> list[int]:
        """What the peak can be, ascending, up to the value."""
        assert self.program.peak is not None
        least = max(
            [int(self.lower[self.program.peak]), *(int(menu.shares[menu.alive].min()) for menu in self.menus.menus)]
        )
        return sorted({min(max(share, least), value) for share in (*self.shares.values(), least, value)})

    def _first_not_disproved(self, before: Goal, reached: int, shares: list[int]) -> int:
        """The place of the least share that the relaxation does not rule out; the goal before stays as it is."""
        low, high = 0, len(shares)
        while low < high and not self._is_over():
            middle = (low + high) // 2
            if self._is_disproved(before, reached, shares[middle]):
                low = middle + 1
            else:
                high = middle
        return low

    def _is_disproved(self, before: Goal, reached: int, share: int) -> bool:
        saved = self._capped(share)
        disproved = not self._is_possible or self._relaxed(before, reached + 1).least() > reached
        self._restore(saved)
        return disproved


def _unheard(value: int | None, bound: int | None) -> None:
    """Nobody listens to a search among a few choices."""
