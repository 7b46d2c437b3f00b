"""What already stands: a past and a present without a hard objection among them, and within every limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace

from peerinspect.domain import Duty, Facts, Objection, Person, Placement, Strength
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bar, Bucket, Clash, Limit

PAST_BARS = frozenset(
    {
        "own-authority",
        "shared-arrangement",
        "shared-partner",
        "worked-there",
        "applied-there",
        "personal-tie",
        "paid-by",
        "open-complaint",
        "authorities-in-dispute",
        "involved-in-case",
        "other-connection",
        "shares-border",
        "short-tenure",
        "home-inspection-window",
    }
)
"""The rules that a past placement has kept: those about ties. What was offered, vetted, consented to or judged then is
not recorded, and when a declaration was made is known of the last one only."""
PAST_LIMITS_PASSED = frozenset({"chair-term"})
"""The limits that a past placement may have gone beyond, with a waiver that nobody remembers."""


ONLY_SOFT = frozenset({"same-region", "out-of-reach", "post-basis", "chair-swap", "repeat-inspector"})
"""The rules about one placement, or two, that never forbid any."""
DECISIVE = ("not-authorised", "no-consent", "short-tenure", "vetting-lapsed", "undeclared", "unavailable")
"""The rules that refuse most people, at little cost. The order changes nothing but the time it takes."""


class Ledger:
    """The placements made so far, those of the facts first, and whether one more fits."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.placements: list[Placement] = []
        self._rulebook = Rulebook.under(facts.policy)
        self._asked_of_past = [rule.objections for rule in _decisive_first(self._rulebook) if rule.code in PAST_BARS]
        self._asked = [rule.objections for rule in _decisive_first(self._rulebook)]
        self._clashes = [rule for rule in self._rulebook.clashes if rule.code not in ONLY_SOFT]
        self._limits = sorted(self._rulebook.limits, key=lambda rule: rule.code != "boards-held")
        self._opened: dict[tuple[str, Engagement], tuple[Bucket, ...]] = {}
        self._asked += [rule.bars for rule in self._rulebook.clashes if rule.code == "self-review"]
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
        for limit in self._limits:
            self._opened[limit.code, one] = tuple(limit.opens(one))

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
        asked = self._asked_of_past if one.past else self._asked
        return not any(objection.strength is Strength.HARD for ask in asked for objection in ask(one))

    def _is_clear_among(self, one: Engagement) -> bool:
        """Limits first: most of those who are clear alone have enough to do already."""
        passed = PAST_LIMITS_PASSED if one.past else frozenset()
        if not all(self._is_within(limit, one) for limit in self._limits if limit.code not in passed):
            return False
        return not any(self._is_barred_between(clash, one) for clash in self._clashes)

    def _is_barred_between(self, clash: Clash, one: Engagement) -> bool:
        """Whether the rule forbids the placement beside one of those that share a key of it."""
        shelves = (self._shelves[(clash.code, key)] for key in clash.keys(one))
        others = {id(other): other for shelf in shelves for other in shelf}
        found = (objection for other in others.values() for objection in clash.objections(one, other))
        return any(objection.strength is Strength.HARD for objection in found)

    def _shelves_of(self, one: Engagement) -> list[Hashable]:
        keys: list[Hashable] = [(rule.code, key) for rule in self._rulebook.clashes for key in rule.keys(one)]
        return keys + [(limit.code, holder) for limit in self._rulebook.limits for holder in limit.holders(one)]

    def _is_within(self, limit: Limit, one: Engagement) -> bool:
        shelves = [self._shelves[(limit.code, holder)] for holder in limit.holders(one)]
        others = list({id(other): other for shelf in shelves for other in shelf}.values())
        company = [one, *others]
        buckets = {*limit.opens(one), *(bucket for other in others for bucket in self._opened[limit.code, other])}
        return all(_load(limit, bucket, company) <= bucket.ceiling for bucket in buckets)


def _decisive_first(rules: Rulebook) -> list[Bar]:
    """The rules about one placement that may forbid it: those first that refuse most, and are asked soonest."""
    places = {code: place for place, code in enumerate(DECISIVE)}
    barring = [rule for rule in rules.bars if rule.code not in ONLY_SOFT]
    return sorted(barring, key=lambda rule: places.get(rule.code, len(places)))


def _load(limit: Limit, bucket: Bucket, company: list[Engagement]) -> int:
    if not limit.counts_people:
        return sum(limit.amount(bucket, member) for member in company)
    largest: dict[str, int] = defaultdict(int)
    for member in company:
        largest[member.person.id] = max(largest[member.person.id], limit.amount(bucket, member))
    return sum(largest.values())
