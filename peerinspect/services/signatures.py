"""Declarations that people signed on paper, and a coordinator keeps: they run from the day of the signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_person
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.texts import LONGEST_REFERENCE, check_text
from peerinspect.services.wording import plain_day
from peerinspect.store import history


@dataclass(frozen=True, slots=True)
class FileDeclaration:
    """A declaration that somebody signed on paper, and the day on which they did; `reference` names the paper."""

    person_id: str
    signed_on: date | None
    reference: str


def file_declaration(command: FileDeclaration, reader: Reader, today: date) -> None:
    """Keep that somebody signed their declaration on paper. For coordinators.

    The ties that it names are recorded one by one (`declarations.record_interest`): a signature says that there are no
    others. Raises NotFound and Refusal.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks, day = hold_person(command.person_id), Checks(), command.signed_on
        if checks.need(day, "signed_on", "Enter the day on which they signed") and day:
            check_signature(checks, day, row.declared_on, today)
        told = "Say where the signed declaration is kept"
        check_text(checks, command.reference, "reference", told, "the reference", LONGEST_REFERENCE)
        checks.done()
        assert day is not None, "without one it was refused"
        row.declared_on = day
        sentence = f"Kept a declaration that was signed on paper on {plain_day(day)}."
        reference = command.reference.strip()
        history.record(reader.user_id, "file-declaration", row.id, sentence=sentence, reference=reference)


def check_signature(checks: Checks, day: date, latest: date | None, today: date) -> None:
    """The day of a signature on paper: not to come, and later than the declaration that is known."""
    checks.need(day <= today, "signed_on", "The day of the signature must be today or earlier")
    told = f"A declaration of {plain_day(latest)} is on the register already" if latest else ""
    checks.need(latest is None or day > latest, "signed_on", told)
