"""Days and weeks away: a calendar of twelve months to tick, and how runs of days are added and taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peerinspect import store
from peerinspect.services.availability import OWN
from peerinspect.services.checking import Checks, own_person
from peerinspect.services.holding import hold_person
from peerinspect.services.reader import Reader
from peerinspect.store import history
from peerinspect.store.reading.people import leave_rows
from peerinspect.store.tables import LeaveRow

WEEKS = 53
"""Those of twelve months, whatever day the first of them begins on."""
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_WORKING = 5
Run = tuple[date, date]


@dataclass(frozen=True, slots=True)
class ChangeWeeksAway:
    """Weeks, by their Mondays, to mark as away, and weeks that are not away any more."""

    add: tuple[date, ...] = ()
    take_back: tuple[date, ...] = ()


def mondays_ahead(today: date) -> tuple[date, ...]:
    """The Mondays of the weeks that can be ticked: the present week's first, unless only its weekend is left."""
    first = today - timedelta(days=today.weekday())
    first += _WEEK if today.weekday() >= _WORKING else timedelta()
    return tuple(first + _WEEK * number for number in range(WEEKS))


def change_weeks_away(command: ChangeWeeksAway, reader: Reader, today: date) -> None:
    """Mark some weeks as away and take others back. Nothing is done where nothing would change. For people, of
    themselves.
    """
    person = own_person(reader)
    with store.transaction():
        hold_person(person)
        checks, known = Checks(), set(mondays_ahead(today))
        fits = known.issuperset((*command.add, *command.take_back))
        checks.need(fits, "weeks", "Choose weeks from the calendar")
        checks.done()
        added = mark_days((day for monday in command.add for day in _days(monday, today)), person)
        taken = _take_back({day for monday in command.take_back for day in _days(monday, today)}, person)
        if added or taken:
            history.record(reader.user_id, "change-weeks-away", person, sentence="Changed the weeks away.")


def _days(monday: date, today: date) -> list[date]:
    """The days of the week that are not over."""
    return [day for day in (monday + _DAY * number for number in range(7)) if day >= today]


def is_away(day: date, away: Iterable[tuple[date | None, date | None]]) -> bool:
    """Whether the day lies in one of the times; an open end has none."""
    return any((first or date.min) <= day <= (last or date.max) for first, last in away)


def working_days(monday: date, today: date) -> list[date]:
    """The days of the week, Monday to Friday, that are not over."""
    return [day for day in _days(monday, today) if day.weekday() < _WORKING]


def mark_days(days: Iterable[date], person: str) -> int:
    """Add times away for the days that are not away yet; how many days that is. Call it in a transaction."""
    away = [(row.starts, row.ends) for row in leave_rows(person)]
    fresh = sorted({day for day in days if not is_away(day, away)})
    for first, last in runs_of(fresh):
        store.add(LeaveRow(id=store.new_token(), person=person, starts=first, ends=last, source=OWN))
    return len(fresh)


def runs_of(days: Iterable[date]) -> list[Run]:
    """Days as runs, each with its first and last day, in order."""
    runs: list[Run] = []
    for day in sorted(set(days)):
        if runs and runs[-1][1] + _DAY == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _take_back(days: Collection[date], person: str) -> bool:
    """Cut the days out of all times away; whether any lay there. What is left of a time keeps its mark."""
    touched = False
    for row in leave_rows(person):
        inside = [day for day in days if is_away(day, [(row.starts, row.ends)])]
        if inside:
            touched = True
            _cut(row, inside)
    return touched


def _cut(row: LeaveRow, inside: Iterable[date]) -> None:
    """Put what is left of a time away in its place."""
    left: list[tuple[date | None, date | None]] = []
    starts = row.starts
    for first, last in runs_of(inside):
        if starts is None or starts < first:
            left.append((starts, first - _DAY))
        starts = last + _DAY
    if row.ends is None or (starts is not None and starts <= row.ends):
        left.append((starts, row.ends))
    told = {name: getattr(row, name) for name in ("source", "reference", "recorded_by", "recorded_on")}
    store.db.session.delete(row)
    store.db.session.flush()
    store.add(*(LeaveRow(id=store.new_token(), person=row.person, starts=a, ends=b, **told) for a, b in left))
