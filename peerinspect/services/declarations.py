"""What directors declare: ties to councils, or that there is none to add."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class DeclareInterest:
    """A tie to a council. `kind` is one of domain.person.INTEREST_KINDS; no `ends` means it still holds."""

    authority: str
    kind: str
    starts: date | None = None
    ends: date | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class EndInterest:
    """The last day of a declared tie."""

    interest_id: str
    ends: date | None


def declare_interest(command: DeclareInterest, reader: Reader, today: date) -> str:
    """Declare a tie; it renews the declaration too. Returns the interest's id. For people, of themselves."""
    raise NotImplementedError


def end_interest(command: EndInterest, reader: Reader, today: date) -> None:
    """Say when a tie ended. Ties are never removed: they count for years. For people, of themselves."""
    raise NotImplementedError


def declare_nothing_more(reader: Reader, today: date) -> None:
    """Sign the declaration as it stands: a nil return, or no change. It runs for twelve months from today."""
    raise NotImplementedError
