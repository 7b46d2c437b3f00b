"""A home chief executive's consent to their people's work elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class GiveConsent:
    """Consent for a person of one's own council, from `starts` to `ends`."""

    person_id: str
    authority: str
    starts: date | None
    ends: date | None


def give_consent(command: GiveConsent, reader: Reader, today: date) -> None:
    """Record consent. For chief executives, of people who hold a post at a council of theirs."""
    raise NotImplementedError
