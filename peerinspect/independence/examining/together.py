"""Placements in pairs and threes: which exclude each other, which cost something together.

Only pairs that share a rule's key are looked at; and where a rule judges two by their duties alone, it is asked once
for the two duties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from peerinspect.domain import Strength
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examining.examination import Examination
from peerinspect.independence.scope import Scope
from peerinspect.independence.shapes import Clash
from peerinspect.independence.threes import cost_to_close, priced_threes
from peerinspect.independence.waiving import Waivers

Verdict = tuple[bool, bool]
"""Whether there is a hard objection, and whether there is a soft one."""


def ask_clashes(found: Examination, waivers: Waivers) -> None:
    """The hard and the soft pairs; what candidates cost with settled placements, and those with one another."""
    barred: set[int] = set()
    rivals = _rivals(found)
    for clash in found.rulebook.clashes:
        barred |= _Pairs(found, clash, waivers, rivals).ask()
    found.forget(found.candidates[index] for index in barred)


def ask_triples(found: Examination, waivers: Waivers) -> None:
    """Two settled placements and a candidate act as a bar; two candidates and more are left to the search."""
    barred: set[int] = set()
    for rule in found.rulebook.triples:
        found.settled_cost += rule.weight * sum(1 for _ in priced_threes(rule, found.settled, waivers))
        rounds = rule.rounds(found.settled)
        for index, candidate in enumerate(found.candidates):
            cost = cost_to_close(rule, candidate, rounds, waivers)
            if cost is None:
                barred.add(index)
            elif cost:
                found.alone[index] += cost
    found.forget(found.candidates[index] for index in barred)


class _Pairs:
    """One rule's question of all pairs. An index below 0 counts into the settled placements from their end."""

    def __init__(self, found: Examination, clash: Clash, waivers: Waivers, rivals: Mapping[str, set[int]]) -> None:
        self.found = found
        self.rivals = rivals
        self.clash = clash
        self.waivers = waivers
        self.settled = found.settled
        self.known: dict[tuple[str, str], Verdict] = {}
        self.barred: set[int] = set()

    def ask(self) -> set[int]:
        """Note every pair that clashes, and hand back the candidates that clash with what is settled."""
        judge = self._by_duties if self.clash.rests_on is Scope.DUTIES else self._by_placements
        for one, others in self._sharing_a_key():
            first = self._engagement(one)
            for other in others:
                second = self._engagement(other)
                hard, soft = judge(first, second)
                if hard:
                    self._exclude(one, other)
                if soft and not self.waivers.covers_pair(self.clash.code, first, second):
                    self._price(one, other)
        return self.barred

    def _engagement(self, index: int) -> Engagement:
        return self.found.candidates[index] if index >= 0 else self.settled[index]

    def _by_placements(self, first: Engagement, second: Engagement) -> Verdict:
        strengths = {one.strength for one in self.clash.objections(first, second)}
        return Strength.HARD in strengths, Strength.SOFT in strengths

    def _by_duties(self, first: Engagement, second: Engagement) -> Verdict:
        key = (first.duty.id, second.duty.id)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self._by_placements(first, second)
        return known

    def _exclude(self, one: int, other: int) -> None:
        """Of two settled ones nothing follows: they stay."""
        if one >= 0:
            self.found.hard_pairs.add((one, other))
        elif other >= 0:
            self.barred.add(other)

    def _price(self, one: int, other: int) -> None:
        found, weight = self.found, self.clash.weight
        if one >= 0:
            cost = found.soft_pairs.get((one, other))
            found.soft_pairs[one, other] = weight if cost is None else cost + weight
        elif other >= 0:
            found.alone[other] += weight
        else:
            found.settled_cost += weight

    def _sharing_a_key(self) -> Iterator[tuple[int, set[int]]]:
        """Each placement with the later ones that share a key with it, settled ones being the first of all.

        Never two past ones; nor two candidates for one and the same seat, who are never placed together.
        """
        candidates, settled = self.found.candidates, self.settled
        later: dict[int, set[int]] = defaultdict(set)
        for group in self._by_key():
            for place, one in enumerate(group[:-1], 1):
                later[one].update(group[place:])
        for one, others in later.items():
            if one >= 0 and candidates[one].duty.seats == 1:
                others -= self.rivals[candidates[one].duty.id]
            elif one < 0 and settled[one].past:
                others = {other for other in others if other >= 0 or settled[other].fixed}
            yield one, others

    def _by_key(self) -> Iterable[list[int]]:
        groups: dict[Hashable, list[int]] = defaultdict(list)
        everyone = (*self.settled, *self.found.candidates)
        for index, engagement in enumerate(everyone, -len(self.settled)):
            for key in self.clash.keys(engagement):
                groups[key].append(index)
        return groups.values()


def _rivals(found: Examination) -> dict[str, set[int]]:
    """The candidates of each duty."""
    rivals: dict[str, set[int]] = defaultdict(set)
    for index, one in enumerate(found.candidates):
        rivals[one.duty.id].add(index)
    return rivals
