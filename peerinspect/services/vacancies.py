"""Vacant director's posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class RegisterVacancy:
    """A director's post that is, or will be, empty and needs interim cover from `starts` to `ends`."""

    authority: str
    starts: date | None
    ends: date | None
    reason: str = ""


def register_vacancy(command: RegisterVacancy, reader: Reader, today: date) -> str:
    """Register a vacancy with the interim duty that covers it; return the duty's id. For coordinators."""
    raise NotImplementedError
