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
        if index in mine or row.least is not None or row.most is None or min((cost for _, cost in row.terms), default=0) < 0:
            continue
        terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for variable, amount in row.terms:
            if variable in owner:
                terms[owner[variable]].append((variable, amount))
        for person, some in terms.items():
            if sum(amount for _, amount in some) > row.most:
                parts[person].append(Row(tuple(some), None, row.most))
    return parts
