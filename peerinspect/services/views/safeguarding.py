"""Safeguarding boards as pages show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import Choice, Cut, Point


@dataclass(frozen=True, slots=True)
class ChairTerm:
    """Somebody's time as chair. `state` is in-post, coming, asked or past; `duty_id` is its duty's."""

    duty_id: str
    person_name: str
    home_names: tuple[str, ...]
    period: Period
    state: str
    is_interim: bool


@dataclass(frozen=True, slots=True)
class SafeguardingBoardLine:
    """A board in a list. `flags` are among vacant, chair-due, contested, report-overdue and meeting-overdue."""

    id: str
    title: str
    councils: tuple[Choice, ...]
    regions: tuple[str, ...]
    chairs: tuple[ChairTerm, ...]
    flags: tuple[str, ...]
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class SafeguardingBoardsAsked:
    """What a list of boards is narrowed to; `months` say how near a chair's end counts as due."""

    text: str = ""
    region: str = ""
    state: str = ""
    months: int = 6


@dataclass(frozen=True, slots=True)
class SafeguardingBoardsPage:
    """A page of boards, and how many there are in each state, whatever page is shown."""

    cut: Cut[SafeguardingBoardLine]
    counts: dict[str, int]
    sees_contested: bool


@dataclass(frozen=True, slots=True)
class CoveredCouncil:
    """A council of a board, and when."""

    code: str
    name: str
    period: Period
    is_now: bool


@dataclass(frozen=True, slots=True)
class PartnerView:
    """An agency that runs a board."""

    id: str
    agency: str
    agency_name: str
    name: str
    office: str
    lead: str
    period: Period
    is_over: bool


@dataclass(frozen=True, slots=True)
class MemberView:
    """Who sits on a board. `person` is their id on the register, "" for a name that is not on it."""

    id: str
    agency: str
    agency_name: str
    office: str
    person: str
    name: str
    period: Period
    is_over: bool

    @property
    def label(self) -> str:
        """Name and office, for a list to choose from."""
        return f"{self.name}, {self.office}" if self.name else self.office


@dataclass(frozen=True, slots=True)
class SubgroupView:
    """A group of members. `lead` and `members` are their ids, the names are beside them."""

    id: str
    name: str
    lead: str
    lead_name: str
    members: tuple[str, ...]
    member_names: tuple[str, ...]
    period: Period
    is_over: bool


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting. `state` is planned, held or cancelled; `is_late`: planned, and its day is past."""

    id: str
    day: date
    state: str
    came: tuple[str, ...]
    missing: tuple[str, ...]
    came_names: tuple[str, ...]
    missing_names: tuple[str, ...]
    reference: str
    reason: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class BoardReportView:
    """A yearly report: published, or due `on` a day, or overdue."""

    year: int
    state: str
    on: date
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SafeguardingBoardView:
    """One board. `warnings` are sentences on what is overdue; `may_change` and `may_write` say what the reader may do.

    `terms` are the chairs' times as the reader may open them: `papers` are the duties whose papers are the reader's.
    """

    id: str
    title: str
    name: str
    sort: str
    called: str
    chair_title: str
    chair_word: str
    founded_on: date | None
    ended_on: date | None
    partnership_from: date | None
    meetings_a_year: int
    report_month: int
    regime: str
    councils: tuple[CoveredCouncil, ...]
    chairs: tuple[ChairTerm, ...]
    terms: tuple[ChairTerm, ...]
    vacancies: tuple[Choice, ...]
    flags: tuple[str, ...]
    warnings: tuple[str, ...]
    partners: tuple[PartnerView, ...]
    members: tuple[MemberView, ...]
    subgroups: tuple[SubgroupView, ...]
    meetings: tuple[MeetingView, ...]
    meeting_due: date | None
    reports: tuple[BoardReportView, ...]
    may_change: bool
    may_write: bool
    opens_duties: bool
    opens_papers: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class WhoChairs:
    """One way of who chairs whom: from a council of the chair to one of the board. `form` is plain, swap or ring.

    `state` is in-post, coming or asked. `board` is the board's id where the reader may open it, else "".
    """

    home: str
    home_name: str
    target: str
    target_name: str
    person_name: str
    board: str
    board_title: str
    period: Period
    state: str
    form: str


@dataclass(frozen=True, slots=True)
class ChairedPlace:
    """A council on the picture of who chairs whom."""

    code: str
    name: str
    region: str
    point: Point | None


@dataclass(frozen=True, slots=True)
class WhoChairsWhom:
    """Who chairs whom: the ways, the swaps and the rings by the names of their councils, and the regions to choose."""

    ways: tuple[WhoChairs, ...]
    swaps: tuple[tuple[str, ...], ...]
    rings: tuple[tuple[str, ...], ...]
    places: tuple[ChairedPlace, ...]
    regions: tuple[str, ...]
    sees_asked: bool
