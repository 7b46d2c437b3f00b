"""What the Ofsted liaison decides, as each of those whom it concerns may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.duties import DutyLine, TeamMember


@dataclass(frozen=True, slots=True)
class PeerToDecide:
    """A person on a team, for the liaison's word. `word` is the last one that counts, `reason` its reason."""

    duty: DutyLine
    member: TeamMember
    word: str
    reason: str
    decided_on: date | None
    waits: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class CouncilObjection:
    """A council's objection to a person, as the liaison and coordinators read it. `outcome` is "" while it waits."""

    id: str
    duty: DutyLine
    address: str
    person_id: str
    person_name: str
    home_names: tuple[str, ...]
    reason: str
    raised_by: str
    raised_on: date
    due_on: date
    outcome: str
    answer: str
    answered_on: date | None
    is_open: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class OwnInspection:
    """An inspection of the reader's own council, once it is known there. `state_name`: where it is in its life."""

    duty: DutyLine
    state_name: str
    on_site: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class OwnTeamMember:
    """Somebody who comes to inspect the reader's council. `may_object`: nobody has objected, and it is not too late."""

    address: str
    name: str
    home_names: tuple[str, ...]
    may_object: bool


@dataclass(frozen=True, slots=True)
class OwnObjection:
    """What the reader's council objected to, and what it was told. `due_on` is when the answer is due."""

    person_name: str
    reason: str
    raised_on: date
    due_on: date
    outcome: str
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """The team that inspects the reader's council."""

    inspection: OwnInspection
    members: tuple[OwnTeamMember, ...]
    objections: tuple[OwnObjection, ...]
    may_object: bool


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """How somebody did on a duty, as the liaison and coordinators read it. The answers are yes, partly or no."""

    duty: DutyLine
    address: str
    person_id: str
    person_name: str
    prepared: str
    worked: str
    judged: str
    again: bool
    comment: str
    evaluated_on: date
    shared_on: date | None


@dataclass(frozen=True, slots=True)
class PeerToEvaluate:
    """A person on a duty that is over, and what was said of them, None for nothing yet."""

    duty: DutyLine
    address: str
    person_name: str
    home_names: tuple[str, ...]
    found: EvaluationView | None


@dataclass(frozen=True, slots=True)
class OwnEvaluation:
    """What the reader is told of how they did: the three answers, and nothing else."""

    title: str
    period: Period
    prepared: str
    worked: str
    judged: str
    shared_on: date


@dataclass(frozen=True, slots=True)
class Secondee:
    """A person on a secondment: their training for it and their return, as far as recorded.

    `done` are the inspections of the term that have begun; `due` what is due of them, see domain.secondments.
    """

    address: str
    person_id: str
    person_name: str
    home_names: tuple[str, ...]
    state: str
    state_name: str
    approval: str
    waits: bool
    is_agreed: bool
    training: str
    trained_on: date | None
    returned_on: date | None
    note: str
    is_evaluated: bool
    done: int = 0
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Secondment:
    """A secondment in the list. `region` and `note` are what was asked for; `ends_soon`: within three months.

    `until` is its last day: of the term, or of the months within which the `wanted` inspections are done.
    """

    duty: DutyLine
    state: str
    state_name: str
    level: str
    skills: tuple[str, ...]
    region: str
    note: str
    requested_on: date | None
    people: tuple[Secondee, ...]
    empty_seats: int
    ends_soon: bool
    is_over: bool
    pattern: str
    until: date
    wanted: int | None = None


@dataclass(frozen=True, slots=True)
class Secondments:
    """Secondments that go on or are to come, by their last day, and those that are over, the latest first."""

    current: tuple[Secondment, ...]
    over: tuple[Secondment, ...]
