"""A part of a problem as a problem of its own: the rest of the roster stands, and all that it forbids holds.

Nothing here knows a rule. What a rule may look at beside a person's own placements, a duty's own team and the
declared facts are placements whose homes or targets are among the part's councils; so all of those come along, as
settled as history is. Whatever else comes along changes no verdict. Source: design, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from peerinspect.domain import Duty, Facts, Offer, Period, Person, Placement, Policy
from peerinspect.domain.placement import Pair
from peerinspect.independence.goals import KEEP_WEIGHTS
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.regions.partition import Part, joined

BARRING = ("undeclared", "vetting-lapsed")
"""Rules that keep everybody from everything for want of a paper that no goal looks at."""

NOBODY = "\x00nobody"
"""The id of a person, and of a duty, whom no file can have; they carry the share that others carry already."""


class NotDivisible(ValueError):
    """The policy has switched off every rule by which the rest of a roster could be kept as it stands."""


def is_divisible(policy: Policy) -> bool:
    """Whether parts of a problem can be searched by themselves under the policy."""
    rules = {rule.code: rule for rule in Rulebook.under(policy).rules}
    return any(code in rules and rules[code].strength in (None, "hard") for code in BARRING)


@dataclass(frozen=True)
class Standing:
    """A placement that a part leaves as it is, with the homes that count for it."""

    placement: Placement
    homes: frozenset[str]
    targets: frozenset[str]


class Divider:
    """Cuts parts out of one problem."""

    def __init__(self, facts: Facts, weights: Mapping[Pair, int]) -> None:
        if not is_divisible(facts.policy):
            raise NotDivisible("the policy lets anybody do anything, so no part of the problem stands alone")
        self.facts = facts
        self.weights = weights
        self.leaders = joined(facts)
        self.settled = [self._standing(one) for one in facts.placements if facts.is_fixed(one) or facts.is_history(one)]
        self._taken = {one.placement.pair for one in self.settled}
        self._duties_at: dict[str, list[Duty]] = {}
        for duty in facts.duties.values():
            for code in duty.authorities:
                self._duties_at.setdefault(code, []).append(duty)

    def _standing(self, placement: Placement) -> Standing:
        duty, person = self.facts.duties[placement.duty], self.facts.people[placement.person]
        homes = frozenset(post.authority for post in person.posts if post.period.overlaps(duty.span))
        return Standing(placement, homes, duty.authorities)

    def part(self, part: Part, chosen: Iterable[Pair], floor: int) -> Facts:
        """The problem of filling the part's duties with its people while all other `chosen` placements stay.

        `floor` is the share in whole percent below which `peak` is of no use to the whole.
        """
        staying = [
            self._standing(Placement(*pair, pinned=True))
            for pair in chosen
            if not (pair[0] in part.people and pair[1] in part.duties)
        ]
        homes, targets = self._homes(part), self._targets(part)
        beside = [one for one in (*self.settled, *staying) if self._matters(one, part, homes, targets)]
        keeping = self._keeping(part)
        people = self._people(part, beside)
        duties = self._duties(part, beside, homes)
        codes = {
            *(code for duty in duties.values() for code in duty.authorities),
            *(post.authority for person in people.values() for post in person.posts),
        }
        small = self._about(people, duties, codes)
        small = without_strangers(replace(small, placements=(*(one.placement for one in beside), *keeping)))
        return _with_floor(small, floor)

    def _homes(self, part: Part) -> frozenset[str]:
        codes = {post.authority for one in part.people for post in self.facts.people[one].posts}
        return frozenset(codes)

    def _targets(self, part: Part) -> frozenset[str]:
        return frozenset(code for one in part.duties for code in self.facts.duties[one].authorities)

    def _matters(self, one: Standing, part: Part, homes: frozenset[str], targets: frozenset[str]) -> bool:
        if one.placement.person in part.people or one.placement.duty in part.duties:
            return True
        if one.homes & targets or one.targets & homes or one.homes & homes:
            return True
        leaders = self.leaders
        return any(code in leaders for code in one.homes) and bool(
            {leaders.get(code) for code in one.homes if code in leaders}
            & {leaders.get(code) for code in homes if code in leaders}
        )

    def _keeping(self, part: Part) -> list[Placement]:
        statuses = {weight: status for status, weight in reversed(list(KEEP_WEIGHTS.items()))}
        return [
            Placement(person, duty, statuses[weight])
            for (person, duty), weight in sorted(self.weights.items())
            if person in part.people and duty in part.duties
        ]

    def _people(self, part: Part, beside: Sequence[Standing]) -> dict[str, Person]:
        """The part's people, and those whose placements come along, who can take no other."""
        everybody = self.facts.people
        others = {one.placement.person for one in beside} - part.people
        found = {one: everybody[one] for one in part.people}
        found |= {one: barred(everybody[one]) for one in others}
        return dict(sorted(found.items()))

    def _duties(self, part: Part, beside: Sequence[Standing], homes: frozenset[str]) -> dict[str, Duty]:
        """The part's duties; those of placements that come along, and all at the homes, without a seat to fill."""
        known = self.facts.duties
        others = {one.placement.duty for one in beside}
        others |= {duty.id for code in homes for duty in self._duties_at.get(code, ())}
        found = {one: known[one] for one in part.duties}
        found |= {one: replace(known[one], seats=0, priority=Fraction(0)) for one in others - part.duties}
        return dict(sorted(found.items()))

    def _about(self, people: Mapping[str, Person], duties: Mapping[str, Duty], codes: set[str]) -> Facts:
        facts = self.facts
        cases = {duty.case for duty in duties.values() if duty.case is not None}
        return replace(
            facts,
            people=people,
            duties=duties,
            authorities={code: one for code, one in facts.authorities.items() if code in codes},
            borders=frozenset(pair for pair in facts.borders if pair <= codes),
            neighbours={pair: rank for pair, rank in facts.neighbours.items() if pair[0] in codes and pair[1] in codes},
            arrangements=tuple(one for one in facts.arrangements if one.authorities & codes),
            interests=tuple(one for one in facts.interests if one.person in people or one.case in cases),
        )


def barred(person: Person) -> Person:
    """The person without the papers that everybody needs for any duty."""
    return replace(person, declared_on=None, vetted_on=None)


def with_nobody_but(facts: Facts, people: Iterable[str]) -> Facts:
    """The problem in which nobody but these can be placed; what is settled of others stays."""
    wanted = frozenset(people)
    settled = {one.person for one in facts.placements if facts.is_fixed(one) or facts.is_history(one)}
    kept = {
        id_: one if id_ in wanted else barred(one)
        for id_, one in facts.people.items()
        if id_ in wanted or id_ in settled
    }
    placements = tuple(one for one in facts.placements if one.person in kept)
    return without_strangers(replace(facts, people=kept, placements=placements))


def without_strangers(facts: Facts) -> Facts:
    """The problem without what is said of people or duties that it does not know."""
    people, duties = facts.people, facts.duties
    return replace(
        facts,
        waivers=tuple(one for one in facts.waivers if one.duty in duties and one.person in people),
        set_aside=tuple(one for one in facts.set_aside if one.duty in duties and one.person in people),
        affinity={pair: some for pair, some in facts.affinity.items() if pair[0] in people and pair[1] in duties},
    )


def is_part(facts: Facts) -> bool:
    """Whether the problem was cut out of a larger one."""
    return NOBODY in facts.people


def _with_floor(small: Facts, floor: int) -> Facts:
    """The problem with somebody who carries that share already, on a duty of their own that nobody else can take."""
    person = Person(NOBODY, offers=(Offer("second", 100),))
    duty = Duty(NOBODY, "second", Period(small.as_of, small.as_of), 0, days=max(0, floor), priority=Fraction(0))
    return replace(
        small,
        people={**small.people, NOBODY: person},
        duties={**small.duties, NOBODY: duty},
        placements=(*small.placements, Placement(NOBODY, NOBODY, "live")),
    )


def chosen_in(part: Part, pairs: Iterable[Pair]) -> set[Pair]:
    """Those of the placements that the part decides on."""
    return {pair for pair in pairs if pair[0] in part.people and pair[1] in part.duties}
