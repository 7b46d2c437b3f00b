"""From an examination to a program: one named method a constraint and a goal, called in one visible list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from itertools import combinations

from peerinspect.domain import Duty, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import Ceiling, Examination, free_seats
from peerinspect.independence.rubbish import not_collected
from peerinspect.independence.shapes import Cover
from peerinspect.matching.ceilings import CeilingRows
from peerinspect.matching.cliques import adjacency, at_most_one_rows
from peerinspect.matching.loads import Loads
from peerinspect.matching.program import Person, Program


def _never() -> bool:
    return False


class Assembly:
    """The program of one examination. Variable i is 'candidate i is placed', for every candidate.

    Once it `is_over`, further rows are left out: such a program can value the empty roster, and nothing else.
    """

    def __init__(
        self,
        found: Examination,
        keep: Mapping[Pair, int],
        *,
        is_over: Callable[[], bool] = _never,
        workers: int = 1,
    ) -> None:
        self.found = found
        self.facts = found.facts
        self.keep = keep
        self.program = Program()
        self.placed = [self.program.variable() for _ in found.candidates]
        self.of_duty = _grouped(one.duty.id for one in found.candidates)
        self.of_person = _grouped(one.person.id for one in found.candidates)
        self.fixed_of = _grouped(one.duty.id for one in found.fixed)
        self.costs: dict[str, dict[int, Fraction]] = {name: defaultdict(Fraction) for name in ("fill", "waivers")}
        self.constants: dict[str, Fraction] = defaultdict(Fraction)
        self.is_over, self.workers = is_over, workers
        self.cliques: list[tuple[int, ...]] = []
        self.exclusive: dict[int, set[int]] = {}

    def build(self) -> Program:
        """All rows, then the goals in the policy's order."""
        with not_collected():
            return self._built()

    def _built(self) -> Program:
        wanted = self.facts.policy.ordered_goals()
        self._seats_are_filled_or_empty()
        for step in (self._ceilings_hold, self._clashes_exclude, self._soft_pairs_are_priced):
            if not self.is_over():
                step()
        of_person = {} if self.is_over() else self.of_person
        if "peak" in wanted or "spread" in wanted:
            self.loads = Loads(self.program, self.found, of_person, self.exclusive, self.workers)
        else:
            self.program.people += [Person(tuple(mine)) for mine in of_person.values()]
        for name in wanted:
            getattr(self, f"_goal_{name}")()
        return self.program

    # --- rows ---------------------------------------------------------------------------------------------------------

    def _seats_are_filled_or_empty(self) -> None:
        """What a duty lacks costs in `fill`: with one free seat by who takes it, with more by what the team lacks."""
        for duty_id, duty in self.facts.duties.items():
            if not self.facts.is_open(duty):
                continue
            free, indices = self._free(duty_id), self.of_duty.get(duty_id, [])
            if not indices:
                self.constants["fill"] += self._fill_with(duty, [])
            elif free == 1:
                self._one_seat(duty, indices)
            else:
                self._several_seats(duty, indices, free)

    def _fill_with(self, duty: Duty, coming: list[Engagement]) -> Fraction:
        team = [self.found.fixed[index] for index in self.fixed_of.get(duty.id, ())]
        return goals.fill_cost(self.facts, duty, [*team, *coming], self.found.rulebook.covers)

    def _one_seat(self, duty: Duty, indices: list[int]) -> None:
        empty = self.program.variable(start=1)
        self.program.exactly([*((self.placed[index], 1) for index in indices), (empty, 1)], 1)
        self.costs["fill"][empty] += self._fill_with(duty, [])
        needs = self._needs(duty)
        half = self.facts.priority(duty) / 2
        for index in indices if needs else ():
            missing = sum(not cover.meets(need, self.found.candidates[index]) for cover, need in needs)
            if missing:
                self.costs["fill"][self.placed[index]] += half * missing

    def _needs(self, duty: Duty) -> list[tuple[Cover, str]]:
        """What those fixed to the duty do not bring along."""
        team = [self.found.fixed[index] for index in self.fixed_of.get(duty.id, ())]
        covers = self.found.rulebook.covers
        return [(cover, need) for cover in covers for need in goals.missing_needs(self.facts, duty, team, cover)]

    def _several_seats(self, duty: Duty, indices: list[int], free: int) -> None:
        empty = self.program.variable(0, free, start=free)
        self.program.exactly([*((self.placed[index], 1) for index in indices), (empty, 1)], free)
        self.costs["fill"][empty] += self.facts.priority(duty)
        for cover, need in self._needs(duty):
            met_by = [index for index in indices if cover.meets(need, self.found.candidates[index])]
            self._one_need(self.facts.priority(duty) / 2, met_by)

    def _ceilings_hold(self) -> None:
        rows = CeilingRows(self.program, self.found, adjacency(self.found.hard_pairs, []))
        hard: list[Ceiling] = []
        soft: dict[tuple[str, Hashable], list[Ceiling]] = defaultdict(list)
        for ceiling in self.found.ceilings:
            if ceiling.rule.as_set(ceiling.rule.own_strength) is Strength.HARD:
                hard.append(ceiling)
            else:
                soft[(ceiling.rule.code, ceiling.bucket.holder)].append(ceiling)
        rows.hold(hard)
        for ceilings in soft.values():
            least, excess = rows.price(ceilings)
            self.constants["waivers"] += ceilings[0].rule.weight * least
            if excess is not None:
                self.costs["waivers"][excess] += ceilings[0].rule.weight
        self.cliques = sorted(set(rows.cliques))

    def _clashes_exclude(self) -> None:
        one_seat = [indices for duty_id, indices in self.of_duty.items() if self._free(duty_id) == 1]
        pairs = self.found.hard_pairs
        implied = {pair for clique in self.cliques for pair in combinations(clique, 2)}
        self.exclusive = adjacency(pairs | implied, one_seat)
        for clique in sorted({*self.cliques, *at_most_one_rows(pairs, self.exclusive)}):
            self.program.at_most(((self.placed[index], 1) for index in clique), 1)

    def _free(self, duty_id: str) -> int:
        fixed = (self.found.fixed[index] for index in self.fixed_of.get(duty_id, ()))
        return free_seats(self.facts.duties[duty_id], fixed)

    def _soft_pairs_are_priced(self) -> None:
        for (one, other), cost in sorted(self.found.soft_pairs.items()):
            if (one, other) not in self.found.hard_pairs:
                both = self.program.variable()
                self.program.at_most([(self.placed[one], 1), (self.placed[other], 1), (both, -1)], 1)
                self.costs["waivers"][both] += cost

    def _one_need(self, half: Fraction, met_by: list[int]) -> None:
        if not met_by:
            self.constants["fill"] += half
            return
        missing = self.program.variable(start=1)
        self.program.at_least([*((self.placed[index], 1) for index in met_by), (missing, 1)], 1)
        self.costs["fill"][missing] += half

    # --- goals --------------------------------------------------------------------------------------------------------

    def _goal_fill(self) -> None:
        self.program.goal("fill", self.costs["fill"], self.constants["fill"])

    def _goal_waivers(self) -> None:
        costs = self.costs["waivers"]
        for index, cost in enumerate(self.found.alone):
            costs[self.placed[index]] += cost
        self.program.goal("waivers", costs, self.constants["waivers"] + self.found.settled_cost)

    def _goal_keep(self) -> None:
        places = {one.pair: index for index, one in enumerate(self.found.candidates)}
        costs = {self.placed[places[pair]]: -weight for pair, weight in self.keep.items() if pair in places}
        self.program.goal("keep", costs, sum(self.keep.values()))

    def _goal_peak(self) -> None:
        self.program.goal("peak", {self.loads.peak: 1})

    def _goal_spread(self) -> None:
        self.program.goal("spread", self.loads.spread_costs, self.loads.spread_constant)

    def _goal_fit(self) -> None:
        scores = goals.FitScores(self.facts)
        costs = {self.placed[index]: -scores.of(one) for index, one in enumerate(self.found.candidates)}
        constant = -sum((scores.of(one) for one in self.found.fixed), start=Fraction(0))
        self.program.goal("fit", costs, constant, sign=-1)

    def _goal_canon(self) -> None:
        costs = {self.placed[index]: goals.canon_bits(*one.pair) for index, one in enumerate(self.found.candidates)}
        self.program.goal("canon", costs, sum(goals.canon_bits(*one.pair) for one in self.found.fixed))


def _grouped(keys: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        found[key].append(index)
    return dict(found)
