"""Which rosters and searches a reader may know of at all: all but what supposes something of a sealed duty."""

from __future__ import annotations

from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.veil import knows_sealed_work
from peerinspect.store.reading.rosters import find_roster
from peerinspect.store.tables import JobRow, RosterRow


def may_see(reader: Reader, row: RosterRow | JobRow) -> bool:
    """Whether the reader may know that it is there."""
    return not row.for_cleared or knows_sealed_work(reader)


def roster_seen(reader: Reader, roster_id: str) -> RosterRow:
    """The roster. Raises NotFound alike for one that is not there and one that may not be known."""
    found = find_roster(roster_id)
    if found is None or not may_see(reader, found):
        raise NotFound("no such roster")
    return found


def real_roster(reader: Reader, roster_id: str) -> RosterRow:
    """The roster, if it is one: a what-if can be read and compared, and nothing rests on it."""
    found = roster_seen(reader, roster_id)
    if found.supposed is not None:
        raise NotFound("no such roster")
    return found
