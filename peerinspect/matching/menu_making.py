"""Making menus: listing what each person can take together, with what each choice comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod

import numpy as np

from peerinspect.matching.aside import side_by_side
from peerinspect.matching.listing import WHOLE, Portion, Table, listed
from peerinspect.matching.menus import Menu, Menus, added_up
from peerinspect.matching.program import Person, Program, Row
from peerinspect.matching.relaxation import Rows, Whole
from peerinspect.matching.structure import NONE, Structure, binds_beside_one, parts_of, structure_of

MOST_CHOICES = 150_000
"""Of one person to begin with; whoever has more is left to the rows."""

MOST_LATER = 300_000
"""The same for whoever gets a menu later on, once less is open to them."""

MOST_IN_NEED = 3_000_000
"""The same where a goal cannot be proven without."""

MOST_IN_ALL = 6_000_000
"""Choices of all people together; those with many candidates are left to the rows once there are so many."""

MOST_MISSES = 12
"""People with too many choices; after so many the rest, who have more candidates yet, are not tried."""

IN_PORTIONS = tuple(Portion(number, 4) for number in range(4))
"""Very many choices of one person are listed in portions, however many workers there are: the order is the same."""

LARGEST_PORTION = 0.5
"""Of the choices that a person may have; where one portion has more, all have too many, as good as always."""

MOST_KINDS = 2**62
"""Combinations of what a person's measures can come to, so that 64 bits always number them."""

NOTHING: Whole = np.zeros(0, np.int64)

Ender = Callable[[], bool]
"""Says whether it is time to stop."""

Made = tuple[Menu, int] | None
"""A menu and how many sets it was made from; or none."""

Job = tuple[int, Portion]
"""Whose menu, and which portion of it."""


def menus_of(program: Program, rows: Rows, is_over: Ender | None = None) -> Menus:
    """The menus of everybody who has not too many choices."""
    return MenuMaker(program, rows, is_over).menus


class MenuMaker:
    """Lists the choices of everybody who has not too many, those with few candidates first; nobody's once it is over.

    To be made before any goal was added to the program's rows. Whoever is left out can be served later.
    """

    def __init__(self, program: Program, rows: Rows, is_over: Ender | None = None, workers: int = 1) -> None:
        self.program = program
        self.workers = workers
        self.is_over = is_over or (lambda: False)
        self.structure = structure_of(program, rows)
        self.parts = parts_of(program, self.structure)
        self.guards = [row for some in self.structure.ceilings for row in some if binds_beside_one(program.rows[row])]
        self.menus = Menus([], NOTHING, NOTHING, [], [], _rows_with(rows, program.peak))
        self.height = len(rows.least)
        self.total = 0
        self.tried: dict[int, tuple[int, int]] = {}
        """How many candidates were open to those whose choices were more than so many."""
        self.left = sorted(range(len(program.people)), key=lambda index: len(program.people[index].members))
        self._serve(None, MOST_CHOICES)

    def serve_later(self, upper: Whole, most: int) -> int:
        """Menus for those who have none yet, now that bounds rule some candidates out; how many there are more."""
        before = len(self.menus.menus)
        if self.left:
            self._serve(upper, most)
        return len(self.menus.menus) - before

    def _serve(self, upper: Whole | None, most: int) -> None:
        portions = (WHOLE,) if most <= MOST_CHOICES else IN_PORTIONS
        jobs = [(index, portion) for index in self.left for portion in portions]
        ahead = side_by_side(lambda mine: self._some(mine, upper, most), jobs, self.workers, self.is_over)
        misses: list[int] = []
        for place, index in enumerate(self.left):
            if len(misses) > MOST_MISSES or self.is_over():
                misses += self.left[place:]
                break
            if not self._take(index, portions, upper, most, ahead):
                misses.append(index)
        self.left = misses
        self._share_out()

    def _some(self, mine: Sequence[Job], upper: Whole | None, most: int) -> dict[Job, Made]:
        """What some of those who have no menu would get, as far as their share of the misses goes."""
        found: dict[Job, Made] = {}
        misses: set[int] = set()
        for index, portion in mine:
            if len(misses) > MOST_MISSES * portion.of // self.workers or self.is_over():
                break
            if index not in misses and self.tried.get(index) != (len(self._open_to(index, upper)), most):
                found[index, portion] = self._made(index, portion, upper, most)
                if found[index, portion] is None:
                    misses.add(index)
        return found

    def _open_to(self, index: int, upper: Whole | None) -> list[int]:
        return [one for one in self.program.people[index].members if upper is None or upper[one] > 0]

    def _take(
        self, index: int, portions: Sequence[Portion], upper: Whole | None, most: int, ahead: Mapping[Job, Made]
    ) -> bool:
        """Whether the person now has a menu: the one made ahead, or one that is made now."""
        number = len(self._open_to(index, upper))
        if self.tried.get(index) == (number, most):
            return False
        self.tried[index] = (number, most)
        pieces: list[Menu] = []
        total, room = 0, min(most, MOST_IN_ALL - self.total)
        if any((index, portion) in ahead and ahead[index, portion] is None for portion in portions):
            return False
        for portion in portions:
            made = ahead[index, portion] if (index, portion) in ahead else self._made(index, portion, upper, most)
            total += 0 if made is None else made[1]
            if made is None or total > room:
                return False
            pieces.append(made[0])
        self.total += total
        self.menus.menus.append(pieces[0] if len(pieces) == 1 else Menu.joined(pieces))
        self.menus.ceilings.append(np.array(self.structure.ceilings[index], np.int64))
        self.menus.others.append(np.array(self.structure.others[index], np.int64))
        return True

    def _made(self, index: int, portion: Portion, upper: Whole | None, most: int) -> Made:
        """A portion of the person's menu with the number of sets listed for it; None where there are too many."""
        person, members = self.program.people[index], self._open_to(index, upper)
        most = most if portion.of == 1 else int(LARGEST_PORTION * most)
        table = listed(members, _within(self.parts[index], members), most, self.is_over, portion)
        if table is None or _kinds_of_loads(person) > MOST_KINDS:
            return None
        place = {member: place for place, member in enumerate(person.members)}
        places = np.array([*(place[one] for one in members), len(person.members)], np.int16)
        return _menu(person, places[table], index, self.structure, self.program), len(table)

    def _share_out(self) -> None:
        """What no menu decides is free, and what no menu keeps is left to the rows."""
        owned = np.zeros(len(self.program.lower), np.bool_)
        for menu in self.menus.menus:
            owned[menu.owned()] = True
        shared = np.ones(self.height, np.bool_)
        for some in (*self.menus.ceilings, *self.menus.others):
            shared[some] = False
        shared[self.guards] = False
        self.menus.free, self.menus.rows = np.flatnonzero(~owned), np.flatnonzero(shared)


def _within(rows: Sequence[Row], members: Sequence[int]) -> list[Row]:
    """The rows as far as they speak of these members."""
    known = set(members)
    found = (Row(tuple(term for term in row.terms if term[0] in known), None, row.most) for row in rows)
    return [row for row in found if row.terms]


def _rows_with(rows: Rows, variable: int | None) -> Whole:
    return np.unique(np.repeat(np.arange(len(rows.least)), np.diff(rows.starts))[rows.variables == variable])


def _menu(person: Person, table: Table, index: int, structure: Structure, program: Program) -> Menu:
    members = np.array(person.members, np.int64)
    place = {member: index for index, member in enumerate(person.members)}
    together = np.full((len(members) + 1, len(members) + 1), NONE, np.int64)
    for (one, other), variable in structure.pairs[index].items():
        together[place[one], place[other]] = together[place[other], place[one]] = variable
    table = np.asfortranarray(table)  # It is read place by place.
    loads = _loads(person, table)
    known = loads != NONE if person.loads else np.ones(len(table), np.bool_)
    share_of = np.zeros(len(program.lower) + 1, np.int64)
    for variable, share in person.shares.items():
        share_of[variable] = share
    table, loads = np.asfortranarray(table[known]), loads[known]
    every_load = np.array(sorted(person.loads.values()), np.int64)
    excesses = {
        variable: _excess(place, table, variable, [program.rows[row] for row in rows])
        for variable, rows in structure.excesses[index].items()
    }
    return Menu(members, table, loads, share_of[loads], together, every_load, excesses)


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
        least = np.maximum(least, -((int(row.most or 0) - added_up(table, amounts)) // taken))
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
        measured = added_up(table, amounts)
        keys += base * measured
        known += base * wanted[:, number]
        base *= 1 + int(max(measured.max(initial=0), wanted[:, number].max(initial=0)))
    order = np.argsort(known)
    found = np.minimum(np.searchsorted(known[order], keys), len(known) - 1)
    variables = np.array(list(person.loads.values()), np.int64)[order]
    return np.where(known[order][found] == keys, variables[found], NONE)
