"""The structure of a program: which rows speak of one person alone, and what rows over several mean for each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from peerinspect.matching.program import Program, Row
from peerinspect.matching.relaxation import Rows, Whole

NONE = -1
"""Stands for no variable, and for nobody."""


@dataclass(frozen=True)
class Structure:
    """Which rows of a program speak of one person alone, by person, and which variables count what these rows exceed.

    `ceilings` are over candidates alone and have no least; `others` tie loads, soft pairs and excesses to candidates.
    `pairs` has the variable of each soft pair, `excesses` the rows of each variable that counts an excess.
    """

    ceilings: tuple[tuple[int, ...], ...]
    others: tuple[tuple[int, ...], ...]
    pairs: tuple[dict[tuple[int, int], int], ...]
    excesses: tuple[dict[int, list[int]], ...]


def structure_of(program: Program, rows: Rows) -> Structure:
    """Sort the rows out; to be asked before any goal was added to them."""
    return _Sorting(program, rows).run()


class _Sorting:
    """Puts each row to the one person that it speaks of, if there is one."""

    def __init__(self, program: Program, rows: Rows) -> None:
        self.program, self.rows = program, rows
        number = len(program.people)
        self.owner = np.full(len(program.lower), NONE, np.int64)
        self.is_load = np.zeros(len(program.lower), np.bool_)
        for index, person in enumerate(program.people):
            self.owner[[*person.members, *person.loads.values()]] = index
            self.is_load[list(person.loads.values())] = True
        if program.peak is not None:
            self.is_load[program.peak] = True
        self.ceilings: list[list[int]] = [[] for _ in range(number)]
        self.others: list[list[int]] = [[] for _ in range(number)]
        self.pairs: list[dict[tuple[int, int], int]] = [{} for _ in range(number)]
        self.excesses: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(number)]
        self.times = np.bincount(rows.variables, minlength=len(self.owner))
        for goal in program.goals:
            # Whoever is paid for counting more than there is would do so.
            self.times[[variable for variable, cost in goal.terms if cost < 0]] += 1

    def run(self) -> Structure:
        owner = self._only_owner()
        for index in np.flatnonzero(owner != NONE).tolist():
            variables = self.rows.variables[self.rows.starts[index] : self.rows.starts[index + 1]]
            self._sort(index, self.program.rows[index], variables, int(owner[index]))
        for mine, some in enumerate(self.excesses):
            # A variable that other rows or a reward speak of has another part to play.
            kept = {variable: known for variable, known in some.items() if len(known) == self.times[variable]}
            self.excesses[mine] = kept
            self.others[mine] += [index for known in kept.values() for index in known]
        return Structure(
            tuple(map(tuple, self.ceilings)), tuple(map(tuple, self.others)), tuple(self.pairs), tuple(self.excesses)
        )

    def _only_owner(self) -> Whole:
        """Of each row the one person whose variables are in it; none where there are several, or none."""
        number = len(self.rows.least)
        row, owner = np.repeat(np.arange(number), np.diff(self.rows.starts)), self.owner[self.rows.variables]
        row, owner = row[owner != NONE], owner[owner != NONE]
        first, last = np.full(number, len(self.program.people)), np.full(number, NONE)
        np.minimum.at(first, row, owner)
        np.maximum.at(last, row, owner)
        return np.where(first == last, last, NONE)

    def _sort(self, index: int, row: Row, variables: Whole, mine: int) -> None:
        free = variables[(self.owner[variables] == NONE) & (variables != self.program.peak)]
        if self.is_load[variables].any():
            if not len(free):
                self.others[mine].append(index)
        elif not len(free):
            if row.least is None and min(amount for _, amount in row.terms) > 0:
                self.ceilings[mine].append(index)
        elif (pair := _soft_pair(self.program, row, free, self.times)) is not None:
            self.others[mine].append(index)
            self.pairs[mine][pair] = int(free[0])
        elif _counts_an_excess(self.program, row, free):
            self.excesses[mine][int(free[0])].append(index)


def _counts_an_excess(program: Program, row: Row, free: Whole) -> bool:
    """Whether the row says 'so much of these candidates, less the variable, is at most that'."""
    if len(free) != 1 or row.least is not None:
        return False
    amounts = dict(row.terms)
    return amounts.pop(int(free[0])) < 0 and program.lower[int(free[0])] == 0 and min(amounts.values()) > 0


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


def binds_beside_one(row: Row) -> bool:
    """Whether the row only binds beside one certain member: a mixture of choices hardly notices such a row."""
    amounts = [amount for _, amount in row.terms]
    return len(amounts) > 2 and sum(amounts) - max(amounts) <= (row.most or 0)


def parts_of(program: Program, structure: Structure) -> list[list[Row]]:
    """Everybody's own ceilings, with what the ceilings over several people mean for each of them."""
    owner = {member: index for index, person in enumerate(program.people) for member in person.members}
    parts = [[program.rows[row] for row in some] for some in structure.ceilings]
    mine = {row for some in structure.ceilings for row in some}
    for index, row in enumerate(program.rows):
        if (
            index in mine
            or row.least is not None
            or row.most is None
            or min((cost for _, cost in row.terms), default=0) < 0
        ):
            continue
        terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for variable, amount in row.terms:
            if variable in owner:
                terms[owner[variable]].append((variable, amount))
        for person, some in terms.items():
            if sum(amount for _, amount in some) > row.most:
                parts[person].append(Row(tuple(some), None, row.most))
    return parts
