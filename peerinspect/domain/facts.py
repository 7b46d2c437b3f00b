"""Facts: one whole matching problem in domain words. Everything downstream reads this and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import permutations

from peerinspect.domain.authority import Arrangement, Authority
from peerinspect.domain.duty import Duty
from peerinspect.domain.person import Interest, Person
from peerinspect.domain.placement import Pair, Placement, SetAside, Waiver
from peerinspect.domain.policy import Policy


@dataclass(frozen=True)
class Facts:
    """One problem as at `as_of`.

    `borders` holds unordered pairs of codes; `neighbours` maps (authority, its statistical neighbour) to the rank, 1
    the closest; `affinity` maps (person, duty) to a number. Mappings keep the canonical order: by id.
    """

    as_of: date
    people: Mapping[str, Person]
    duties: Mapping[str, Duty]
    authorities: Mapping[str, Authority] = field(default_factory=dict)
    borders: frozenset[frozenset[str]] = frozenset()
    neighbours: Mapping[tuple[str, str], int] = field(default_factory=dict)
    arrangements: tuple[Arrangement, ...] = ()
    interests: tuple[Interest, ...] = ()
    placements: tuple[Placement, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    affinity: Mapping[Pair, float] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    title: str = ""

    def is_open(self, duty: Duty) -> bool:
        """Whether the duty can still be filled: it ends on or after `as_of`."""
        return duty.last_day >= self.as_of

    def is_history(self, placement: Placement) -> bool:
        """Whether the placement is past: done anywhere, or live or pinned on a closed duty (exact reading 5)."""
        if placement.status == "done":
            return True
        settled = placement.status == "live" or placement.pinned
        return settled and not self.is_open(self.duties[placement.duty])

    def is_fixed(self, placement: Placement) -> bool:
        """Whether the placement stays whatever the rules say: live or pinned on an open duty (exact reading 5)."""
        settled = placement.status == "live" or placement.pinned
        return placement.status != "done" and settled and self.is_open(self.duties[placement.duty])

    def priority(self, duty: Duty) -> Fraction:
        """What one empty seat of the duty costs in the `fill` goal."""
        if duty.priority is not None:
            return duty.priority
        return self.policy.priorities.get(duty.kind, Fraction(1))

    @cached_property
    def interests_by_person(self) -> Mapping[str, tuple[Interest, ...]]:
        """Every person's interests; a person without any is absent."""
        found: dict[str, list[Interest]] = defaultdict(list)
        for interest in self.interests:
            found[interest.person].append(interest)
        return {person: tuple(interests) for person, interests in found.items()}

    @cached_property
    def interests_by_case(self) -> Mapping[str, tuple[Interest, ...]]:
        """The interests of kind `case` by the reference that they give; a case nobody knows of is absent."""
        found: dict[str, list[Interest]] = defaultdict(list)
        for interest in self.interests:
            if interest.kind == "case" and interest.case is not None:
                found[interest.case].append(interest)
        return {case: tuple(interests) for case, interests in found.items()}

    @cached_property
    def duties_at(self) -> Mapping[tuple[str, str], tuple[Duty, ...]]:
        """The duties of a kind at an authority, by (kind, authority), in order of their ids; none is absent."""
        found: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        for id_ in sorted(self.duties):
            duty = self.duties[id_]
            for code in duty.authorities:
                found[duty.kind, code].append(duty)
        return {place: tuple(duties) for place, duties in found.items()}

    @cached_property
    def placements_by_person(self) -> Mapping[str, tuple[Placement, ...]]:
        """Every person's placements; a person without any is absent."""
        found: dict[str, list[Placement]] = defaultdict(list)
        for placement in self.placements:
            found[placement.person].append(placement)
        return {person: tuple(placements) for person, placements in found.items()}

    @cached_property
    def pairs_set_aside(self) -> frozenset[Pair]:
        """The people and duties that a coordinator keeps apart."""
        return frozenset(each.pair for each in self.set_aside)

    @cached_property
    def arrangements_by_authority(self) -> Mapping[str, tuple[Arrangement, ...]]:
        """Every authority's arrangements; an authority without any is absent."""
        found: dict[str, list[Arrangement]] = defaultdict(list)
        for arrangement in self.arrangements:
            for code in sorted(arrangement.authorities):
                found[code].append(arrangement)
        return {code: tuple(arrangements) for code, arrangements in found.items()}

    @cached_property
    def arrangements_between(self) -> Mapping[tuple[str, str], tuple[Arrangement, ...]]:
        """The arrangements that two different authorities are both in, by the two, either way round; none is absent."""
        found: dict[tuple[str, str], list[Arrangement]] = defaultdict(list)
        for arrangement in self.arrangements:
            for pair in permutations(sorted(arrangement.authorities), 2):
                found[pair].append(arrangement)
        return {pair: tuple(arrangements) for pair, arrangements in found.items()}
