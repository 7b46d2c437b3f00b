"""Councils as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect.services.views.common import Choice, Point
from peerinspect.services.views.duties import DutyLine, PlacementView, VacancyLine
from peerinspect.services.views.people import PersonLine


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """A council in a list. `grade` is its latest overall grade (else its leadership grade), None if unknown."""

    code: str
    name: str
    region: str | None
    point: Point | None
    grade: str | None
    director: str | None


@dataclass(frozen=True, slots=True)
class JudgementView:
    """A published judgement, latest first in a list. `grades` maps an area to a grade."""

    framework: str | None
    inspected: date | None
    published: date | None
    grades: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """A statistical neighbour; rank 1 is the closest."""

    code: str
    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class AuthorityDetail:
    """One council: what it gives, gets and owes. Days are of placements that are not over."""

    line: AuthorityLine
    judgements: tuple[JudgementView, ...]
    people: tuple[PersonLine, ...]
    vacancies: tuple[VacancyLine, ...]
    boards: tuple[DutyLine, ...]
    chairs: tuple[PlacementView, ...]
    inspections: tuple[DutyLine, ...]
    received: tuple[PlacementView, ...]
    given: tuple[PlacementView, ...]
    days_given: int
    days_received: int
    neighbours: tuple[NeighbourView, ...]
    borders: tuple[Choice, ...]
    arrangements: tuple[str, ...]
