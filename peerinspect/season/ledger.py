"""What already stands: a past and a present without a hard objection among them, and within every limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace

from peerinspect.domain import Duty, Facts, Objection, Person, Placement, Strength
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bucket, Limit

PAST_BARS = frozenset(
    {"own-authority", "shared-arrangement", "worked-there", "personal-tie", "shares-border", "short-tenure"}
)
"""The rules that a past placement has kept. What was declared, offered, vetted or consented to then is not recorded."""
PAST_LIMITS_PASSED = frozenset({"chair-term"})
"""The limits that a past placement may have gone beyond, with a waiver that nobody remembers."""


class Ledger:
    """The placements made so far, those of the facts first, and whether one more fits."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.placements: list[Placement] = []
        self._rulebook = Rulebook.under(facts.policy)
        self._shelves: dict[Hashable, list[Engagement]] = defaultdict(list)
        self._seats: dict[str, int] = defaultdict(int)
        self._offering: dict[str, list[Person]] = {}
        for placement in facts.placements:
            if facts.is_history(placement) or facts.is_fixed(placement):
                self._enter(placement)

    def offering(self, kind: str) -> list[Person]:
        """The people who offer the kind, by id."""
        if kind not in self._offering:
            everybody = self.facts.people.values()
            self._offering[kind] = [one for one in everybody if any(offer.kind == kind for offer in one.offers)]
        return self._offering[kind]

    def place(self, person: Person, duty: Duty, status: str, pinned: bool = False) -> bool:
        """Places the person if there is a seat, no hard objection and no limit in the way; whether it did."""
        placement = Placement(person.id, duty.id, status, pinned)
        one = engage(self.facts, person, duty, placement)
        if self._seats[duty.id] >= duty.seats or not (self._is_clear_alone(one) and self._is_clear_among(one)):
            return False
        self._enter(placement)
        return True

    def _enter(self, placement: Placement) -> None:
        one = engage(self.facts, self.facts.people[placement.person], self.facts.duties[placement.duty], placement)
        self._seats[placement.duty] += 1
        self.placements.append(placement)
        for shelf in self._shelves_of(one):
            self._shelves[shelf].append(one)

    def place_one_of(self, people: Iterable[Person], duty: Duty, status: str, pinned: bool = False) -> bool:
        """Places the first of the people who fits; whether one did."""
        return any(self.place(person, duty, status, pinned) for person in people)

    def settle(self) -> None:
        """Lets the facts know of the placements so far, for the rules that look them up there."""
        self.facts = replace(self.facts, placements=tuple(self.placements))

    def soft_objections(self, person: Person, duty: Duty) -> list[Objection] | None:
        """The soft objections to a new placement alone; None where a hard one stands."""
        found = self._rulebook.objections_alone(engage(self.facts, person, duty))
        return None if any(one.strength is Strength.HARD for one in found) else found

    def _is_clear_alone(self, one: Engagement) -> bool:
        """Stops at the first hard objection: most people are refused, and by something simple."""
        rules = self._rulebook
        asked = [rule.objections for rule in rules.bars if not one.past or rule.code in PAST_BARS]
        asked += [] if one.past else [rule.bars for rule in rules.clashes]
        return not any(objection.strength is Strength.HARD for ask in asked for objection in ask(one))

    def _is_clear_among(self, one: Engagement) -> bool:
        others = {id(other): other for shelf in self._shelves_of(one) for other in self._shelves[shelf]}
        for other in others.values():
            found = self._rulebook.objections_between(one, other)
            if any(objection.strength is Strength.HARD for objection in found):
                return False
        passed = PAST_LIMITS_PASSED if one.past else frozenset()
        return all(self._is_within(limit, one) for limit in self._rulebook.limits if limit.code not in passed)

    def _shelves_of(self, one: Engagement) -> list[Hashable]:
        keys: list[Hashable] = [(rule.code, key) for rule in self._rulebook.clashes for key in rule.keys(one)]
        return keys + [(limit.code, holder) for limit in self._rulebook.limits for holder in limit.holders(one)]

    def _is_within(self, limit: Limit, one: Engagement) -> bool:
        shelves = [self._shelves[(limit.code, holder)] for holder in limit.holders(one)]
        company = [one, *{id(other): other for shelf in shelves for other in shelf}.values()]
        buckets = {bucket for member in company for bucket in limit.opens(member)}
        return all(_load(limit, bucket, company) <= bucket.ceiling for bucket in buckets)


def _load(limit: Limit, bucket: Bucket, company: list[Engagement]) -> int:
    if not limit.counts_people:
        return sum(limit.amount(bucket, member) for member in company)
    largest: dict[str, int] = defaultdict(int)
    for member in company:
        largest[member.person.id] = max(largest[member.person.id], limit.amount(bucket, member))
    return sum(largest.values())
