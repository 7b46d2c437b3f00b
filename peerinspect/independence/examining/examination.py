"""What the fast examiner finds, as data for whoever searches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from peerinspect.domain import Facts
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bucket, Limit


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One bucket over the candidates. `settled` is what past and fixed placements put in already.

    `members` maps a candidate's index to its amount; of people who count once, to what it adds to theirs.
    `in_force` is True where a settled placement opens the bucket; otherwise it binds while one of `openers` is placed.
    `counts_alone` says that the settled part holds a fixed placement, so that its excess is counted without members.
    """

    rule: Limit
    bucket: Bucket
    settled: int
    members: Mapping[int, int]
    openers: frozenset[int]
    in_force: bool
    counts_alone: bool

    @property
    def can_bind(self) -> bool:
        """Whether somebody opens it, and all its members together are too much, or the settled ones are already."""
        is_open = self.in_force or bool(self.openers)
        return is_open and self.settled + sum(self.members.values()) > self.bucket.ceiling


@dataclass
class Examination:
    """Everything the search needs to know. Candidates are in order of duty, then person; pairs are (lower, higher).

    `alone` holds each candidate's weighted cost in `waivers`, its soft pairs with settled placements included;
    `settled_cost` what the fixed placements cost among themselves. Rules about three placements are in `alone` for
    a candidate with two settled ones, in `settled_cost` for three settled ones, and nowhere for two candidates or
    three: whoever searches finds those in an answer (see `Triple`). A ceiling that no roster of the candidates could
    open and overfill is left out.
    """

    facts: Facts
    rulebook: Rulebook
    past: tuple[Engagement, ...]
    fixed: tuple[Engagement, ...]
    candidates: tuple[Engagement, ...] = ()
    alone: list[Fraction] = field(default_factory=list)
    hard_pairs: set[tuple[int, int]] = field(default_factory=set)
    soft_pairs: dict[tuple[int, int], Fraction] = field(default_factory=dict)
    ceilings: list[Ceiling] = field(default_factory=list)
    settled_cost: Fraction = Fraction(0)

    @property
    def settled(self) -> tuple[Engagement, ...]:
        """The past engagements, then the fixed ones."""
        return (*self.past, *self.fixed)

    def forget(self, barred: Iterable[Engagement]) -> None:
        """Leave the barred candidates out and number the others anew, before any ceiling is written."""
        out = {id(one) for one in barred}
        if not out:
            return
        kept = [index for index, one in enumerate(self.candidates) if id(one) not in out]
        place = {old: new for new, old in enumerate(kept)}
        self.candidates = tuple(self.candidates[index] for index in kept)
        self.alone = [self.alone[index] for index in kept]
        self.hard_pairs = {
            (place[one], place[other]) for one, other in self.hard_pairs if one in place and other in place
        }
        self.soft_pairs = {
            (place[one], place[other]): cost
            for (one, other), cost in self.soft_pairs.items()
            if one in place and other in place
        }
