"""Calendar feeds: what is at a secret address, and how often each entry of it has changed.

Reading a feed changes no fact. It only notes, where an entry says something new, that it does: the number that tells
calendar programs of a change has to rise with what the feed says, whatever made it say so, a day that passed included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.documents.calendars import CANCELLED, CONFIRMED, TENTATIVE, Entry, Numbered, render
from peerinspect.services.calendar_addresses import reader_at
from peerinspect.services.queries.calendars import NAMES, OWN, PAST_KEPT, duty_entries, entries_for, feed_of
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store.tables import CalendarEntryRow

CANCELLED_KEPT = timedelta(days=90)
"""How long a feed says that something was called off."""
GONE = ("Cancelled", "This is not on any more.")
_LEAST = {TENTATIVE: 0, CONFIRMED: 1, CANCELLED: 2}
"""The least number of changes behind each status: a single duty's file is read without a note of it."""
Rows = Mapping[str, CalendarEntryRow]


def read_feed(secret: str, today: date) -> bytes:
    """The calendar at a secret address. NotFound where there is none, or none any more."""
    reader = reader_at(secret, today)
    if reader is None:
        raise NotFound("no such calendar")
    entries = entries_for(reader, today)
    rows = _rows(reader)
    numbered = _numbered(entries, rows, today)
    if _is_news(numbered, rows):
        with store.transaction():
            rows = _rows(reader)
            numbered = _numbered(entries, rows, today)
            _note(reader, numbered, rows)
            _forget_the_past(reader, today)
    return render(NAMES[feed_of(reader)], numbered)


def read_duty(reader: Reader, address: str, today: date) -> bytes:
    """One of the reader's own duties as a calendar of its own: the same entries as in the feed. Nothing is noted."""
    rows = _rows(reader)
    return render(NAMES[OWN], [_number(each, rows, today) for each in duty_entries(reader, address, today)])


def _rows(reader: Reader) -> dict[str, CalendarEntryRow]:
    row = CalendarEntryRow
    return {each.uid: each for each in store.db.session.scalars(select(row).where(row.user == reader.user_id))}


def _numbered(entries: Iterable[Entry], rows: Rows, today: date) -> list[Numbered]:
    """The entries that the feed shows, with their numbers, and those that have gone, called off."""
    here = {each.uid: each for each in entries}
    found = [*here.values(), *_gone(here, rows, today)]
    return [each for each in (_number(entry, rows, today) for entry in found) if _is_shown(each, rows, today)]


def _gone(here: Mapping[str, Entry], rows: Rows, today: date) -> Iterator[Entry]:
    """An entry for everything that the feed once said and that is there no more. What is long past is not off."""
    summary, description = GONE
    for uid, row in rows.items():
        if uid not in here and row.ends >= today - PAST_KEPT:
            yield Entry(uid, summary, description, row.starts, row.ends, CANCELLED, is_busy=False)


def _number(entry: Entry, rows: Rows, today: date) -> Numbered:
    """The entry's number and day: as noted where it says the same, one more and today where it does not."""
    row = rows.get(entry.uid)
    if row is None:
        return Numbered(entry, _LEAST[entry.status], today)
    if row.content == entry.digest:
        return Numbered(entry, row.sequence, row.changed_on)
    return Numbered(entry, max(row.sequence + 1, _LEAST[entry.status]), today)


def _is_shown(numbered: Numbered, rows: Rows, today: date) -> bool:
    """Whether the feed still says it. What it never said needs no calling off."""
    entry = numbered.entry
    if entry.status == CANCELLED:
        return entry.uid in rows and today <= numbered.changed_on + CANCELLED_KEPT
    return entry.last >= today - PAST_KEPT


def _is_news(numbered: Iterable[Numbered], rows: Rows) -> bool:
    return any(each.entry.uid not in rows or rows[each.entry.uid].content != each.entry.digest for each in numbered)


def _note(reader: Reader, numbered: Iterable[Numbered], rows: Rows) -> None:
    """Keep the number of each entry that says something new."""
    for each in numbered:
        entry, row = each.entry, rows.get(each.entry.uid)
        if row is None:
            store.add_unless_there(_new_row(reader, each))
        elif row.content != entry.digest:
            row.content, row.sequence, row.changed_on = entry.digest, each.sequence, each.changed_on
            row.starts, row.ends = entry.first, entry.last


def _forget_the_past(reader: Reader, today: date) -> None:
    """Forget what was noted of days that no feed shows any more."""
    row, over = CalendarEntryRow, today - PAST_KEPT - CANCELLED_KEPT
    store.db.session.execute(delete(row).where(row.user == reader.user_id, row.ends < over))


def _new_row(reader: Reader, numbered: Numbered) -> CalendarEntryRow:
    entry = numbered.entry
    return CalendarEntryRow(
        user=reader.user_id,
        uid=entry.uid,
        content=entry.digest,
        sequence=numbered.sequence,
        changed_on=numbered.changed_on,
        starts=entry.first,
        ends=entry.last,
    )
