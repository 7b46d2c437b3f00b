"""Calendars as programs read them (RFC 5545): entries of whole days, the same facts the same bytes.

No entry has a time of day, so no time zone is stated, but in a calendar without entries, since the format asks for
something in each. The moments that the format asks for are those of the day
on which an entry was first read to say what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

TENTATIVE, CONFIRMED, CANCELLED = "TENTATIVE", "CONFIRMED", "CANCELLED"
MAKER = "-//peerinspect//calendar//EN"
ASK_AGAIN = timedelta(hours=6)
"""How often programs that subscribe should look for changes."""
_DAY = timedelta(days=1)
_GMT, _BST = timedelta(0), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """Whole days in a calendar, first and last included. `uid` tells nothing; `is_busy` says that they are taken."""

    uid: str
    summary: str
    description: str
    first: date
    last: date
    status: str
    is_busy: bool

    @property
    def digest(self) -> str:
        """A digest of all that the entry says."""
        parts = (self.summary, self.description, str(self.first), str(self.last), self.status, str(self.is_busy))
        return sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry with how often it has changed, and the day on which it came to say this."""

    entry: Entry
    sequence: int
    changed_on: date


def render(name: str, entries: Iterable[Numbered]) -> bytes:
    """A calendar with a name and its entries, by day and then by their ids."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN).to_ical().decode())
    parts: list[Component] = [_event(each) for each in sorted(entries, key=_order)]
    for part in parts or [_london()]:
        calendar.add_component(part)
    written: bytes = calendar.to_ical()
    return written


def _order(numbered: Numbered) -> tuple[date, str]:
    """By first day; the id only settles ties."""
    return numbered.entry.first, numbered.entry.uid


def _london() -> Timezone:
    """English time, by the rule that has held since 1996."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    for part, name, month, offsets, hour in (
        (TimezoneDaylight(), "BST", 3, (_GMT, _BST), 1),
        (TimezoneStandard(), "GMT", 10, (_BST, _GMT), 2),
    ):
        part.add("tzname", name)
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour))
        part.add("tzoffsetfrom", offsets[0])
        part.add("tzoffsetto", offsets[1])
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def _event(numbered: Numbered) -> Event:
    """One entry. Its last day is written as the day after, as the format has it."""
    entry, moment = numbered.entry, datetime.combine(numbered.changed_on, time(), UTC)
    event = Event()
    event.add("uid", f"{entry.uid}@peerinspect")
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", numbered.sequence)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + _DAY)
    event.add("summary", _plain(entry.summary))
    event.add("description", _plain(entry.description))
    event.add("status", entry.status)
    event.add("transp", "OPAQUE" if entry.is_busy else "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _plain(text: str) -> str:
    """The text without control characters, which the format cannot hold."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable())
