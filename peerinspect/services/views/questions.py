"""Questions about one duty that take a search: would this person do, what would fill it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peerinspect.domain import Period
from peerinspect.services.views.candidates import ObjectionView
from peerinspect.services.views.duties import DutyLine


@dataclass(frozen=True, slots=True)
class GoalSides:
    """One goal now and then. `worse` is what is lost, below 0 what is gained. `is_proven`: nothing better is left."""

    name: str
    before: float
    after: float
    is_proven: bool

    @property
    def worse(self) -> float:
        """What is lost, whichever way the goal runs: of `fit` alone more is better."""
        return self.before - self.after if self.name == "fit" else self.after - self.before


@dataclass(frozen=True, slots=True)
class MoveView:
    """What happens to one person: the duties that they leave and those that they come to, by title."""

    person_id: str
    name: str
    leaves: tuple[MoveDuty, ...]
    comes: tuple[MoveDuty, ...]


@dataclass(frozen=True, slots=True)
class MoveDuty:
    """A duty in a move."""

    id: str
    title: str
    period: Period


@dataclass(frozen=True, slots=True)
class BurdenView:
    """The percentage of the offered days that a person's work takes, now and then."""

    person_id: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """A hard objection that no roster gets around, and what would clear it; "" where nothing would."""

    objection: ObjectionView
    remedy: str


@dataclass(frozen=True, slots=True)
class TryView:
    """The best roster near this one that has the person on the duty.

    `status`: chosen (they are on it already), impossible, optimal (proven best) or feasible. `minutes` is how much
    longer all the journeys together become.
    """

    status: str
    goals: tuple[GoalSides, ...]
    moves: tuple[MoveView, ...]
    burdens: tuple[BurdenView, ...]
    obstacles: tuple[ObstacleView, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class RemedyView:
    """A change that a search has shown to fill what was empty. `kind` is act, week, waiver or volunteer.

    `rule` is what the act clears, "" for other kinds. `person_id` is None where nobody on the register is concerned.
    """

    kind: str
    sentence: str
    rule: str
    person_id: str | None
    goals: tuple[GoalSides, ...]
    moves: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True)
class FillView:
    """What would fill a duty: the remedies, the cheapest first; how many changes were tried, and what was not."""

    remedies: tuple[RemedyView, ...]
    tried: int
    untried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question and how far it has come. `sort` is try, longer or fill; `state` queued, running, cancelling, done,
    cancelled or failed. `found` counts the remedies found so far. `is_current` says that nothing has changed since it
    was asked.
    """

    id: str
    sort: str
    duty: DutyLine
    person_id: str | None
    person_name: str
    state: str
    message: str
    asked_by: str
    queued_at: datetime
    finished_at: datetime | None
    found: int
    is_current: bool
    attempt: TryView | None
    filling: FillView | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class QuestionState:
    """How far a question has come, and nothing of what it is about."""

    id: str
    sort: str
    state: str
    queued_at: datetime
    found: int

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class RuleCountView:
    """How many people a rule takes away: where it alone objects, and in all."""

    rule: str
    alone: int
    in_all: int


@dataclass(frozen=True, slots=True)
class TakenView:
    """Somebody who could do the duty but for the rest of the roster: the titles of what they do instead."""

    person_id: str
    name: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LackView:
    """What a duty lacks on the latest roster, and who is kept from it by what. `free` could do it as things are.

    `combinations` are rules that bar people together, with how many. `answer` is what a search has found to fill it,
    `asked` the question that is being answered or was answered last; None before anybody asked.
    """

    seats: int
    skills: tuple[str, ...]
    people: int
    rules: tuple[RuleCountView, ...]
    combinations: tuple[tuple[tuple[str, ...], int], ...]
    taken: tuple[TakenView, ...]
    free: tuple[str, ...]
    asked: QuestionView | None
