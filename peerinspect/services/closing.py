"""Saying what was done about the placements that a look back touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.queries.lookbacks import waits
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store import history
from peerinspect.store.reading.ties import look_back_lines, look_backs
from peerinspect.store.tables import LookBackClosureRow


@dataclass(frozen=True, slots=True)
class CloseLookBack:
    """What was done about everything in a look back that still waits, as far as the reader sees it."""

    look_back_id: str
    note: str


def close_look_back(command: CloseLookBack, reader: Reader, today: date) -> None:
    """Note what was done. For coordinators.

    Who is not cleared closes what they see; what concerns sealed work waits on, and no event tells of it to others.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        if not look_backs([command.look_back_id]):
            raise NotFound("no such look back")
        duties = Sight(reader, today).duties()
        found = look_back_lines([command.look_back_id])
        lines = [line for line, closure in found if line.duty in duties and waits(line, closure)]
        checks = Checks()
        checks.need(command.note.strip(), "note", "Say what was done, and who was told")
        checks.need(lines, "", "Nothing in this look back waits any more")
        checks.done()
        for line in lines:
            store.add(
                LookBackClosureRow(line=line.id, note=command.note.strip(), closed_by=reader.user_id, closed_on=today)
            )
        for duty, person in sorted({(line.duty, line.person) for line in lines}):
            sentence = "Dealt with what a look back found of this placement."
            history.record(reader.user_id, "close-look-back", person, duty=duty, sentence=sentence)
