"""A part of a problem as a problem of its own: the rest of the roster stands, and all that it forbids holds.

Nothing here knows a rule. What a rule may look at beside a person's own placements, a duty's own team and the
declared facts are placements whose homes or targets are among the part's councils; so all of those come along, as
settled as history is. Whatever else comes along changes no verdict. Source: design, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from peerinspect.domain import Duty, Facts, Offer, Period, Person, Placement, Policy
from peerinspect.domain.placement import Pair
from peerinspect.independence.goals import KEEP_WEIGHTS
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.regions.partition import Part, joined
from peerinspect.matching.regions.surroundings import Shelf, Standing, Surroundings

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


class Divider:
    """Cuts parts out of one problem."""

    def __init__(self, facts: Facts, weights: Mapping[Pair, int]) -> None:
        if not is_divisible(facts.policy):
            raise NotDivisible("the policy lets anybody do anything, so no part of the problem stands alone")
        self.facts = facts
        self.weights = weights
        self.about = Surroundings(facts)
        self.leaders = joined(facts)
        settled = [one for one in facts.placements if facts.is_fixed(one) or facts.is_history(one)]
        self.settled = Shelf(self._standing(one) for one in settled)
        self._known: dict[Pair, Standing] = {}

    def _standing(self, placement: Placement) -> Standing:
        duty, person = self.facts.duties[placement.duty], self.facts.people[placement.person]
        homes = frozenset(post.authority for post in person.posts if post.period.overlaps(duty.span))
        return Standing(placement, self._lending(homes), duty.authorities)

    def _lending(self, codes: Iterable[str]) -> frozenset[str]:
        """The councils, and those that stand for all that each was ever joined with."""
        return frozenset(one for code in codes for one in (code, self.leaders.get(code, code)))

    def shelved(self, chosen: Iterable[Pair]) -> Shelf:
        """A roster's chosen placements, ready to be looked through for every part."""
        for pair in chosen:
            if pair not in self._known:
                self._known[pair] = self._standing(Placement(*pair, pinned=True))
        return Shelf(self._known[pair] for pair in sorted(chosen))

    def part(self, part: Part, chosen: Shelf, floor: int) -> Facts:
        """The problem of filling the part's duties with its people while all other `chosen` placements stay.

        `floor` is the share in whole percent below which `peak` is of no use to the whole.
        """
        facts = self.facts
        posts = (post for one in part.people for post in facts.people[one].posts)
        homes = self._lending(post.authority for post in posts)
        targets = frozenset(code for one in part.duties for code in facts.duties[one].authorities)
        beside = [*self.settled.beside(part, homes, targets)]
        beside += [one for one in chosen.beside(part, homes, targets) if not part.decides(one.placement.pair)]
        people = self._people(part, beside)
        duties = self._duties(part, beside, homes)
        placements = (*(one.placement for one in beside), *self._keeping(part))
        small = self.about.people_and_duties(people, duties)
        return _with_floor(without_strangers(replace(small, placements=placements)), floor)

    def _keeping(self, part: Part) -> list[Placement]:
        statuses = {weight: status for status, weight in reversed(list(KEEP_WEIGHTS.items()))}
        kept = sorted(pair for pair in self.weights if part.decides(pair))
        return [Placement(*pair, statuses[self.weights[pair]]) for pair in kept]

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
        others = {one.placement.duty for one in beside} | self.about.duties_at(homes)
        found = {one: known[one] for one in part.duties}
        found |= {one: replace(known[one], seats=0, priority=Fraction(0)) for one in others - part.duties}
        return dict(sorted(found.items()))


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
    return {pair for pair in pairs if part.decides(pair)}
