"""Menus: for each person everything that they can take together, and what is known of each choice.

A choice is a set of one person's candidates. With all the choices of a person at hand, what concerns this person alone
(ceilings, soft pairs, the load) is no longer a matter of rows: a relaxation over choices is as good as can be there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import prod

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.listing import Table, listed
from peerinspect.matching.program import Person, Program, Row
from peerinspect.matching.relaxation import Rows, Whole
from peerinspect.matching.structure import NONE, Structure, binds_beside_one, parts_of, structure_of

MOST_CHOICES = 120_000
"""Of one person; whoever has more is left to the rows."""

MOST_IN_ALL = 3_000_000
"""Choices of all people together; those with many candidates are left to the rows once there are so many."""

MOST_MISSES = 12
"""People with too many choices; after so many the rest, who have more candidates yet, are not tried."""

MOST_KINDS = 2**62
"""Combinations of what a person's measures can come to, so that 64 bits always number them."""


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
        self.alive = np.ones(len(self.table), np.bool_)
        self.has_pairs = bool((self.together != NONE).any())

    def owned(self) -> Whole:
        """Every variable whose value follows from the choice."""
        both = self.together[self.together != NONE]
        counted = np.array(sorted(self.excesses), np.int64)
        return np.unique(np.concatenate((self.members, self.every_load, both, counted)))

    def summed(self, values: Whole) -> Whole:
        """For each choice the sum of variables times `values`, which is by variable."""
        own = np.append(values[self.members], 0)
        total = own[self.table[:, 0]].copy()
        for place in range(1, self.table.shape[1]):
            total += own[self.table[:, place]]
        total += np.where(self.loads == NONE, 0, values[self.loads])
        for variable, excess in self.excesses.items():
            total += excess * values[variable]
        if self.has_pairs:
            pairs = np.where(self.together == NONE, 0, values[self.together])
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
        wanted = np.full(self.table.shape[1], len(self.members), np.int16)
        wanted[: len(chosen)] = chosen
        found = np.flatnonzero((self.table == wanted).all(axis=1))
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
        table = self.table[alive]
        places = np.unique(table)
        used[self.members[places[places < len(self.members)]]] = True
        used[self.loads[alive][self.loads[alive] != NONE]] = True
        for one, other in self._places() if self.has_pairs else ():
            both = np.unique(self.together[table[:, one], table[:, other]])
            used[both[both != NONE]] = True
        owned, most = self.owned(), {variable: int(upper[variable]) for variable in self.excesses}
        upper[owned] = np.minimum(upper[owned], used[owned])
        for variable, excess in self.excesses.items():
            upper[variable] = min(most[variable], int(excess[alive].max(initial=0)))
        counts = np.bincount(table.ravel(), minlength=len(self.members) + 1)[:-1]
        lower[self.members[counts == len(table)]] = 1

    def _places(self) -> Iterator[tuple[int, int]]:
        width = self.table.shape[1]
        return ((one, other) for one in range(width) for other in range(one + 1, width))


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


def menus_of(program: Program, rows: Rows, cancel: threading.Event | None = None) -> Menus:
    """List the choices of everybody who has not too many, those with few candidates first; nobody's once cancelled."""
    structure = structure_of(program, rows)
    found = Menus([], np.zeros(0, np.int64), np.zeros(0, np.int64), [], [], _rows_with(rows, program.peak))
    total = misses = 0
    parts = parts_of(program, structure)
    for index in sorted(range(len(program.people)), key=lambda index: len(program.people[index].members)):
        if misses > MOST_MISSES or (cancel is not None and cancel.is_set()):
            break
        person = program.people[index]
        table = listed(person.members, parts[index], min(MOST_CHOICES, MOST_IN_ALL - total))
        if table is None or _kinds_of_loads(person) > MOST_KINDS:
            misses += 1
            continue
        total += len(table)
        found.menus.append(_menu(person, table, index, structure, program))
        found.ceilings.append(np.array(structure.ceilings[index], np.int64))
        found.others.append(np.array(structure.others[index], np.int64))
    owned = np.zeros(len(program.lower), np.bool_)
    for menu in found.menus:
        owned[menu.owned()] = True
    shared = np.ones(len(program.rows), np.bool_)
    for some in (*found.ceilings, *found.others):
        shared[some] = False
    for ceilings in structure.ceilings:
        shared[[row for row in ceilings if shared[row] and binds_beside_one(program.rows[row])]] = False
    found.free, found.rows = np.flatnonzero(~owned), np.flatnonzero(shared)
    return found


def _rows_with(rows: Rows, variable: int | None) -> Whole:
    return np.unique(np.repeat(np.arange(len(rows.least)), np.diff(rows.starts))[rows.variables == variable])


def _menu(person: Person, table: Table, index: int, structure: Structure, program: Program) -> Menu:
    members = np.array(person.members, np.int64)
    place = {member: index for index, member in enumerate(person.members)}
    together = np.full((len(members) + 1, len(members) + 1), NONE, np.int64)
    for (one, other), variable in structure.pairs[index].items():
        together[place[one], place[other]] = together[place[other], place[one]] = variable
    loads = _loads(person, table)
    known = loads != NONE if person.loads else np.ones(len(table), np.bool_)
    share_of = np.zeros(len(program.lower) + 1, np.int64)
    for variable, share in person.shares.items():
        share_of[variable] = share
    shares = share_of[loads]
    every_load = np.array(sorted(person.loads.values()), np.int64)
    excesses = {
        variable: _excess(place, table[known], variable, [program.rows[row] for row in rows])
        for variable, rows in structure.excesses[index].items()
    }
    return Menu(members, table[known], loads[known], shares[known], together, every_load, excesses)


def _excess(place: dict[int, int], table: Table, variable: int, rows: list[Row]) -> Whole:
    """What the variable must be at least, for each choice, by its rows."""
    least = np.zeros(len(table), np.int64)
    for row in rows:
        amounts, taken = np.zeros(len(place) + 1, np.int64), 1
        for one, amount in row.terms:
            if one == variable:
                taken = -amount
            else:
                amounts[place[one]] = amount
        least = np.maximum(least, -((int(row.most or 0) - amounts[table].sum(axis=1)) // taken))
    return least


def _kinds_of_loads(person: Person) -> int:
    return prod(1 + sum(measure.values()) for measure in person.measures)


def _loads(person: Person, table: Table) -> Whole:
    """The load variable of each choice; none where no load is as large."""
    if not person.loads:
        return np.full(len(table), NONE, np.int64)
    place = {member: index for index, member in enumerate(person.members)}
    keys, known, base = np.zeros(len(table), np.int64), np.zeros(len(person.loads), np.int64), 1
    wanted = np.array(list(person.loads), np.int64).reshape(len(known), -1)
    for number, measure in enumerate(person.measures):
        amounts = np.zeros(len(place) + 1, np.int64)
        for member, amount in measure.items():
            amounts[place[member]] = amount
        measured = amounts[table].sum(axis=1)
        keys += base * measured
        known += base * wanted[:, number]
        base *= 1 + int(max(measured.max(initial=0), wanted[:, number].max(initial=0)))
    order = np.argsort(known)
    found = np.minimum(np.searchsorted(known[order], keys), len(known) - 1)
    variables = np.array(list(person.loads.values()), np.int64)[order]
    return np.where(known[order][found] == keys, variables[found], NONE)
