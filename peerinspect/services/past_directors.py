"""Directors of the past who are known by name alone: they fill a council's line through time, and are in no pool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.person import BASES
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_council
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import plain_day, post_title
from peerinspect.store import history
from peerinspect.store.tables import PastDirectorRow


@dataclass(frozen=True, slots=True)
class AddPastDirector:
    """Somebody who was director of a council before the register began, and is not on it."""

    authority: str
    name: str
    basis: str
    starts: date | None
    ends: date | None


def add_past_director(command: AddPastDirector, reader: Reader, today: date) -> str:
    """Add them; the id of what is kept. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        hold_council(command.authority)
        checks = Checks()
        check_text(checks, command.name, "name", "Enter the name", "the name", 200)
        checks.need(command.basis in BASES, "basis", "Choose how the post was held")
        checks.period(command.starts, command.ends, ("starts", "ends"), "the post")
        is_past = command.ends is None or command.ends < today
        checks.need(is_past, "ends", "Who holds the post today or later belongs on the register of people")
        checks.done()
        row = PastDirectorRow(
            id=store.new_token(), together=store.new_token(), authority=command.authority, name=tidy(command.name),
            basis=command.basis, starts=command.starts, ends=command.ends,
        )  # fmt: skip
        store.add(row)
        history.record(reader.user_id, "add-past-director", row.authority, sentence=f"Added by name: {_named(row)}.")
        return row.id


def remove_past_director(authority: str, row_id: str, reader: Reader, today: date) -> None:
    """Take somebody off who was added by mistake. For coordinators. NotFound for anybody else."""
    only(reader, COORDINATOR)
    with store.transaction():
        row = store.db.session.get(PastDirectorRow, row_id)
        if row is None or row.authority != authority:
            raise NotFound("nobody was added so")
        said = f"Taken off, never held: {_named(row)}."
        history.record(reader.user_id, "remove-past-director", row.authority, sentence=said)
        store.db.session.delete(row)
        store.db.session.flush()


def _named(row: PastDirectorRow) -> str:
    days = f"{plain_day(row.starts)} to {plain_day(row.ends)}"
    return f"{row.name}, {post_title('director', row.basis)}, {days}"
