"""What each goal costs on the arcs of a seating, by arrays: with no object for any candidate, where that can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination
from peerinspect.matching.program import MOST, Goal
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.seating import Seating, teams_of

Amount = Fraction | int


class TooLarge(Exception):
    """Amounts that whole numbers of 53 bits do not hold."""


@dataclass(frozen=True)
class Costs:
    """A goal, and what one more on each arc costs: all of a program's goal but `peak`, `spread` and `canon`."""

    goal: Goal
    on_arcs: Whole


class SeatCosts:
    """The costs of one seating; raises TooLarge where they are not exact."""

    def __init__(self, found: Examination, seating: Seating, keep: Mapping[Pair, int]) -> None:
        self.found, self.seating, self.keep = found, seating, keep
        self.facts, self.wires = found.facts, seating.wires

    def fill(self) -> Costs:
        """Each empty seat at its duty's priority; duties that nobody could take cost what they lack."""
        mine = [self.seating.arrays.duties[place] for place in self.seating.duties.tolist()]
        priorities = [self.facts.priority(self.facts.duties[id_]) for id_ in mine]
        costs, constant, scale = _whole(priorities, self._lacking(set(mine)))
        on_arcs = np.zeros(len(self.wires.capacity), np.int64)
        on_arcs[self.wires.empty : self.wires.seated] = costs
        return self._costs("fill", on_arcs, constant, scale)

    def _lacking(self, mine: Collection[str]) -> Fraction:
        """What the open duties cost that have no candidates."""
        facts, covers, teams = self.facts, self.found.rulebook.covers, teams_of(self.found)
        others = (duty for id_, duty in facts.duties.items() if id_ not in mine and facts.is_open(duty))
        return sum((goals.fill_cost(facts, duty, teams.get(duty.id, []), covers) for duty in others), Fraction(0))

    def waivers(self) -> Costs:
        """Each placement at what it costs alone; there are no pairs and no soft ceilings."""
        arrays = self.seating.arrays
        costs, constant, scale = _whole(arrays.costs, self.found.settled_cost)
        return self._costs("waivers", self._placed(costs[arrays.cost]), constant, scale)

    def keep_(self) -> Costs:
        """Each placement of the starting roster that can be made saves its weight."""
        place = Places(self.seating)
        at = place.of(list(self.keep))
        weights = np.array(list(self.keep.values()), np.int64)
        costs = np.zeros(len(self.seating.duty), np.int64)
        costs[at[at >= 0]] = -weights[at >= 0]
        return self._costs("keep", self._placed(costs), sum(self.keep.values()), 1)

    def fit(self) -> Costs:
        """Each placement at what it is worth, turned round."""
        scores, special = goals.FitScores(self.facts), self._special()
        settled = sum((scores.of(one) for one in self.found.fixed), start=Fraction(0))
        some, constant, scale = _whole([-scores.of(self.found.candidate(one)) for one in special.tolist()], -settled)
        affinities = self._affinities()
        if int(np.abs(affinities).max(initial=0)) * scale >= MOST:
            raise TooLarge
        costs: Whole = affinities * -scale
        costs[special] = some
        return self._costs("fit", self._placed(costs), constant, scale, -1)

    def _special(self) -> Whole:
        """The candidates that where they are from, or what they know, may make better or worse."""
        arrays = self.seating.arrays
        is_skilled = np.array([bool(self.facts.duties[id_].skills) for id_ in arrays.duties], np.bool_)
        return np.flatnonzero(self.found.have_ways() | is_skilled[arrays.duty])

    def _affinities(self) -> Whole:
        """What affinity alone is worth, rounded as `fit` rounds it: a half to the even number."""
        points = np.zeros(len(self.seating.duty), np.int64)
        affinity = self.facts.affinity
        worth = np.rint(float(self.facts.policy.weight("affinity")) * np.array(list(affinity.values()), np.float64))
        if not (np.abs(worth) < MOST).all():
            raise TooLarge
        at = Places(self.seating).of(list(affinity))
        points[at[at >= 0]] = worth[at >= 0].astype(np.int64)
        return points

    def _placed(self, costs: Whole) -> Whole:
        on_arcs = np.zeros(len(self.wires.capacity), np.int64)
        on_arcs[: self.wires.empty] = costs
        return on_arcs

    def _costs(self, name: str, on_arcs: Whole, constant: int, scale: int, sign: int = 1) -> Costs:
        """Raises TooLarge where no program would have the goal, or the network is too fine for it."""
        reach = abs(constant) + float((np.abs(on_arcs).astype(np.float64) * self.wires.capacity).sum())
        if reach * 1.001 >= MOST or not self.wires.network.is_exact(on_arcs):
            raise TooLarge
        return Costs(Goal(name, (), constant, scale, sign), on_arcs)

    def by_name(self) -> dict[str, Callable[[], Costs]]:
        """The goals that go by placements and empty seats alone."""
        return {"fill": self.fill, "waivers": self.waivers, "keep": self.keep_, "fit": self.fit}


class Places:
    """Where each candidate stands, by the ids of its person and its duty."""

    def __init__(self, seating: Seating) -> None:
        arrays = seating.arrays
        self._person = {id_: place for place, id_ in enumerate(arrays.people)}
        self._duty = {id_: place for place, id_ in enumerate(arrays.duties)}
        self._keys = arrays.duty.astype(np.int64) * len(arrays.people) + arrays.person

    def of(self, pairs: Sequence[Pair]) -> Whole:
        """The candidate of each pair; -1 for none. Candidates are in order of duty, then person."""
        people, duties = self._person, self._duty
        person = np.array([people.get(one, -1) for one, _ in pairs], np.int64)
        duty = np.array([duties.get(one, -1) for _, one in pairs], np.int64)
        keys = duty * len(people) + person
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where((person >= 0) & (duty >= 0) & (self._keys[at] == keys), at, -1)


def _whole(costs: Sequence[Amount], constant: Amount) -> tuple[Whole, int, int]:
    """The costs and the constant on the coarsest scale that makes them whole, and the scale."""
    scale = lcm(constant.denominator, *{cost.denominator for cost in costs})
    whole = [cost.numerator * (scale // cost.denominator) for cost in costs]
    if max(map(abs, whole), default=0) >= MOST:
        raise TooLarge
    return np.array(whole, np.int64), constant.numerator * (scale // constant.denominator), scale
