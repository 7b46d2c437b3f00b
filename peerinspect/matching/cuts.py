"""Cuts: rows that every roster keeps and a mixture of choices may break.

Add some of the relaxation's rows, and 'one choice each' of some people, and halve the sum: rounding every amount down,
and then the side as well, leaves a row that whole-number solutions keep still. Which rows to add is seen from the
mixture: those that it fills to the brim, added up so that few odd amounts are left and the side is odd. Source: Caprara
and Fischetti's cuts with multipliers 0 and 1/2; rows are added by elimination modulo 2, as Koster, Zymolka and
Kutschka do. An amount is reckoned for a whole choice at a time, which rounds away more than for each placement alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.mathopt import Linear, Numbers
from peerinspect.matching.menus import Menu, Menus
from peerinspect.matching.relaxation import Rows, Whole

MOST_AT_ONCE = 40
"""Cuts that join in one round."""

LARGEST = 50
"""No row with a larger amount is added up: what is left of such rows after halving is mostly noise."""

DEEPEST = 60
"""Rows in one sum; longer sums make dense cuts and have not paid."""

TIGHT = 0.9
"""A row with more room than this cannot be part of a violated cut."""

LEAST_VIOLATION = 0.02
ZERO = 1e-6


@dataclass(eq=False)
class Cut:
    """Half of a sum of rows: `amounts` by variable before halving, the menus whose 'one choice' is in it, the side.

    `touched` are the menus that it speaks of; `largest` is no less than any halved amount, nor than the side.
    """

    amounts: Whole
    convex: Whole
    most: int
    touched: frozenset[int]
    largest: int
    _known: dict[int, Whole] = field(default_factory=dict)

    def of_free(self, free: Whole) -> Whole:
        """The halved amounts of the variables that no choice decides."""
        return np.asarray(self.amounts[free] // 2, np.int64)

    def of_menu(self, index: int, menu: Menu) -> Whole:
        """The halved amount of each of a menu's choices."""
        if index not in self._known:
            self._known[index] = np.asarray((menu.summed(self.amounts) + self.convex[index]) // 2, np.int64)
        return self._known[index]


class Cuts:
    """The cuts in use: found for one goal, they hold for all that follow."""

    def __init__(self) -> None:
        self.held: list[Cut] = []
        self._known: set[tuple[int, ...]] = set()

    def only(self, wanted: Sequence[bool]) -> None:
        """Leave out the cuts that are not wanted any more; they may be found again."""
        self.held = [cut for cut, stays in zip(self.held, wanted, strict=True) if stays]
        self._known.clear()

    def reckon(self, menus: Menus, size: int) -> None:
        """Reckon all cuts anew, after menus or variables have changed."""
        owner = owners(menus, size)
        self.held = [_cut(menus, owner, cut.amounts, cut.convex, cut.most) for cut in self.held]

    def find(self, rows: Rows, menus: Menus, shared: Whole, linear: Linear, mixture: Numbers, size: int) -> int:
        """Add cuts that the mixture breaks, most broken first; how many there were."""
        table = _Table.of(linear, mixture, len(shared) + len(menus.menus))
        owner = owners(menus, size)
        before = len(self.held)
        for some in table.sums():
            if some in self._known:
                continue
            self._known.add(some)
            self.held.append(_summed(rows, menus, shared, owner, table, some, size))
            if len(self.held) - before >= MOST_AT_ONCE:
                break
        return len(self.held) - before


def owners(menus: Menus, size: int) -> Whole:
    """The menu that decides each variable, by variable; -1 for those that no menu does."""
    owner = np.full(size, -1, np.int64)
    for index, menu in enumerate(menus.menus):
        owner[menu.owned()] = index
    return owner


@dataclass
class _Table:
    """The rows that the mixture fills to the brim, modulo 2, over the columns that are in the mixture.

    `chosen` are their numbers in the linear program, `signs` say which side is full (1: most, -1: least).
    """

    chosen: Whole
    signs: Whole
    sides: Whole
    slack: Numbers
    odd: NDArray[np.bool_]
    values: Numbers

    @classmethod
    def of(cls, linear: Linear, mixture: Numbers, height: int) -> _Table:
        present = np.flatnonzero(mixture > ZERO)
        place = np.full(len(mixture), -1, np.int64)
        place[present] = np.arange(len(present))
        end = linear.starts[height]
        row = np.repeat(np.arange(height), np.diff(linear.starts[: height + 1]))
        here = place[linear.variables[:end]] >= 0
        amounts = np.zeros((height, len(present)))
        amounts[row[here], place[linear.variables[:end][here]]] = linear.coefficients[:end][here]
        come_to = amounts @ mixture[present]
        above = np.where(np.isfinite(linear.most[:height]), linear.most[:height] - come_to, np.inf)
        below = np.where(np.isfinite(linear.least[:height]), come_to - linear.least[:height], np.inf)
        largest = np.zeros(height)
        np.maximum.at(largest, row, np.abs(linear.coefficients[:end]))
        signs, slack = np.where(above <= below, 1, -1), np.maximum(np.minimum(above, below), 0.0)
        chosen = np.flatnonzero((slack < TIGHT) & (largest <= LARGEST))
        sides = np.where(signs > 0, linear.most[:height], -linear.least[:height])[chosen]
        odd = np.rint(amounts[chosen]).astype(np.int64) % 2 == 1
        return cls(chosen, signs[chosen], np.rint(sides).astype(np.int64), slack[chosen], odd, mixture[present])

    def sums(self) -> list[tuple[int, ...]]:
        """Sets of rows whose halved sum the mixture breaks, as places in `chosen`: most broken first, then shortest."""
        odd, slack = self.odd.copy(), self.slack.copy()
        is_odd = self.sides % 2 == 1
        parts = np.eye(len(slack), dtype=np.bool_)
        live = np.ones(len(slack), np.bool_)
        found: dict[tuple[int, ...], float] = {}
        self._note(found, odd, slack, is_odd & live, parts)
        for column in np.argsort(-self.values, kind="stable").tolist():
            holding = np.flatnonzero(odd[:, column] & live)
            if not len(holding):
                continue
            pivot = holding[np.argmin(slack[holding] + 1e-3 * odd[holding].sum(axis=1))]
            if slack[pivot] > ZERO:
                continue
            rest = holding[holding != pivot]
            odd[rest] ^= odd[pivot]
            is_odd[rest] ^= is_odd[pivot]
            parts[rest] ^= parts[pivot]
            live[pivot] = False
            changed = np.zeros(len(slack), np.bool_)
            changed[rest] = True
            self._note(found, odd, slack, is_odd & changed, parts)
        return sorted(found, key=lambda some: (round(found[some], 1), len(some), some))

    def _note(
        self,
        found: dict[tuple[int, ...], float],
        odd: NDArray[np.bool_],
        slack: Numbers,
        wanted: NDArray[np.bool_],
        parts: NDArray[np.bool_],
    ) -> None:
        places = np.flatnonzero(wanted)
        room = slack[places] + odd[places] @ self.values
        for place, left in zip(places.tolist(), room.tolist(), strict=True):
            if left < 1 - 2 * LEAST_VIOLATION:
                some = tuple(np.flatnonzero(parts[place]).tolist())
                if len(some) <= DEEPEST:
                    found[some] = min(left, found.get(some, left))


def _summed(
    rows: Rows, menus: Menus, shared: Whole, owner: Whole, table: _Table, some: Sequence[int], size: int
) -> Cut:
    """Half of the sum of these rows."""
    amounts, most = np.zeros(size, np.int64), 0
    convex = np.zeros(len(menus.menus), np.int64)
    for place in some:
        row, sign = int(table.chosen[place]), int(table.signs[place])
        most += int(table.sides[place])
        if row >= len(shared):
            convex[row - len(shared)] += sign
            continue
        span = slice(int(rows.starts[shared[row]]), int(rows.starts[shared[row] + 1]))
        np.add.at(amounts, rows.variables[span], sign * rows.coefficients[span])
    return _cut(menus, owner, amounts, convex, most // 2)


def _cut(menus: Menus, owner: Whole, amounts: Whole, convex: Whole, most: int) -> Cut:
    """The cut for menus and variables of which there may be more by now than when it was found."""
    amounts = np.concatenate((amounts, np.zeros(len(owner) - len(amounts), np.int64)))
    convex = np.concatenate((convex, np.zeros(len(menus.menus) - len(convex), np.int64)))
    touched = np.unique(np.concatenate((owner[amounts != 0], np.flatnonzero(convex))))
    widest = max((_most_of(menu) for menu in menus.menus), default=1)
    largest = (int(np.abs(amounts).max(initial=0)) * widest + int(np.abs(convex).max(initial=0))) // 2 + 1
    return Cut(amounts, convex, most, frozenset(touched[touched >= 0].tolist()), max(largest, abs(most)))


def _most_of(menu: Menu) -> int:
    """No choice of the menu adds up more variables than this, each counted as often as it is worth."""
    width = int(menu.table.shape[1])
    excesses: int = sum(int(excess.max(initial=0)) for excess in menu.excesses.values())
    return width + 1 + excesses + width * (width - 1) // 2
