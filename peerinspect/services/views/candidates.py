"""Who could do a duty, and every reason why somebody cannot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One fact behind an objection and the dates it carries."""

    fact: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """A rule's objection. `strength` is hard or soft; `waived_by` says in words who could waive it, "" for nobody."""

    rule: str
    strength: str
    sentence: str
    evidence: tuple[EvidenceView, ...]
    waived_by: str


@dataclass(frozen=True, slots=True)
class CostView:
    """What a direct swap to the candidate would change in one goal: an estimate. Positive is worse."""

    goal: str
    amount: float


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A person seen from a duty. `rank` counts the eligible from 1 and is None for the others.

    Of the eligible, `instead_of` names whom they would replace, "" for an empty seat; `minutes` is the travel that
    they would need and `more_minutes` how much more that is than the other's; `share` is the percentage of their
    offered days that they would then use. Of others these are None. `expertise` is what they say they know well, of
    whoever is not blocked. `regions` are those of the person's councils.
    """

    person_id: str
    name: str
    home_names: tuple[str, ...]
    regions: tuple[str, ...]
    rank: int | None
    cost: tuple[CostView, ...]
    objections: tuple[ObjectionView, ...]
    instead_of: str = ""
    minutes: int | None = None
    more_minutes: int | None = None
    share: int | None = None
    expertise: str = ""

    @property
    def hard(self) -> int:
        """How many objections forbid the placement."""
        return sum(1 for each in self.objections if each.strength == "hard")


@dataclass(frozen=True, slots=True)
class CandidatesView:
    """Everybody, in three groups; nobody is left out. `roster_id` is the roster the costs are measured against.

    `is_over` says that the duty has ended: then nobody is chosen or eligible any more.
    """

    duty_id: str
    roster_id: str | None
    is_over: bool
    chosen: tuple[CandidateView, ...]
    eligible: tuple[CandidateView, ...]
    blocked: tuple[CandidateView, ...]
