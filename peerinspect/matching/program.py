"""A program in whole numbers: variables, rows and one linear goal after another, as any engine can read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

MOST = 2**53
"""Every coefficient and every reachable sum must stay exact in a double."""


class InexactAmounts(ValueError):
    """The problem's amounts cannot be added up exactly: one sentence that says in which goal."""


@dataclass(frozen=True, slots=True)
class Row:
    """least <= sum of coefficient x variable <= most; None is open on that side."""

    terms: tuple[tuple[int, int], ...]
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal to minimise: (constant + sum of coefficient x variable) / scale.

    `sign` is -1 for a goal that is greatest in its own words; its reported value is sign x the minimised one.
    """

    name: str
    terms: tuple[tuple[int, int], ...]
    constant: int = 0
    scale: int = 1
    sign: int = 1

    def value(self, solution: Sequence[int]) -> int:
        """The minimised whole-number value at a solution."""
        return self.constant + sum(coefficient * solution[variable] for variable, coefficient in self.terms)

    def reported(self, value: int) -> Fraction:
        """The value in the goal's own units and direction."""
        return Fraction(self.sign * value, self.scale)


@dataclass(frozen=True)
class Person:
    """What a program says of one person: their candidates, and the loads that these can make.

    A load is known by what the placed candidates come to in each of `measures`; `loads` names its variable, and
    `shares` the whole percentage of the days offered that it makes.
    """

    members: tuple[int, ...]
    measures: tuple[Mapping[int, int], ...] = ()
    loads: Mapping[tuple[int, ...], int] = field(default_factory=dict)
    shares: Mapping[int, int] = field(default_factory=dict)


@dataclass
class Program:
    """Variables with whole-number bounds, rows over them, and goals in strict order.

    `start` is the solution that places nobody; it keeps every row, since an empty seat is always allowed. `people`
    and the variable `peak` say what belongs to whom, for engines that look at one person at a time. `written` is what
    `rows_of` has made of the rows so far: it is nobody else's.
    """

    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    peak: int | None = None
    written: tuple[Row | None, object] | None = field(default=None, repr=False, compare=False)

    def variable(self, lower: int = 0, upper: int = 1, start: int = 0) -> int:
        """A new variable's index. `start` is its value while nobody is placed."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.start.append(start)
        return len(self.lower) - 1

    def at_most(self, terms: Iterable[tuple[int, int]], most: int) -> None:
        """Adds the row sum <= most."""
        self.rows.append(Row(_stated(terms), None, most))

    def at_least(self, terms: Iterable[tuple[int, int]], least: int) -> None:
        """Adds the row sum >= least."""
        self.rows.append(Row(_stated(terms), least, None))

    def exactly(self, terms: Iterable[tuple[int, int]], amount: int) -> None:
        """Adds the row sum = amount."""
        self.rows.append(Row(_stated(terms), amount, amount))

    def goal(self, name: str, costs: Mapping[int, Fraction | int], constant: Fraction | int = 0, sign: int = 1) -> None:
        """Adds a goal to minimise, scaled so that every cost is whole.

        Raises InexactAmounts where the whole numbers would not fit: then the file's amounts are too fine or large.
        """
        counted = sorted((variable, cost) for variable, cost in costs.items() if cost)
        scale = lcm(constant.denominator, *{cost.denominator for _, cost in counted})
        terms = tuple((variable, _times(cost, scale)) for variable, cost in counted)
        goal = Goal(name, terms, _times(constant, scale), scale, sign)
        reach = abs(goal.constant) + sum(
            abs(cost) * max(abs(self.lower[variable]), abs(self.upper[variable])) for variable, cost in terms
        )
        if reach >= MOST:
            raise InexactAmounts(f"the amounts of the goal {name} are too fine or too large to be added up exactly")
        self.goals.append(goal)

    def broken_rows(self, solution: Sequence[int]) -> list[int]:
        """The rows that a solution does not keep, by index."""
        return [index for index, row in enumerate(self.rows) if not _keeps(row, solution)]


def _times(cost: Fraction | int, scale: int) -> int:
    """The cost on a scale that makes it whole."""
    return cost.numerator * (scale // cost.denominator)


def _stated(terms: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple([term for term in terms if term[1]])


def _keeps(row: Row, solution: Sequence[int]) -> bool:
    total = sum(amount * solution[variable] for variable, amount in row.terms)
    return (row.least is None or row.least <= total) and (row.most is None or total <= row.most)
