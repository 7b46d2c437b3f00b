"""People: their posts, what they offer, what they have declared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain.periods import Period

ROLES = ("director", "senior", "other")
BASES = ("substantive", "interim", "acting", "joint")
UNKNOWN_BASIS = "unknown"
"""What a post has for its basis where a file does not say. Nothing else writes it, and files leave it out again."""
INTEREST_KINDS = (
    "employed",
    "consulted",
    "councillor",
    "commissioner",
    "applied",
    "family",
    "friend",
    "business",
    "acquaintance",
    "paid",
    "complaint",
    "case",
    "other",
)


@dataclass(frozen=True, slots=True)
class Post:
    """A post held at an authority. `role` is one of ROLES, `basis` one of BASES or UNKNOWN_BASIS."""

    authority: str
    role: str = "other"
    basis: str = "substantive"
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of duty the person volunteers for, and the most days a year they would give to it."""

    kind: str
    days: int


@dataclass(frozen=True, slots=True)
class Consent:
    """A home chief executive's consent to the person's duties elsewhere; to one alone, where `duty` names it."""

    authority: str
    period: Period = Period()
    duty: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A director or senior manager. `level` is one of kinds.LEVELS, or None where they have no training."""

    id: str
    name: str = ""
    posts: tuple[Post, ...] = ()
    offers: tuple[Offer, ...] = ()
    unavailable: tuple[Period, ...] = ()
    skills: frozenset[str] = frozenset()
    level: str | None = None
    aspirant: bool = False
    vetted_on: date | None = None
    declared_on: date | None = None
    consents: tuple[Consent, ...] = ()

    def days_offered(self) -> int:
        """All the days a year that the person offers, over every kind."""
        return sum(offer.days for offer in self.offers)


@dataclass(frozen=True, slots=True)
class Interest:
    """A declared tie between a person and an authority. `kind` is one of INTEREST_KINDS; `case` a case reference."""

    person: str
    kind: str
    authority: str | None = None
    period: Period = Period()
    case: str | None = None
