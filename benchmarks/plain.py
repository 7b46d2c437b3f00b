"""The plain model of an instance, as a textbook has it: a yes or no for every candidate, a row for every rule.

What is possible comes from our own examination; nothing here is made tight, merged or left out. Whoever solves it gets
rows that may hold only while some candidates are placed, and the goals in their order, to be made least.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from peerinspect.domain import Duty, Strength
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import Ceiling, Examination, free_seats

Terms = list[tuple[int, int]]


@dataclass
class PlainModel:
    """Variables by number, the first of them the candidates; rows `terms <= most` that hold while all of `given` are 1,
    and `equal` ones that always hold.

    `goals` are (name, terms, constant, scale), to be made least. `loads` has each person's days, fixed ones included,
    with the days that they offer; `spread` the variable of what each load costs.
    """

    upper: list[int] = field(default_factory=list)
    rows: list[tuple[Terms, int, tuple[int, ...]]] = field(default_factory=list)
    equal: list[tuple[Terms, int]] = field(default_factory=list)
    goals: list[tuple[str, Terms, int, int]] = field(default_factory=list)
    loads: dict[int, int] = field(default_factory=dict)
    peak: int | None = None
    spread: dict[int, int] = field(default_factory=dict)

    def variable(self, upper: int = 1) -> int:
        """A new whole number from 0 to `upper`."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def at_most(self, terms: Terms, most: int, given: Iterable[int] = ()) -> None:
        """A new row."""
        self.rows.append((terms, most, tuple(given)))


class PlainAssembly:
    """Writes the plain model of one examination."""

    def __init__(self, found: Examination) -> None:
        self.found, self.facts = found, found.facts
        self.model = PlainModel()
        for _ in found.candidates:
            self.model.variable()
        self.costs: dict[str, dict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))

    def build(self) -> PlainModel:
        """Everything, then the goals in the policy's order but `canon`, which only tells equals apart."""
        self._seats()
        for one, other in sorted(self.found.hard_pairs):
            self.model.at_most([(one, 1), (other, 1)], 1)
        self._soft_pairs()
        self._ceilings()
        for name in self.facts.policy.ordered_goals():
            if name != "canon":
                getattr(self, f"_goal_{name}")()
        return self.model

    def _seats(self) -> None:
        teams: dict[str, list[int]] = defaultdict(list)
        fixed: dict[str, list[Engagement]] = defaultdict(list)
        for index, one in enumerate(self.found.candidates):
            teams[one.duty.id].append(index)
        for one in self.found.fixed:
            fixed[one.duty.id].append(one)
        for duty in self.facts.duties.values():
            if self.facts.is_open(duty):
                self._one_duty(duty, teams[duty.id], fixed[duty.id])

    def _one_duty(self, duty: Duty, team: list[int], fixed: list[Engagement]) -> None:
        model, priority = self.model, self.facts.priority(duty)
        free = free_seats(duty, fixed)
        empty = model.variable(free)
        model.equal.append(([*((index, 1) for index in team), (empty, 1)], free))
        self.costs["fill"][empty] += priority
        for cover in self.found.rulebook.covers:
            for need in goals.missing_needs(self.facts, duty, fixed, cover):
                missing = model.variable()
                who = [index for index in team if cover.meets(need, self.found.candidates[index])]
                model.at_most([*((index, -1) for index in who), (missing, -1)], -1)
                self.costs["fill"][missing] += priority / 2

    def _soft_pairs(self) -> None:
        for (one, other), cost in sorted(self.found.soft_pairs.items()):
            both = self.model.variable()
            self.model.at_most([(one, 1), (other, 1), (both, -1)], 1)
            self.costs["waivers"][both] += cost

    def _ceilings(self) -> None:
        soft: dict[tuple[str, Hashable], int] = {}
        for ceiling in self.found.ceilings:
            settled, most = ceiling.settled, ceiling.bucket.ceiling
            if ceiling.rule.as_set(ceiling.rule.own_strength) is Strength.HARD:
                self._while_open(ceiling, self._terms(ceiling), max(most, settled) - settled)
                continue
            holder = (ceiling.rule.code, ceiling.bucket.holder)
            if holder not in soft:
                soft[holder] = self.model.variable(10**6)
                self.costs["waivers"][soft[holder]] += ceiling.rule.weight
            self._while_open(ceiling, [*self._terms(ceiling), (soft[holder], -1)], most - settled)

    def _while_open(self, ceiling: Ceiling, terms: Terms, most: int) -> None:
        """A bucket counts once it is open; one that the past alone overfills, once somebody more is in it."""
        is_open = ceiling.in_force or ceiling.rule.binds_unopened(ceiling.bucket)
        openers = [()] if is_open else [(index,) for index in sorted(ceiling.openers)]
        overfull = ceiling.settled > ceiling.bucket.ceiling and not ceiling.counts_alone
        members = [(index,) for index in sorted(ceiling.members)] if overfull else [()]
        for opener in openers:
            for member in members:
                self.model.at_most(terms, most, {*opener, *member})

    def _terms(self, ceiling: Ceiling) -> Terms:
        if not ceiling.rule.counts_people:
            return sorted(ceiling.members.items())
        people: dict[str, list[int]] = defaultdict(list)
        for index in sorted(ceiling.members):
            people[self.found.candidates[index].person.id].append(index)
        terms: Terms = []
        for mine in people.values():
            there = self.model.variable()
            for index in mine:
                self.model.at_most([(index, 1), (there, -1)], 0)
            terms.append((there, max(ceiling.members[index] for index in mine)))
        return terms

    # --- goals --------------------------------------------------------------------------------------------------------

    def _goal(self, name: str, costs: dict[int, Fraction], constant: Fraction = Fraction(0)) -> None:
        scale = lcm(constant.denominator, *(cost.denominator for cost in costs.values()))
        terms = [(variable, int(cost * scale)) for variable, cost in sorted(costs.items()) if cost]
        self.model.goals.append((name, terms, int(constant * scale), scale))

    def _goal_fill(self) -> None:
        self._goal("fill", self.costs["fill"])

    def _goal_waivers(self) -> None:
        costs = self.costs["waivers"]
        for index, cost in enumerate(self.found.alone):
            costs[index] += cost
        self._goal("waivers", costs, self.found.settled_cost)

    def _goal_keep(self) -> None:
        place = {one.pair: index for index, one in enumerate(self.found.candidates)}
        weights = goals.keep_weights(self.facts)
        costs = {place[pair]: Fraction(-weight) for pair, weight in weights.items() if pair in place}
        self._goal("keep", costs, Fraction(sum(weights.values())))

    def _loads(self) -> None:
        """What each person carries, in days."""
        days: dict[str, Terms] = defaultdict(list)
        for index, one in enumerate(self.found.candidates):
            days[one.person.id].append((index, one.duty.workload))
        fixed = goals.days_placed(self.facts, (one.pair for one in self.found.fixed))
        for person in sorted({*days, *fixed} if not self.model.loads else ()):
            settled = fixed.get(person, 0)
            load = self.model.variable(settled + sum(amount for _, amount in days[person]))
            self.model.equal.append(([*days[person], (load, -1)], -settled))
            self.model.loads[load] = max(1, self.facts.people[person].days_offered())

    def _goal_peak(self) -> None:
        self._loads()
        shares = (goals.share_percent(self.model.upper[load], offered) for load, offered in self.model.loads.items())
        self.model.peak = self.model.variable(max(shares, default=0))
        for load, offered in self.model.loads.items():
            self.model.at_most([(load, 100), (self.model.peak, -offered)], 0)
        self._goal("peak", {self.model.peak: Fraction(1)})

    def _goal_spread(self) -> None:
        """Each person's cost, which whoever solves the model ties to the load."""
        self._loads()
        for load, offered in self.model.loads.items():
            self.model.spread[load] = self.model.variable(goals.spread_cost(self.model.upper[load], offered))
        self._goal("spread", dict.fromkeys(self.model.spread.values(), Fraction(1)))

    def _goal_fit(self) -> None:
        costs = {index: -goals.fit_score(one) for index, one in enumerate(self.found.candidates)}
        self._goal("fit", costs, -sum((goals.fit_score(one) for one in self.found.fixed), Fraction(0)))
