"""Thanks to councils for what their people give, recorded by coordinators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.tables import AuthorityRow, ThanksRow

THANK = "thank"
_EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class RecordThanks:
    """A council was thanked on a day, and how: the words, or what was done."""

    authority: str
    thanked_on: date | None
    words: str


def record_thanks(command: RecordThanks, reader: Reader, today: date) -> None:
    """Write down that a council was thanked. For coordinators. What is written stays; a mistake is put right by another
    record."""
    only(reader, COORDINATOR)
    checks = Checks()
    checks.council(command.authority)
    day = command.thanked_on
    if checks.need(day, "thanked_on", "Enter the day on which the council was thanked") and day:
        checks.need(_EARLIEST <= day <= today, "thanked_on", "The day must be in the past")
    check_text(checks, command.words, "words", "Say how the council was thanked", "this")
    checks.done()
    with store.transaction():
        row = store.db.session.get(AuthorityRow, command.authority)
        name = row.name if row else command.authority
        store.add(
            ThanksRow(
                authority=command.authority,
                thanked_on=day,
                words=tidy(command.words),
                recorded_by=reader.user_id,
                recorded_on=today,
            )
        )
        sentence = f"{name} was thanked on {plain_day(day or today)}. {tidy(command.words)}"
        history.record(reader.user_id, THANK, command.authority, sentence=sentence)
