"""Busy days out of one's own calendar: read from a file, shown, and then marked as times away.

Nothing of the file is kept but the days. They become times away like those that people mark by hand, so that a file
that is read twice changes nothing the second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import add_months
from peerinspect.services.checking import Checks, own_person
from peerinspect.services.holding import hold_person
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.weeks_away import Run, is_away, mark_days, runs_of
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.store.reading.people import leave_rows
from peerinspect.tables.busy_days import read_busy_days
from peerinspect.tables.calendar_lines import CalendarRefusal

MONTHS_AHEAD = 18
MOST_RUNS = 600
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """A calendar file, and whether only its whole days count."""

    content: bytes
    whole_days_only: bool = False


@dataclass(frozen=True, slots=True)
class MarkBusy:
    """Runs of days to mark as away, each with its first and last day."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class BusyFound:
    """What a file would add: `runs` of days that are not away yet, and how many days are away already.

    `events` counts what the file holds, `left_out` those that are free or were cancelled.
    """

    runs: tuple[Run, ...]
    known: int
    events: int
    left_out: int


def look_into(command: ReadCalendar, reader: Reader, today: date) -> BusyFound:
    """What the file would add to the reader's times away, from today on for eighteen months. Nothing is kept."""
    person = own_person(reader)
    try:
        found = read_busy_days(command.content, today, last_day(today), command.whole_days_only)
    except CalendarRefusal as refusal:
        raise Refusal({"file": str(refusal)}) from None
    away = [(row.starts, row.ends) for row in leave_rows(person)]
    fresh = [day for day in found.days if not is_away(day, away)]
    return BusyFound(tuple(runs_of(fresh)), len(found.days) - len(fresh), found.events, found.left_out)


def last_day(today: date) -> date:
    """The last day that is looked at."""
    return add_months(today, MONTHS_AHEAD)


def mark_busy(command: MarkBusy, reader: Reader, today: date) -> int:
    """Mark the days as away; how many were not so before. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        hold_person(person)
        checks, last = Checks(), last_day(today)
        fits = all(today <= first <= ends <= last for first, ends in command.runs)
        checks.need(fits and len(command.runs) <= MOST_RUNS, "runs", "Choose from the days that the file gave")
        checks.done()
        marked = mark_days((day for run in command.runs for day in _days_of(run)), person)
        if marked:
            sentence = f"Marked {counted(marked, 'day')} away, from a calendar."
            history.record(reader.user_id, "mark-busy", person, sentence=sentence)
    return marked


def _days_of(run: Run) -> list[date]:
    first, last = run
    return [first + _DAY * number for number in range((last - first).days + 1)]
