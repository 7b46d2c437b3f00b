"""A roster: the placements chosen, how good they are, and what stays empty."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from peerinspect.domain.placement import Pair


@dataclass(frozen=True, slots=True)
class GoalValue:
    """A goal's value on the roster and the proven bound on the best possible one; None where nothing is proven."""

    name: str
    value: Fraction
    bound: Fraction | None


@dataclass(frozen=True, slots=True)
class RosterPlacement:
    """A placement on the roster with the codes of the rules that need a waiver for it, sorted."""

    person: str
    duty: str
    status: str = "proposed"
    objections: tuple[str, ...] = ()

    @property
    def pair(self) -> Pair:
        """The person's and the duty's id."""
        return (self.person, self.duty)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a duty still lacks: empty seats and named skills nobody on it has."""

    duty: str
    seats: int
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """An answer to one problem. `problem` is the digest of the problem's canonical form."""

    problem: str
    rulebook: str
    policy: str
    engine_name: str
    engine_version: str
    seed: int
    status: str
    goals: tuple[GoalValue, ...]
    placements: tuple[RosterPlacement, ...]
    shortfalls: tuple[Shortfall, ...]
