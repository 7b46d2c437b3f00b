"""What can be asked for about a safeguarding board.

Where a command about an entry names the `board` too, the entry must be one of its own; "" leaves that to the entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RegisterSafeguardingBoard:
    """A board of one council or several. `name` is the place in a few words; left empty, the councils' names."""

    authorities: tuple[str, ...]
    name: str = ""
    founded_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeSafeguardingBoard:
    """What the board is called, since when, and what is asked of it: see store.tables.safeguarding."""

    board: str
    name: str
    called: str = ""
    chair_word: str = ""
    founded_on: date | None = None
    partnership_from: date | None = None
    meetings_a_year: int = 4
    report_month: int = 9


@dataclass(frozen=True, slots=True)
class EndSafeguardingBoard:
    """The board's last day: it was split, or another took its place."""

    board: str
    ended_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class CoverCouncil:
    """A council joins a board."""

    board: str
    authority: str
    starts: date | None


@dataclass(frozen=True, slots=True)
class LetCouncilGo:
    """A council leaves a board; the board must cover one still."""

    board: str
    authority: str
    ends: date | None


@dataclass(frozen=True, slots=True)
class AddPartner:
    """An agency that runs the board with others, and the office that leads for it."""

    board: str
    agency: str
    name: str
    office: str
    lead: str = ""
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class ChangePartner:
    """A partner, put right."""

    partner: str
    agency: str
    name: str
    office: str
    lead: str = ""
    starts: date | None = None
    board: str = ""


@dataclass(frozen=True, slots=True)
class EndPartner:
    """A partner's last day."""

    partner: str
    ends: date | None
    board: str = ""


@dataclass(frozen=True, slots=True)
class AddMember:
    """Who sits on a board: `person` of the register, else a `name`; both may be empty while the office is vacant."""

    board: str
    agency: str
    office: str
    person: str = ""
    name: str = ""
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeMember:
    """A member, put right."""

    member: str
    agency: str
    office: str
    person: str = ""
    name: str = ""
    starts: date | None = None
    board: str = ""


@dataclass(frozen=True, slots=True)
class EndMember:
    """A member's last day; they leave the subgroups with it."""

    member: str
    ends: date | None
    board: str = ""


@dataclass(frozen=True, slots=True)
class AddSubgroup:
    """A group of members. `lead` is one of them, or "" for nobody yet."""

    board: str
    name: str
    lead: str = ""
    members: tuple[str, ...] = ()
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeSubgroup:
    """A subgroup with other words, another lead or other members."""

    subgroup: str
    name: str
    lead: str = ""
    members: tuple[str, ...] = ()
    starts: date | None = None
    board: str = ""


@dataclass(frozen=True, slots=True)
class EndSubgroup:
    """A subgroup's last day."""

    subgroup: str
    ends: date | None
    board: str = ""


@dataclass(frozen=True, slots=True)
class PlanMeeting:
    """A meeting of the board."""

    board: str
    day: date | None


@dataclass(frozen=True, slots=True)
class HoldMeeting:
    """A meeting that took place. `came` are the agencies that were there; `reference` names the minutes."""

    meeting: str
    came: tuple[str, ...]
    reference: str = ""
    board: str = ""


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    """A meeting that does not take place."""

    meeting: str
    reason: str
    board: str = ""


@dataclass(frozen=True, slots=True)
class PublishReport:
    """The report on the year to 31 March `year` is out. A second time puts day and reference right."""

    board: str
    year: int
    published_on: date | None
    reference: str
