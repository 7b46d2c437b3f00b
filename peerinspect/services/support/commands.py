"""What can be asked for about support."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

JUDGEMENT, MONITORING, REQUEST = "judgement", "monitoring", "request"
NEEDS: Mapping[str, str] = {
    JUDGEMENT: "A published judgement",
    MONITORING: "A monitoring visit",
    REQUEST: "The council's own request",
}
"""What support can rest on."""


@dataclass(frozen=True, slots=True)
class AskForSupport:
    """A council asks for support: `days` in all, about `themes`. Coordinators decide whether to register it."""

    authority: str
    themes: tuple[str, ...]
    days: int
    hopes: str


@dataclass(frozen=True, slots=True)
class DeclineRequest:
    """Coordinators register nothing of it, and say why."""

    request_id: str
    answer: str


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """The council does not want it any more."""

    request_id: str


@dataclass(frozen=True, slots=True)
class RegisterProgramme:
    """Support, with what it rests on. `days` are those of each adviser, `request_id` the request that it answers.

    `need_on` is the day of the judgement's publication, of the visit, or of the request.
    """

    authority: str
    need: str
    need_on: date | None
    themes: tuple[str, ...]
    hopes: str
    starts: date | None
    ends: date | None
    days: int = 10
    seats: int = 2
    skills: tuple[str, ...] = ()
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class RecordNeed:
    """What support that is on the register already rests on; or what it does after all."""

    duty_id: str
    need: str
    need_on: date | None
    themes: tuple[str, ...]
    hopes: str


@dataclass(frozen=True, slots=True)
class NameLead:
    """Who leads the advisers: one of those who have said yes, by the address of the placement."""

    duty_id: str
    address: str


@dataclass(frozen=True, slots=True)
class DrawUpAgreement:
    """What the two councils are to agree to. `days` are in all."""

    duty_id: str
    aims: str
    days: int


@dataclass(frozen=True, slots=True)
class AgreeToSupport:
    """Yes for one's own council, and what it brings. Coordinators name the `party`, who signed, the letter, the day."""

    duty_id: str
    brings: str
    party: str = ""
    name: str = ""
    reference: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PlanVisit:
    """Another visit, within the programme's dates. `accepts`: although rules object to somebody."""

    duty_id: str
    starts: date | None
    ends: date | None
    accepts: bool = False


@dataclass(frozen=True, slots=True)
class MoveVisit:
    """The visit that begins on `visit` is on other days, within the programme's dates."""

    duty_id: str
    visit: date
    starts: date | None
    ends: date | None
    accepts: bool = False


@dataclass(frozen=True, slots=True)
class CancelVisit:
    """The visit that begins on `visit` is not held."""

    duty_id: str
    visit: date
    reason: str


@dataclass(frozen=True, slots=True)
class RecordVisit:
    """The visit that begins on `visit` was held. `days` says who came and for how many days, by placement address."""

    duty_id: str
    visit: date
    days: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A note for those who take part."""

    duty_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewSupport:
    """Both councils looked back on what came of it, on `day`."""

    duty_id: str
    day: date | None
    found: str


@dataclass(frozen=True, slots=True)
class CloseSupport:
    """The work ends on `day`. `days` are what each adviser gave in all, by placement address."""

    duty_id: str
    day: date | None
    days: Mapping[str, int] = field(default_factory=dict)
