"""The Ofsted liaison's week: who is on which team, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.duties import DutyLine, TeamMember, WeekEntry

FIND, AWAIT, WAIVE, APPROVE, OBJECT, DISCLOSE, NOTIFY, EVALUATE = (
    "find",
    "await",
    "waive",
    "approve",
    "object",
    "disclose",
    "notify",
    "evaluate",
)
"""The kinds of things that are due. What has to be found, or is awaited, is for others to do."""


@dataclass(frozen=True, slots=True)
class DueAction:
    """Something that is due. `address` is what the page of that kind takes beside the duty, "" for nothing.

    `is_now` says that it can be done today, `is_overdue` that it should have been done before.
    """

    kind: str
    text: str
    address: str = ""
    is_now: bool = True
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A duty on the week's page. `days` are its days in the week, `actions` what is due by its end.

    `state_name` says in words where the duty is in its life; `may_defer` that the reader can put it off.
    """

    duty: DutyLine
    state: str
    state_name: str
    days: tuple[Period, ...]
    notice: date | None
    team: tuple[TeamMember, ...]
    empty_seats: int
    actions: tuple[DueAction, ...]
    may_defer: bool


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """The week on one page: what is on site, what is to be done for what comes or is over, and who else is at work.

    `waivers` counts what waits for the liaison's word, on any duty and in any week.
    """

    monday: date
    previous: date
    next: date
    on_site: tuple[SheetLine, ...]
    coming: tuple[SheetLine, ...]
    over: tuple[SheetLine, ...]
    others: tuple[WeekEntry, ...]
    waivers: int = 0

    @property
    def has_sealed(self) -> bool:
        """Whether anything on the page is sealed."""
        return any(line.duty.sealed for line in (*self.on_site, *self.coming, *self.over))
