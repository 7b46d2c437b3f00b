"""Drafts being changed by hand, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peerinspect.domain import Period
from peerinspect.services.views.candidates import ObjectionView


@dataclass(frozen=True, slots=True)
class SeatWordView:
    """A coordinator's word on a person and a duty. `sort` is pin or set-aside; a pin `counts` until they say no."""

    id: str
    sort: str
    person_id: str
    person_name: str
    duty_id: str
    duty_title: str
    kind: str
    period: Period
    reason: str
    said_by: str
    said_at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class SeatView:
    """A placement of a roster as things stand now, with everything that stands against it, and the word on it."""

    roster_id: str
    roster_title: str
    address: str
    person_id: str
    person_name: str
    home_names: tuple[str, ...]
    duty_id: str
    duty_title: str
    kind: str
    period: Period
    status: str
    objections: tuple[ObjectionView, ...]
    word: SeatWordView | None

    @property
    def is_at_work(self) -> bool:
        """Whether the person has begun already."""
        return self.status in ("live", "done")


@dataclass(frozen=True, slots=True)
class StepIn:
    """Somebody who could take a seat, or could not. `rank` counts those who could from 1, None for the others."""

    person_id: str
    name: str
    home_names: tuple[str, ...]
    rank: int | None
    objections: tuple[ObjectionView, ...]

    @property
    def forbidden(self) -> tuple[str, ...]:
        """What nobody can waive, a sentence each."""
        return tuple(each.sentence for each in self.objections if each.strength == "hard")

    @property
    def waivable(self) -> tuple[ObjectionView, ...]:
        """What somebody would have to waive."""
        return tuple(each for each in self.objections if each.strength == "soft")
