"""Pure assignments, known by an examination's arrays alone: no pairs, and ceilings that count one person's candidates.

What says more than that (needs of a team, soft ceilings, counts that cross) is left to the program of rows, from which
`assignment` knows the rest of the assignments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from peerinspect.domain import Strength
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import Examination, free_seats
from peerinspect.independence.examining.arrays import CandidateArrays, CeilingArrays
from peerinspect.matching.assignment import Side
from peerinspect.matching.nesting import Members, nested
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.wiring import Ends, Wires, laid, sets_of

Counted = tuple[Members, int]
"""Candidates, and how many of them may be placed."""


@dataclass(frozen=True)
class Seating:
    """Who can take which seat: the places in `arrays` of the duties and people that have candidates, and the wires.

    `duty` and `person` say of each candidate which of them it is.
    """

    arrays: CandidateArrays
    duties: Whole
    people: Whole
    duty: Whole
    person: Whole
    wires: Wires


def seating_of(found: Examination) -> Seating | None:
    """The examination as seats and people; None where it says anything that this cannot."""
    if len(found.pair_arrays().lower):
        return None
    arrays = found.candidate_arrays()
    duties, duty = np.unique(arrays.duty, return_inverse=True)
    people, person = np.unique(arrays.person, return_inverse=True)
    seats = _seats(found, arrays, duties)
    if seats is None or not len(person):
        return None
    most = np.bincount(person)
    rows = _rows(found, person, most)
    below = None if rows is None else _counted(rows, person, most)
    if below is None:
        return None
    first_set = len(duties) + len(people)
    into, sets = sets_of(below, len(duties), first_set)
    head = len(duties) + person
    for member, node in into.items():
        head[member] = node
    ends = Ends(np.arange(len(person)), duty, head)
    return Seating(arrays, duties, people, duty, person, laid(ends, seats, most, [], sets))


def _seats(found: Examination, arrays: CandidateArrays, duties: Whole) -> Whole | None:
    """The free seats of the duties that have candidates; None where a team needs anything but people."""
    facts, seats, teams = found.facts, [], teams_of(found)
    for place in duties.tolist():
        duty = facts.duties[arrays.duties[place]]
        team = teams.get(duty.id, [])
        if any(goals.missing_needs(facts, duty, team, cover) for cover in found.rulebook.covers):
            return None
        seats.append(free_seats(duty, team))
    return np.array(seats, np.int64)


def teams_of(found: Examination) -> dict[str, list[Engagement]]:
    """Who is fixed to each duty, by its id."""
    teams: dict[str, list[Engagement]] = defaultdict(list)
    for one in found.fixed:
        teams[one.duty.id].append(one)
    return dict(teams)


@dataclass(frozen=True)
class _Row:
    """Ceilings of one block that count candidates of one person each: whose, how many members, and at most how many."""

    block: CeilingArrays
    place: Whole
    owner: Whole
    size: Whole
    most: Whole

    def counted(self, which: int) -> Counted:
        first = self.block.first_member[self.place[which]]
        members = self.block.members[first : first + self.size[which]].tolist()
        return frozenset(members), int(self.most[which])


def _rows(found: Examination, person: Whole, most: Whole) -> list[_Row] | None:
    """All ceilings, and `most` lowered to what those say that hold all of a person's candidates."""
    known = []
    for block in found.ceiling_arrays():
        row = _row(block, person)
        if row is None:
            return None
        whole = row.size == np.bincount(person)[row.owner]
        np.minimum.at(most, row.owner[whole], row.most[whole])
        known.append(row)
    return known


def _row(block: CeilingArrays, person: Whole) -> _Row | None:
    """A block's ceilings as counts; None where one is soft, of several people, of uneven amounts, or not always on.

    One that is soft may cost something though nobody is left to fill it: what is settled in it counts as well.
    A ceiling that each of its members opens binds as if it always did.
    """
    is_soft = block.rule.as_set(block.rule.own_strength) is not Strength.HARD
    if is_soft and len(block.most):
        return None
    size = np.diff(block.first_member)
    place = np.flatnonzero(size)
    starts, whose = block.first_member[:-1][place], person[block.members]
    if not (_are_alike(whose, starts) and _are_alike(block.amounts, starts) and _always_bind(block)):
        return None
    amount = block.amounts[starts]
    room = (np.maximum(block.most, block.settled) - block.settled)[place]
    if (amount <= 0).any():
        return None
    if block.rule.counts_people:
        # However many candidates of one person are placed, they count as the one: there is room for it, or the program
        # of rows has to say who is counted already.
        return _Row(block, place, whose[starts], size[place], size[place]) if (amount <= room).all() else None
    return _Row(block, place, whose[starts], size[place], room // amount)


def _are_alike(amounts: Whole, starts: Whole) -> bool:
    """Whether what begins at each start has one value only, up to the next."""
    if not len(starts):
        return True
    return bool((np.minimum.reduceat(amounts, starts) == np.maximum.reduceat(amounts, starts)).all())


def _always_bind(block: CeilingArrays) -> bool:
    """Whether every ceiling is in force anyway, or opened by each of its members."""
    if block.always_binds.all():
        return True
    many = int(max(block.members.max(initial=0), block.openers.max(initial=0))) + 1
    ceiling = np.arange(len(block.most))
    members = np.repeat(ceiling, np.diff(block.first_member)) * many + block.members
    openers = np.repeat(ceiling, np.diff(block.first_opener)) * many + block.openers
    asked = members[np.repeat(~block.always_binds, np.diff(block.first_member))]
    at = np.searchsorted(openers, asked)
    return bool((at < len(openers)).all() and (openers[at] == asked).all())


def _counted(rows: list[_Row], person: Whole, most: Whole) -> Side | None:
    """Everybody who has counts of a part of their candidates; None where such counts cross.

    Whoever has none is in it without members, so that the places of people stay.
    """
    parts: dict[int, list[Counted]] = defaultdict(list)
    for owner, counted in _binding(rows, person, most):
        parts[owner].append(counted)
    nests = [nested(parts.get(owner, ()), int(some)) for owner, some in enumerate(most.tolist())]
    if None in nests:
        return None
    inside = (frozenset().union(*(members for members, _ in parts.get(owner, ()))) for owner in range(len(most)))
    members = tuple(tuple(sorted(some)) for some in inside)
    return Side(members, tuple(one for one in nests if one is not None), tuple(most.tolist()))


def _binding(rows: list[_Row], person: Whole, most: Whole) -> Iterator[tuple[int, Counted]]:
    """Counts of a part that do not follow from how many a person may take at all."""
    for row in rows:
        binds = np.flatnonzero(row.most < np.minimum(row.size, most[row.owner]))
        for which in binds.tolist():
            yield int(row.owner[which]), row.counted(which)
