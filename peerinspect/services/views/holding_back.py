"""What is held back, as those see it who may: disclosure, reserves, rules asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.duties import DutyLine


@dataclass(frozen=True, slots=True)
class HeldPeer:
    """Somebody on a sealed inspection: what they know of it. `why_not` says why they cannot be told now, "" if so."""

    address: str
    person_id: str
    person_name: str
    state_name: str
    signed_on: date | None
    disclosed_on: date | None
    why_not: str

    @property
    def may_be_told(self) -> bool:
        """Whether the council may be disclosed to them today."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Holding:
    """A sealed inspection and the people on it. `disclosed_from`: the first day on which they may be told."""

    duty: DutyLine
    disclosed_from: date | None
    peers: tuple[HeldPeer, ...]


@dataclass(frozen=True, slots=True)
class ReserveOffer:
    """Who would be offered the empty seat of a duty now.

    `left` are those who declined or were stood down, as sentences; `passed_over` the reserves who may not step in, each
    with the reason; `person_id` is "" where nobody may. `why_no_seat` says why there is nothing to offer, "" if so.
    """

    duty: DutyLine
    left: tuple[str, ...]
    person_id: str
    person_name: str
    passed_over: tuple[tuple[str, str], ...]
    why_no_seat: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """What a rule has against somebody on a duty. `address` is the placement's; `is_hard`: nobody can waive it."""

    address: str
    person_id: str
    person_name: str
    rule: str
    is_hard: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """When the rules were last asked again about the people on a duty, why then, and what they have against them."""

    asked_on: date
    moment: str
    people: int
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class OwnUndertaking:
    """The undertaking for one's own placement: its text, and when it was signed, None before that."""

    address: str
    title: str
    paragraphs: tuple[str, ...]
    version: int
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class LinkedOffer:
    """What a link in a message asks: dates alone. `address` is the placement's, for after the answer."""

    address: str
    period: Period
    on_site: tuple[Period, ...]
    days: int


@dataclass(frozen=True, slots=True)
class KnowerView:
    """Somebody who could know whose inspection it is: by what right, since when, how often they looked and when."""

    name: str
    role: str
    right: str
    since: str
    looks: int
    first_look: str
    last_look: str


@dataclass(frozen=True, slots=True)
class WhoKnew:
    """Who could know of a sealed inspection, and who knew its dates alone. Internal: for those who may know of it."""

    duty: DutyLine
    council: tuple[KnowerView, ...]
    dates: tuple[str, ...]
    leaks: tuple[LeakLine, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownSince:
    """From when on somebody could know what of a sealed inspection, and how. `since_order` sorts and suits a file."""

    since: str
    since_order: str
    name: str
    role: str
    what: str
    how: str


@dataclass(frozen=True, slots=True)
class LeakLine:
    """A leak that was raised on an inspection."""

    id: str
    duty: DutyLine
    noticed_on: date
    raised_on: date
    raised_by: str


@dataclass(frozen=True, slots=True)
class LeakView:
    """One leak: what leaked, and who could have known as it stood when it was raised."""

    line: LeakLine
    what: str
    council: tuple[KnowerView, ...]
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeakReportView:
    """A suspicion that somebody reported; `closed` says what became of it, "" while it waits."""

    id: str
    told: str
    reported_by: str
    reported_on: date
    closed: str
    is_leak: bool


@dataclass(frozen=True, slots=True)
class Leaks:
    """The leaks and suspicions, the latest first."""

    leaks: tuple[LeakLine, ...]
    reports: tuple[LeakReportView, ...]
