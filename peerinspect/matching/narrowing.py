"""What the goals so far leave open: menus, cuts and the variables' bounds, each narrowing the others."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.condensed import only
from peerinspect.matching.cuts import Cut, Cuts
from peerinspect.matching.master import ChoiceBound, Masks, Master
from peerinspect.matching.menu_making import MOST_LATER, MenuMaker
from peerinspect.matching.menus import Menus
from peerinspect.matching.part import joined, rows_of
from peerinspect.matching.pool import Pool
from peerinspect.matching.program import Goal, Program
from peerinspect.matching.relaxation import Rows, Whole, propagated
from peerinspect.matching.sequence import Options, Sequence

MOST_SECONDS = 60.0
"""Of one goal's relaxation; a bound that took longer has not paid."""

MOSTLY_DEAD = 0.8
"""A menu of which less than this share is alive is written anew without the rest."""


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
        return cls.by(MenuMaker(program, rows_of(program)))

    @classmethod
    def by(cls, maker: MenuMaker) -> Ready:
        """The menus that were made, with none of their choices of use yet."""
        return cls(maker.menus, Pool(maker.menus.menus))

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


@dataclass(frozen=True)
class State:
    """What of each menu is alive, the variables' bounds, the rows, the cuts and the choices in linear programs."""

    alive: Masks
    lower: Whole
    upper: Whole
    rows: Rows
    cuts: list[Cut]
    pool: Pool


class Narrowing(Sequence):
    """A search that knows by choices what is still open; `ready` are the program's menus, at hand already."""

    def __init__(
        self, program: Program, solution: list[int], *, ready: Ready | None = None, **options: Unpack[Options]
    ) -> None:
        super().__init__(program, solution, **options)
        self.rows = rows_of(program)
        self.maker: MenuMaker | None = None
        """Makes more menus later on, where these menus are this search's own."""
        if ready is None:
            self.maker = MenuMaker(program, self.rows, self._is_over, self.workers)
            ready = Ready.by(self.maker)
        self.menus: Menus = ready.menus
        self.pool = ready.pool
        self.cuts = Cuts()
        self.shares = {load: share for person in program.people for load, share in person.shares.items()}
        self.structural = len(program.rows)

    def _grown(self, more: int) -> None:
        self.menus.free = np.concatenate((self.menus.free, np.arange(len(self.lower) - more, len(self.lower))))
        self.cuts.reckon(self.menus, len(self.lower))

    def _take_in(self) -> None:
        """Let the rows of the goals proven since, and the menus and the variables' bounds, narrow each other."""
        known = len(self.rows.least)
        if len(self.program.rows) > known:
            self.rows = joined(self.rows, self.program.rows[known:])
        self._narrow()
        if self.proofs:
            self._serve(MOST_LATER)
        self.pool.drop_dead(self.menus.menus)
        self._hold(self.solution)

    def _narrow(self) -> None:
        self.lower, self.upper = propagated(only(self.rows, self._outer()), self.lower, self.upper)
        for menu in self.menus.menus:
            menu.keep_within(self.lower, self.upper)

    @property
    def _is_possible(self) -> bool:
        """Whether anything is left for everybody."""
        return all(menu.alive.any() for menu in self.menus.menus) and bool((self.lower <= self.upper).all())

    @property
    def _could_serve_more(self) -> bool:
        """Whether somebody has no menu yet, and could get one."""
        return self.maker is not None and bool(self.maker.left)

    def _serve(self, most: int) -> bool:
        """Whether anybody got a menu who had none; each has so many choices at the most."""
        if self.maker is None:
            return False
        more = self.maker.serve_later(self.upper, most)
        for menu in self.menus.menus[len(self.menus.menus) - more :]:
            menu.keep_within(self.lower, self.upper)
            self.pool.open(menu)
        if more + self._leave_dead_out():
            self.cuts.reckon(self.menus, len(self.lower))
        return more > 0

    def _leave_dead_out(self) -> int:
        """Forget the choices that are gone for good, where they are many; in how many menus."""
        changed = 0
        for index, menu in enumerate(self.menus.menus):
            kept = np.flatnonzero(menu.alive)
            if len(kept) < MOSTLY_DEAD * len(menu.table):
                menu.keep(kept)
                self.pool.renumber(index, kept)
                changed += 1
        return changed

    def _hold(self, solution: list[int]) -> None:
        """The choices of the best roster so far belong into every linear program: with them it has an answer."""
        for index, menu in enumerate(self.menus.menus):
            choice = menu.taken(solution)
            if choice is not None and menu.alive[choice]:
                self.pool.add(index, choice)

    def _relaxed(self, goal: Goal, enough: int, *, cutting: bool = False) -> ChoiceBound:
        master = Master(self.rows, self.menus, self._shared(), goal, self.lower, self.upper, self.pool, self.cuts)
        return master.bound(enough, self._seconds(MOST_SECONDS), self.cancel, cutting=cutting)

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

    def _state(self) -> State:
        """All that a search narrows, as long as no menu is written anew."""
        alive = [menu.alive.copy() for menu in self.menus.menus]
        return State(alive, self.lower.copy(), self.upper.copy(), self.rows, list(self.cuts.held), self.pool.copy())

    def _go_back_to(self, state: State) -> None:
        """As it was; choices that have been of use since stay in the linear programs to come."""
        self._restore((state.alive, state.lower, state.upper))
        self.rows, self.cuts.held = state.rows, state.cuts
        state.pool.learn(self.pool)
        self.pool = state.pool
        self.pool.drop_dead(self.menus.menus)

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
        self.lower, self.upper = propagated(only(self.rows, self._outer()), self.lower, self.upper)

    def _restore(self, saved: tuple[Masks, Whole, Whole]) -> None:
        for menu, alive in zip(self.menus.menus, saved[0], strict=True):
            menu.alive = alive
        self.lower, self.upper = saved[1], saved[2]
