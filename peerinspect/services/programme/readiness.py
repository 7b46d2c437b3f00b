"""A coordinator's word that an aspirant is ready for cover. It is theirs to judge: the facts only lie beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_person
from peerinspect.services.notices import tell, users_of
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.programme import ready_words
from peerinspect.store.tables import ReadyWordRow


@dataclass(frozen=True, slots=True)
class SayReady:
    """Somebody is ready for cover, or not any more, and why. The person reads both."""

    person_id: str
    is_ready: bool = True
    reason: str = ""


def say_ready(command: SayReady, reader: Reader, today: date) -> None:
    """Say it, or take it back. For coordinators. Only a word that stands can be taken back."""
    only(reader, COORDINATOR)
    with store.transaction():
        person, checks = hold_person(command.person_id), Checks()
        said = ready_words([person.id]).get(person.id, ())
        stands = bool(said) and said[0].is_ready
        checks.need(person.aspirant or not command.is_ready, "", "Only who aspires to be a director is ready for cover")
        is_new = stands is not command.is_ready
        checks.need(is_new, "", "It is said already" if command.is_ready else "There is no word to take back")
        check_text(checks, command.reason, "reason", "Say why, in a sentence", "the reason")
        checks.done()
        _write(person.id, command, reader, today)


def _write(person: str, command: SayReady, reader: Reader, today: date) -> None:
    """Write the word beside its event."""
    word = ReadyWordRow(
        person=person,
        is_ready=command.is_ready,
        reason=tidy(command.reason),
        said_by=reader.user_id,
        said_on=today,
    )
    store.add(word)
    name = read_names([person]).get(person) or person
    outcome = "ready for cover" if command.is_ready else "not ready for cover any more"
    action = "say-ready" if command.is_ready else "take-ready-back"
    event = history.record(reader.user_id, action, person, sentence=f"{name} is {outcome}. Why: {word.reason}.")
    tell("ready-for-cover", event, users_of(person), outcome=outcome)
