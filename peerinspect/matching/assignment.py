"""Pure assignments, known by a program's rows alone: seats, and counts of one person's or one duty's candidates.

Whoever takes a seat is then a flow from the duties through the people, and every goal has a whole-number optimum that
flows reach. Source: two families of nested sets make a totally unimodular matrix, as in any textbook.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.carrying import Carried, carried
from peerinspect.matching.nesting import Members, Nest, nested, total_of
from peerinspect.matching.part import by_row
from peerinspect.matching.program import Program
from peerinspect.matching.relaxation import Rows, Whole

NONE = -1

OTHER, MEMBER, LOAD, PEAK = 0, 1, 2, 3
"""What a variable stands for: a candidate, a person's load, the peak; or something else."""


@dataclass(frozen=True)
class Side:
    """The people, or the duties, of an assignment: their candidates, the sets among them, and how many of all."""

    members: tuple[tuple[int, ...], ...]
    nests: tuple[Nest, ...]
    most: tuple[int, ...]


@dataclass(frozen=True)
class Assignment:
    """A program that is a flow. `empty` is each duty's variable of empty seats; `loads` what each person carries."""

    program: Program
    duties: Side
    empty: tuple[int, ...]
    people: Side
    loads: tuple[Carried, ...]

    @property
    def reach(self) -> tuple[int, ...]:
        """How many placements each person can take, by the rows and by the loads that there are."""
        return tuple(min(most, one.most) for most, one in zip(self.people.most, self.loads, strict=True))


def as_assignment(program: Program, rows: Rows) -> Assignment | None:
    """The program as an assignment, or None where it says anything that a flow cannot."""
    return _Recognition(program, rows).run()


class _Recognition:
    def __init__(self, program: Program, rows: Rows) -> None:
        self.program, self.rows = program, rows
        size = len(program.lower)
        self.sort = np.full(size, OTHER, np.int64)
        self.owner = np.full(size, NONE, np.int64)
        for index, person in enumerate(program.people):
            self.owner[list(person.members)] = index
            self.sort[list(person.members)] = MEMBER
            self.sort[list(person.loads.values())] = LOAD
        if program.peak is not None:
            self.sort[program.peak] = PEAK
        self.duty = np.full(size, NONE, np.int64)

    def run(self) -> Assignment | None:
        sorted_out = self._sorted_rows()
        if sorted_out is None:
            return None
        seats, counts = sorted_out
        empty = self._seated(seats)
        if empty is None or not self._goals_are_plain():
            return None
        people, duties = self._sides(seats, counts)
        if people is None or duties is None:
            return None
        loads = self._loads(people)
        return None if loads is None else Assignment(self.program, duties, empty, people, loads)

    def _sorted_rows(self) -> tuple[Whole, Whole] | None:
        """The rows of seats and those that count candidates; None where there is a row of another sort."""
        rows, sort = self.rows, self.sort[self.rows.variables]
        if not np.diff(rows.starts).all():
            return None
        others, loads = (_marked(rows, sort == OTHER), _marked(rows, (sort == LOAD) | (sort == PEAK)))
        alike = _marked(rows, rows.coefficients != np.repeat(rows.coefficients[rows.starts[:-1]], np.diff(rows.starts)))
        positive = rows.coefficients[rows.starts[:-1]] > 0
        is_load = (loads > 0) & (others == 0)
        exact = rows.has_least & rows.has_most & (rows.least == rows.most)
        is_seats = (loads == 0) & (others == 1) & (alike == 0) & positive & exact
        is_count = (loads == 0) & (others == 0) & (alike == 0) & positive & ~rows.has_least
        if not (is_load | is_seats | is_count).all():
            return None
        return np.flatnonzero(is_seats), np.flatnonzero(is_count)

    def _terms(self, row: int) -> Whole:
        return self.rows.variables[self.rows.starts[row] : self.rows.starts[row + 1]]

    def _most(self, row: int) -> int:
        return int(self.rows.most[row] // self.rows.coefficients[self.rows.starts[row]])

    def _seated(self, seats: Whole) -> tuple[int, ...] | None:
        """The variables of empty seats, where everybody has one duty, and nothing else is left unsaid."""
        program, empty = self.program, []
        for duty, row in enumerate(seats.tolist()):
            terms = self._terms(row)
            free = int(terms[self.sort[terms] == OTHER][0])
            mine = terms[terms != free]
            if self.rows.coefficients[self.rows.starts[row]] != 1 or (self.duty[mine] != NONE).any():
                return None
            if program.lower[free] != 0 or program.upper[free] < self._most(row):
                return None
            self.duty[mine] = duty
            empty.append(free)
        members = self.sort == MEMBER
        is_all = set(np.flatnonzero(self.sort == OTHER).tolist()) == set(empty) and len(set(empty)) == len(empty)
        lower, upper = np.array(program.lower)[members], np.array(program.upper)[members]
        plain = bool((lower == 0).all() and (upper == 1).all() and (self.duty[members] != NONE).all())
        return tuple(empty) if is_all and plain else None

    def _goals_are_plain(self) -> bool:
        """Whether no goal but `peak` itself speaks of the peak."""
        peak = self.program.peak
        return all(
            goal.terms == ((peak, 1),) or all(variable != peak for variable, _ in goal.terms)
            for goal in self.program.goals
        )

    def _sides(self, seats: Whole, counts: Whole) -> tuple[Side | None, Side | None]:
        of_person: dict[int, list[tuple[Members, int]]] = defaultdict(list)
        of_duty: dict[int, list[tuple[Members, int]]] = defaultdict(list)
        for row in counts.tolist():
            terms = self._terms(row)
            people, duties = np.unique(self.owner[terms]), np.unique(self.duty[terms])
            if len(people) > 1 and len(duties) > 1:
                return None, None
            side, whose = (of_person, people) if len(people) == 1 else (of_duty, duties)
            side[int(whose[0])].append((frozenset(terms.tolist()), self._most(row)))
        everybody = [one.members for one in self.program.people]
        totals = [total_of(frozenset(mine), of_person[place]) for place, mine in enumerate(everybody)]
        teams = [self._terms(row) for row in seats.tolist()]
        everything = [tuple(terms[self.sort[terms] == MEMBER].tolist()) for terms in teams]
        return _side(everybody, of_person, totals), _side(
            everything, of_duty, [self._most(row) for row in seats.tolist()]
        )

    def _loads(self, people: Side) -> tuple[Carried, ...] | None:
        found = [carried(person, most) for person, most in zip(self.program.people, people.most, strict=True)]
        return None if None in found else tuple(one for one in found if one is not None)


def _side(
    members: Sequence[tuple[int, ...]], counted: Mapping[int, list[tuple[Members, int]]], most: Sequence[int]
) -> Side | None:
    """One side's nests, where so many of each may be placed anyway; None where rows cross."""
    nests = [nested(counted.get(place, []), total) for place, total in enumerate(most)]
    if None in nests:
        return None
    return Side(tuple(map(tuple, members)), tuple(one for one in nests if one is not None), tuple(most))


def _marked(rows: Rows, marks: NDArray[np.bool_]) -> Whole:
    """How many of each row's terms are marked."""
    return by_row(rows, marks.astype(np.int64))
