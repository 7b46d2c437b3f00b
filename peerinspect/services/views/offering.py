"""What people say of themselves, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.views.common import Standing


@dataclass(frozen=True, slots=True)
class WeekAway:
    """A week of the calendar of weeks away, by its Monday.

    `state` is away where every working day of it that is not over is, part where some are, free where none is.
    """

    monday: date
    state: str

    @property
    def month(self) -> date:
        """The first day of the month that the Monday lies in, by which weeks are put together."""
        return self.monday.replace(day=1)


@dataclass(frozen=True, slots=True)
class MyExpertise:
    """One's own skills, and what one knows well in one's own words."""

    skills: tuple[str, ...]
    statement: str
    said_on: date | None


@dataclass(frozen=True, slots=True)
class KindProspect:
    """What stands of one kind of duty: `duties` are to come or look for somebody still, `seats` of them do.

    `could` is how many of them the reader could take; `barred_by` the rule that stands in the way of most of the
    others, "" where none does, and `barred` of how many.
    """

    kind: str
    is_offered: bool
    duties: int
    seats: int
    could: int
    barred_by: str = ""
    barred: int = 0


@dataclass(frozen=True, slots=True)
class Prospects:
    """How likely one is to be asked, by open work. `skills_asked` are missing skills, by how many duties ask."""

    kinds: tuple[KindProspect, ...]
    skills_asked: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class HomeConsent:
    """A council that one works for, and how its chief executive's consent stands. `is_asked` while they are asked."""

    authority: str
    authority_name: str
    standing: Standing
    is_asked: bool
