"""The aspirant programme as coordinators and the liaison see it, and as an aspirant sees their own part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.domain.programme import Readiness


@dataclass(frozen=True, slots=True)
class CohortLine:
    """A cohort in the list. `state` is coming, running or over. `members` are all but those who left."""

    id: str
    name: str
    period: Period
    state: str
    places: int
    lead: str
    members: int
    completed: int
    left: int
    ready: int


@dataclass(frozen=True, slots=True)
class TrainingView:
    """An entry of training. `outcome` is confirmed or declined, "" while no coordinator has looked."""

    id: str
    person_id: str
    person_name: str
    field: str
    field_name: str
    period: Period
    provider: str
    evidence: str
    recorded_on: date
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadyWordView:
    """What a coordinator said of somebody's readiness for cover, and why."""

    is_ready: bool
    reason: str
    said_by: str
    said_on: date


@dataclass(frozen=True, slots=True)
class GivenPlacement:
    """A placement on cover or a secondment that somebody took, takes or has agreed to take."""

    duty_id: str
    title: str
    kind: str
    period: Period
    status: str
    days: int


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody in a cohort. `state` is on-it, completed or left; `ended_on` the day of the last two.

    `word` is the coordinator's last word, None where nothing was said.
    """

    id: str
    person_id: str
    name: str
    title: str
    joined_on: date
    state: str
    ended_on: date | None
    facts: tuple[Readiness, ...]
    word: ReadyWordView | None
    placements: tuple[GivenPlacement, ...]

    @property
    def is_ready(self) -> bool:
        """Whether a coordinator's word that they are ready stands."""
        return self.word is not None and self.word.is_ready


@dataclass(frozen=True, slots=True)
class CohortPage:
    """A cohort and its members, by name."""

    line: CohortLine
    members: tuple[MemberLine, ...]


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One member. `why` they left; `director_on` is the first day of a director's post that began after joining."""

    cohort: CohortLine
    line: MemberLine
    why: str
    goal: str
    training: tuple[TrainingView, ...]
    words: tuple[ReadyWordView, ...]
    director_on: date | None


@dataclass(frozen=True, slots=True)
class CohortOutcome:
    """What became of a cohort: placements given to its members after they joined, and how many became directors."""

    line: CohortLine
    cover: int
    secondments: int
    people_placed: int
    days: int
    directors: int


@dataclass(frozen=True, slots=True)
class OwnCohort:
    """A cohort that the reader is or was in."""

    name: str
    period: Period
    lead: str
    state: str
    joined_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class MyProgramme:
    """The reader's own part of the programme. `facts` are empty for who does not aspire to be a director."""

    cohorts: tuple[OwnCohort, ...]
    training: tuple[TrainingView, ...]
    facts: tuple[Readiness, ...]
    word: ReadyWordView | None
