"""Inspections: announced, or sealed until their notice day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


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

    For coordinators; a sealed one only for coordinators who are cleared and have no tie to its councils.
    """
    raise NotImplementedError


def notice_day(starts: date, working_days: int = 5) -> date:
    """The day that lies the given number of working days before `starts`, English bank holidays left out."""
    raise NotImplementedError
