"""What speaks against an inspection in a week: bank holidays, August, too many starts, too few people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peerinspect.domain import Duty, kinds
from peerinspect.explain.supply import WeekSupply
from peerinspect.services.checking import only
from peerinspect.services.forecasting import (
    ANNOUNCED,
    ENGLAND,
    NO_REGION,
    SCOPES,
    UNANNOUNCED,
    Forecast,
    forecast,
    monday_of,
)
from peerinspect.services.inspections import AUGUST, holidays_between
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight, filled_seats
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.schedule import most_starts
from peerinspect.services.veil import knows_sealed_work
from peerinspect.services.views.schedule import WeekChoice
from peerinspect.services.wording import counted, joined

SUNDAY = timedelta(days=6)
IN_AUGUST = "Closed: inspections do not start in August"


def scopes_for(reader: Reader) -> tuple[str, ...]:
    """The forecasts that the reader may see. For coordinators and the liaison; the usual one first."""
    only(reader, COORDINATOR, LIAISON)
    return (UNANNOUNCED, ANNOUNCED) if knows_sealed_work(reader) else (ANNOUNCED,)


def scope_for(reader: Reader, asked: str) -> str:
    """The forecast that is asked for, where the reader may see it; else the reader's usual one."""
    allowed = scopes_for(reader)
    return asked if asked in allowed else allowed[0]


@dataclass(frozen=True)
class Starts:
    """The inspections that the reader may know of, by the Monday of the week they start in, with their empty seats."""

    by_week: Mapping[date, tuple[Duty, ...]]
    empty: Mapping[str, int]

    def in_week(self, monday: date, leaving_out: str = "") -> tuple[Duty, ...]:
        """The inspections that start in the week, but for one."""
        return tuple(duty for duty in self.by_week.get(monday, ()) if duty.id != leaving_out)

    def needed(self, monday: date) -> int:
        """The empty seats of what starts in the week."""
        return sum(self.empty[duty.id] for duty in self.in_week(monday))


def starts_of(sight: Sight) -> Starts:
    """The inspections that have not ended."""
    found = sight.current(kinds.INSPECT)
    filled = filled_seats(sight.records(found))
    by_week: dict[date, list[Duty]] = {}
    for duty in sorted(found.values(), key=lambda duty: (duty.first_day, duty.id)):
        by_week.setdefault(monday_of(duty.first_day), []).append(duty)
    empty = {id_: max(0, duty.seats - filled[id_]) for id_, duty in found.items()}
    return Starts({monday: tuple(duties) for monday, duties in by_week.items()}, empty)


class Outlook:
    """What is known of the weeks ahead under one veil: starts, settings, and both forecasts where they may be seen."""

    def __init__(self, reader: Reader, today: date) -> None:
        scopes = scopes_for(reader)
        self.sight = Sight(reader, today)
        self.today = today
        self.starts = starts_of(self.sight)
        self.most = most_starts()
        self._forecasts = {scope: forecast(scope, today) for scope in SCOPES if scope in scopes}

    def forecast(self, scope: str) -> Forecast:
        """One of the reader's forecasts."""
        return self._forecasts[scope]

    def supply(self, scope: str, monday: date) -> WeekSupply | None:
        """The people there are in a week; None where that is not counted."""
        return self._forecasts[scope].weeks.get(monday)

    def own_scope(self, sealed: bool) -> str:
        """The forecast that counts for an inspection."""
        return UNANNOUNCED if sealed and UNANNOUNCED in self._forecasts else ANNOUNCED

    def choice(self, monday: date, duty: Duty | None = None) -> WeekChoice:
        """What speaks against one more start in the week, or against moving an inspection there."""
        warnings = [*self._of_days(monday), *self._of_starts(monday, duty.id if duty else "")]
        warnings += self._of_people(monday, duty) if duty else self.lacking(monday)
        scope = self.own_scope(duty.sealed if duty else True)
        is_counted = self.supply(scope, monday) is not None
        return WeekChoice(monday, tuple(warnings), self.is_open(monday), is_counted)

    def is_open(self, monday: date) -> bool:
        """Whether an inspection may start in the week at all: it is to come, and not in August."""
        return monday >= self.today and monday.month != AUGUST

    def _of_days(self, monday: date) -> Sequence[str]:
        found = [IN_AUGUST] if monday.month == AUGUST else []
        holidays = holidays_between(monday, monday + SUNDAY)
        return [*found, *([f"Bank holiday: {joined(dict.fromkeys(holidays.values()))}"] if holidays else [])]

    def _of_starts(self, monday: date, leaving_out: str) -> Sequence[str]:
        starts = len(self.starts.in_week(monday, leaving_out))
        if starts < self.most:
            return []
        return [
            f"{counted(starts, 'inspection')} {'starts' if starts == 1 else 'start'} already; {self.most} is the most"
        ]

    def _of_people(self, monday: date, duty: Duty) -> Sequence[str]:
        """Whether the inspection itself could be staffed in the week, and whether everything in it could."""
        supply = self.supply(self.own_scope(duty.sealed), monday)
        if supply is None:
            return []
        people = min((supply.councils.get(code, 0) for code in duty.authorities), default=0)
        needed = max(1, duty.seats)
        found = list(self.lacking(monday, adding=(duty,)))
        if people < needed:
            found.insert(0, f"{people_words(people)} could go there in that week, for {counted(needed, 'seat')}")
        return found

    def lacking(self, monday: date, adding: Collection[Duty] = ()) -> Sequence[str]:
        """Where there are fewer people than empty seats, or none at all: England, or else each such region."""
        needed = self.needed_by_region(monday, adding)
        people = {name: self._eligible(monday, name, adding) for name in needed}
        short = [name for name, number in people.items() if number is not None and number < max(1, needed[name])]
        return [_too_few(name, people[name] or 0, needed[name]) for name in ([ENGLAND] if ENGLAND in short else short)]

    def look(self) -> None:
        """Write down a look at the sealed inspections that counts of the weeks ahead rest on."""
        record_look_at_list(
            self.sight, (duty for week in self.starts.by_week.values() for duty in week), "in a forecast"
        )

    def needed_by_region(self, monday: date, adding: Collection[Duty] = ()) -> Mapping[str, int]:
        """The empty seats of what starts in the week, by the region of its councils and for England."""
        places = self.sight.places
        regions = sorted({place.region or NO_REGION for place in places.values()})
        found = {ENGLAND: 0, **dict.fromkeys(regions, 0)}
        extra = {duty.id for duty in adding}
        for duty in (*(one for one in self.starts.in_week(monday) if one.id not in extra), *adding):
            empty = duty.seats if duty.id in extra else self.starts.empty[duty.id]
            found[ENGLAND] += empty
            for region in {places[code].region or NO_REGION for code in duty.authorities if code in places}:
                found[region] += empty
        return found

    def _eligible(self, monday: date, name: str, adding: Collection[Duty]) -> int | None:
        """The people who could go to a region; of the forecast for what is to be moved there, else the usual one."""
        scope = self.own_scope(any(duty.sealed for duty in adding)) if adding else self.own_scope(True)
        supply = self.supply(scope, monday)
        if supply is None or name not in supply.groups:
            return None
        return supply.groups[name].eligible


def _too_few(name: str, people: int, seats: int) -> str:
    """That too few people could go somewhere."""
    if not seats:
        return f"Nobody could go to {name}"
    return f"Too few people for {name}: {people_words(people)} for {counted(seats, 'empty seat')}"


def people_words(people: int) -> str:
    """A number of people in words."""
    return {0: "nobody", 1: "1 person"}.get(people, f"{people} people")
