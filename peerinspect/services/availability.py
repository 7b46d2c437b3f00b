"""What directors offer, and when they are away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class SetOffers:
    """Days a year by kind of duty. A kind left out, or with 0 days, is not offered."""

    days: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddLeave:
    """Weeks, or days, away. Both days are included."""

    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class RemoveLeave:
    """Take back a time away."""

    leave_id: str


def set_offers(command: SetOffers, reader: Reader, today: date) -> None:
    """Replace what the person offers. For people, of themselves."""
    raise NotImplementedError


def add_leave(command: AddLeave, reader: Reader, today: date) -> str:
    """Mark a time away; returns its id. For people, of themselves."""
    raise NotImplementedError


def remove_leave(command: RemoveLeave, reader: Reader, today: date) -> None:
    """Take back a time away. For people, of themselves."""
    raise NotImplementedError
