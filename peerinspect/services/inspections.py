"""Inspections: announced, or sealed until their notice day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import INSPECT, LEVELS, SUBTYPES
from peerinspect.services.checking import Checks, only
from peerinspect.services.circles import sealed_circle
from peerinspect.services.duties import MOST_SEATS
from peerinspect.services.inspection_days import (
    AUGUST,
    SHORT_VISITS,
    check_first_day,
    holidays_between,
    notice_day,
    on_site_periods,
)
from peerinspect.services.moving import MoveInspection, move_inspection
from peerinspect.services.problems import current_circles
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotAllowed, Refusal
from peerinspect.services.registering import NewDuty, register_duty
from peerinspect.services.veil import knows_sealed_work
from peerinspect.store.tables import InspectionRow

__all__ = [
    "AUGUST",
    "MoveInspection",
    "RegisterInspection",
    "check_inspection",
    "holidays_between",
    "move_inspection",
    "notice_day",
    "on_site_periods",
    "register_inspection",
]

LONGEST_WEEKS = 2
TOO_WIDE = (
    "One inspection of these councils cannot be kept from all their people. Register one for each council, or register "
    "it as announced"
)
"""No circle's people would be left to do it: see `circles`."""


@dataclass(frozen=True, slots=True)
class RegisterInspection:
    """An inspection of one or more councils.

    `starts` is its first day on site, a Monday outside August. `weeks` (1 or 2) is how long it is on site; 0 with
    `subtype` focused or monitoring means two days. `notice` defaults to the day five working days before `starts`.
    """

    authorities: tuple[str, ...]
    starts: date | None
    subtype: str = "judgement"
    weeks: int = 1
    sealed: bool = True
    seats: int = 1
    level: str = "observer"
    skills: tuple[str, ...] = ()
    notice: date | None = None


def register_inspection(command: RegisterInspection, reader: Reader, today: date) -> str:
    """Register an inspection and return its duty's id.

    For coordinators; a sealed one only for those who are cleared and tied to no council.
    """
    only(reader, COORDINATOR)
    if command.sealed and not knows_sealed_work(reader):
        raise NotAllowed("only a cleared coordinator registers sealed inspections")
    with store.transaction():
        first = _check(command, today)
        notice = command.notice or notice_day(first)
        on_site = on_site_periods(first, command.weeks)
        last = max(period.end or first for period in on_site)
        duty = NewDuty(
            INSPECT,
            on_site[0].start,
            last,
            command.authorities,
            command.seats,
            level=command.level,
            skills=command.skills,
            on_site=on_site,
        )
        row = InspectionRow(duty=duty.id, subtype=command.subtype, sealed=command.sealed, notice=notice)
        return register_duty(duty, row, reader, is_sealed=command.sealed)


def _check(command: RegisterInspection, today: date) -> date:
    """The first day, once everything about the inspection holds."""
    checks = Checks()
    checks.councils(command.authorities)
    check_inspection(checks, command, today)
    checks.done()
    if command.sealed and sealed_circle(command.authorities, current_circles(today)) is None:
        raise Refusal({"sealed": TOO_WIDE})
    if command.starts is None:
        raise AssertionError("a missing first day has been refused")
    return command.starts


def check_inspection(checks: Checks, command: RegisterInspection, today: date) -> None:
    """Note what no inspection could be; councils, and whether all of them can be kept from it, are the caller's."""
    checks.need(command.subtype in SUBTYPES, "subtype", "Choose the kind of inspection")
    least = 0 if command.subtype in SHORT_VISITS else 1
    checks.number(command.weeks, "weeks", least, LONGEST_WEEKS, "Weeks on site")
    checks.number(command.seats, "seats", 1, MOST_SEATS, "Seats")
    checks.need(command.level in LEVELS, "level", "Choose a training level from the list")
    checks.skills([skill.strip() for skill in command.skills])
    _check_days(checks, command, today)


def _check_days(checks: Checks, command: RegisterInspection, today: date) -> None:
    """Inspections start on a Monday (on the Tuesday after a bank holiday), not in August, and after their notice."""
    starts, notice = command.starts, command.notice
    if not check_first_day(checks, starts, today) or starts is None:
        return
    checks.need(notice is None or notice < starts, "notice", "The notice day must be before the first day on site")
    if command.sealed:
        hidden_until = notice or notice_day(starts)
        checks.need(
            hidden_until > today, "sealed", "Its notice day has come, so it cannot be sealed. Register it as announced"
        )
