"""The year of inspections: its weeks, and the people there are for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from peerinspect.services.views.common import EventLine
from peerinspect.services.views.duties import CalendarWeek, DutyLine


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """People in one week and one group of councils. `obstacles` counts the others by what they meet first, by kind."""

    eligible: int
    obstacles: tuple[tuple[str, int], ...]

    @property
    def people(self) -> int:
        """Everybody."""
        return self.eligible + sum(number for _, number in self.obstacles)


@dataclass(frozen=True, slots=True)
class YearWeek:
    """A week of the year. `needed` are its empty seats; `supply` is None while nothing is counted for it.

    `warnings` say what is the matter with its inspections or with more of them; `is_free` that one more may start.
    """

    week: CalendarWeek
    needed: int
    supply: SupplyLine | None
    warnings: tuple[str, ...]
    is_free: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of weeks. `scope` is announced or unannounced: the inspections that the supply is counted for.

    `scopes` are those the reader may ask for. `counted_at` is None while the forecast is not complete.
    """

    weeks: tuple[YearWeek, ...]
    most_starts: int
    scope: str
    scopes: tuple[str, ...]
    counted_at: datetime | None
    most_people: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule and the people whom it takes away: as their first obstacle, and as their only one.

    `is_rule` is False for obstacles that are no rules of the rulebook.
    """

    rule: str
    title: str
    kind: str
    first: int
    alone: int
    is_rule: bool


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region in one week: the people who could go to a council of it, and to the council with the fewest.

    `needed` are the empty seats of its inspections that start in the week.
    """

    name: str
    eligible: int
    fewest: int
    fewest_at: str
    needed: int
    rules: tuple[RuleLine, ...]

    @property
    def is_short(self) -> bool:
        """Whether there are fewer people than empty seats, or none at all."""
        return self.eligible < max(1, self.needed)


@dataclass(frozen=True, slots=True)
class SupplyView:
    """One week of the forecast, region by region, England first. Empty while it is not counted."""

    monday: date
    previous: date
    next: date
    scope: str
    scopes: tuple[str, ...]
    warnings: tuple[str, ...]
    regions: tuple[RegionLine, ...]
    counted_at: datetime | None
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class WeekHint:
    """A good week for an inspection of a council, with why in plain words. `known` counts what starts in it."""

    monday: date
    eligible: int
    known: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HintsView:
    """The best weeks to inspect a council, the best first, and the number of people in a usual week."""

    authority: str
    authority_name: str
    scope: str
    scopes: tuple[str, ...]
    usual: int
    hints: tuple[WeekHint, ...]
    is_counted: bool


@dataclass(frozen=True, slots=True)
class WeekChoice:
    """A week that an inspection could start in, and what speaks against it.

    `is_open` is False for past weeks and August, `is_counted` while the people of the week are not counted.
    """

    monday: date
    warnings: tuple[str, ...]
    is_open: bool
    is_counted: bool


@dataclass(frozen=True, slots=True)
class WeekMove:
    """An inspection that is to be moved, and the week it would go to; `target` is None before one is named."""

    duty: DutyLine
    monday: date
    target: WeekChoice | None


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """The calendar's settings, and how they came to be."""

    most_starts: int
    events: tuple[EventLine, ...]
    disclosed_before: int = 10
