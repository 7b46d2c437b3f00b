"""The linear program over some of the menus' choices: a column a choice, after those of the free variables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.cuts import Cut
from peerinspect.matching.mathopt import Linear, Numbers
from peerinspect.matching.menus import Menus
from peerinspect.matching.pool import Pool
from peerinspect.matching.relaxation import Rows, Whole


@dataclass(frozen=True)
class SharedRows:
    """The rows that people share, turned round: where each variable's terms begin, the rows' places, the amounts."""

    numbers: Whole
    at: Whole
    row_of: Whole
    amounts: Whole
    least: Numbers
    most: Numbers

    @classmethod
    def of(cls, rows: Rows, shared: Whole, size: int) -> SharedRows:
        """The rows `shared` of a program of so many variables."""
        place = np.full(len(rows.least), -1, np.int64)
        place[shared] = np.arange(len(shared))
        row_of = np.repeat(place, np.diff(rows.starts))
        here = row_of >= 0
        order = np.argsort(rows.variables[here], kind="stable")
        variables = rows.variables[here][order]
        return cls(
            shared,
            np.searchsorted(variables, np.arange(size + 1)),
            row_of[here][order],
            rows.coefficients[here][order],
            np.where(rows.has_least[shared], rows.least[shared], -np.inf),
            np.where(rows.has_most[shared], rows.most[shared], np.inf),
        )

    def terms(self, which: Whole, variables: Whole) -> _Terms:
        """What columns, each named once for each of its variables, come to in the rows."""
        sizes = self.at[variables + 1] - self.at[variables]
        first = np.repeat(self.at[variables] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        places = first + np.arange(sizes.sum())
        return _Terms(self.row_of[places], np.repeat(which, sizes), self.amounts[places].astype(np.float64))


@dataclass(frozen=True)
class _Terms:
    """Terms of a linear program, in any order; those of one row and column add up."""

    rows: Whole
    columns: Whole
    amounts: NDArray[np.float64]


def linear_program(
    shared: SharedRows,
    menus: Menus,
    pool: Pool,
    cuts: list[Cut],
    costs: Numbers,
    bounds: tuple[Numbers, Numbers],
) -> Linear:
    """Rows: the shared ones, one choice a menu, the cuts. Costs and bounds are by variable of the program."""
    free = menus.free
    held = [pool.variables(index, menu) for index, menu in enumerate(menus.menus)]
    menu_of = np.repeat(np.arange(len(held)), [len(some) for some in held])
    sizes = np.array([len(one) for some in held for one in some], np.int64)
    width = len(free) + len(sizes)
    which = np.concatenate((np.arange(len(free)), np.repeat(np.arange(len(free), width), sizes)))
    what = np.concatenate((free, np.array([variable for some in held for one in some for variable in one], np.int64)))
    height = len(shared.numbers)
    terms = [
        shared.terms(which, what),
        _Terms(height + menu_of, np.arange(len(free), width), np.ones(len(sizes))),
        *_cut_terms(cuts, which, what, menu_of, len(free), height + len(held)),
    ]
    priced = np.bincount(which, costs[what], width).astype(np.float64)
    one_each = np.ones(len(held))
    starts, columns, amounts = _merged(terms, height + len(held) + len(cuts), width)
    return Linear(
        priced,
        np.concatenate((bounds[0][free], np.zeros(len(sizes)))),
        np.concatenate((bounds[1][free], np.full(len(sizes), np.inf))),
        starts,
        columns,
        amounts,
        np.concatenate((shared.least, one_each, np.full(len(cuts), -np.inf))),
        np.concatenate((shared.most, one_each, np.array([cut.most for cut in cuts], np.float64))),
    )


def _cut_terms(cuts: list[Cut], which: Whole, what: Whole, menu_of: Whole, free: int, first: int) -> list[_Terms]:
    """The cuts' amounts of the columns: `which` holds variable `what`; the first `free` columns belong to no menu."""
    found, width = [], free + len(menu_of)
    for place, cut in enumerate(cuts):
        amounts = np.bincount(which, cut.amounts[what], width).astype(np.int64)
        amounts[free:] += cut.convex[menu_of]
        halved = amounts // 2
        there = np.flatnonzero(halved)
        found.append(_Terms(np.full(len(there), first + place), there, halved[there].astype(np.float64)))
    return found


def _merged(terms: list[_Terms], height: int, width: int) -> tuple[Whole, Whole, NDArray[np.float64]]:
    """Terms sorted by row, those of one row and column added up."""
    rows = np.concatenate([some.rows for some in terms])
    columns = np.concatenate([some.columns for some in terms])
    amounts = np.concatenate([some.amounts for some in terms])
    keys, which = np.unique(rows * width + columns, return_inverse=True)
    summed = np.bincount(which.ravel(), amounts, len(keys)).astype(np.float64)
    starts = np.searchsorted(keys // width, np.arange(height + 1)).astype(np.int64)
    return starts, keys % width, summed
