"""Dividing a program into pieces that have nothing in common but the peak: what connects people and duties is a row.

A piece is one connected component, or several small ones together: all that are flows, and all that are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from peerinspect.matching.program import Goal, Person, Program, Row
from peerinspect.matching.relaxation import Rows, Whole

APART = 300
"""Candidates from which on a component is a piece of its own; smaller ones are searched together."""

NOWHERE = -1


@dataclass(frozen=True)
class Piece:
    """A part of a program that no row ties to the rest, the peak apart. `place` has its variables in the whole.

    Its goals have no constants, and each piece has a peak of its own.
    """

    program: Program
    place: list[int]

    @property
    def candidates(self) -> int:
        """How many there are."""
        return sum(len(person.members) for person in self.program.people)


def divided(
    program: Program, rows: Rows, together: Sequence[Sequence[int]], is_flow: Callable[[Program], bool]
) -> list[Piece]:
    """The pieces, the largest first; a single one where the program cannot be divided, or need not be.

    `together` are candidates that further rows may tie to each other.
    """
    labels = _components(program, rows, together)
    sizes = np.bincount(
        labels[[member for person in program.people for member in person.members]], minlength=len(labels)
    )
    known = np.flatnonzero(sizes)
    if len(known) < 2 or not _is_divisible(program):
        return []
    group = np.zeros(len(sizes), np.int64)
    group[known] = np.arange(len(known))
    alone = _pieces(program, rows, _grouped(program, labels, group))
    numbers: dict[str, int] = {}
    for number, piece in enumerate(alone):
        sort = f"piece {number}" if piece.candidates >= APART else "flows" if is_flow(piece.program) else "rest"
        group[known[number]] = numbers.setdefault(sort, len(numbers))
    if len(numbers) < 2:
        return []
    pieces = _pieces(program, rows, _grouped(program, labels, group))
    return sorted(pieces, key=lambda piece: -piece.candidates)


def _is_divisible(program: Program) -> bool:
    """Whether no goal but `peak` itself speaks of the peak."""
    peak = program.peak
    return all(
        goal.terms == ((peak, 1),) or all(variable != peak for variable, _ in goal.terms) for goal in program.goals
    )


def _grouped(program: Program, labels: Whole, group: Whole) -> Whole:
    """The group of each variable; the peak is in none, and what touches no candidate in the first."""
    found = group[labels]
    if program.peak is not None:
        found[program.peak] = NOWHERE
    return found


def _components(program: Program, rows: Rows, together: Sequence[Sequence[int]]) -> Whole:
    """A number of the component of each variable: the least variable in it."""
    sets = [*(list(person.members) + list(person.loads.values()) for person in program.people), *map(list, together)]
    sizes = np.concatenate((np.diff(rows.starts), np.array([len(some) for some in sets], np.int64)))
    variables = np.concatenate((rows.variables, np.array([one for some in sets for one in some], np.int64)))
    of_row = np.repeat(np.arange(len(sizes)), sizes)
    if program.peak is not None:
        of_row, variables = of_row[variables != program.peak], variables[variables != program.peak]
    labels = np.arange(len(program.lower))
    while True:
        least = np.full(len(sizes), len(labels))
        np.minimum.at(least, of_row, labels[variables])
        nearer = labels.copy()
        np.minimum.at(nearer, variables, least[of_row])
        nearer = nearer[nearer]
        if (nearer == labels).all():
            return np.asarray(labels, np.int64)
        labels = nearer


def _pieces(program: Program, rows: Rows, group: Whole) -> list[Piece]:
    """The program by groups of variables, each with a peak of its own."""
    places: list[list[int]] = [np.flatnonzero(group == one).tolist() for one in range(int(group.max()) + 1)]
    own = np.zeros(len(group), np.int64)
    for place in places:
        own[place] = np.arange(len(place))
        if program.peak is not None:
            place.append(program.peak)
    names, group_of = own.tolist(), group.tolist()
    row_sets, people = _rows_by_group(program, rows, group), _people_by_group(program, group_of, names)
    pieces = []
    for number, place in enumerate(places):
        peak = None if program.peak is None else len(place) - 1
        lower, upper, start = ([side[one] for one in place] for side in (program.lower, program.upper, program.start))
        renamed = [Row(_renamed(row.terms, names, program.peak, peak), row.least, row.most) for row in row_sets[number]]
        pieces.append(Piece(Program(lower, upper, start, renamed, [], people[number], peak), place))
    for goal in program.goals:
        for piece, terms in zip(pieces, _terms_by_group(goal, group_of, len(places), program.peak), strict=True):
            renamed_terms = _renamed(terms, names, program.peak, piece.program.peak)
            piece.program.goals.append(Goal(goal.name, renamed_terms, 0, goal.scale, goal.sign))
    return pieces


def _renamed(
    terms: Sequence[tuple[int, int]], names: Sequence[int], peak: int | None, own_peak: int | None
) -> tuple[tuple[int, int], ...]:
    return tuple(
        (own_peak if own_peak is not None and variable == peak else names[variable], cost) for variable, cost in terms
    )


def _rows_by_group(program: Program, rows: Rows, group: Whole) -> dict[int, list[Row]]:
    """Each row with the group of its variables; the peak's is less than any."""
    largest = np.maximum.reduceat(group[rows.variables], rows.starts[:-1]) if len(program.rows) else np.zeros(0)
    found: dict[int, list[Row]] = defaultdict(list)
    for row, one in zip(program.rows, largest.tolist(), strict=True):
        found[one].append(row)
    return found


def _people_by_group(program: Program, group_of: Sequence[int], names: Sequence[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    for person in program.people:
        renamed = Person(
            tuple(names[member] for member in person.members),
            tuple({names[one]: amount for one, amount in measure.items()} for measure in person.measures),
            {key: names[load] for key, load in person.loads.items()},
            {names[load]: share for load, share in person.shares.items()},
        )
        found[group_of[person.members[0]]].append(renamed)
    return found


def _terms_by_group(goal: Goal, group_of: Sequence[int], number: int, peak: int | None) -> list[list[tuple[int, int]]]:
    found: list[list[tuple[int, int]]] = [[] for _ in range(number)]
    for variable, cost in goal.terms:
        if variable == peak:
            return [[(variable, cost)] for _ in range(number)]
        found[group_of[variable]].append((variable, cost))
    return found
