"""A program condensed to the choices that a target leaves: small and tight enough for CP-SAT."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.master import Masks
from peerinspect.matching.menus import Menu, Menus
from peerinspect.matching.part import Part, joined, part_of
from peerinspect.matching.program import Goal, Row
from peerinspect.matching.relaxation import Rows, Whole

MOST_WHOLE = 100
"""Whoever has no more choices left has a variable for each; the others keep their rows."""


class Condensing:
    """Writes condensed programs; row and variable numbers are those of the whole program."""

    def __init__(self, rows: Rows, menus: Menus, lower: Whole, upper: Whole, needed: Whole) -> None:
        self.rows, self.menus = rows, menus
        self.lower, self.upper = lower.copy(), upper.copy()
        self.needed = needed
        self.kept = np.ones(len(rows.least), np.bool_)
        self.extra: list[Row] = []
        self.hinted: list[int] = []

    def within(
        self, goal: Goal, masks: Masks, span: tuple[int | None, int], hint: Sequence[int], most_whole: int
    ) -> tuple[Part, list[int]]:
        """The part of the program that holds no other choices, with the goal in the span, and the hint to begin from.

        Variables beyond the whole program's stand for choices; they come last. Whoever has more choices left than
        `most_whole` keeps their rows.
        """
        size = len(self.lower)
        for index, (menu, mask) in enumerate(zip(self.menus.menus, masks, strict=True)):
            menu.narrow(mask, self.lower, self.upper)
            if int(mask.sum()) <= most_whole:
                self._in_full(index, menu, mask, hint)
            else:
                self._by_rows(index, menu, mask)
        self.kept[self.needed] = True
        least, most = span
        self.extra.append(Row(goal.terms, None if least is None else least - goal.constant, most - goal.constant))
        more = len(self.hinted)
        lower = np.concatenate((self.lower, np.zeros(more, np.int64)))
        upper = np.concatenate((self.upper, np.ones(more, np.int64)))
        choices = 1 + max((int(menu.members.max(initial=0)) for menu in self.menus.menus), default=0)
        part = part_of(joined(only(self.rows, self.kept), self.extra), [goal], lower, upper, min(choices, size))
        return part, part.own([*hint, *self.hinted])

    def _in_full(self, index: int, menu: Menu, mask: NDArray[np.bool_], hint: Sequence[int]) -> None:
        """A variable a choice: exactly one is taken, and whatever is placed or counted is so by that one."""
        self.kept[self.menus.ceilings[index]] = False
        self.kept[self.menus.others[index]] = False
        first = len(self.lower) + len(self.hinted)
        held: dict[int, Counter[int]] = defaultdict(Counter)
        choices = np.flatnonzero(mask).tolist()
        for place, choice in enumerate(choices):
            for variable in menu.variables_of(choice):
                held[variable][first + place] += 1
        taken = menu.taken(hint)
        self.hinted += [int(choice == taken) for choice in choices]
        self.extra.append(Row(tuple((first + place, 1) for place in range(len(choices))), 1, 1))
        for variable, some in held.items():
            self.extra.append(Row((*some.items(), (variable, -1)), 0, 0))

    def _by_rows(self, index: int, menu: Menu, mask: NDArray[np.bool_]) -> None:
        """Its own rows, with those that the choices left make of any two members."""
        table = menu.table[mask]
        used = np.unique(table)
        used = used[used < len(menu.members)]
        if int((table < len(menu.members)).sum(axis=1).max(initial=0)) <= 2:
            self.kept[self.menus.ceilings[index]] = False
            # Three of whom any two go together are no choice: where no load is counted, no other row says so.
            self.extra.append(Row(tuple((int(menu.members[place]), 1) for place in used), None, 2))
        for clique in cliques(_together(menu, table)[np.ix_(used, used)]):
            self.extra.append(Row(tuple((int(menu.members[used[place]]), 1) for place in clique), None, 1))


def _together(menu: Menu, table: NDArray[np.int16]) -> NDArray[np.bool_]:
    size = len(menu.members)
    found = np.zeros((size + 1, size + 1), np.bool_)
    for one in range(table.shape[1]):
        for other in range(one + 1, table.shape[1]):
            found[table[:, one], table[:, other]] = True
    return found | found.T


def cliques(together: NDArray[np.bool_]) -> list[list[int]]:
    """Sets of which no two go together, that cover all pairs that do not; greedy, lowest number first.

    Whole numbers stand for sets, a bit a member: they are several times as fast as arrays of so few.
    """
    apart = ~together
    np.fill_diagonal(apart, False)
    beside = _as_numbers(apart)
    uncovered = list(beside)
    found = []
    for one in range(len(beside)):
        while later := uncovered[one] >> (one + 1):
            clique = _grown(one, one + 1 + _lowest(later), beside, uncovered)
            rest = ~sum(1 << member for member in clique)
            for member in clique:
                uncovered[member] &= rest
            found.append(sorted(clique))
    return found


def _grown(one: int, other: int, beside: Sequence[int], uncovered: Sequence[int]) -> list[int]:
    """The two with whoever is apart from all so far; whoever covers a further pair first, then the lowest."""
    clique, open_to, wanted = [one, other], beside[one] & beside[other], uncovered[one] | uncovered[other]
    while open_to:
        chosen = _lowest(open_to & wanted or open_to)
        clique.append(chosen)
        open_to &= beside[chosen]
        wanted |= uncovered[chosen]
    return clique


def _as_numbers(table: NDArray[np.bool_]) -> list[int]:
    """Each row as a number, its first place the lowest bit."""
    packed = np.packbits(table, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _lowest(some: int) -> int:
    """The lowest of a set that is not empty."""
    return (some & -some).bit_length() - 1


def only(rows: Rows, kept: NDArray[np.bool_]) -> Rows:
    """Some of the rows."""
    sizes = np.diff(rows.starts)
    terms = np.repeat(kept, sizes)
    return Rows(
        np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes[kept]))),
        rows.variables[terms],
        rows.coefficients[terms],
        rows.least[kept],
        rows.most[kept],
        rows.has_least[kept],
        rows.has_most[kept],
    )


def filled_in(menus: Menus, solution: list[int], peak: int | None, shares: dict[int, int], least: int) -> list[int]:
    """A solution with all that follows from its candidates: loads, soft pairs, and the peak."""
    for menu in menus.menus:
        choice = menu.taken(solution)
        if choice is None:
            raise RuntimeError("a search placed somebody in a way that is on nobody's menu")
        for variable in menu.owned().tolist():
            solution[variable] = 0
        for variable in menu.variables_of(choice):
            solution[variable] += 1
    if peak is not None:
        solution[peak] = max([least, *(share for load, share in shares.items() if solution[load])])
    return solution
