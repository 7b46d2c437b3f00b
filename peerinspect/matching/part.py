"""A part of a program: what bounds leave open, small enough to be searched at once.

Everything settled goes into the rows' sides and the goals' constants; rows that can no longer be broken are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.program import Goal, Program, Row
from peerinspect.matching.relaxation import Rows, Whole, as_arrays


@dataclass(frozen=True)
class Part:
    """The open variables of a program, by index in `open`, and the settled values of all in `settled`.

    The first `choices` of the open ones stand for candidates.
    """

    program: Program
    open: Whole
    settled: Whole
    choices: int

    def whole(self, solution: Sequence[int]) -> list[int]:
        """A solution of the part as one of the whole program."""
        values = self.settled.copy()
        values[self.open] = np.asarray(solution, np.int64)
        return [int(value) for value in values]

    def own(self, solution: Sequence[int]) -> list[int]:
        """What a solution of the whole program says of the open variables."""
        return [solution[variable] for variable in self.open.tolist()]

    def narrowed(self, inner: Part) -> Part:
        """A part of this part, as one of the whole program."""
        settled = self.settled.copy()
        settled[self.open] = inner.settled
        return Part(inner.program, self.open[inner.open], settled, inner.choices)


def part_of(rows: Rows, goals: Sequence[Goal], lower: Whole, upper: Whole, choices: int) -> Part:
    """The part of a program within the bounds, which must not cross.

    The first `choices` variables stand for candidates; any other that no row needs and no goal rewards rests at
    its lower bound.
    """
    upper = upper.copy()
    binding = _binding(rows, lower, upper)
    needed = np.zeros(len(lower), np.bool_)
    needed[:choices] = True
    needed[rows.variables[np.repeat(binding, np.diff(rows.starts))]] = True
    for goal in goals:
        needed[[variable for variable, cost in goal.terms if cost < 0]] = True
    upper[~needed] = lower[~needed]
    still_open = np.flatnonzero(lower < upper)
    place = np.full(len(lower), -1, np.int64)
    place[still_open] = np.arange(len(still_open))
    program = Program(
        lower[still_open].tolist(),
        upper[still_open].tolist(),
        lower[still_open].tolist(),
        _rows_within(rows, binding, lower, place),
        [_goal_within(goal, lower, place) for goal in goals],
    )
    return Part(program, still_open, lower, int((still_open < choices).sum()))


def rows_of(program: Program) -> Rows:
    """The program's rows as arrays; each is written once, however often they are asked for."""
    last, rows = program.written if program.written else (None, None)
    if not isinstance(rows, Rows) or not _begin_with(program.rows, len(rows.least), last):
        rows = as_arrays(program.rows)
    elif len(rows.least) < len(program.rows):
        rows = joined(rows, program.rows[len(rows.least) :])
    program.written = (program.rows[-1] if program.rows else None, rows)
    return rows


def _begin_with(rows: Sequence[Row], many: int, last: Row | None) -> bool:
    """Whether the rows are so many and more, as they were written."""
    return not many or (many <= len(rows) and rows[many - 1] is last)


def joined(rows: Rows, further: Sequence[Row]) -> Rows:
    """The rows with further ones after them."""
    more = as_arrays(further)
    return Rows(
        np.concatenate((rows.starts, more.starts[1:] + rows.starts[-1])),
        np.concatenate((rows.variables, more.variables)),
        np.concatenate((rows.coefficients, more.coefficients)),
        np.concatenate((rows.least, more.least)),
        np.concatenate((rows.most, more.most)),
        np.concatenate((rows.has_least, more.has_least)),
        np.concatenate((rows.has_most, more.has_most)),
    )


def activity(rows: Rows, lower: Whole, upper: Whole) -> tuple[Whole, Whole]:
    """The least and the greatest that each row can come to within the bounds."""
    low, high = rows.coefficients * lower[rows.variables], rows.coefficients * upper[rows.variables]
    return by_row(rows, np.minimum(low, high)), by_row(rows, np.maximum(low, high))


def by_row(rows: Rows, values: Whole) -> Whole:
    """The values of the rows' terms, added up row by row."""
    sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(values)))
    return np.asarray(sums[rows.starts[1:]] - sums[rows.starts[:-1]], np.int64)


def _binding(rows: Rows, lower: Whole, upper: Whole) -> NDArray[np.bool_]:
    """The rows that some choice within the bounds breaks."""
    least, greatest = activity(rows, lower, upper)
    return np.asarray((rows.has_most & (greatest > rows.most)) | (rows.has_least & (least < rows.least)), np.bool_)


def _rows_within(rows: Rows, binding: NDArray[np.bool_], lower: Whole, place: Whole) -> list[Row]:
    is_open = place[rows.variables] >= 0
    settled = by_row(rows, np.where(is_open, 0, rows.coefficients * lower[rows.variables]))
    found = []
    for row in np.flatnonzero(binding).tolist():
        span = slice(int(rows.starts[row]), int(rows.starts[row + 1]))
        mine = is_open[span]
        variables = place[rows.variables[span][mine]].tolist()
        terms = tuple(zip(variables, rows.coefficients[span][mine].tolist(), strict=True))
        least = int(rows.least[row] - settled[row]) if rows.has_least[row] else None
        most = int(rows.most[row] - settled[row]) if rows.has_most[row] else None
        found.append(Row(terms, least, most))
    return found


def _goal_within(goal: Goal, lower: Whole, place: Whole) -> Goal:
    constant = goal.constant + sum(cost * int(lower[one]) for one, cost in goal.terms if place[one] < 0)
    terms = tuple((int(place[one]), cost) for one, cost in goal.terms if place[one] >= 0)
    return Goal(goal.name, terms, constant, goal.scale, goal.sign)
