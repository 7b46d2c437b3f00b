"""What is known of how a council does, year by year, and how it stands beside others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peerinspect.domain import Period
from peerinspect.services.views.authorities import AuthorityLine, JudgementView
from peerinspect.services.views.reports import YearChoice


@dataclass(frozen=True, slots=True)
class Figure:
    """One number a year, the earliest year first; None where it is not known.

    `neighbours` and `england` are the medians of the last year among the statistical neighbours and all councils: None
    where the reader may not read the number of every council, or where fewer than five councils have one.
    """

    key: str
    years: tuple[Fraction | None, ...]
    neighbours: Fraction | None = None
    england: Fraction | None = None

    @property
    def last(self) -> Fraction | None:
        """The number of the last year."""
        return self.years[-1]


@dataclass(frozen=True, slots=True)
class NeighbourStanding:
    """A statistical neighbour with its latest published judgement; rank 1 is the closest."""

    code: str
    name: str
    rank: int
    grade: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class PostHeld:
    """Somebody's time as director, or as chair of the board. `basis` is how a post is held; "" for chairs."""

    person_name: str
    basis: str
    period: Period
    of: str = ""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Something that was done for the council, or that its people did: what, when, by whom, how many days.

    `id` is the duty's where the reader may open it, else "". `state` is a placement's or a review's; of a review
    `state_name` has the words.
    """

    id: str
    title: str
    who: str
    period: Period
    days: int
    state: str
    state_name: str = ""


@dataclass(frozen=True, slots=True)
class VacancySpell:
    """A time in which the director's post was vacant, and who held it meanwhile ("" for nobody)."""

    period: Period
    covered_by: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that changed, on its day."""

    on: date
    sentence: str


@dataclass(frozen=True, slots=True)
class CouncilPerformance:
    """A council's performance information, as far as the reader may read it. Nothing sealed counts in it for anybody.

    `years` are five times twelve months, the last of which ends today. `is_full`: the reader reads it from within, or
    as one who schedules; `sees_support`: the reader reads of support given and received.
    """

    line: AuthorityLine
    years: tuple[YearChoice, ...]
    figures: tuple[Figure, ...]
    judgements: tuple[JudgementView, ...]
    grades: Mapping[str, tuple[tuple[date, str], ...]]
    neighbours: tuple[NeighbourStanding, ...]
    directors: tuple[PostHeld, ...]
    chairs: tuple[PostHeld, ...]
    reviews: tuple[WorkLine, ...]
    support_given: tuple[WorkLine, ...]
    support_received: tuple[WorkLine, ...]
    secondees: tuple[WorkLine, ...]
    vacancies: tuple[VacancySpell, ...]
    changes: tuple[Happening, ...]
    is_full: bool
    sees_support: bool

    def figure(self, key: str) -> Figure | None:
        """One figure; None where the reader does not read it."""
        return next((one for one in self.figures if one.key == key), None)
