"""The fast examiner: which placements are possible, and what each costs alone, in pairs and in what it fills up.

It asks the same rules as the auditor, but only as far as it takes to know whether an objection is hard or soft. A rule
that looks at many placements has an array form (`examining/*_forms.py`, `*_clashes.py`), looked up by its code, which
tests hold to the plain predicate; any other rule is asked plainly, of those that it can object to. The matching package
turns the findings into rows; nothing here knows how a roster is searched.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from peerinspect.domain import Facts, Strength
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examining.able import able_alone, askers, free_seats
from peerinspect.independence.examining.costs import Costs
from peerinspect.independence.examining.examination import Ceiling, Examination
from peerinspect.independence.examining.fillings import Filling, waived
from peerinspect.independence.examining.meetings import Meetings
from peerinspect.independence.examining.register import Register
from peerinspect.independence.examining.rings import could_close
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.examining.stopping import ExaminingStopped, IsOver, go_on_unless, never
from peerinspect.independence.rubbish import not_collected
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.threes import cost_to_close, priced_threes
from peerinspect.independence.waiving import Waivers

__all__ = ["Ceiling", "Examination", "ExaminingStopped", "examine", "free_seats", "settled_engagements"]


def examine(facts: Facts, rulebook: Rulebook, is_over: IsOver | None = None) -> Examination:
    """Examine every open duty against every person.

    Raises ExaminingStopped soon after `is_over` says so; it is asked several times a second.
    """
    with not_collected():
        return _Examining(facts, rulebook, is_over or never).found()


def settled_engagements(facts: Facts) -> tuple[tuple[Engagement, ...], tuple[Engagement, ...]]:
    """The past engagements and the fixed ones, in order of duty, then person."""
    engagements = [
        engage(facts, facts.people[one.person], facts.duties[one.duty], one)
        for one in sorted(facts.placements, key=lambda one: (one.duty, one.person))
        if facts.is_history(one) or facts.is_fixed(one)
    ]
    return tuple(one for one in engagements if one.past), tuple(one for one in engagements if one.fixed)


class _Examining:
    """One examination under way: the roll of whoever is left, and what they cost so far."""

    def __init__(self, facts: Facts, rulebook: Rulebook, is_over: IsOver) -> None:
        self.facts = facts
        self.rulebook = rulebook
        self.waivers = Waivers(facts)
        self.is_over = is_over
        self.settled_cost = Fraction(0)

    def found(self) -> Examination:
        """Ask the rules of placements alone, of what fills up, of pairs and of threes, each of those who are left."""
        past, fixed = settled_engagements(self.facts)
        register = Register(self.facts)
        able = able_alone(register, self.rulebook, (*past, *fixed), self.is_over)
        self.roll = Roll(register, (*past, *fixed), able)
        self._price_alone(able.soft)
        del able
        self._leave_out_what_overfills()
        go_on_unless(self.is_over)
        meetings = Meetings(self.roll, self.rulebook.clashes, self.waivers, self.is_over)
        self._meet_the_settled(meetings)
        self._close_rounds()
        pairs = meetings.among(self.roll).of_candidates()
        limits = []
        for limit in self.rulebook.limits:
            go_on_unless(self.is_over)
            limits.append(Filling(limit, self.roll, self.waivers, self.is_over).ceilings())
        return Examination(self.rulebook, self.roll, self.costs, pairs, limits, self.settled_cost)

    def _price_alone(self, soft: np.ndarray) -> None:
        """What each candidate costs alone, and what the fixed placements do."""
        rules = askers(self.rulebook)
        for place, rule in enumerate(rules):
            free = waived(self.roll, rule.code, self.waivers)[self.roll.begin :]
            soft[free] &= ~(1 << place)
        self.costs = Costs.by_bits(soft, [rule.weight for rule in rules])
        for one in self.roll.settled:
            if one.fixed:
                codes = {each.rule for each in self.rulebook.objections_alone(one) if each.strength is Strength.SOFT}
                for rule in rules:
                    if rule.code in codes and not self.waivers.covers(rule.code, one):
                        self.settled_cost += rule.weight

    def _leave_out_what_overfills(self) -> None:
        for limit in self.rulebook.limits:
            go_on_unless(self.is_over)
            self._keep(~Filling(limit, self.roll, self.waivers, self.is_over).overfilling_alone())

    def _keep(self, kept: np.ndarray) -> None:
        if not kept.all():
            self.roll = self.roll.only(kept)
            self.costs.keep(kept)

    def _meet_the_settled(self, meetings: Meetings) -> None:
        """Candidates that clash with a settled placement are out, or cost more; settled ones cost among themselves."""
        begin, pairs = self.roll.begin, meetings.with_settled()
        is_candidate = pairs.higher >= begin
        for number, clash in enumerate(self.rulebook.clashes):
            soft = (pairs.bits >> number + 1) & 1 != 0
            self.costs.add(pairs.higher[soft & is_candidate] - begin, clash.weight)
            self.settled_cost += clash.weight * int(np.count_nonzero(soft & ~is_candidate))
        hard = pairs.higher[is_candidate & (pairs.bits & 1 != 0)] - begin
        kept = np.ones(self.roll.candidates, np.bool_)
        kept[hard] = False
        self._keep(kept)

    def _close_rounds(self) -> None:
        """Two settled placements and a candidate act as a bar; two candidates and more are left to the search."""
        kept = np.ones(self.roll.candidates, np.bool_)
        for rule in self.rulebook.triples:
            go_on_unless(self.is_over)
            settled = self.roll.settled
            self.settled_cost += rule.weight * sum(1 for _ in priced_threes(rule, settled, self.waivers))
            rounds = rule.rounds(settled)
            for place in could_close(rule, self.roll).tolist():
                cost = cost_to_close(rule, self.roll.engagement(place), rounds, self.waivers)
                if cost is None:
                    kept[place - self.roll.begin] = False
                elif cost:
                    self.costs.add(np.array([place - self.roll.begin]), cost)
        self._keep(kept)
