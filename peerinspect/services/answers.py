"""A person's answer to an offered placement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader

DECLINE_REASONS = ("busy", "conflicted", "other")


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """Yes to an offered placement, by its address."""

    address: str


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """No to an offered or accepted placement. `reason` is one of DECLINE_REASONS, and stays private."""

    address: str
    reason: str


def accept_offer(command: AcceptOffer, reader: Reader, today: date) -> None:
    """Accept. For the person who is asked."""
    raise NotImplementedError


def decline_offer(command: DeclineOffer, reader: Reader, today: date) -> None:
    """Decline. For the person who is asked."""
    raise NotImplementedError
