"""The four shapes of a rule: Bar, Clash, Limit, Cover; and Triple, for the one rule that spans three placements.

A rule knows neither the solver nor the database. The candidate filter, the solver's constraint, the auditor's check
and the sentence on the page all derive from it. A rule is built once per problem, with its strength and parameters
already taken from the policy.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar, NamedTuple

from peerinspect.domain import Duty, Evidence, Facts, Objection, Policy, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rounds import Rounds, Step, Three
from peerinspect.independence.scope import Given, Scope


@dataclass(frozen=True)
class Rule(ABC):
    """What every rule says of itself, and what the policy says of it.

    `code` is stable and never reused. `defaults` names the parameters with the rulebook's values. `strength` is the
    policy's, None where each clause keeps its own; `weight` is what one soft objection costs.
    """

    code: ClassVar[str]
    statement: ClassVar[str]
    source: ClassVar[str] = "peerinspect rulebook, section 4"
    defaults: ClassVar[Mapping[str, int]] = {}

    only_given: ClassVar[frozenset[Given]] = frozenset(Given)
    """For the fast examiner: a placement alone meets no objection of the rule unless one of these is given."""

    strength: Strength | None
    parameters: Mapping[str, int]
    weight: Fraction

    @classmethod
    def under(cls, policy: Policy) -> Rule:
        """The rule as the policy sets it."""
        setting = policy.setting(cls.code)
        values = {name: setting.parameters.get(name, default) for name, default in cls.defaults.items()}
        return cls(Strength(setting.strength) if setting.strength else None, values, setting.weight)

    @property
    def is_off(self) -> bool:
        """Whether the policy has switched the rule off."""
        return self.strength is Strength.OFF

    def as_set(self, own: Strength) -> Strength:
        """The strength of a clause: the policy's where it names one, else the clause's own (exact reading 7)."""
        return own if self.strength is None else self.strength

    def refuse(
        self,
        own: Strength,
        sentence: str,
        *engagements: Engagement,
        evidence: Iterable[Evidence] = (),
        authorities: Iterable[str] = (),
        resting_on: Iterable[Duty] = (),
    ) -> Objection:
        """An objection of this rule to one engagement, or to several together.

        It reveals every sealed duty among them, and among the further ones it is `resting_on`: who reads the sentence
        learns of each.
        """
        duties = [one.duty for one in engagements]
        return Objection(
            rule=self.code,
            strength=self.as_set(own),
            sentence=sentence,
            people=tuple(dict.fromkeys([one.person.id for one in engagements])),
            duties=tuple(dict.fromkeys([duty.id for duty in duties])),
            authorities=tuple(sorted(set(authorities))),
            evidence=tuple(evidence),
            reveals=frozenset([duty.id for duty in (*duties, *resting_on) if duty.sealed]),
        )


class Bar(Rule):
    """Asks: is there an objection to this placement?"""

    rests_on: ClassVar[Scope] = Scope.PLACEMENT
    """For the fast examiner: SORT, HOMES or DATES where the verdict rests on no more, else PLACEMENT."""

    @abstractmethod
    def objections(self, engagement: Engagement) -> list[Objection]:
        """Every objection to the placement, alone."""


class Clash(Rule):
    """Asks: is there an objection to these two placements together? One of them may be in the past."""

    rests_on: ClassVar[Scope] = Scope.PLACEMENT
    """For the fast examiner: DUTIES where two that share a key are judged by their duties alone, else PLACEMENT."""

    @abstractmethod
    def objections(self, one: Engagement, other: Engagement) -> list[Objection]:
        """Every objection to the two together. The order of the arguments never changes the verdict."""

    @abstractmethod
    def keys(self, engagement: Engagement) -> Iterable[Hashable]:
        """Keys for the fast examiner: two engagements can only clash where they share one."""

    def bars(self, engagement: Engagement) -> list[Objection]:
        """Objections to one placement alone, where the other half is a declared fact and not a placement."""
        return []


class Triple(Rule):
    """Asks: is there an objection to these three placements together? One or two of them may be in the past.

    No shape of its own in the design: `ring` alone spans three. Its rows would be too many to write down before a
    search, so whoever searches looks for what offends in an answer, forbids or prices it, and searches again.
    """

    @abstractmethod
    def objections(self, one: Engagement, two: Engagement, three: Engagement) -> list[Objection]:
        """Every objection to the three together. The order of the arguments never changes the verdict."""

    @abstractmethod
    def steps(self, engagement: Engagement) -> Iterable[Step]:
        """Steps for the fast examiner: three engagements can only offend where a step of each closes a round."""

    def found(self, engagements: Sequence[Engagement]) -> Iterator[Three]:
        """Each offending unordered triple among these once, in the order given; never one of three past ones."""
        rounds = self.rounds(engagements)
        seen: set[frozenset[Pair]] = set()
        for one in engagements:
            for two, three, _ in self.closing(one, rounds) if not one.past else ():
                pairs = frozenset((one.pair, two.pair, three.pair))
                if pairs not in seen:
                    seen.add(pairs)
                    yield rounds.in_order(one, two, three)

    def rounds(self, engagements: Iterable[Engagement]) -> Rounds:
        """The engagements, indexed for `closing`."""
        return Rounds(engagements, self.steps)

    def closing(self, one: Engagement, rounds: Rounds) -> Iterator[tuple[Engagement, Engagement, list[Objection]]]:
        """Every unordered two of the indexed that offend together with this one, once, with the objections."""
        seen: set[frozenset[Pair]] = set()
        for two, three in rounds.closed_by(one):
            pairs = frozenset((two.pair, three.pair))
            if pairs not in seen:
                seen.add(pairs)
                if objections := self.objections(one, two, three):
                    yield two, three, objections


class Bucket(NamedTuple):
    """Something that fills up: a person's year, an authority's day, a team.

    `holder` is the person, group or team whose largest excess is counted; `name` tells a holder's buckets apart;
    `ceiling` is in the rule's units. `first` and `last` are the days that it spans, None for a team.
    """

    rule: str
    holder: Hashable
    name: Hashable
    ceiling: int
    first: date | None = None
    last: date | None = None


class Part(NamedTuple):
    """What an engagement puts into every bucket of a section that shares a day with `first` to `last`.

    A missing day is open, as in a period; a bucket without days shares a day with everything.
    """

    section: Hashable
    amount: int
    first: date | None = None
    last: date | None = None


class Limit(Rule):
    """Asks: which buckets does this placement open, and how much does a placement put into each?

    A bucket is in force while at least one of the engagements that open it is placed, or past.
    """

    @abstractmethod
    def opens(self, engagement: Engagement) -> Iterable[Bucket]:
        """The buckets that the engagement opens."""

    @abstractmethod
    def amount(self, bucket: Bucket, engagement: Engagement) -> int:
        """How many units the engagement puts into the bucket; 0 when it has no part in it."""

    @abstractmethod
    def holders(self, engagement: Engagement) -> Iterable[Hashable]:
        """The holders whose buckets the engagement can fill."""

    @abstractmethod
    def parts(self, engagement: Engagement) -> Iterable[Part]:
        """`amount` told from the other side, for the fast examiner: what it puts where in its holders' buckets.

        No bucket is reached by two parts of one engagement, unless people count once; then the two are equal.
        """

    def section(self, bucket: Bucket) -> Hashable:
        """Which parts the bucket takes. Of two buckets of a holder's section neither lies well within the other:
        who begins later ends no earlier."""
        return None

    @abstractmethod
    def sentence(self, bucket: Bucket, total: int, facts: Facts) -> str:
        """The objection in plain words when the bucket holds `total` units."""

    def total(self, bucket: Bucket, engagements: Iterable[Engagement]) -> int:
        """What the engagements put into the bucket together; one person's largest only, where people count."""
        people: dict[str, int] = {}
        for one in engagements:
            amount, before = self.amount(bucket, one), people.get(one.person.id, 0)
            people[one.person.id] = max(before, amount) if self.counts_people else before + amount
        return sum(people.values())

    def binds_unopened(self, bucket: Bucket) -> bool:
        """Whether the ceiling may bind even while nothing that opens the bucket is placed.

        True where an overfull bucket that nobody opens always implies an overfull one that somebody does. It may rest
        on the bucket's section alone.
        """
        return True

    counts_people: ClassVar[bool] = False
    """Whether one person's several placements in a bucket count once (the largest), not added up."""

    own_strength: ClassVar[Strength] = Strength.HARD


class Cover(Rule):
    """Asks: what must the team on this duty contain?"""

    @abstractmethod
    def needs(self, facts: Facts, duty_id: str) -> list[str]:
        """The needs of the duty, by name; each one missing costs half of the duty's priority."""

    @abstractmethod
    def meets(self, need: str, engagement: Engagement) -> bool:
        """Whether the person on the duty meets the need."""
