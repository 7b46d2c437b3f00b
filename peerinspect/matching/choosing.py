"""The goals in strict order, searched by what each person can take together instead of placement by placement."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching import cpsat
from peerinspect.matching.condensed import Condensing, filled_in, only
from peerinspect.matching.master import ChoiceBound, Masks, Master, Pool
from peerinspect.matching.menus import Menus, menus_of
from peerinspect.matching.part import joined
from peerinspect.matching.program import Goal, Program
from peerinspect.matching.progress import Listener
from peerinspect.matching.relaxation import Whole, as_arrays, propagated
from peerinspect.matching.sequence import Sequence, Solved

FIRST_CHOICES = 2000
"""Choices that the first target leaves open; each further one may leave twice as many."""

FEW = 6000
"""Variables that one worker searches as fast as several."""

LITTLE = 0.6
"""A target that leaves more than this share of the choices is not worth a search of its own."""

SHARE = 0.3
"""Of the time left goes to a target that rules good rosters out; the rest is for finding one."""

PATIENCE = 4.0
"""Seconds of one search, after which the next target has to be worth it."""

MOST_SECONDS = 60.0
"""Of one goal's relaxation; a bound that took longer has not paid."""


@dataclass
class Ready:
    """What a search by choices needs once for a program: its menus, and the choices that were of use so far.

    A search uses both up; several of one program begin with a copy each.
    """

    menus: Menus
    pool: Pool

    @classmethod
    def of(cls, program: Program) -> Ready:
        """The menus of a program, with none of its choices of use yet."""
        menus = menus_of(program, as_arrays(program.rows))
        return cls(menus, Pool(menus.menus))

    def copy(self) -> Ready:
        """The same for a search of its own."""
        menus = []
        for menu in self.menus.menus:
            other = copy(menu)
            other.alive = menu.alive.copy()
            menus.append(other)
        pool = Pool(menus)
        pool.learn(self.pool)
        return Ready(replace(self.menus, menus=menus), pool)


NOTHING: Whole = np.zeros(0, np.int64)


class ByChoices(Sequence):
    """One search over a program's goals whose people have menus; `ready` are those of the program, at hand already."""

    def __init__(
        self,
        program: Program,
        solution: list[int],
        *,
        deadline: float | None,
        workers: int,
        listener: Listener | None,
        cancel: threading.Event,
        keeper: Callable[[Solved], None] | None = None,
        learn: Callable[[list[int]], bool] | None = None,
        ready: Ready | None = None,
    ) -> None:
        super().__init__(
            program,
            solution,
            deadline=deadline,
            workers=workers,
            listener=listener,
            cancel=cancel,
            keeper=keeper,
            learn=learn,
        )
        self.rows = as_arrays(program.rows)
        ready = ready or Ready.of(program)
        self.menus: Menus = ready.menus
        self.pool = ready.pool
        self.shares = {load: share for person in program.people for load, share in person.shares.items()}
        self.structural = len(program.rows)

    def _search(self, goal: Goal, value: int) -> tuple[int, int | None]:
        self._take_in()
        if self.program.peak is not None and goal.terms == ((self.program.peak, 1),):
            return self._search_peak(goal, value)
        relaxed = self._relaxed(goal, value)
        bound, size, step = relaxed.least(), FIRST_CHOICES, 1
        target, spent = bound, 0.0
        while bound < value and not self._is_over():
            target = min(value, max(target, relaxed.reach(size, value)))
            if spent > PATIENCE:
                target = self._worth_while(relaxed, target, value)
            began = time.monotonic()
            found = self._condensed(goal, relaxed.within(target), target)
            spent = time.monotonic() - began
            if found.solution is not None and found.value is not None and found.value <= value:
                self.solution, value = found.solution, found.value
            if found.proven and value <= target:
                bound = value
            elif found.proven or (found.bound is not None and found.bound > target):
                bound, size = target + 1, size * 2
                target, step = target + step, step * 2
                self._tell("searching", goal, value, bound)
            else:
                bound = bound if found.bound is None else max(bound, min(found.bound, target + 1, value))
                if target >= value:
                    return value, bound
                # Little time is left: what is found now should at least be good.
                target = value
        self.settle = lambda: self._settle(relaxed, value)
        return value, min(bound, value)

    def _worth_while(self, relaxed: ChoiceBound, target: int, value: int) -> int:
        """The target; where it settles little beyond what the value settles, the value itself."""
        if target == value:
            return target
        near, far = (sum(int(mask.sum()) for mask in relaxed.within(some)) for some in (target, value))
        return target if near <= LITTLE * far else value

    def _grown(self, more: int) -> None:
        self.menus.free = np.concatenate((self.menus.free, np.arange(len(self.lower) - more, len(self.lower))))

    def _take_in(self) -> None:
        """Let the rows of the goals proven since, and the menus and the variables' bounds, narrow each other."""
        known = len(self.rows.least)
        if len(self.program.rows) > known:
            self.rows = joined(self.rows, self.program.rows[known:])
        self.lower, self.upper = propagated(only(self.rows, self._outer()), self.lower, self.upper)
        for menu in self.menus.menus:
            menu.keep_within(self.lower, self.upper)
        self.pool.drop_dead(self.menus.menus)
        self._hold(self.solution)

    def _hold(self, solution: list[int]) -> None:
        """The choices of the best roster so far belong into every linear program: with them it has an answer."""
        for index, menu in enumerate(self.menus.menus):
            choice = menu.taken(solution)
            if choice is not None and menu.alive[choice]:
                self.pool.add(index, choice)

    def _relaxed(self, goal: Goal, enough: int) -> ChoiceBound:
        master = Master(self.rows, self.menus, self._shared(), goal, self.lower, self.upper, self.pool)
        return master.bound(enough, self._seconds(MOST_SECONDS), self.cancel)

    def _shared(self) -> Whole:
        """The rows of the relaxation: those over several people, and of the goals before."""
        return np.concatenate((self.menus.rows, np.arange(self.structural, len(self.rows.least))))

    def _outer(self) -> NDArray[np.bool_]:
        """The same rows as a mask."""
        mask = np.zeros(len(self.rows.least), np.bool_)
        mask[self._shared()] = True
        return mask

    def _settle(self, relaxed: ChoiceBound, value: int) -> None:
        """What no solution as good as the best can hold is gone for good."""
        for menu, mask in zip(self.menus.menus, relaxed.within(value), strict=True):
            menu.alive &= mask
            menu.narrow(menu.alive, self.lower, self.upper)
        free, gap = self.menus.free, relaxed.gap(value)
        reduced = relaxed.reduced[free]
        steps = gap // np.maximum(np.abs(reduced), 1)
        lower, upper = self.lower[free], self.upper[free]
        self.upper[free] = np.where(reduced > 0, np.minimum(upper, lower + steps), upper)
        self.lower[free] = np.where(reduced < 0, np.maximum(lower, upper - steps), lower)

    def _condensed(self, goal: Goal, masks: Masks, target: int, needed: Whole = NOTHING) -> cpsat.Found:
        """The best solution among the choices, or proof that none there meets the target; the rows `needed` stay."""
        if not all(mask.any() for mask in masks):
            return cpsat.Found(None, None, None, True)
        condensing = Condensing(self.rows, self.menus, self.lower, self.upper, needed)
        part, hint = condensing.within(goal, masks, target, self.solution)
        inner = part.program
        workers = self.workers if len(inner.lower) > FEW else 1
        seconds = self._left()
        if seconds is not None and target < goal.value(self.solution):
            seconds *= SHARE
        room = cpsat.Room(target, seconds, workers, self.cancel)
        lower, upper = np.array(inner.lower, np.int64), np.array(inner.upper, np.int64)
        if (lower > upper).any():
            return cpsat.Found(None, None, None, True)
        found = cpsat.search(inner, inner.goals[0], lower, upper, hint, room, self._reporter(goal))
        if found.solution is None:
            return found
        whole = self._whole(part.whole(found.solution)[: len(self.lower)])
        return cpsat.Found(whole, goal.value(whole), found.bound, found.proven)

    def _whole(self, solution: list[int]) -> list[int]:
        peak = self.program.peak
        least = 0 if peak is None else self.program.lower[peak]
        return filled_in(self.menus, solution, peak, self.shares, least)

    # --- peak ---------------------------------------------------------------------------------------------------------

    def _search_peak(self, goal: Goal, value: int) -> tuple[int, int | None]:
        """The least share that does: the relaxation of the goal before rules small ones out, CP-SAT finds the least.

        A share is too small when nobody can be placed beyond it and the goal before must then become worse.
        """
        place = self.program.goals.index(goal)
        shares = self._possible_shares(value)
        bound = shares[self._first_not_disproved(self.program.goals[place - 1] if place else None, shares[:-1])]
        peak = goal.terms[0][0]
        self.lower[peak], self.upper[peak] = bound, value
        if bound < value and not self._is_over():
            found = self._condensed(goal, [menu.alive for menu in self.menus.menus], value, self.menus.peaks)
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

    def _first_not_disproved(self, before: Goal | None, shares: list[int]) -> int:
        """The place of the least share that the relaxation does not rule out."""
        low, high = 0, len(shares)
        while before is not None and low < high and not self._is_over():
            middle = (low + high) // 2
            if self._is_disproved(before, shares[middle]):
                low = middle + 1
            else:
                high = middle
        return low

    def _is_disproved(self, before: Goal, share: int) -> bool:
        saved = self._capped(share)
        possible = all(menu.alive.any() for menu in self.menus.menus) and bool((self.lower <= self.upper).all())
        reached = before.value(self.solution)
        disproved = not possible or self._relaxed(before, reached + 1).least() > reached
        self._restore(saved)
        return disproved

    def _capped(self, share: int) -> tuple[Masks, Whole, Whole]:
        """Rule larger shares out, and hand back what was before."""
        saved = ([menu.alive for menu in self.menus.menus], self.lower.copy(), self.upper.copy())
        self._cap(share)
        return saved

    def _cap(self, share: int) -> None:
        for menu in self.menus.menus:
            menu.alive = menu.alive & (menu.shares <= share)
        for load, amount in self.shares.items():
            if amount > share:
                self.upper[load] = 0
        if self.program.peak is not None:
            self.upper[self.program.peak] = share
        self.lower, self.upper = propagated(self.rows, self.lower, self.upper)

    def _restore(self, saved: tuple[Masks, Whole, Whole]) -> None:
        for menu, alive in zip(self.menus.menus, saved[0], strict=True):
            menu.alive = alive
        self.lower, self.upper = saved[1], saved[2]
