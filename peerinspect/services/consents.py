"""A home chief executive's consent to their people's work elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import CHIEF_EXECUTIVE, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store import history
from peerinspect.store.reading.people import people_at
from peerinspect.store.tables import ConsentRow


@dataclass(frozen=True, slots=True)
class GiveConsent:
    """Consent for a person of one's own council, from `starts` to `ends`."""

    person_id: str
    authority: str
    starts: date | None
    ends: date | None


def give_consent(command: GiveConsent, reader: Reader, today: date) -> None:
    """Record consent. For chief executives, of people who hold a post at a council of theirs."""
    only(reader, CHIEF_EXECUTIVE)
    with store.transaction():
        own_people = people_at(reader.authorities & {command.authority}, today)
        if command.person_id not in own_people:
            raise NotFound("no such person of this chief executive's councils")
        checks = Checks()
        check_consent(checks, command, today)
        checks.done()
        store.add(
            ConsentRow(person=command.person_id, authority=command.authority, starts=command.starts, ends=command.ends)
        )
        sentence = "The chief executive consented to duties elsewhere."
        history.record(reader.user_id, "give-consent", command.person_id, sentence=sentence)


def check_consent(checks: Checks, command: GiveConsent, today: date) -> None:
    """Note what no consent could be."""
    checks.period(command.starts, command.ends, ("starts", "ends"), "the consent")
    checks.need(command.ends is None or command.ends >= today, "ends", "The last day must be today or later")
