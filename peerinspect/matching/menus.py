"""Menus: for each person everything that they can take together, and what is known of each choice.

A choice is a set of one person's candidates. With all the choices of a person at hand, what concerns this person alone
(ceilings, soft pairs, the load) is no longer a matter of rows: a relaxation over choices is as good as can be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.listing import Table, filled_up
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.structure import NONE


@dataclass
class Menu:
    """One person's choices. `alive` says which of them a best roster may still hold.

    `table` has a choice a row, as places in `members`, filled up with their number. `loads` holds the load variable of
    each choice, `shares` its percentage of the days offered, `together` the variable of each soft pair of places.
    `every_load` are all the person's load variables, those that no choice comes to included. `excesses` has, by
    variable, what each choice exceeds soft ceilings by.
    """

    members: Whole
    table: Table
    loads: Whole
    shares: Whole
    together: Whole
    every_load: Whole
    excesses: dict[int, Whole]
    alive: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.table = np.asfortranarray(self.table)  # It is read place by place.
        self.alive = np.ones(len(self.table), np.bool_)
        both = self.together[self.together != NONE]
        self.has_pairs = len(both) > 0
        counted = np.array(sorted(self.excesses), np.int64)
        self._owned = np.unique(np.concatenate((self.members, self.every_load, both, counted)))

    @classmethod
    def joined(cls, pieces: Sequence[Menu]) -> Menu:
        """The menu of one person whose choices were listed in pieces."""
        first = pieces[0]
        return cls(
            first.members,
            filled_up([piece.table for piece in pieces], len(first.members)),
            np.concatenate([piece.loads for piece in pieces]),
            np.concatenate([piece.shares for piece in pieces]),
            first.together,
            first.every_load,
            {variable: np.concatenate([piece.excesses[variable] for piece in pieces]) for variable in first.excesses},
        )

    def owned(self) -> Whole:
        """Every variable whose value follows from the choice."""
        return self._owned

    def summed(self, values: Whole) -> Whole:
        """For each choice the sum of variables times `values`, which is by variable."""
        total = added_up(self.table, np.append(values[self.members], 0))
        if values[self.every_load].any():
            total += np.where(self.loads == NONE, 0, values[self.loads])
        for variable, excess in self.excesses.items():
            if values[variable]:
                total += excess * values[variable]
        pairs = np.where(self.together == NONE, 0, values[self.together])
        if self.has_pairs and pairs.any():
            for one, other in self._places():
                total += pairs[self.table[:, one], self.table[:, other]]
        return total

    def variables_of(self, choice: int) -> list[int]:
        """The variables that are 1 when this choice is taken; one that is more is named as often."""
        row = self.table[choice]
        found = [int(self.members[place]) for place in row if place < len(self.members)]
        if self.loads[choice] != NONE:
            found.append(int(self.loads[choice]))
        for variable, excess in self.excesses.items():
            found += [variable] * int(excess[choice])
        both = (self.together[row[one], row[other]] for one, other in self._places())
        return found + [int(variable) for variable in both if variable != NONE]

    def taken(self, solution: Sequence[int]) -> int | None:
        """The choice that a solution makes for this person; None where it is none of these."""
        chosen = [place for place, member in enumerate(self.members.tolist()) if solution[member]]
        if len(chosen) > self.table.shape[1]:
            return None
        wanted = chosen + [len(self.members)] * (self.table.shape[1] - len(chosen))
        found = np.flatnonzero(self.table[:, 0] == wanted[0])
        for place in range(1, len(wanted)):
            found = found[self.table[found, place] == wanted[place]]
        return int(found[0]) if len(found) else None

    def keep_within(self, lower: Whole, upper: Whole) -> None:
        """Leave out the choices that the variables' bounds rule out."""
        barred, wanted = upper < 1, lower > 0
        faults = barred.astype(np.int64)
        self.alive &= self.summed(faults) == 0
        for variable, excess in self.excesses.items():
            self.alive &= excess <= upper[variable]
        if wanted[self.members].any():
            self.alive &= self.summed(wanted.astype(np.int64) * _only(self.members, len(lower))) == int(
                wanted[self.members].sum()
            )

    def narrow(self, alive: NDArray[np.bool_], lower: Whole, upper: Whole) -> None:
        """Write into the bounds what all of the choices that are alive have in common."""
        used = np.zeros(len(lower), np.bool_)
        table, loads = self.table[alive], self.loads[alive]
        counts = np.bincount(table.ravel(order="K"), minlength=len(self.members) + 1)[:-1]
        used[self.members[counts > 0]] = True
        used[loads[loads != NONE]] = True
        for one, other in self._places() if self.has_pairs else ():
            both = self.together[table[:, one], table[:, other]]
            used[both[both != NONE]] = True
        owned, most = self.owned(), {variable: int(upper[variable]) for variable in self.excesses}
        upper[owned] = np.minimum(upper[owned], used[owned])
        for variable, excess in self.excesses.items():
            upper[variable] = min(most[variable], int(excess[alive].max(initial=0)))
        lower[self.members[counts == len(table)]] = 1

    def keep(self, kept: Whole) -> None:
        """Keep these choices alone, and number them anew."""
        self.table, self.loads, self.shares = np.asfortranarray(self.table[kept]), self.loads[kept], self.shares[kept]
        self.excesses = {variable: excess[kept] for variable, excess in self.excesses.items()}
        self.alive = self.alive[kept]

    def _places(self) -> Iterator[tuple[int, int]]:
        width = self.table.shape[1]
        return ((one, other) for one in range(width) for other in range(one + 1, width))


def added_up(table: Table, amounts: Whole) -> Whole:
    """For each choice of a table the sum of its places' amounts; the last amount is that of a blank place."""
    total = amounts.take(table[:, 0])
    for place in range(1, table.shape[1]):
        total += amounts.take(table[:, place])
    return total


def _only(members: Whole, size: int) -> Whole:
    mask = np.zeros(size, np.int64)
    mask[members] = 1
    return mask


@dataclass
class Menus:
    """The menus of the people who have one, and what is left to the rows.

    `free` are the variables that no choice decides, `rows` those that a relaxation needs besides the menus; `ceilings`
    and `others` are each menu's own rows; `peaks` among them speak of the peak.
    """

    menus: list[Menu]
    free: Whole
    rows: Whole
    ceilings: list[Whole]
    others: list[Whole]
    peaks: Whole
