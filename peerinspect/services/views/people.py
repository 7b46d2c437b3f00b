"""People as pages show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import EventLine, Standing
from peerinspect.services.views.duties import PlacementView


@dataclass(frozen=True, slots=True)
class PostView:
    """A post. `role` is director, senior or other; `basis` substantive, interim, acting or joint."""

    authority: str
    authority_name: str
    role: str
    basis: str
    period: Period


@dataclass(frozen=True, slots=True)
class OfferView:
    """Days a year offered to one kind of duty, and the days that placements take which are not over."""

    kind: str
    days: int
    used: int = 0


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A chief executive's consent."""

    authority: str
    authority_name: str
    period: Period
    standing: Standing


@dataclass(frozen=True, slots=True)
class InterestView:
    """A declared tie. `id` is what EndInterest takes; `is_current` whether it has no last day, or one still to come.

    `state`: counts, proposed (for dismissal), dismissed, or again (like a dismissed one, to be reviewed). Where it is
    held back, dates, case and note are empty. `source`: own, letter, phone, other, or "" for an import.
    """

    id: str
    authority: str | None
    authority_name: str
    kind: str
    period: Period
    is_current: bool
    case: str | None = None
    note: str = ""
    is_held_back: bool = False
    state: str = "counts"
    source: str = ""
    reference: str = ""
    recorded_by: str = ""
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list. `title` reads like "Director, Leeds"; `offers` names the kinds offered."""

    id: str
    name: str
    title: str
    authorities: tuple[str, ...]
    region: str | None
    offers: tuple[str, ...]
    level: str | None
    declaration: Standing
    vetting: Standing
    consent: Standing
    days_offered: int
    days_used: int


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person. `unavailable` merges weeks away with anything else that keeps them from work: no reason shows."""

    line: PersonLine
    posts: tuple[PostView, ...]
    offers: tuple[OfferView, ...]
    unavailable: tuple[Period, ...]
    skills: tuple[str, ...]
    aspirant: bool
    interests: tuple[InterestView, ...]
    consents: tuple[ConsentView, ...]
    coming: tuple[PlacementView, ...]
    past: tuple[PlacementView, ...]
    events: tuple[EventLine, ...] = field(default=())
    declared_on: date | None = None
