"""What needs somebody today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.views.common import EventLine


@dataclass(frozen=True, slots=True)
class Count:
    """How many things of one sort wait. `key` is what `attention` takes to list them."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class CoordinatorHome:
    """The day's counts, in the order of the page, and what others did since the reader's last visit."""

    counts: tuple[Count, ...]
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """One thing behind a count, with whichever of the ids it has. `number` is what it adds to the count.

    `has_reserve`: it is a free seat that can be offered to the first reserve.
    """

    title: str
    detail: str
    due: date | None
    duty_id: str | None = None
    person_id: str | None = None
    job_id: str | None = None
    interest_id: str | None = None
    look_back_id: str | None = None
    objection_id: str | None = None
    user_id: str | None = None
    report_id: str | None = None
    correction_id: str | None = None
    lesson_board_id: str | None = None
    request_id: str | None = None
    review_id: str | None = None
    number: int = 1
    has_reserve: bool = False


@dataclass(frozen=True, slots=True)
class FirstStep:
    """A step on the way to a first roster: how many there are of what it asks for, and how many make it done."""

    key: str
    have: int
    of: int

    @property
    def is_done(self) -> bool:
        """Whether nothing more is needed."""
        return self.have >= self.of
