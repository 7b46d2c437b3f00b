"""Councils as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import Choice, Cut, Point
from peerinspect.services.views.duties import DutyLine, PlacementView, VacancyLine
from peerinspect.services.views.people import PersonLine


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """A council in a list. `grade` is its latest overall grade (else its leadership grade), None if unknown.

    `director_state` is held, interim (acting too) or vacant; `ended_on` its last day, where it was merged.
    """

    code: str
    name: str
    region: str | None
    point: Point | None
    grade: str | None
    director: str | None
    director_state: str = "held"
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class CouncilPlace:
    """Where a council lies, for a map."""

    name: str
    region: str | None
    point: Point | None


@dataclass(frozen=True, slots=True)
class CouncilsAsked:
    """What a list of councils is narrowed to; "" asks nothing.

    `grade` is a grade or "none"; `director` is vacant, or interim. Councils that have ended are listed by themselves.
    """

    text: str = ""
    region: str = ""
    grade: str = ""
    director: str = ""
    has_ended: bool = False


@dataclass(frozen=True, slots=True)
class CouncilsPage:
    """A page of the register of councils."""

    cut: Cut[AuthorityLine]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArrangementView:
    """Something that the council shares, or is at odds about. `id` is what EndArrangement takes."""

    id: int
    kind: str
    sentence: str
    others: tuple[Choice, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class JudgementView:
    """A published judgement, latest first in a list. `grades` maps an area to a grade.

    `id` is what CorrectJudgement takes.
    """

    framework: str | None
    inspected: date | None
    published: date | None
    grades: Mapping[str, str]
    id: int = 0


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """A statistical neighbour; rank 1 is the closest."""

    code: str
    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class CouncilRecord:
    """What the register says of a council, as far as coordinators change it."""

    line: AuthorityLine
    judgements: tuple[JudgementView, ...]
    arrangements: tuple[ArrangementView, ...]


@dataclass(frozen=True, slots=True)
class AuthorityDetail:
    """One council: what it gives, gets and owes. Days are of placements that are not over, None for readers elsewhere.

    `support_given` and `support_received` are the support among `given` and `received`; `before` are arrangements that
    are over.
    """

    line: AuthorityLine
    judgements: tuple[JudgementView, ...]
    people: tuple[PersonLine, ...]
    vacancies: tuple[VacancyLine, ...]
    boards: tuple[DutyLine, ...]
    chairs: tuple[PlacementView, ...]
    inspections: tuple[DutyLine, ...]
    received: tuple[PlacementView, ...]
    given: tuple[PlacementView, ...]
    days_given: int | None
    days_received: int | None
    neighbours: tuple[NeighbourView, ...]
    borders: tuple[Choice, ...]
    arrangements: tuple[ArrangementView, ...]
    before: tuple[ArrangementView, ...] = ()
    support_given: tuple[PlacementView, ...] = ()
    support_received: tuple[PlacementView, ...] = ()
