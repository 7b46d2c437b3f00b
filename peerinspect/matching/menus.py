"""Menus: for each person everything that they can take together, and what is known of each choice.

A choice is a set of one person's candidates. With all the choices of a person at hand, what concerns this person alone
(ceilings, soft pairs, the load) is no longer a matter of rows: a relaxation over choices is as good as can be there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import prod

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.listing import Table, listed
from peerinspect.matching.program import Person, Program, Row
from peerinspect.matching.relaxation import Rows, Whole

MOST_CHOICES = 400_000
"""Of one person; whoever has more is left to the rows."""

MOST_IN_ALL = 3_000_000
"""Choices of all people together; those with many candidates are left to the rows once there are so many."""

MOST_KINDS = 2**62
"""Combinations of what a person's measures can come to, so that 64 bits always number them."""

NONE = -1
"""Stands for no variable."""


@dataclass
class Menu:
    """One person's choices. `alive` says which of them a best roster may still hold.

    `table` has a choice a row, as places in `members`, filled up with their number. `loads` holds the load variable of
    each choice, `shares` its percentage of the days offered, `together` the variable of each soft pair of places.
    `every_load` are all the person's load variables, those that no choice comes to included.
    """

    members: Whole
    table: Table
    loads: Whole
    shares: Whole
    together: Whole
    every_load: Whole
    alive: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.alive = np.ones(len(self.table), np.bool_)
        self.has_pairs = bool((self.together != NONE).any())

    def owned(self) -> Whole:
        """Every variable whose value follows from the choice."""
        both = self.together[self.together != NONE]
        return np.unique(np.concatenate((self.members, self.every_load, both)))

    def summed(self, values: Whole) -> Whole:
        """For each choice the sum of the values of all variables that it sets to 1. `values` is by variable."""
        own = np.append(values[self.members], 0)
        total = own[self.table[:, 0]].copy()
        for place in range(1, self.table.shape[1]):
            total += own[self.table[:, place]]
        total += np.where(self.loads == NONE, 0, values[self.loads])
        if self.has_pairs:
            pairs = np.where(self.together == NONE, 0, values[self.together])
            for one, other in self._places():
                total += pairs[self.table[:, one], self.table[:, other]]
        return total

    def variables_of(self, choice: int) -> list[int]:
        """The variables that are 1 when this choice is taken."""
        row = self.table[choice]
        found = [int(self.members[place]) for place in row if place < len(self.members)]
        if self.loads[choice] != NONE:
            found.append(int(self.loads[choice]))
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
        owned = self.owned()
        upper[owned] = np.minimum(upper[owned], used[owned])
        counts = np.bincount(table.ravel(), minlength=len(self.members) + 1)[:-1]
        lower[self.members[counts == len(table)]] = 1

    def _places(self) -> Iterator[tuple[int, int]]:
        width = self.table.shape[1]
        return ((one, other) for one in range(width) for other in range(one + 1, width))


def _only(members: Whole, size: int) -> Whole:
    mask = np.zeros(size, np.int64)
    mask[members] = 1
    return mask


@dataclass(frozen=True)
class Structure:
    """Which rows of a program speak of one person alone, by person, and which variables count a soft pair.

    `ceilings` are over candidates alone and have no least; `others` tie loads and soft pairs to candidates.
    """

    ceilings: tuple[tuple[int, ...], ...]
    others: tuple[tuple[int, ...], ...]
    pairs: tuple[dict[tuple[int, int], int], ...]


def structure_of(program: Program, rows: Rows) -> Structure:
    """Sort the rows out; to be asked before any goal was added to them."""
    number = len(program.people)
    owner = np.full(len(program.lower), NONE, np.int64)
    is_load = np.zeros(len(program.lower), np.bool_)
    for index, person in enumerate(program.people):
        owner[list(person.members)] = index
        owner[list(person.loads.values())] = index
        is_load[list(person.loads.values())] = True
    if program.peak is not None:
        is_load[program.peak] = True
    ceilings: list[list[int]] = [[] for _ in range(number)]
    others: list[list[int]] = [[] for _ in range(number)]
    pairs: list[dict[tuple[int, int], int]] = [{} for _ in range(number)]
    times = np.bincount(rows.variables, minlength=len(owner))
    for goal in program.goals:
        # Whoever is paid for counting both would count them apart as well.
        times[[variable for variable, cost in goal.terms if cost < 0]] += 1
    for index, row in enumerate(program.rows):
        variables = rows.variables[rows.starts[index] : rows.starts[index + 1]]
        owners = {int(one) for one in np.unique(owner[variables])}
        if len(owners - {NONE}) != 1:
            continue
        mine = max(owners)
        free = variables[(owner[variables] == NONE) & (variables != program.peak)]
        if is_load[variables].any() and not len(free):
            others[mine].append(index)
        elif not len(free) and row.least is None and min(amount for _, amount in row.terms) > 0:
            ceilings[mine].append(index)
        elif (pair := _soft_pair(program, row, free, times)) is not None:
            others[mine].append(index)
            pairs[mine][pair] = int(free[0])
    return Structure(
        tuple(map(tuple, ceilings)),
        tuple(map(tuple, others)),
        tuple(pairs),
    )


def _soft_pair(program: Program, row: Row, free: Whole, times: Whole) -> tuple[int, int] | None:
    """The two candidates of a row that says 'both of them count', where its variable has no other part to play."""
    if len(row.terms) != 3 or len(free) != 1 or row.least is not None or row.most != 1:
        return None
    both = int(free[0])
    amounts = {variable: amount for variable, amount in row.terms}
    if amounts.pop(both) != -1 or set(amounts.values()) != {1} or times[both] != 1:
        return None
    if (program.lower[both], program.upper[both]) != (0, 1):
        return None
    one, other = sorted(amounts)
    return one, other


@dataclass
class Menus:
    """The menus of the people who have one, and what is left to the rows."""

    menus: list[Menu]
    free: Whole
    rows: Whole
    ceilings: list[Whole]
    others: list[Whole]


def menus_of(program: Program, rows: Rows) -> Menus:
    """List the choices of everybody who has not too many, those with few candidates first."""
    structure = structure_of(program, rows)
    found = Menus([], np.zeros(0, np.int64), np.zeros(0, np.int64), [], [])
    total = 0
    parts = _parts(program, structure)
    for index in sorted(range(len(program.people)), key=lambda index: len(program.people[index].members)):
        person = program.people[index]
        table = listed(person.members, parts[index], min(MOST_CHOICES, MOST_IN_ALL - total))
        if table is None or _kinds_of_loads(person) > MOST_KINDS:
            continue
        total += len(table)
        found.menus.append(_menu(person, table, structure.pairs[index], program))
        found.ceilings.append(np.array(structure.ceilings[index], np.int64))
        found.others.append(np.array(structure.others[index], np.int64))
    owned = np.zeros(len(program.lower), np.bool_)
    for menu in found.menus:
        owned[menu.owned()] = True
    shared = np.ones(len(program.rows), np.bool_)
    for some in (*found.ceilings, *found.others):
        shared[some] = False
    found.free, found.rows = np.flatnonzero(~owned), np.flatnonzero(shared)
    return found


def _parts(program: Program, structure: Structure) -> list[list[Row]]:
    """Everybody's own ceilings, with what the ceilings over several people mean for each of them."""
    owner = {member: index for index, person in enumerate(program.people) for member in person.members}
    parts = [[program.rows[row] for row in some] for some in structure.ceilings]
    mine = {row for some in structure.ceilings for row in some}
    for index, row in enumerate(program.rows):
        if index in mine or row.least is not None or row.most is None or min(cost for _, cost in row.terms) < 0:
            continue
        terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for variable, amount in row.terms:
            if variable in owner:
                terms[owner[variable]].append((variable, amount))
        for person, some in terms.items():
            if sum(amount for _, amount in some) > row.most:
                parts[person].append(Row(tuple(some), None, row.most))
    return parts


def _menu(person: Person, table: Table, pairs: dict[tuple[int, int], int], program: Program) -> Menu:
    members = np.array(person.members, np.int64)
    place = {member: index for index, member in enumerate(person.members)}
    together = np.full((len(members) + 1, len(members) + 1), NONE, np.int64)
    for (one, other), variable in pairs.items():
        together[place[one], place[other]] = together[place[other], place[one]] = variable
    loads = _loads(person, table)
    known = loads != NONE if person.loads else np.ones(len(table), np.bool_)
    share_of = np.zeros(len(program.lower) + 1, np.int64)
    for variable, share in person.shares.items():
        share_of[variable] = share
    shares = share_of[loads]
    every_load = np.array(sorted(person.loads.values()), np.int64)
    return Menu(members, table[known], loads[known], shares[known], together, every_load)


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
