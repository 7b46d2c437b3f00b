"""What people of a seating carry by the number of their placements: what `spread` costs, and the shares for `peak`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.seating import Seating
from peerinspect.matching.shares import Shares


@dataclass(frozen=True)
class SeatLoads:
    """Row p of each table is a person, column n what n placements come to, those that are fixed included.

    `settled` is the `spread` of whoever has no candidates; `floor` the largest share that fixed placements come to.
    """

    spread: Whole
    share: Whole
    settled: int
    floor: int

    def steps(self, seating: Seating) -> Whole:
        """What `spread` costs on each arc."""
        wires = seating.wires
        on_arcs = np.zeros(len(wires.capacity), np.int64)
        after = self.spread[wires.carrier, wires.step + 1]
        on_arcs[wires.carried :] = after - self.spread[wires.carrier, wires.step]
        return on_arcs

    def shares(self, seating: Seating) -> Shares:
        """The shares on the arcs."""
        wires = seating.wires
        of_arc = np.zeros(len(wires.capacity), np.int64)
        of_arc[wires.carried :] = self.share[wires.carrier, wires.step + 1]
        return Shares(wires, of_arc, self.share, self.floor)


def seat_loads(found: Examination, seating: Seating) -> SeatLoads | None:
    """What everybody can carry; None where it does not go by the number alone, or a later one costs less."""
    days = _days_of_one(found, seating)
    if days is None:
        return None
    fixed = goals.days_placed(found.facts, (one.pair for one in found.fixed))
    ids = [seating.arrays.people[place] for place in seating.people.tolist()]
    offered = {id_: found.facts.people[id_].days_offered() for id_ in {*ids, *fixed}}
    reach = np.bincount(seating.wires.carrier, minlength=len(ids))

    def table(cost: Callable[[int, int], int]) -> Whole:
        rows = np.zeros((len(ids), int(reach.max(initial=0)) + 1), np.int64)
        for row, (id_, each, most) in enumerate(zip(ids, days.tolist(), reach.tolist(), strict=True)):
            totals = (fixed.get(id_, 0) + each * count for count in range(most + 1))
            rows[row, : most + 1] = [cost(total, offered[id_]) for total in totals]
        return rows

    spread, share = table(goals.spread_cost), table(goals.share_percent)
    is_used = np.arange(1, spread.shape[1])[None, 1:] < reach[:, None] if spread.shape[1] > 2 else None
    if is_used is not None and (np.diff(spread, 2)[is_used] < 0).any():
        return None
    settled = sum(goals.spread_cost(some, offered[id_]) for id_, some in fixed.items() if id_ not in set(ids))
    floor = max((goals.share_percent(some, offered[id_]) for id_, some in fixed.items()), default=0)
    return SeatLoads(spread, share, settled, floor)


def _days_of_one(found: Examination, seating: Seating) -> Whole | None:
    """The days of any one placement of each person; None where two of somebody's differ."""
    facts, arrays = found.facts, seating.arrays
    days = np.array([facts.duties[id_].workload for id_ in arrays.duties], np.int64)[arrays.duty]
    order = np.argsort(seating.person, kind="stable")
    starts = np.flatnonzero(np.diff(seating.person[order], prepend=-1))
    least, most = np.minimum.reduceat(days[order], starts), np.maximum.reduceat(days[order], starts)
    return least if (least == most).all() else None
