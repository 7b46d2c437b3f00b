"""What an examination finds: the objections, which placements need a waiver for what, and what that costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from peerinspect.domain import Facts, Objection, Strength, Waiver
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Rule


def is_chosen(engagement: Engagement) -> bool:
    """Whether the placement was the roster's own choice: neither past nor fixed."""
    return not engagement.past and not engagement.fixed


class Waivers:
    """The recorded waivers of one problem. Source: design, exact reading 8."""

    def __init__(self, facts: Facts) -> None:
        self._by_placement: dict[tuple[str, Pair], list[Waiver]] = defaultdict(list)
        for waiver in facts.waivers:
            duty = facts.duties.get(waiver.duty)
            if duty is not None and waiver.until >= duty.last_day:
                self._by_placement[waiver.rule, (waiver.person, waiver.duty)].append(waiver)

    def cover_placement(self, code: str, one: Engagement) -> bool:
        """Whether the rule's soft objections to the placement are waived. A waiver of one pair alone does not do it."""
        return any(waiver.other is None for waiver in self._by_placement.get((code, one.pair), ()))

    def cover_pair(self, code: str, one: Engagement, other: Engagement) -> bool:
        """Whether the rule's soft objections to the two together are waived; a waiver of either is enough."""
        return any(
            waiver.other in (None, second.pair)
            for first, second in ((one, other), (other, one))
            for waiver in self._by_placement.get((code, first.pair), ())
        )

    def cover_three(self, code: str, three: Sequence[Engagement]) -> bool:
        """Whether the rule's soft objections to the three together are waived: by a waiver of any two of them, or of
        one as a whole. One of a pair that reaches outside the three does not do it. Source: exact reading 26."""
        return any(self.cover_pair(code, one, other) for one, other in combinations(three, 2))


@dataclass
class Findings:
    """What was found so far.

    `hard` objections involve a placement that the roster chose; `standing` ones are as hard, between fixed and past
    placements alone. `soft` are those that no waiver covers. `codes` are the rules that each placement of the roster
    needs a waiver for. `cost` is the value of the goal `waivers`. The counts say how much was looked at.
    """

    hard: list[Objection] = field(default_factory=list)
    standing: list[Objection] = field(default_factory=list)
    soft: list[Objection] = field(default_factory=list)
    codes: dict[Pair, set[str]] = field(default_factory=lambda: defaultdict(set))
    cost: Fraction = Fraction(0)
    rules: int = 0
    placements: int = 0
    pairs: int = 0
    threes: int = 0

    def add_hard(self, objections: Iterable[Objection], parties: Sequence[Engagement]) -> None:
        """Files the hard objections among these, as standing ones where no party was chosen by the roster."""
        shelf = self.hard if any(map(is_chosen, parties)) else self.standing
        shelf.extend(one for one in objections if one.strength is Strength.HARD)

    def add_soft(self, objections: Iterable[Objection], parties: Iterable[Engagement]) -> bool:
        """Files the soft objections among these against the parties that are not past; whether there were any."""
        soft = [one for one in objections if one.strength is Strength.SOFT]
        self.soft.extend(soft)
        for party in parties if soft else ():
            if not party.past:
                self.codes[party.pair].update(one.rule for one in soft)
        return bool(soft)

    def add(self, rule: Rule, objections: list[Objection], parties: Sequence[Engagement], waived: bool) -> None:
        """Files what a rule said of a placement, a pair or three; the rule's weight counts once, unless waived."""
        self.add_hard(objections, parties)
        if not waived and self.add_soft(objections, parties):
            self.cost += rule.weight
