"""How a person stands with a council: clear, conflicted, or not declared.

Of the three exactly one holds. *Conflicted* is who has a tie that stands against work there, whether they have lately
declared or not: what is known is not forgotten. *Not declared* is everybody else without a declaration of the last
twelve months: missing data is never clearance. The rest are *clear*.

Whether a tie stands against work is for the rules to say. They are asked of a duty that nobody has: one of each kind,
at the council, on one day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty, Facts, Objection, Period, Person, Strength
from peerinspect.domain.kinds import KINDS
from peerinspect.domain.periods import is_older_than
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bar, Clash

CLEAR, CONFLICTED, NOT_DECLARED = "clear", "conflicted", "not-declared"
STANDS = (CLEAR, CONFLICTED, NOT_DECLARED)

TIE_RULES = frozenset(
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
        "self-review",
    }
)
"""The rules that speak of a tie between a person, or their council, and another council."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One tie as a rule puts it, the kinds of duty that it stands against, and those that it needs a waiver for."""

    rule: str
    sentence: str
    against: tuple[str, ...]
    waivable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """How a person stands with a council. `conflicts` is empty unless they are conflicted."""

    state: str
    conflicts: tuple[Conflict, ...] = ()


class Ties:
    """Answers for everybody and every council from one set of facts, as at its day."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        rulebook = Rulebook.under(facts.policy)
        self._bars: list[Bar] = [rule for rule in rulebook.bars if rule.code in TIE_RULES]
        self._clashes: list[Clash] = [rule for rule in rulebook.clashes if rule.code in TIE_RULES]
        self._months = facts.policy.parameter("undeclared", "months", 12)
        self._reached: dict[str, set[str]] = {}

    def stand(self, person: Person, authority: str) -> Stand:
        """How the person stands with the council."""
        conflicts = self.conflicts(person, authority)
        if conflicts:
            return Stand(CONFLICTED, conflicts)
        return Stand(self.without_tie(person.declared_on))

    def without_tie(self, declared_on: date | None) -> str:
        """How somebody stands with a council that no tie leads to, by the day of their declaration."""
        is_stale = is_older_than(declared_on, self._months, self.facts.as_of)
        return NOT_DECLARED if is_stale else CLEAR

    def conflicts(self, person: Person, authority: str) -> tuple[Conflict, ...]:
        """What the rules say of the person at the council, what nobody can waive first."""
        if authority not in self._within_reach(person):
            return ()
        found: dict[tuple[str, str], dict[Strength, list[str]]] = defaultdict(lambda: defaultdict(list))
        for kind in KINDS:
            for one in self._objections(engage(self.facts, person, probe(kind, authority, self.facts.as_of))):
                found[one.rule, one.sentence][one.strength].append(kind)
        conflicts = [
            Conflict(*said, _each_once(kinds[Strength.HARD]), _each_once(kinds[Strength.SOFT]))
            for said, kinds in found.items()
        ]
        return tuple(sorted(conflicts, key=lambda each: (not each.against, each.rule, each.sentence)))

    def _within_reach(self, person: Person) -> set[str]:
        """The councils that any tie could lead to: others need not be asked about."""
        if person.id not in self._reached:
            self._reached[person.id] = self._worked_out_reach(person)
        return self._reached[person.id]

    def _worked_out_reach(self, person: Person) -> set[str]:
        own = {post.authority for post in person.posts}
        declared = {each.authority for each in self.facts.interests_by_person.get(person.id, ())}
        shared = (each.authorities for code in own for each in self.facts.arrangements_by_authority.get(code, ()))
        worked = (self.facts.duties[each.duty] for each in self.facts.placements_by_person.get(person.id, ()))
        disputed = (duty.authorities for duty in self._reviews if duty.authorities & own)
        return {code for code in own | declared if code}.union(
            *shared, *(duty.authorities for duty in worked), *disputed
        )

    @cached_property
    def _reviews(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.facts.duties.values() if duty.kind == "review")

    def _objections(self, engagement: Engagement) -> list[Objection]:
        found = [one for rule in self._bars for one in rule.objections(engagement)]
        return found + [one for rule in self._clashes for one in rule.bars(engagement)]


def _each_once(kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kinds))


def probe(kind: str, authority: str, day: date) -> Duty:
    """A duty that nobody has: of a kind, at a council, on one day."""
    return Duty(f"a duty of kind {kind}", kind, Period(day, day), 1, frozenset({authority}))
