"""Who leaves the pool, and who comes back to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_person
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.tables import ConsentRequestRow, OfferRow

LEFT = "They have left the pool. Take them back first"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class LeavePool:
    """The person is asked no more. What they did stays on the register."""

    person_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The person may be asked again, once they have said what they offer."""

    person_id: str


def leave_pool(command: LeavePool, reader: Reader, today: date) -> None:
    """Let somebody leave from today on: what they offer is taken off. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = hold_person(command.person_id), Checks()
        check_text(checks, command.reason, "reason", "Say why they leave", "this", _LONGEST)
        checks.need(row.left_on is None, "", "They have left the pool already")
        checks.done()
        row.left_on = today
        store.db.session.execute(delete(OfferRow).where(OfferRow.person == row.id))
        store.db.session.execute(delete(ConsentRequestRow).where(ConsentRequestRow.person == row.id))
        store.db.session.flush()
        sentence = f"Left the pool; nothing is offered any more. Why: {tidy(command.reason)}."
        history.record(reader.user_id, "leave-pool", row.id, sentence=sentence)


def take_back(command: TakeBack, reader: Reader, today: date) -> None:
    """Take somebody back into the pool. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = hold_person(command.person_id), Checks()
        checks.need(row.left_on is not None, "", "They are in the pool already")
        checks.done()
        row.left_on = None
        store.db.session.flush()
        sentence = "Came back to the pool. They are asked once they have said what they offer."
        history.record(reader.user_id, "take-back", row.id, sentence=sentence)
