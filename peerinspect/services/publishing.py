"""Publishing a roster: from a draft to offers that people can answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class PublishRoster:
    """Publish a draft roster."""

    roster_id: str


def publish_roster(command: PublishRoster, reader: Reader, today: date) -> None:
    """Check the reloaded roster with the auditor, keep the certificate, and offer the proposed placements.

    For coordinators. A coordinator who is not cleared publishes the open part; the sealed parts wait for one who is.
    Refused while a hard objection stands, or a soft one without a waiver, or when a later roster is published.
    """
    raise NotImplementedError
