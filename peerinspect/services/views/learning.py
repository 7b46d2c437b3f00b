"""Aspirants, their mentors, and one's own record with what one asked to be put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import Standing
from peerinspect.services.views.people import PostView
from peerinspect.services.views.programme import TrainingView


@dataclass(frozen=True, slots=True)
class MyAspiration:
    """Whether one aspires to be a director, what one hopes to learn, and for how many days a year."""

    is_aspirant: bool
    goal: str
    interim: int
    second: int


@dataclass(frozen=True, slots=True)
class MentoringView:
    """Mentoring as one of the two sees it: who the other is and how to reach them.

    `is_mentor`: the reader is the mentor; then `goal` is what the other hopes to learn, and `training`, while the
    mentoring goes on, what they have been trained in.
    """

    is_mentor: bool
    other_name: str
    other_title: str
    address: str
    work: str
    period: Period
    goal: str
    named_on: date
    ended_on: date | None
    is_current: bool
    training: tuple[TrainingView, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyMentor:
    """Somebody's mentor on a duty. `id` is what EndMentoring takes; `why` it ended, for who plans."""

    id: str
    person_id: str
    person_name: str
    mentor_id: str
    mentor_name: str
    named_on: date
    ended_on: date | None
    why: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Learner:
    """An aspirant on a duty who has no mentor there, by the address of their placement."""

    address: str
    person_id: str
    name: str
    goal: str


@dataclass(frozen=True, slots=True)
class DutyMentors:
    """The mentors on a duty, present ones first, and the aspirants without one.

    `may_change` says whether the reader names mentors, and ends mentoring.
    """

    mentors: tuple[DutyMentor, ...] = ()
    without: tuple[Learner, ...] = ()
    may_change: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A question about a record. `outcome` is "" while nobody has answered."""

    id: str
    person_id: str
    person_name: str
    about: str
    words: str
    asked_on: date
    outcome: str
    answer: str
    answered_by: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the register holds on the reader. Of vetting the outcome: whether it is in force, and until when."""

    name: str
    posts: tuple[PostView, ...]
    level: str | None
    vetting: Standing
    declaration: Standing
    skills: tuple[str, ...]
    expertise: str
    is_aspirant: bool
    left_on: date | None
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """Questions that wait, the earliest first, and the last that were answered."""

    waiting: tuple[CorrectionView, ...]
    answered: tuple[CorrectionView, ...]
