"""Duties, and the people on them, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import EventLine


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in a list.

    `title` names the work and the councils, like "Inspection of Leeds"; `kind` is one of domain.kinds.KINDS; `filled`
    counts the people on it. `sealed` is true only for readers who may know of a sealed inspection.
    """

    id: str
    kind: str
    title: str
    authorities: tuple[str, ...]
    authority_names: tuple[str, ...]
    period: Period
    seats: int
    filled: int
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class PlacementView:
    """A person on a duty. `address` is the placement's own, unguessable; `status` is proposed, offered, accepted,
    live, done, declined or stood-down. `decline_reason` is private: only coordinators and the person see it."""

    address: str
    person_id: str
    person_name: str
    home_names: tuple[str, ...]
    duty: DutyLine
    status: str
    days: int
    decline_reason: str | None = None


@dataclass(frozen=True, slots=True)
class DutyDetail:
    """One duty. `roster_id` is the roster that `placements` and the candidates are read from; None before any."""

    line: DutyLine
    subtype: str
    on_site: tuple[Period, ...]
    notice: date | None
    days: int
    skills: tuple[str, ...]
    level: str
    case: str | None
    placements: tuple[PlacementView, ...]
    empty_seats: int
    roster_id: str | None
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class VacancyLine:
    """A vacant director's post, its interim duty, and who covers it (None while nobody does)."""

    id: str
    authority: str
    authority_name: str
    period: Period
    reason: str
    duty: DutyLine | None
    covered_by: str | None


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """A week of the inspection calendar. `bank_holidays` names those in it; `is_august`: any day of it is in August."""

    monday: date
    inspections: tuple[DutyLine, ...]
    seats: int
    filled: int
    bank_holidays: tuple[str, ...]
    is_august: bool


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A person on a team, with the sentence that says why they are independent of the council.

    `state` is where the placement is in its life, `approval` the Ofsted liaison's word: approved, refused or "".
    `waits` says that it is the liaison's to say now.
    """

    placement: PlacementView
    level: str | None
    skills: tuple[str, ...]
    statement: str
    state: str = ""
    approval: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """One duty that has people at work in the week. `days` are the on-site periods inside the week."""

    duty: DutyLine
    days: tuple[Period, ...]
    team: tuple[TeamMember, ...]
    empty_seats: int


@dataclass(frozen=True, slots=True)
class WeekView:
    """One week, Monday to Sunday. `previous` and `next` are the neighbouring Mondays."""

    monday: date
    previous: date
    next: date
    entries: tuple[WeekEntry, ...]


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """One duty's team on one page. `state_name` says where the duty is in its life."""

    duty: DutyLine
    on_site: tuple[Period, ...]
    notice: date | None
    team: tuple[TeamMember, ...]
    empty_seats: int
    missing_skills: tuple[str, ...]
    state_name: str = ""


@dataclass(frozen=True, slots=True)
class PublicAppointment:
    """A published appointment of a chair. `person_home` names the chair's own council or councils."""

    person_name: str
    person_home: tuple[str, ...]
    boards: tuple[str, ...]
    period: Period
