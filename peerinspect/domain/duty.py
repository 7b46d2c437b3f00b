"""A duty: a need for people at one or more authorities, for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from peerinspect.domain import kinds
from peerinspect.domain.periods import Period, working_days


@dataclass(frozen=True)
class Duty:
    """A need for `seats` people.

    `period` is closed: `first_day` to `last_day`. `on_site` and `days` are as given in the file, None where the file
    is silent; `on_site_periods` and `workload` apply the defaults.
    """

    id: str
    kind: str
    period: Period
    seats: int
    authorities: frozenset[str] = frozenset()
    subtype: str = "judgement"
    on_site: tuple[Period, ...] | None = None
    notice: date | None = None
    days: int | None = None
    skills: frozenset[str] = frozenset()
    level: str = "observer"
    priority: Fraction | None = None
    case: str | None = None
    sealed: bool = False

    @cached_property
    def first_day(self) -> date:
        """The first day of the period."""
        if self.period.start is None:
            raise ValueError(f"duty {self.id} has no first day")
        return self.period.start

    @cached_property
    def last_day(self) -> date:
        """The last day of the period."""
        if self.period.end is None:
            raise ValueError(f"duty {self.id} has no last day")
        return self.period.end

    @cached_property
    def start(self) -> date:
        """The first day; for `inspect` the notice day where one is given. Source: design, exact reading 1."""
        if self.kind == kinds.INSPECT and self.notice is not None:
            return self.notice
        return self.first_day

    @cached_property
    def span(self) -> Period:
        """From the start to the last day: what homes, ties, arrangements and overlaps are measured on."""
        return Period(min(self.start, self.last_day), self.last_day)

    @cached_property
    def on_site_periods(self) -> tuple[Period, ...]:
        """The on-site periods: as given, else the whole period for `inspect` and nothing for other kinds."""
        if self.on_site is not None:
            return self.on_site
        return (self.period,) if self.kind == kinds.INSPECT else ()

    @cached_property
    def workload(self) -> int:
        """Days of work: as given, else by kind. For `chair` they are days a year. Source: design, exact reading 4."""
        if self.days is not None:
            return self.days
        if self.kind == kinds.CHAIR:
            return kinds.CHAIR_DAYS_A_YEAR
        if on_site := working_days(self.on_site_periods):
            return on_site
        if self.kind in (kinds.SUPPORT, kinds.REVIEW):
            return kinds.UNSCHEDULED_DAYS
        return working_days((self.period,))
