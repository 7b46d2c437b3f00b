"""A first roster at once: duty by duty, whoever does most for it. Whatever little time is left, seats are filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from peerinspect.domain import Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import Examination, free_seats


def filled_up(found: Examination, chosen: Iterable[Pair]) -> set[Pair]:
    """The chosen placements, with one after another that goes with all of them, hard ceilings taken as they stand.

    Duties with few candidates come first; of a duty's candidates who covers most, then who costs least alone.
    """
    return _Filling(found, frozenset(chosen)).run()


class _Filling:
    def __init__(self, found: Examination, chosen: frozenset[Pair]) -> None:
        self.found = found
        self.place = {one.pair: index for index, one in enumerate(found.candidates)}
        pairs = found.pair_arrays()
        sides = pairs.lower[pairs.hard], pairs.higher[pairs.hard]
        one, other = np.concatenate(sides), np.concatenate(sides[::-1])
        order = np.argsort(one, kind="stable")
        self.apart = other[order]
        self.first_apart = np.searchsorted(one[order], np.arange(len(found.candidates) + 1))
        self.fills: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.room: list[int] = []
        for ceiling in found.ceilings:
            if ceiling.rule.as_set(ceiling.rule.own_strength) is Strength.HARD:
                for index, amount in ceiling.members.items():
                    self.fills[index].append((len(self.room), amount))
                self.room.append(max(0, ceiling.bucket.ceiling - ceiling.settled))
        self.teams: dict[str, list[Engagement]] = defaultdict(list)
        for each in found.fixed:
            self.teams[each.duty.id].append(each)
        duties = {one.duty.id: one.duty for one in found.candidates}
        self.seats = {id_: free_seats(duty, self.teams[id_]) for id_, duty in duties.items()}
        self.taken: set[int] = set()
        self.out: set[int] = set()
        for pair in sorted(chosen):
            if pair in self.place:
                self._take(self.place[pair])

    def run(self) -> set[Pair]:
        by_duty: dict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(self.found.candidates):
            by_duty[one.duty.id].append(index)
        for duty in sorted(by_duty, key=lambda id_: (len(by_duty[id_]), id_)):
            while self.seats[duty] and (best := self._best(by_duty[duty])) is not None:
                self._take(best)
        return {self.found.candidates[index].pair for index in self.taken}

    def _best(self, indices: Iterable[int]) -> int | None:
        open_to = [index for index in indices if self._fits(index)]
        return max(open_to, key=self._worth, default=None)

    def _fits(self, index: int) -> bool:
        if index in self.out or index in self.taken:
            return False
        return all(amount <= self.room[ceiling] for ceiling, amount in self.fills[index])

    def _worth(self, index: int) -> tuple[int, Fraction, int]:
        one = self.found.candidates[index]
        team = self.teams[one.duty.id]
        met = sum(
            cover.meets(need, one)
            for cover in self.found.rulebook.covers
            for need in goals.missing_needs(self.found.facts, one.duty, team, cover)
        )
        return met, -self.found.alone[index], -index

    def _take(self, index: int) -> None:
        one = self.found.candidates[index]
        self.taken.add(index)
        self.out.update(self.apart[self.first_apart[index] : self.first_apart[index + 1]].tolist())
        for ceiling, amount in self.fills[index]:
            self.room[ceiling] -= amount
        self.teams[one.duty.id].append(one)
        self.seats[one.duty.id] -= 1
