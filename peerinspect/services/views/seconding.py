"""Secondments: the pool, what somebody did during theirs, and how the person and their chief executive see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import Cut, Standing
from peerinspect.services.views.liaison import Secondee, Secondment


@dataclass(frozen=True, slots=True)
class InspectionDone:
    """An inspection during a secondment. `duty_id` is "" for one that was typed in, and `id` that of the line then.

    `is_coming`: it has not begun. Only those who may know of it see one that is sealed.
    """

    id: str
    duty_id: str
    title: str
    period: Period
    note: str
    is_coming: bool
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class SecondeePage:
    """One secondee, with the inspections of their term, the earliest first."""

    secondment: Secondment
    person: Secondee
    inspections: tuple[InspectionDone, ...]


@dataclass(frozen=True, slots=True)
class OwnSecondment:
    """A secondment as the person, or their chief executive, sees it: no notes, and no word on approval."""

    person_name: str
    period: Period
    until: date
    pattern: str
    wanted: int | None
    done: int
    training: str
    trained_on: date | None
    returned_on: date | None
    due: tuple[str, ...]
    inspections: tuple[InspectionDone, ...]


@dataclass(frozen=True, slots=True)
class CouncilSecondee:
    """A secondment of one of a chief executive's people: its address and its days."""

    address: str
    period: Period


@dataclass(frozen=True, slots=True)
class PoolAsked:
    """What narrows the pool; "" asks nothing. `consent` is missing, `trained` yes or no."""

    text: str = ""
    region: str = ""
    level: str = ""
    consent: str = ""
    trained: str = ""


@dataclass(frozen=True, slots=True)
class PoolLine:
    """Somebody who offers secondments. `days` are those a year; `away` the secondment that they are on, if any."""

    person_id: str
    name: str
    title: str
    regions: tuple[str, ...]
    days: int
    level: str | None
    consent: Standing
    is_trained: bool
    away: Period | None


@dataclass(frozen=True, slots=True)
class Pool:
    """A page of the pool, and the regions there are."""

    cut: Cut[PoolLine]
    regions: tuple[str, ...]
    in_all: int
