"""The shares of offered days on a network's arcs, for `peak`: which arcs a cap leaves, and what a flow comes to."""

from __future__ import annotations

import numpy as np

from peerinspect.matching.assignment import Assignment
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.wiring import Wires


class Shares:
    """The share that a flow on each arc takes somebody to; 0 where an arc says nothing of that."""

    def __init__(self, wires: Wires, of_arc: Whole, by_count: Whole, floor: int) -> None:
        """`by_count` has the share of each person by number of placements, one row a person.

        `floor` is the least that the largest share can be.
        """
        self.wires, self.of_arc, self.by_count, self.floor = wires, of_arc, by_count, floor

    def of(self, flow: Whole) -> int:
        """The largest share of a flow, at least the floor."""
        alone = self.of_arc[: self.wires.empty][flow[: self.wires.empty] > 0]
        counts = np.bincount(
            self.wires.carrier, weights=flow[self.wires.carried :], minlength=len(self.by_count)
        ).astype(np.int64)
        together = self.by_count[np.arange(len(counts)), counts]
        return max(self.floor, int(alone.max(initial=0)), int(together.max(initial=0)))

    def capped(self, high: Whole, share: int) -> Whole:
        """The arcs' upper bounds without those that take anybody beyond the share."""
        return np.where(self.of_arc > share, 0, high)

    def possible(self, low: Whole, high: Whole, value: int) -> list[int]:
        """What the largest share can be, ascending, from what flows already have to carry up to the value."""
        floor = max(self.floor, int(self.of_arc[low > 0].max(initial=0)))
        shares = np.unique(np.clip(self.of_arc[low < high], floor, value)).tolist()
        return [share for share in sorted({floor, *shares, value}) if share == value or self._has_room(high, share)]

    def _has_room(self, high: Whole, share: int) -> bool:
        """Whether people can take in as much under the cap as all the seats that cannot stay empty."""
        wires, supply = self.wires, self.wires.network.supply
        needed = supply[supply > 0].sum() - high[wires.empty : wires.seated].sum()
        return bool(self.capped(high, share)[wires.carried :].sum() >= needed)


def shares_of(assignment: Assignment, wires: Wires) -> Shares:
    """The shares by a program's loads."""
    program, by_count = assignment.program, _by_count(assignment)
    of_arc = np.zeros(len(wires.capacity), np.int64)
    of_arc[wires.carried :] = by_count[wires.carrier, wires.step + 1] if len(wires.carrier) else 0
    for person, one in zip(program.people, assignment.loads, strict=True):
        if one.alone:
            arcs = np.searchsorted(wires.variables, person.members)
            of_arc[arcs] = [person.shares[load] for load in one.alone]
    return Shares(wires, of_arc, by_count, 0 if program.peak is None else program.lower[program.peak])


def _by_count(assignment: Assignment) -> Whole:
    """The share of each person by number of placements, one row a person; 0 where the number says nothing."""
    table = np.zeros((len(assignment.loads), max(assignment.reach, default=0) + 1), np.int64)
    for index, (person, one) in enumerate(zip(assignment.program.people, assignment.loads, strict=True)):
        for count, variables in enumerate(one.by_count[: assignment.reach[index] + 1] if not one.alone else ()):
            table[index, count] = max(person.shares[variable] for variable in variables)
    return table
