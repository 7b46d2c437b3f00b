"""From an assignment to its network: which arc stands for what, and what each goal costs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from peerinspect.matching.assignment import Assignment, Side
from peerinspect.matching.network import Network
from peerinspect.matching.program import Goal
from peerinspect.matching.relaxation import Whole


@dataclass(frozen=True)
class Wires:
    """The network of an assignment. Arcs in this order: candidates, empty seats, sets, and what people carry.

    `variables` has the candidate of each of the first arcs; from `empty` to `seated` are the empty seats. `carrier` and
    `step` say of each of the last arcs, from `carried` on, whose it is and after how many placements it is used.
    """

    network: Network
    capacity: Whole
    variables: Whole
    empty: int
    seated: int
    carried: int
    carrier: Whole
    step: Whole


Sets = list[tuple[int, int, int]]
"""Each the node around, its own node, and how many it lets through."""


class Ends(NamedTuple):
    """Where the arcs of candidates begin and end."""

    variables: Whole
    tail: Whole
    head: Whole


def wired(assignment: Assignment) -> Wires:
    """One node a duty, a set and a person, and one that takes everything in."""
    duties, people = assignment.duties, assignment.people
    variables = np.array(sorted(member for mine in people.members for member in mine), np.int64)
    first_set = len(duties.most) + len(people.most)
    out_of, above = sets_of(duties, 0, first_set)
    into, below = sets_of(people, len(duties.most), first_set + len(above))
    known = variables.tolist()
    tail, head = (np.array([side[one] for one in known], np.int64) for side in (out_of, into))
    seats, reach = np.array(duties.most, np.int64), np.array(assignment.reach, np.int64)
    return laid(Ends(variables, tail, head), seats, reach, above, below)


def laid(ends: Ends, seats: Whole, reach: Whole, above: Sets, below: Sets) -> Wires:
    """The wires: nodes are the duties with their seats, people with as many as they can take, sets, and the sink.

    Sets `above` lie behind duties, those `below` before people.
    """
    first_person, sink = len(seats), len(seats) + len(reach) + len(above) + len(below)
    carrier = np.repeat(np.arange(len(reach)), reach)
    step = np.arange(len(carrier)) - np.repeat(np.cumsum(reach) - reach, reach)
    parts = [
        (ends.tail, ends.head, np.ones(len(ends.variables), np.int64)),
        (np.arange(len(seats)), np.full(len(seats), sink), seats),
        _columns([(parent, place, some) for parent, place, some in above]),
        _columns([(place, parent, some) for parent, place, some in below]),
        (first_person + carrier, np.full(len(carrier), sink), np.ones(len(carrier), np.int64)),
    ]
    tail, head, capacity = (np.concatenate([part[end] for part in parts]) for end in range(3))
    supply = np.zeros(sink + 1, np.int64)
    supply[: len(seats)], supply[sink] = seats, -seats.sum()
    return Wires(
        Network(tail, head, supply),
        capacity,
        ends.variables,
        len(ends.variables),
        len(ends.variables) + len(seats),
        len(tail) - len(carrier),
        carrier,
        step,
    )


def _columns(rows: Sets) -> tuple[Whole, Whole, Whole]:
    columns = np.array(rows, np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]


def sets_of(side: Side, first: int, place: int) -> tuple[dict[int, int], Sets]:
    """The node of each member, and the sets as (node around, own node, most); own nodes from `place` on."""
    nodes: dict[int, int] = {}
    found: Sets = []
    for owner, (nest, mine) in enumerate(zip(side.nests, side.members, strict=True)):
        start = place + len(found)
        own = {index: start + index for index in range(len(nest.sets))} | {-1: first + owner}
        found += [(own[nest.parents[index]], own[index], nest.most[index]) for index in range(len(nest.sets))]
        nodes.update({member: own[home] for member, home in nest.home(mine).items()})
    return nodes, found


def by_variable(goal: Goal, variables: int) -> Whole:
    """A goal's cost of each of so many variables."""
    dense = np.zeros(variables, np.int64)
    if goal.terms:
        terms = np.array(goal.terms, np.int64)
        dense[terms[:, 0]] = terms[:, 1]
    return dense


def costs_of(dense: Whole, assignment: Assignment, wires: Wires) -> Whole | None:
    """What one more on each arc costs; None where a flow cannot tell: a further placement that costs less than before.

    `dense` has the goal's cost of each variable. What a person carries costs by number, the first before the second.
    """
    costs = np.zeros(len(wires.capacity), np.int64)
    costs[: wires.empty] = dense[wires.variables]
    costs[wires.empty : wires.seated] = dense[list(assignment.empty)]
    steps: list[int] = []
    for one, members, reach in zip(assignment.loads, assignment.people.members, assignment.reach, strict=True):
        if one.alone:
            nobody = dense[one.by_count[0][0]]
            costs[np.searchsorted(wires.variables, members)] += dense[list(one.alone)] - nobody
        rising = _steps([dense[list(some)] for some in one.by_count])
        if rising is None:
            return None
        steps += (rising or [0] * reach)[:reach]
    costs[wires.carried :] = steps
    return costs


def _steps(by_count: Sequence[Whole]) -> list[int] | None:
    """What each further placement costs; None where that falls, or where one number costs this and that."""
    if any((some != some[0]).any() for some in by_count):
        return None
    steps = [int(more[0] - less[0]) for less, more in pairwise(by_count)]
    return None if any(later < earlier for earlier, later in pairwise(steps)) else steps
