"""Notes on a programme: for the two councils, its advisers and coordinators, and for nobody else."""

from __future__ import annotations

from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.support.advancing import note_event
from peerinspect.services.support.commands import WriteNote
from peerinspect.services.support.parts import LIFE, inside, locked_row, state_of
from peerinspect.services.texts import check_text, tidy
from peerinspect.store.reading.support import next_note
from peerinspect.store.tables import SupportNoteRow

LONGEST_NOTE = 2000
CLOSED = "The support is over, so no note is written any more"


def write_note(command: WriteNote, reader: Reader, today: date) -> None:
    """Write it. For all who take part, until the support is closed."""
    only(reader, COORDINATOR, CHIEF_EXECUTIVE, DIRECTOR)
    with store.transaction():
        found = inside(reader, command.duty_id, today)
        if state_of(locked_row(found.duty.id)) in LIFE.finished:
            raise Refusal(CLOSED)
        checks = Checks()
        check_text(checks, command.text, "text", "Write the note", "the note", LONGEST_NOTE)
        checks.done()
        store.add(
            SupportNoteRow(
                duty=found.duty.id,
                number=next_note(found.duty.id),
                text=tidy(command.text),
                written_by=reader.user_id,
                written_on=today,
            )
        )
        note_event(reader, "note-support", found.duty.id, "Wrote a note for those who take part.")
